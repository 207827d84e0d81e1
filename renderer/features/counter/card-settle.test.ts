import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { CardView } from '../card/card-dialogue.ts';
import { settled } from './card-settle.ts';
import { chargedIn, emptyDraft, withCard, withFoundCard, withTender } from './draft.ts';
import type { CounterState } from './counter-state.ts';

const sale: CardView = {
  attemptId: 'a1',
  reference: '000000000001',
  kind: 'sale',
  entry: 'presented',
  status: 'captured',
  step: null,
  amountCents: 8_000,
  approvedCents: 5_000,
  tenderType: 'CARD',
  brand: 'Visa',
  last4: '4242',
  authorization: '083112',
  said: '',
  next: '',
  paymentId: 'p1',
  originalAttemptId: null,
  terminal: 'Terminal',
  askedBy: 'Rosa Delgado',
  askedAt: '2026-11-19T20:31:00.000Z' as Instant,
};
const back: CardView = { ...sale, attemptId: 'v1', kind: 'void', originalAttemptId: 'a1' };

const entry = { tenderType: 'CARD', tenderId: null, amountCents: 8_000, details: {} };
const state = (changes: Partial<CounterState>): CounterState => ({
  draft: emptyDraft('p1'),
  find: '',
  entry,
  card: null,
  scanned: null,
  posted: null,
  last: null,
  ...changes,
});
const asksSale = {
  ask: {
    channel: 'card.sale',
    input: {
      attemptId: 'a1',
      sessionId: 's1',
      paymentId: 'p1',
      tenderType: 'CARD',
      amountCents: 8_000,
      entry: 'presented',
    },
  },
  at: 'followed',
} as const;
const asksBack = {
  ask: {
    channel: 'card.reverse',
    input: { attemptId: 'v1', originalAttemptId: 'a1', kind: 'void' },
  },
  at: 'followed',
} as const;

describe('the outcome of what the counter follows', () => {
  it('makes a charge a tender of what was approved, once, however often it is told', () => {
    const once = settled(state({ card: asksSale }), sale);
    expect(once.draft.tenders).toEqual([
      {
        tenderId: 'a1',
        input: { tenderType: 'CARD', amountCents: 5_000, terminalCard: { attemptId: 'a1' } },
        charged: { brand: 'Visa', last4: '4242', authorization: '083112' },
      },
    ]);
    expect(once).toMatchObject({ card: { at: 'settled', outcome: sale }, entry: null });
    expect(settled(once, sale)).toBe(once);
  });

  it('takes a given back card off the tenders', () => {
    const taken = withCard(emptyDraft('p1'), sale);
    expect(settled(state({ card: asksBack, draft: taken }), back).draft.tenders).toEqual([]);
  });

  it('keeps the card when it was not given back', () => {
    const taken = withCard(emptyDraft('p1'), sale);
    const after = settled(state({ card: asksBack, draft: taken }), { ...back, status: 'not-charged' });
    expect(after.draft).toBe(taken);
    expect(after.card?.at).toBe('settled');
  });

  it('keeps the amount that was typed when nothing was charged', () => {
    const after = settled(state({ card: asksSale }), { ...sale, status: 'not-charged', approvedCents: null });
    expect(after.entry).toBe(entry);
    expect(after.draft.tenders).toEqual([]);
  });

  it('goes on following what is asked or in doubt, also after a lost answer', () => {
    for (const status of ['asked', 'in-doubt'] as const) {
      const followed = state({ card: asksSale });
      expect(settled(followed, { ...sale, status })).toBe(followed);
      const lost = state({ card: { ...asksSale, at: 'lost' } });
      expect(settled(lost, { ...sale, status }).card?.at).toBe('followed');
    }
  });

  it('changes nothing for a request that is not followed', () => {
    const other = state({ card: asksBack });
    expect(settled(other, sale)).toBe(other);
    const none = state({});
    expect(settled(none, sale)).toBe(none);
  });
});

describe('a card that was charged for another visit', () => {
  const found: CardView = { ...sale, paymentId: 'before' };

  it('brings its visit along, so that the rest may be asked of the terminal', () => {
    const draft = withFoundCard(emptyDraft('p1'), found, true);
    expect(draft.paymentId).toBe('before');
    expect(chargedIn(draft)).toEqual([5_000]);
  });

  it('comes alone where its visit was posted, or where this one has charged a card itself', () => {
    expect(withFoundCard(emptyDraft('p1'), found, false).paymentId).toBe('p1');
    const own = withCard(emptyDraft('p1'), { ...sale, attemptId: 'a2' });
    const both = withFoundCard(own, found, true);
    expect(both.paymentId).toBe('p1');
    expect(chargedIn(both)).toEqual([5_000, 5_000]);
  });

  it('is not money in hand: only charged tenders are', () => {
    const cash = { tenderId: 't', input: { tenderType: 'CASH', amountCents: 100 } };
    expect(chargedIn(withTender(emptyDraft('p1'), cash))).toEqual([]);
  });
});
