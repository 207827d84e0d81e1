import { describe, expect, it } from 'vitest';
import { codeOf, valueOf } from '../../../test/support/city.ts';
import {
  DENOMINATIONS,
  MAX_PIECES,
  cashCountCents,
  checkCashCount,
  emptyCashCount,
  faceName,
  formCents,
} from './cash.ts';
import type { CashCount, DenominationRow } from './types.ts';

const bill = (denominationCents: number, loose: number, bundles = 0): DenominationRow => ({
  form: 'bill',
  denominationCents,
  loose,
  bundles,
});
const coin = (denominationCents: number, loose: number, bundles = 0): DenominationRow => ({
  form: 'coin',
  denominationCents,
  loose,
  bundles,
});

/** The drawer of the close: 2,344.78 in bills and coin. */
const DRAWER: CashCount = [
  bill(100_00, 7),
  bill(50_00, 6),
  bill(20_00, 43),
  bill(10_00, 17),
  bill(5_00, 22),
  bill(1_00, 61, 1),
  coin(1_00, 3),
  coin(50, 2),
  coin(25, 21, 2),
  coin(10, 44, 1),
  coin(5, 29, 1),
  coin(1, 68, 2),
];

describe('a cash count', () => {
  it('comes to 2,301.00 in bills and 43.78 in coin, loose and bundled', () => {
    expect(formCents(DRAWER, 'bill')).toBe(2_301_00);
    expect(formCents(DRAWER, 'coin')).toBe(43_78);
    expect(cashCountCents(DRAWER)).toBe(2_344_78);
  });

  it('counts straps of 100 bills and rolls by their face', () => {
    expect(
      DENOMINATIONS.map(({ form, denominationCents, bundlePieces }) => [
        form,
        denominationCents,
        bundlePieces,
      ]),
    ).toEqual([
      ['bill', 100_00, 100],
      ['bill', 50_00, 100],
      ['bill', 20_00, 100],
      ['bill', 10_00, 100],
      ['bill', 5_00, 100],
      ['bill', 2_00, 100],
      ['bill', 1_00, 100],
      ['coin', 1_00, 25],
      ['coin', 50, 20],
      ['coin', 25, 40],
      ['coin', 10, 50],
      ['coin', 5, 40],
      ['coin', 1, 50],
    ]);
    expect(cashCountCents([coin(50, 0, 1)])).toBe(10_00);
  });

  it('keeps the 1.00 bill apart from the 1.00 coin', () => {
    const checked = valueOf(checkCashCount([coin(1_00, 3), bill(1_00, 61)], 'count'));
    expect(checked).toEqual([bill(1_00, 61), coin(1_00, 3)]);
  });

  it('is kept in counting order, without faces that were not there', () => {
    const typed = [coin(1, 68), bill(20_00, 2), bill(50_00, 0)];
    expect(valueOf(checkCashCount(typed, 'count'))).toEqual([bill(20_00, 2), coin(1, 68)]);
    expect(valueOf(checkCashCount(emptyCashCount(), 'count'))).toEqual([]);
  });

  it.each([
    ['a face that does not exist', [bill(3_00, 1)], 'COUNT_FACE_UNKNOWN'],
    ['a coin counted as a bill', [bill(25, 1)], 'COUNT_FACE_UNKNOWN'],
    ['a face counted twice', [bill(20_00, 1), bill(20_00, 2)], 'COUNT_FACE_TWICE'],
    ['half a piece', [bill(20_00, 1.5)], 'COUNT_PIECES'],
    ['fewer than no pieces', [bill(20_00, -1)], 'COUNT_PIECES'],
    ['more pieces than any safe holds', [bill(20_00, 0, MAX_PIECES + 1)], 'COUNT_PIECES'],
    ['no number at all', [bill(20_00, Number.NaN)], 'COUNT_PIECES'],
  ])('refuses %s', (_name, count, code) => {
    expect(codeOf(checkCashCount(count, 'count'))).toBe(code);
  });

  it('names the row and the part that is wrong', () => {
    const refused = checkCashCount([bill(20_00, 1), bill(10_00, 2, -1)], 'count.cash');
    expect(refused).toMatchObject({ error: { field: 'count.cash.1.bundles', value: '-1' } });
  });
});

it('faces have the names that people call them by', () => {
  expect(faceName({ form: 'bill', denominationCents: 20_00 }, 1)).toBe('twenty');
  expect(faceName({ form: 'coin', denominationCents: 10 }, 2)).toBe('dimes');
  expect(faceName({ form: 'coin', denominationCents: 1 }, 1)).toBe('penny');
});
