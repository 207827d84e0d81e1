import { describe, expect, it } from 'vitest';
import { offsetChoices, whatIsMissing } from './correction.ts';

const check = { tenderNo: 1, name: 'Personal check', amountCents: 100_00 };
const order = { tenderNo: 2, name: 'Money order', amountCents: 50_00 };
const cash = { tenderNo: 3, name: 'Cash', amountCents: 5_00 };
const tenders = [check, order, cash];

describe('where the difference of a corrected amount goes', () => {
  it('is asked only when the amount changes', () => {
    expect(offsetChoices(tenders, check, 'check', 100_00)).toEqual([]);
    expect(offsetChoices(tenders, check, 'check', null)).toEqual([]);
  });

  it('is not asked for cash, whose difference goes to the change', () => {
    expect(offsetChoices(tenders, cash, 'cash', 6_00)).toEqual([]);
  });

  it('offers each other tender that stays above nothing, with what it would then be', () => {
    expect(offsetChoices(tenders, check, 'check', 110_00)).toEqual([
      { value: '2', label: 'Money order, then 40.00' },
    ]);
    expect(offsetChoices(tenders, check, 'check', 90_00).map((choice) => choice.value)).toEqual(['2', '3']);
  });
});

describe('a tender correction', () => {
  const whole = {
    type: 'Money order',
    detail: undefined,
    amountCents: 50_00,
    offset: '',
    offsets: [],
    itemInHand: true,
    reason: 'keyed as a check',
  };

  it('may be sent when nothing is missing', () => expect(whatIsMissing(whole)).toBeNull());

  it('needs the item in hand, a reason and every detail of the kind', () => {
    expect(whatIsMissing({ ...whole, itemInHand: false })).toBe('Take the item in your hand');
    expect(whatIsMissing({ ...whole, reason: ' ' })).toBe('Type a reason');
    expect(whatIsMissing({ ...whole, detail: 'number' })).toBe('Type what money order needs');
    expect(whatIsMissing({ ...whole, offsets: [{}] })).toBe('Choose the other tender');
  });
});
