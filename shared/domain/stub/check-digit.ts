/**
 * Check characters over decimal digits: each digit times its weight, the products added up, the sum taken modulo. Every
 * utility has its own weights, direction, treatment of products, modulus and complement, so all of them are data.
 */
import { assert } from '../../kernel/assert.ts';

export type CheckDigitRule = {
  /** Repeated over the digits. */
  readonly weights: readonly number[];
  /** From which end the weights are counted. */
  readonly from: 'left' | 'right';
};

export type CheckRule = CheckDigitRule & {
  /** Of a product of two digits: their sum (14 counts 5, as in Luhn), or the product itself. */
  readonly products: 'digit-sum' | 'whole';
  /** 2–11: above it a check would need two characters. */
  readonly modulus: number;
  /** Modulus less remainder, or the remainder itself. */
  readonly complement: boolean;
  /** How the value 10 of modulus 11 is written; `forbidden`: such numbers are not given out. */
  readonly ten: 'X' | '0' | 'forbidden';
};

/** Cedar Bluff: weights 2, 1, 2, 1 … from the left, for account numbers and bill stubs alike. */
export const WEIGHTS_21_FROM_LEFT: CheckDigitRule = { weights: [2, 1], from: 'left' };

/** (10 − sum mod 10) mod 10 over digit sums: what every rule that gives weights alone means. */
export const modulusTen = ({ weights, from }: CheckDigitRule): CheckRule => ({
  weights,
  from,
  products: 'digit-sum',
  modulus: 10,
  complement: true,
  ten: 'forbidden',
});

const ZERO = 48;

/** @param digits decimal digits without the check @returns 0–10 */
function checkValue(digits: string, rule: CheckRule): number {
  const { weights, modulus } = rule;
  assert(weights.length > 0, 'a check digit needs a weight');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const position = rule.from === 'left' ? index : digits.length - 1 - index;
    const product = (digits.charCodeAt(index) - ZERO) * (weights[position % weights.length] ?? 0);
    sum += rule.products === 'digit-sum' ? digitSum(product) : product;
  }
  const remainder = sum % modulus;
  return rule.complement ? (modulus - remainder) % modulus : remainder;
}

/** @returns the one character that belongs there, or undefined where the rule forbids these digits */
export function checkCharacter(digits: string, rule: CheckRule): string | undefined {
  const value = checkValue(digits, rule);
  if (value < 10) return String(value);
  return rule.ten === 'forbidden' ? undefined : rule.ten;
}

/** @param digits decimal digits without the check digit @returns 0–9 */
export const checkDigit = (digits: string, rule: CheckDigitRule): number =>
  checkValue(digits, modulusTen(rule));

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
