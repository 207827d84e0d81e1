import { describe, expect, it } from 'vitest';
import { cash, codeOf, countOf, valueOf } from '../../../test/support/city.ts';
import { checkClosingCount, countedByKind, countedItems } from './closing.ts';

const check = (number: string, amountCents: number) => ({ number, amountCents });

describe('a closing count', () => {
  it('sums each kind by itself', () => {
    const count = countOf({
      cash: cash(2_344_78),
      checks: [check('1041', 88_42), check('2207', 143_90)],
      items: [check('22108834197', 100_00)],
      vouchers: [check('SM-2231', 150_00)],
      cards: { slips: 12, totalCents: 1_912_35 },
    });
    expect(countedByKind(count)).toEqual({
      cash: 2_344_78,
      check: 232_32,
      item: 100_00,
      card: 1_912_35,
      voucher: 150_00,
    });
    expect(countedItems(count)).toEqual({ cash: 0, check: 2, item: 1, card: 12, voucher: 1 });
  });

  it('keeps the numbers as they were typed, in one line', () => {
    expect(valueOf(checkClosingCount(countOf({ checks: [check(' 1041 ', 88_42)] }))).checks).toEqual([
      check('1041', 88_42),
    ]);
  });

  it.each([
    [
      'an item without a number',
      { checks: [check('  ', 88_42)] },
      'COUNT_ITEM_NUMBER',
      'count.checks.0.number',
    ],
    [
      'an item without an amount',
      { items: [check('221', 0)] },
      'COUNT_ITEM_AMOUNT',
      'count.items.0.amountCents',
    ],
    [
      'a negative amount',
      { vouchers: [check('SM', -1)] },
      'COUNT_ITEM_AMOUNT',
      'count.vouchers.0.amountCents',
    ],
    ['slips without a total', { cards: { slips: 3, totalCents: 0 } }, 'COUNT_SLIPS', 'count.cards'],
    ['a total without slips', { cards: { slips: 0, totalCents: 5 } }, 'COUNT_SLIPS', 'count.cards'],
    [
      'a card number typed as an item',
      { items: [check('4111111111111111', 5)] },
      'CARD_NUMBER_DISCARDED',
      'count.items.0.number',
    ],
    [
      'wrong cash',
      { cash: [{ form: 'bill', denominationCents: 7, loose: 1, bundles: 0 }] },
      'COUNT_FACE_UNKNOWN',
      'count.cash.0',
    ],
  ] as const)('refuses %s, and says where', (_name, parts, code, field) => {
    const refused = checkClosingCount(countOf(parts));
    expect(codeOf(refused)).toBe(code);
    expect(refused).toMatchObject({ error: { field } });
  });

  it('holds at most 20,000 items of a kind', () => {
    const checks = Array.from({ length: 20_001 }, (_, index) => check(String(index), 1));
    expect(codeOf(checkClosingCount(countOf({ checks })))).toBe('COUNT_ITEMS_TOO_MANY');
    expect(checkClosingCount(countOf({ checks: checks.slice(1) })).ok).toBe(true);
  });

  it('does not repeat a card number', () => {
    const refused = checkClosingCount(countOf({ checks: [check('4111111111111111', 5)] }));
    expect(JSON.stringify(refused)).not.toContain('1111');
  });
});
