/**
 * Money is safe-integer cents everywhere: in every store, message and total. Text becomes cents once, at the edge, by
 * a strict grammar; rates are applied by big.js and rounded once, so that no binary fraction ever touches an amount.
 */
import Big from 'big.js';
import { assert, certain } from '../kernel/assert.ts';
import { ok, refuse } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';

/** Whole cents; the name of every variable that holds one ends in `Cents`. */
export type Cents = number;

/** Larger than any city's day, and far inside the safe integers, so that sums of a million amounts stay exact. */
export const MAX_AMOUNT_CENTS = 99_999_999_999;

export type ParseOptions = {
  /** With implied decimals `1234` is 12.34; a typed point always wins. */
  readonly impliedDecimals?: boolean;
  readonly allowNegative?: boolean;
};

const AMOUNT = /^(-)?\$?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/;

/**
 * Reads `12.34`, `12`, `.5`, `1,234.56`, `$5`. More than two decimals are refused, never rounded.
 * Errors: AMOUNT_NOT_READABLE, AMOUNT_DECIMALS, AMOUNT_NEGATIVE, AMOUNT_TOO_LARGE, each with field and value.
 */
export function parseAmount(text: string, field: string, options: ParseOptions = {}): Result<Cents> {
  const trimmed = text.trim().replace(/\u2212/g, '-');
  const match = AMOUNT.exec(trimmed);
  const whole = match?.[2];
  const fraction = match?.[3];
  if (!match || (whole === undefined && (fraction === undefined || fraction === ''))) {
    return refuse('AMOUNT_NOT_READABLE', { field, value: text });
  }
  if (match[1] !== undefined && options.allowNegative !== true) {
    return refuse('AMOUNT_NEGATIVE', { field, value: text });
  }
  if (fraction !== undefined && fraction.length > 2) return refuse('AMOUNT_DECIMALS', { field, value: text });
  const digits = (whole ?? '0').replaceAll(',', '');
  if (digits.replace(/^0+/, '').length > 11) return refuse('AMOUNT_TOO_LARGE', { field, value: text });
  const implied = options.impliedDecimals === true && fraction === undefined;
  const cents = Number(digits) * (implied ? 1 : 100) + Number((fraction ?? '').padEnd(2, '0'));
  if (cents > MAX_AMOUNT_CENTS) return refuse('AMOUNT_TOO_LARGE', { field, value: text });
  return ok(match[1] === undefined || cents === 0 ? cents : -cents);
}

/** `1,234.56`; a true minus sign (U+2212) for people. */
export function formatCents(cents: Cents): string {
  return (cents < 0 ? '\u2212' : '') + plain(Math.abs(cents), true);
}

/** `1,234.56` with an ASCII hyphen, for printers and files that know no other minus. */
export function formatCentsAscii(cents: Cents): string {
  return (cents < 0 ? '-' : '') + plain(Math.abs(cents), true);
}

/** `-1234.56`: for files; no thousands separator. */
export function decimalText(cents: Cents): string {
  return (cents < 0 ? '-' : '') + plain(Math.abs(cents), false);
}

function plain(cents: Cents, separators: boolean): string {
  assert(Number.isSafeInteger(cents), `not whole cents: ${String(cents)}`);
  const units = String(Math.floor(cents / 100));
  const grouped = separators ? units.replace(/\B(?=(\d{3})+$)/g, ',') : units;
  return `${grouped}.${String(cents % 100).padStart(2, '0')}`;
}

export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  assert(Number.isSafeInteger(total), 'a sum left the safe integers');
  return total;
}

/**
 * Splits a whole by weights so that the parts sum to it exactly: floors first, then the left-over cents to the largest
 * remainders, ties to the earlier part. Negative wholes split as their mirror image.
 * @param weights decimal texts (`92.5`), each ≥ 0, sum > 0
 */
export function splitCents(totalCents: Cents, weights: readonly string[]): Cents[] {
  assert(weights.length > 0, 'a split needs a part');
  if (totalCents < 0) return splitCents(-totalCents, weights).map((part) => (part === 0 ? 0 : -part));
  const shares = weights.map((weight) => new Big(weight));
  const sum = shares.reduce((a, b) => a.plus(b), new Big(0));
  assert(sum.gt(0) && shares.every((share) => share.gte(0)), 'weights must be ≥ 0 and not all zero');
  const exact = shares.map((share) => share.times(totalCents).div(sum));
  const parts = exact.map((value) => value.round(0, Big.roundDown).toNumber());
  let left = totalCents - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value.minus(certain(parts[index], 'part')) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.index - b.index);
  for (const { index } of order) {
    if (left === 0) break;
    parts[index] = certain(parts[index], 'part') + 1;
    left -= 1;
  }
  return parts;
}

/** Applies a decimal rate (`0.0275`) and rounds half up to whole cents. */
export const applyRate = (cents: Cents, rate: string): Cents =>
  new Big(cents).times(rate).round(0, Big.roundHalfUp).toNumber();
