import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardApproval, CardLookUp, CardOutcome } from '../../devices/card-terminal.ts';
import { MAX_AMOUNT_CENTS } from '../../money/money.ts';
import {
  afterEvents,
  codeOf,
  dana,
  openSession,
  rosa,
  tenderTypes,
  valueOf,
} from '../../../test/support/city.ts';
import { decideReversal, decideSale, isOpenCard } from './ask.ts';
import type { AskFacts, SaleInput } from './ask.ts';
import { evolveCard } from './evolve.ts';
import { cardInvariants } from './invariants.ts';
import { decideBySlip, decideLookedUp, learnAnswer } from './learn.ts';
import { cardTender } from './receipt.ts';
import type { CardEvent, CardState } from './types.ts';

const CASHIER = openSession().opened.cashier;
const SALE: SaleInput = {
  attemptId: 'a1',
  sessionId: 'session-1',
  paymentId: 'p1',
  tenderType: 'CARD',
  amountCents: 42_10,
  entry: 'presented',
};
const facts = (parts: Partial<AskFacts> = {}) => ({
  session: openSession(),
  person: CASHIER,
  deviceId: 'terminal-3',
  open: [],
  number: 17,
  workstation: '03',
  tenderTypes,
  role: 'cashier' as const,
  isPaymentVoided: false,
  ...parts,
});
const approval = (approvedCents = 42_10): CardApproval => ({
  approvedCents,
  brand: 'Visa',
  last4: '4242',
  entryMode: 'chip',
  authorization: '083112',
  hostReference: '0042',
  terminalId: 'T3',
  trace: '17',
  batch: '0047',
});
const after = (...events: readonly CardEvent[]): CardState => {
  const state = events.reduce<CardState | undefined>((before, event) => evolveCard(before, event), undefined);
  if (!state) throw new Error('no events');
  expect(cardInvariants(state)).toEqual([]);
  return state;
};
const asked = valueOf(decideSale(SALE, facts()));
const answered = (outcome: CardOutcome): CardState => after(asked, learnAnswer('a1', outcome));
const captured = answered({ outcome: 'approved', approval: approval() });
const doubted = answered({ outcome: 'unknown', fault: 'silent' });

describe('a sale', () => {
  it('names itself to the terminal by a number that no other request has', () => {
    expect(asked).toMatchObject({
      reference: '030000000017',
      kind: 'sale',
      amountCents: 42_10,
      askedBy: CASHIER,
    });
  });

  it('is asked in one’s own open session, at a terminal, for a card tender', () => {
    expect(codeOf(decideSale(SALE, facts({ person: 'mei' })))).toBe('SESSION_NOT_YOURS');
    expect(codeOf(decideSale(SALE, facts({ deviceId: null })))).toBe('TERMINAL_NOT_SET_UP');
    expect(codeOf(decideSale({ ...SALE, tenderType: 'CASH' }, facts()))).toBe('CARD_TENDER_EXPECTED');
    expect(codeOf(decideSale({ ...SALE, tenderType: 'NO' }, facts()))).toBe('TENDER_TYPE_UNKNOWN');
    expect(codeOf(decideSale({ ...SALE, amountCents: 0 }, facts()))).toBe('TENDER_AMOUNT');
    expect(codeOf(decideSale({ ...SALE, amountCents: MAX_AMOUNT_CENTS + 1 }, facts()))).toBe(
      'AMOUNT_TOO_LARGE',
    );
  });

  it.each([
    ['one is being asked', after(asked), 'CARD_TERMINAL_BUSY'],
    ['one is in doubt', doubted, 'CARD_IN_DOUBT'],
    [
      'one was charged for the visit before',
      { ...captured, asked: { ...asked, paymentId: 'p0' } },
      'CARD_UNRECEIPTED',
    ],
  ])('is refused while %s', (_when, open, code) => {
    expect(codeOf(decideSale({ ...SALE, attemptId: 'a2' }, facts({ open: [open] })))).toBe(code);
  });

  it('may follow another card of the same visit', () => {
    expect(decideSale({ ...SALE, attemptId: 'a2' }, facts({ open: [captured] })).ok).toBe(true);
  });
});

describe('what the terminal answers', () => {
  it.each<[CardOutcome, CardState['status']]>([
    [{ outcome: 'approved', approval: approval() }, 'captured'],
    [{ outcome: 'declined', code: '05', text: 'DO NOT HONOR' }, 'not-charged'],
    [{ outcome: 'cancelled' }, 'not-charged'],
    [{ outcome: 'failed', fault: 'unplugged' }, 'not-charged'],
    [{ outcome: 'unknown', fault: 'silent' }, 'in-doubt'],
  ])('%j leaves the card %s', (outcome, status) => {
    expect(answered(outcome).status).toBe(status);
  });

  it('is taken back when its acknowledgement may not have arrived', () => {
    const taken = after(
      asked,
      learnAnswer('a1', { outcome: 'approved', approval: approval() }),
      learnAnswer('a1', { outcome: 'unknown', fault: 'unplugged' }),
    );
    expect(taken).toMatchObject({ status: 'in-doubt', fault: 'unplugged' });
    expect(taken.approval).toBeUndefined();
  });
});

describe('a card in doubt', () => {
  it.each<[CardLookUp, CardState['status']]>([
    [{ found: 'approved', approval: approval() }, 'captured'],
    [{ found: 'voided', approval: approval() }, 'not-charged'],
    [{ found: 'nothing' }, 'not-charged'],
  ])('is settled by %j', (found, status) => {
    const learned = valueOf(decideLookedUp(doubted, found));
    expect(evolveCard(doubted, learned).status).toBe(status);
  });

  it('stays in doubt while the terminal does not answer', () => {
    expect(codeOf(decideLookedUp(doubted, { found: 'no-answer', fault: 'silent' }))).toBe(
      'TERMINAL_NO_ANSWER',
    );
  });

  it('is settled by the slip by a supervisor only, with a reason and what the slip says', () => {
    const slip = {
      charged: true,
      reason: 'Slip in hand',
      authorization: 'k17q',
      brand: 'Visa',
      last4: '4242',
    };
    expect(codeOf(decideBySlip(doubted, slip, rosa, CASHIER))).toBe('CARD_RESOLVE_MAY_NOT');
    expect(codeOf(decideBySlip(doubted, slip, dana, dana.userName))).toBe('CARD_RESOLVE_MAY_NOT');
    expect(codeOf(decideBySlip(doubted, { ...slip, reason: ' ' }, dana, CASHIER))).toBe('REASON_REQUIRED');
    expect(codeOf(decideBySlip(doubted, { ...slip, last4: '42' }, dana, CASHIER))).toBe('CARD_DETAILS_WRONG');
    const learned = valueOf(decideBySlip(doubted, slip, dana, CASHIER));
    expect(evolveCard(doubted, learned)).toMatchObject({
      status: 'captured',
      approval: { authorization: 'K17Q', approvedCents: 42_10 },
    });
    const partly = valueOf(decideBySlip(doubted, { ...slip, amountCents: 30_00 }, dana, CASHIER));
    expect(partly).toMatchObject({ approval: { approvedCents: 30_00 } });
    expect(codeOf(decideBySlip(doubted, { ...slip, amountCents: 42_11 }, dana, CASHIER))).toBe(
      'CARD_SLIP_OVER',
    );
    const nothing = valueOf(
      decideBySlip(doubted, { charged: false, reason: 'Not on the list' }, dana, CASHIER),
    );
    expect(evolveCard(doubted, nothing).status).toBe('not-charged');
  });

  it('is not asked about when it is in no doubt', () => {
    expect(codeOf(decideLookedUp(captured, { found: 'nothing' }))).toBe('CARD_NOT_IN_DOUBT');
    expect(codeOf(decideLookedUp(undefined, { found: 'nothing' }))).toBe('CARD_UNKNOWN');
  });
});

describe('a captured card', () => {
  const at = { field: 'tenders.0', sessionId: 'session-1', amountCents: 42_10 };

  it('is a tender of exactly what was approved, in its own session', () => {
    expect(valueOf(cardTender(captured, at))).toMatchObject({
      authorization: '083112',
      last4: '4242',
      terminal: { attemptId: 'a1', reference: '030000000017', trace: '17' },
    });
    expect(codeOf(cardTender(captured, { ...at, amountCents: 42_11 }))).toBe('CARD_AMOUNT_DIFFERS');
    expect(codeOf(cardTender(captured, { ...at, sessionId: 'other' }))).toBe('CARD_OF_OTHER_SESSION');
    expect(codeOf(cardTender(doubted, at))).toBe('CARD_NOT_CAPTURED');
    expect(codeOf(cardTender(undefined, at))).toBe('CARD_UNKNOWN');
  });

  it('is on one receipt only', () => {
    const receipted = evolveCard(captured, {
      type: 'card.receipted',
      v: 1,
      attemptId: 'a1',
      paymentId: 'p1',
      tenderNo: 1,
    });
    expect(isOpenCard(receipted)).toBe(false);
    expect(codeOf(cardTender(receipted, at))).toBe('CARD_NOT_CAPTURED');
  });

  it('goes back once, for what was approved, while its session is open', () => {
    const back = { attemptId: 'a2', kind: 'void' } as const;
    const partly = answered({ outcome: 'approved', approval: approval(30_00) });
    const asks = valueOf(decideReversal(partly, back, facts({ open: [partly] })));
    expect(asks).toMatchObject({ kind: 'void', amountCents: 30_00, originalAttemptId: 'a1' });
    const reversed = evolveCard(captured, {
      type: 'card.reversed',
      v: 1,
      attemptId: 'a1',
      byAttemptId: 'a2',
    });
    expect(codeOf(decideReversal(reversed, back, facts()))).toBe('CARD_NOT_CAPTURED');
    expect(codeOf(decideReversal(captured, back, facts({ open: [{ ...doubted, attemptId: 'a9' }] })))).toBe(
      'CARD_IN_DOUBT',
    );
    expect(codeOf(decideReversal(captured, back, { ...facts(), isPaymentVoided: true }))).toBe(
      'CARD_NOT_CAPTURED',
    );
    expect(codeOf(decideReversal(undefined, back, facts()))).toBe('CARD_UNKNOWN');
    const luis = { ...facts(), person: 'luis' };
    expect(codeOf(decideReversal(captured, back, luis))).toBe('SESSION_NOT_YOURS');
    expect(decideReversal(captured, back, { ...luis, role: 'lead' }).ok).toBe(true);
    const balancing = afterEvents(openSession(), {
      type: 'session.balancing-begun',
      v: 1,
      sessionId: 'session-1',
      countedBy: 'rosa',
    });
    expect(codeOf(decideReversal(captured, back, facts({ session: balancing })))).toBe('SESSION_STATUS');
  });
});

describe('any story of one request', () => {
  const outcome = fc.oneof<fc.Arbitrary<CardOutcome>[]>(
    fc.integer({ min: 1, max: 42_10 }).map((cents) => ({ outcome: 'approved', approval: approval(cents) })),
    fc.constant({ outcome: 'declined', code: '51', text: 'NSF' }),
    fc.constant({ outcome: 'cancelled' }),
    fc.constant({ outcome: 'failed', fault: 'busy' }),
    fc.constant({ outcome: 'unknown', fault: 'silent' }),
  );
  const found = fc.oneof<fc.Arbitrary<CardLookUp>[]>(
    fc.constant({ found: 'approved', approval: approval() }),
    fc.constant({ found: 'nothing' }),
    fc.constant({ found: 'no-answer', fault: 'unplugged' }),
  );

  it('charges once at most, and a card that is charged is open until a receipt or its money back closes it', () => {
    fc.assert(
      fc.property(outcome, fc.array(found, { maxLength: 4 }), fc.boolean(), (first, later, receipts) => {
        let state = after(asked, learnAnswer('a1', first));
        for (const each of later) {
          const learned = decideLookedUp(state, each);
          if (learned.ok) state = evolveCard(state, learned.value);
        }
        expect(cardInvariants(state)).toEqual([]);
        expect(isOpenCard(state)).toBe(state.status === 'captured' || state.status === 'in-doubt');
        if (!receipts || !state.approval) return;
        const tender = cardTender(state, {
          field: 'tenders.0',
          sessionId: 'session-1',
          amountCents: state.approval.approvedCents,
        });
        expect(tender.ok).toBe(true);
      }),
    );
  });
});
