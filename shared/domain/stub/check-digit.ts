/**
 * Check digits over decimal digits: each digit times its weight, the digit sums of the products added up,
 * (10 − sum mod 10) mod 10. One swapped or mistyped digit changes it.
 */
import { assert } from '../../kernel/assert.ts';

export type CheckDigitRule = {
  /** Repeated over the digits. */
  readonly weights: readonly number[];
  /** From which end the weights are counted. */
  readonly from: 'left' | 'right';
};

/** Cedar Bluff: weights 2, 1, 2, 1 … from the left, for account numbers and bill stubs alike. */
export const WEIGHTS_21_FROM_LEFT: CheckDigitRule = { weights: [2, 1], from: 'left' };

const ZERO = 48;

/** @param digits decimal digits without the check digit @returns 0–9 */
export function checkDigit(digits: string, rule: CheckDigitRule): number {
  const { weights } = rule;
  assert(weights.length > 0, 'a check digit needs a weight');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const position = rule.from === 'left' ? index : digits.length - 1 - index;
    const product = (digits.charCodeAt(index) - ZERO) * (weights[position % weights.length] ?? 0);
    sum += digitSum(product);
  }
  return (10 - (sum % 10)) % 10;
}

/** True when the last digit is the check digit of those before it. Anything but digits is false. */
export const endsInCheckDigit = (digits: string, rule: CheckDigitRule): boolean =>
  /^\d{2,}$/.test(digits) &&
  checkDigit(digits.slice(0, -1), rule) === digits.charCodeAt(digits.length - 1) - ZERO;

/** The check digit over the first 8 digits of an account number. */
export const accountCheckDigit = (firstEight: string, rule: CheckDigitRule = WEIGHTS_21_FROM_LEFT): number =>
  checkDigit(firstEight, rule);

/** A full 9-digit account number whose check digit fits. */
export const isAccountNumber = (text: string, rule: CheckDigitRule = WEIGHTS_21_FROM_LEFT): boolean =>
  text.length === 9 && endsInCheckDigit(text, rule);

function digitSum(product: number): number {
  let rest = product;
  let sum = 0;
  while (rest > 0) {
    sum += rest % 10;
    rest = Math.floor(rest / 10);
  }
  return sum;
}
