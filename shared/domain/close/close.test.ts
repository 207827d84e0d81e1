import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cash,
  countOf,
  policy,
  posted,
  checkTender,
  misc,
  cashTender,
  tenderTypes,
} from '../../../test/support/city.ts';
import { debitAccountsByKind } from './debit-accounts.ts';
import { expectedByKind, expectedCashTerms } from './expected.ts';
import type { SessionMoney } from './expected.ts';
import { itemKey, matchItems, receiptedItemOf } from './match-items.ts';
import type { ReceiptedItem } from './match-items.ts';
import { closeResult, disagreeingKinds, handIn, kindsNeedingReason, oppositeKinds } from './result.ts';
import type { CloseFacts } from './result.ts';

const money: SessionMoney = {
  byKind: [
    { kind: 'cash', cents: 2_986_28, items: 41 },
    { kind: 'check', cents: 232_32, items: 2 },
    { kind: 'card', cents: 1_912_35, items: 12 },
  ],
  changeCents: 936_50,
};
const check = (number: string, amountCents: number) => ({ number, amountCents });
const receipted: readonly ReceiptedItem[] = [
  { paymentId: 'p1', tenderNo: 1, kind: 'check', ...check('1041', 88_42) },
  { paymentId: 'p2', tenderNo: 2, kind: 'check', ...check('2207', 143_90) },
];
const facts: CloseFacts = { floatCents: 300_00, expected: expectedByKind(300_00, money), receipted };
const whole = countOf({
  cash: cash(2_349_78),
  checks: [check('2207', 143_90), check('1041', 88_42)],
  cards: { slips: 12, totalCents: 1_912_35 },
});

describe('what a session should hold', () => {
  it('is the float as counted in, plus what came in, less the change', () => {
    expect(expectedByKind(300_00, money)).toEqual({
      cash: { cents: 2_349_78, items: 0 },
      check: { cents: 232_32, items: 2 },
      item: { cents: 0, items: 0 },
      card: { cents: 1_912_35, items: 12 },
      voucher: { cents: 0, items: 0 },
    });
  });
  it('is shown as terms that come to it', () => {
    const terms = expectedCashTerms(300_00, money);
    expect(terms.map((term) => term.amountCents)).toEqual([300_00, 2_986_28, -936_50]);
    expect(terms.reduce((sum, term) => sum + term.amountCents, 0)).toBe(2_349_78);
  });
  it('may be less than the float, when change was given on money orders', () => {
    expect(expectedByKind(300_00, { byKind: [], changeCents: 20_00 }).cash.cents).toBe(280_00);
  });
});

describe('matching items', () => {
  it('takes each check receipted as a check counted, in any order', () => {
    expect(matchItems(receipted, whole)).toMatchObject({ missing: [], unexpected: [] });
  });
  it('finds a check put in for another of the same amount', () => {
    const count = countOf({ checks: [check('1041', 88_42), check('9999', 143_90)] });
    const { missing, unexpected } = matchItems(receipted, count);
    expect(missing).toEqual([receipted[1]]);
    expect(unexpected).toEqual([{ kind: 'check', number: '9999', amountCents: 143_90 }]);
  });
  it('finds a check of another amount than receipted', () => {
    const count = countOf({ checks: [check('1041', 88_24), check('2207', 143_90)] });
    expect(matchItems(receipted, count)).toMatchObject({
      missing: [{ number: '1041', amountCents: 88_42 }],
      unexpected: [{ number: '1041', amountCents: 88_24 }],
    });
  });
  it('does not count one item for two receipts', () => {
    const two = [receipted[0]!, { ...receipted[0]!, paymentId: 'p9' }];
    expect(matchItems(two, countOf({ checks: [check('1041', 88_42)] })).missing).toEqual([two[1]]);
  });
  it('does not take a money order for a check', () => {
    const count = countOf({ items: [check('1041', 88_42)] });
    expect(matchItems(receipted, count).unexpected).toEqual([
      { kind: 'item', number: '1041', amountCents: 88_42 },
    ]);
  });
  it('reads numbers without leading zeros, spaces, dashes and case', () => {
    expect([itemKey('0311'), itemKey('sm-2231'), itemKey('221 088'), itemKey('000')]).toEqual([
      '311',
      'SM2231',
      '221088',
      '0',
    ]);
  });
  it('knows a tender as an item, cash and cards as none', () => {
    const [ofCheck, ofCash] = posted([misc(90_00)], [checkTender(88_42), cashTender(1_58)]).tenders;
    expect(receiptedItemOf('p1', ofCheck!)).toEqual({
      paymentId: 'p1',
      tenderNo: 1,
      kind: 'check',
      number: '1041',
      amountCents: 88_42,
    });
    expect(receiptedItemOf('p1', ofCash!)).toBeUndefined();
  });
});

describe('the result of a close', () => {
  it('that agrees disagrees nowhere, and hands in 2,049.78 over the float of 300.00', () => {
    const result = closeResult(whole, facts);
    expect(disagreeingKinds(result)).toEqual([]);
    expect(result).toMatchObject({ handInCashCents: 2_049_78, floatMissingCents: 0 });
  });
  it('that is 5.00 short lowers what is handed in, never the float', () => {
    const result = closeResult({ ...whole, cash: cash(2_344_78) }, facts);
    expect(result.results[0]).toMatchObject({
      kind: 'cash',
      expectedCents: 2_349_78,
      countedCents: 2_344_78,
      differenceCents: -5_00,
    });
    expect(result).toMatchObject({ floatCents: 300_00, handInCashCents: 2_044_78, floatMissingCents: 0 });
  });
  it('with less cash than the float hands nothing in and leaves the float incomplete', () => {
    expect(handIn(280_00, 300_00)).toEqual({
      floatCents: 300_00,
      handInCashCents: 0,
      floatMissingCents: 20_00,
    });
    expect(handIn(300_00, 300_00)).toMatchObject({ handInCashCents: 0, floatMissingCents: 0 });
  });
  it('disagrees where the amount fits and the number of slips or the item does not', () => {
    const slips = closeResult({ ...whole, cards: { slips: 11, totalCents: 1_912_35 } }, facts);
    expect(disagreeingKinds(slips)).toEqual(['card']);
    const number = closeResult({ ...whole, checks: [check('1041', 88_42), check('9999', 143_90)] }, facts);
    expect(disagreeingKinds(number)).toEqual(['check']);
  });
  it('hands in what is counted over the float, whatever is counted', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(50_000), (counted, float) => {
        const { handInCashCents, floatMissingCents } = handIn(counted, float);
        expect(handInCashCents - floatMissingCents).toBe(counted - float);
        expect(Math.min(handInCashCents, floatMissingCents)).toBe(0);
      }),
    );
  });
});

describe('what must be explained', () => {
  const differing = (differenceCents: number) => {
    const result = closeResult({ ...whole, cash: cash(2_349_78 + differenceCents) }, facts);
    return { results: result.results, missing: result.items.missing, unexpected: result.items.unexpected };
  };
  it('is a difference beyond the tolerance, not one within it', () => {
    expect(kindsNeedingReason(differing(-2_00), 2_00)).toEqual([]);
    expect(kindsNeedingReason(differing(-2_01), 2_00)).toEqual(['cash']);
    expect(kindsNeedingReason(differing(2_01), 2_00)).toEqual(['cash']);
  });
  it('is an item that does not match, whatever the total says', () => {
    const result = closeResult({ ...whole, checks: [check('1041', 88_42), check('9999', 143_90)] }, facts);
    const { missing, unexpected } = result.items;
    expect(kindsNeedingReason({ results: result.results, missing, unexpected }, 2_00)).toEqual(['check']);
  });
});

describe('differences that cancel out', () => {
  const results = (...differences: number[]) =>
    (['cash', 'check', 'item'] as const).map((kind, index) => ({
      kind,
      differenceCents: differences[index] ?? 0,
    }));
  it('between two kinds are named', () => {
    expect(oppositeKinds(results(-50_00, 50_00))).toEqual(['cash', 'check']);
    expect(oppositeKinds(results(-50_00, 7_00, 50_00))).toEqual(['cash', 'item']);
  });
  it('between three kinds are named together', () => {
    expect(oppositeKinds(results(-50_00, 20_00, 30_00))).toEqual(['cash', 'check', 'item']);
  });
  it('are none when something is left', () => {
    expect(oppositeKinds(results(-50_00, 49_99))).toEqual([]);
    expect(oppositeKinds(results(-50_00))).toEqual([]);
    expect(oppositeKinds(results())).toEqual([]);
  });
});

it('over and short of each kind stands against the account its tenders were debited to', () => {
  expect(debitAccountsByKind(tenderTypes, policy.ledger)).toEqual({
    cash: '900-000-10190',
    check: '900-000-10190',
    item: '900-000-10190',
    card: '900-000-10150',
    voucher: '900-000-11910',
  });
  expect(debitAccountsByKind([], policy.ledger).card).toBe('900-000-10190');
});
