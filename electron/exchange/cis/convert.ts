/** Cells into values. Each conversion is strict and total: undefined means that the cell is not one. */
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { MAX_AMOUNT_CENTS } from '../../../shared/money/money.ts';
import type { CheckDigitRule } from '../../../shared/domain/stub/check-digit.ts';
import { checkDigit } from '../../../shared/domain/stub/check-digit.ts';
import type { DateFormat } from './mapping.ts';

const ZERO = 48;
const MINUS = 45;
const POINT = 46;

export type DateCell = {
  readonly text: BusinessDate;
  /** Days since 1900-01-01. */
  readonly day: number;
};

const PATTERNS: Record<DateFormat, RegExp> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  MMDDYYYY: /^(?<month>\d\d)(?<day>\d\d)(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d\d)\/(?<day>\d\d)\/(?<year>\d{4})$/,
  'DD.MM.YYYY': /^(?<day>\d\d)\.(?<month>\d\d)\.(?<year>\d{4})$/,
};

/** No bill is older or later; days then fit the 17 bits that `ChargeKeys` gives them. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(FIRST_YEAR, 0, 1);

/** A file has few different dates, each many times: an extract of three million records has some hundreds. */
const DATES_REMEMBERED = 20_000;

export function dateReader(format: DateFormat): (cell: string) => DateCell | undefined {
  const remembered = new Map<string, DateCell>();
  return (cell) => {
    const known = remembered.get(cell);
    if (known) return known;
    const date = readDate(cell, PATTERNS[format]);
    if (date) {
      if (remembered.size >= DATES_REMEMBERED) remembered.clear();
      remembered.set(cell, date);
    }
    return date;
  };
}

function readDate(cell: string, pattern: RegExp): DateCell | undefined {
  const { year, month, day } = pattern.exec(cell)?.groups ?? {};
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const text = `${year}-${month}-${day}`;
  // Date.UTC carries Feb 30 over into March: only a real date comes back as it went in.
  if (new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return { text: text as BusinessDate, day: (ms - FIRST_DAY_MS) / DAY_MS };
}

/** `-12.34`, `12`, `12.3`: no sign but a minus, no separators, no blanks, at most two decimals. */
export function readDecimal(cell: string, maxCents: Cents = MAX_AMOUNT_CENTS): Cents | undefined {
  const negative = cell.charCodeAt(0) === MINUS;
  let at = negative ? 1 : 0;
  let value = 0;
  const firstDigit = at;
  for (; at < cell.length; at += 1) {
    const digit = cell.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === firstDigit) return undefined;
  let decimals = 0;
  if (at < cell.length) {
    if (cell.charCodeAt(at) !== POINT || at === cell.length - 1) return undefined;
    for (at += 1; at < cell.length; at += 1) {
      const digit = cell.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      value = value * 10 + digit;
      decimals += 1;
    }
    if (decimals > 2) return undefined;
  }
  const cents = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100;
  if (cents > maxCents) return undefined;
  return negative && cents !== 0 ? -cents : cents;
}

/** Digits only; the sign has its own column. */
export function readCents(
  digits: string,
  sign: string,
  maxCents: Cents = MAX_AMOUNT_CENTS,
): Cents | undefined {
  const cents = readCount(digits);
  if (cents === undefined || cents > maxCents) return undefined;
  if (sign === '' || sign === '+') return cents;
  return sign === '-' ? (cents === 0 ? 0 : -cents) : undefined;
}

/** A whole number of at most 15 digits. */
export function readCount(cell: string): number | undefined {
  if (cell.length === 0 || cell.length > 15) return undefined;
  let value = 0;
  for (let at = 0; at < cell.length; at += 1) {
    const digit = cell.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Why digits with a sign of their own are no amount. */
export const centsProblem = (digits: string, sign: string): ErrorCode =>
  /^\d+$/.test(digits) && /^[+-]?$/.test(sign) ? 'AMOUNT_TOO_LARGE' : 'AMOUNT_NOT_READABLE';

/** Why a decimal amount could not be read. */
export function decimalProblem(cell: string): ErrorCode {
  if (/^-?\d+\.\d{3,}$/.test(cell)) return 'AMOUNT_DECIMALS';
  return /^-?\d+(?:\.\d{1,2})?$/.test(cell) ? 'AMOUNT_TOO_LARGE' : 'AMOUNT_NOT_READABLE';
}

export type AccountRule = { readonly digits: number; readonly check: CheckDigitRule | null };

export const NOT_AN_ACCOUNT = -1;
export const WRONG_CHECK_DIGIT = -2;

/**
 * The account as a number (its digits have one length, so nothing is lost), or one of the two negative answers.
 * The contribution of each digit at each position is tabled once: this runs for every record of the file.
 */
export function accountReader(rule: AccountRule): (cell: string) => number {
  const { digits, check } = rule;
  const contributions = check === null ? null : tableOf(check, digits - 1);
  return (cell) => {
    if (cell.length !== digits) return NOT_AN_ACCOUNT;
    let value = 0;
    let sum = 0;
    let last = 0;
    for (let at = 0; at < digits; at += 1) {
      last = cell.charCodeAt(at) - ZERO;
      if (last < 0 || last > 9) return NOT_AN_ACCOUNT;
      value = value * 10 + last;
      if (contributions !== null && at < digits - 1) sum += contributions[at * 10 + last] ?? 0;
    }
    return contributions === null || (sum + last) % 10 === 0 ? value : WRONG_CHECK_DIGIT;
  };
}

/** What digit d at position p adds to the sum, at [p × 10 + d]: the check digit of that digit alone, complemented. */
function tableOf(rule: CheckDigitRule, positions: number): Uint8Array {
  const table = new Uint8Array(positions * 10);
  for (let position = 0; position < positions; position += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const alone = '0'.repeat(position) + String(digit) + '0'.repeat(positions - 1 - position);
      table[position * 10 + digit] = 10 - checkDigit(alone, rule);
    }
  }
  return table;
}
