/** US cash by face: what may be counted, how it is bundled, and what it comes to. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { CashCount, DenominationRow } from './types.ts';

export type Denomination = {
  readonly form: DenominationRow['form'];
  readonly denominationCents: Cents;
  /** Pieces in a full strap of bills or roll of coins. */
  readonly bundlePieces: number;
};

const bill = (denominationCents: Cents): Denomination => ({
  form: 'bill',
  denominationCents,
  bundlePieces: 100,
});
const coin = (denominationCents: Cents, bundlePieces: number): Denomination => ({
  form: 'coin',
  denominationCents,
  bundlePieces,
});

/** In counting order: bills from the largest, then coin from the largest. */
export const DENOMINATIONS: readonly Denomination[] = [
  ...[100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00].map(bill),
  coin(1_00, 25),
  coin(50, 20),
  coin(25, 40),
  coin(10, 50),
  coin(5, 40),
  coin(1, 50),
];

/** More pieces of one face than any drawer or safe holds: beyond it a digit was typed too many. */
export const MAX_PIECES = 99_999;

export type Face = Pick<DenominationRow, 'form' | 'denominationCents'>;

export const denominationOf = (row: Face): Denomination | undefined =>
  DENOMINATIONS.find((known) => known.form === row.form && known.denominationCents === row.denominationCents);

/** Pieces of one face: loose ones and those in straps or rolls. 0 for a face that does not exist. */
export const rowPieces = (row: DenominationRow): number =>
  row.loose + row.bundles * (denominationOf(row)?.bundlePieces ?? 0);

export const rowCents = (row: DenominationRow): Cents => rowPieces(row) * row.denominationCents;

export const cashCountCents = (count: CashCount): Cents => sumCents(count.map(rowCents));

/** One side of a slip: currency (bills) or coin. */
export const formCents = (count: CashCount, form: DenominationRow['form']): Cents =>
  cashCountCents(count.filter((row) => row.form === form));

const COIN_NAMES: Readonly<Partial<Record<Cents, readonly [one: string, more: string]>>> = {
  100: ['dollar coin', 'dollar coins'],
  50: ['half dollar', 'half dollars'],
  25: ['quarter', 'quarters'],
  10: ['dime', 'dimes'],
  5: ['nickel', 'nickels'],
  1: ['penny', 'pennies'],
};
const BILL_NAMES: Readonly<Partial<Record<Cents, readonly [one: string, more: string]>>> = {
  10000: ['hundred', 'hundreds'],
  5000: ['fifty', 'fifties'],
  2000: ['twenty', 'twenties'],
  1000: ['ten', 'tens'],
  500: ['five', 'fives'],
  200: ['two', 'twos'],
  100: ['one', 'ones'],
};

/** What people call a face: `twenty`, `dimes`. */
export function faceName({ form, denominationCents }: Face, pieces: number): string {
  const names = (form === 'bill' ? BILL_NAMES : COIN_NAMES)[denominationCents];
  return names?.[pieces === 1 ? 0 : 1] ?? formatCents(denominationCents);
}

/** Every face with nothing counted, in counting order. */
export const emptyCashCount = (): DenominationRow[] =>
  DENOMINATIONS.map(({ form, denominationCents }) => ({ form, denominationCents, loose: 0, bundles: 0 }));

const arePieces = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_PIECES;

/**
 * Known faces, each at most once, whole pieces of 0 or more. The answer is in counting order, faces without pieces left out.
 * Errors: COUNT_FACE_UNKNOWN, COUNT_FACE_TWICE, COUNT_PIECES.
 * @param field where the count stands in the input, such as `count.cash`
 */
export function checkCashCount(count: CashCount, field: string): Result<CashCount> {
  const seen = new Set<Denomination>();
  for (const [index, row] of count.entries()) {
    const at = `${field}.${index}`;
    const known = denominationOf(row);
    if (!known) {
      const value = Number.isSafeInteger(row.denominationCents)
        ? formatCents(row.denominationCents)
        : String(row.denominationCents);
      return refuse('COUNT_FACE_UNKNOWN', { field: at, value, params: { form: row.form } });
    }
    if (seen.has(known)) {
      const value = formatCents(row.denominationCents);
      return refuse('COUNT_FACE_TWICE', { field: at, value, params: { form: row.form } });
    }
    seen.add(known);
    for (const part of ['loose', 'bundles'] as const) {
      if (!arePieces(row[part])) {
        return refuse('COUNT_PIECES', { field: `${at}.${part}`, value: String(row[part]) });
      }
    }
  }
  return ok(inCountingOrder(count));
}

const inCountingOrder = (count: CashCount): DenominationRow[] =>
  DENOMINATIONS.flatMap((known) => {
    const row = count.find((each) => denominationOf(each) === known);
    return row && rowPieces(row) > 0
      ? [{ form: row.form, denominationCents: row.denominationCents, loose: row.loose, bundles: row.bundles }]
      : [];
  });
