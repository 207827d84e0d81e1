import { describe, expect, it } from 'vitest';
import type { CardView } from '../card/card-dialogue.ts';
import { reversalUnderWay, voidCards } from './void-cards.ts';

const tender = (tenderNo: number, kind: string, still: boolean | null) => ({
  tenderNo,
  kind,
  amountCents: 1_000 * tenderNo,
  terminalCard: still === null ? null : { attemptId: `a${String(tenderNo)}`, stillCharged: still },
});

describe('voiding a payment', () => {
  it('gives one card back after the other, then nothing is left to give back', () => {
    const tenders = [tender(1, 'cash', null), tender(2, 'card', true), tender(3, 'card', true)];
    expect(voidCards(tenders)).toMatchObject({ next: { tenderNo: 2 }, hasStandAlone: false, backCents: 0 });
    const one = [tender(1, 'cash', null), tender(2, 'card', false), tender(3, 'card', true)];
    expect(voidCards(one)).toMatchObject({ next: { tenderNo: 3 }, backCents: 2_000 });
    const both = [tender(2, 'card', false), tender(3, 'card', false)];
    expect(voidCards(both)).toEqual({ next: null, hasStandAlone: false, backCents: 5_000 });
  });

  it('asks for a slip only where a card was recorded by hand', () => {
    expect(voidCards([tender(1, 'card', null)]).hasStandAlone).toBe(true);
    expect(voidCards([tender(1, 'cash', null)]).hasStandAlone).toBe(false);
  });

  it('follows what somebody has begun, and nothing that is another receipt’s or over', () => {
    const tenders = [tender(2, 'card', true)];
    const reversal = (changes: Partial<CardView>) =>
      ({ kind: 'void', status: 'in-doubt', originalAttemptId: 'a2', ...changes }) as CardView;
    expect(reversalUnderWay([reversal({})], tenders)).toMatchObject({ originalAttemptId: 'a2' });
    expect(reversalUnderWay([reversal({ status: 'asked' })], tenders)).toBeDefined();
    expect(reversalUnderWay([reversal({ originalAttemptId: 'a9' })], tenders)).toBeUndefined();
    expect(reversalUnderWay([reversal({ status: 'captured' })], tenders)).toBeUndefined();
    expect(reversalUnderWay([reversal({ kind: 'sale', originalAttemptId: null })], tenders)).toBeUndefined();
  });
});
