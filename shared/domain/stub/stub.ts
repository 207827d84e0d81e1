/** The scan line of a bill stub, the same on the OCR line and in the Code 128 bar code. */
import { assert } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { isDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import { checkDigit, endsInCheckDigit, WEIGHTS_21_FROM_LEFT } from './check-digit.ts';
import type { CheckDigitRule } from './check-digit.ts';

export type StubProfile = {
  readonly accountDigits: number;
  readonly amountDigits: number;
  /** Six digits of date between account and amount. */
  readonly dateOrder: 'MMDDYY' | 'YYMMDD' | 'DDMMYY';
  /** Over everything before the last digit. */
  readonly check: CheckDigitRule;
  /** Over the account's own digits before its last; null when account numbers carry no check digit. */
  readonly accountCheck: CheckDigitRule | null;
};

/** Account 9, due date MMDDYY, amount in cents 10, one check digit over those 25. */
export const CEDAR_BLUFF_STUB: StubProfile = {
  accountDigits: 9,
  amountDigits: 10,
  dateOrder: 'MMDDYY',
  check: WEIGHTS_21_FROM_LEFT,
  accountCheck: WEIGHTS_21_FROM_LEFT,
};

export type Stub = { readonly account: string; readonly dueDate: BusinessDate; readonly amountCents: Cents };

const DATE_DIGITS = 6;

export const stubLength = (profile: StubProfile = CEDAR_BLUFF_STUB): number =>
  profile.accountDigits + DATE_DIGITS + profile.amountDigits + 1;

/** True when the text has the shape of a stub, before any digit is checked: what the find field asks first. */
export const looksLikeStub = (text: string, profile: StubProfile = CEDAR_BLUFF_STUB): boolean =>
  withoutBlanks(text).length === stubLength(profile) && /^\d+$/.test(withoutBlanks(text));

/**
 * Reads a scanned stub; blanks between its groups are ignored. Years are 2000–2099: no bill is older.
 * Errors: STUB_NOT_READABLE (length, digits, account, date), STUB_CHECK_DIGIT. Neither repeats the text: what was
 * scanned may have been something else.
 */
export function parseStub(text: string, profile: StubProfile = CEDAR_BLUFF_STUB): Result<Stub> {
  const digits = withoutBlanks(text);
  const unreadable = (reason: string): Result<Stub> =>
    refuse('STUB_NOT_READABLE', { field: 'stub', params: { reason } });
  if (!/^\d+$/.test(digits)) return unreadable('it holds something other than digits');
  if (digits.length !== stubLength(profile)) {
    return unreadable(`it has ${String(digits.length)} digits instead of ${String(stubLength(profile))}`);
  }
  if (!endsInCheckDigit(digits, profile.check)) return refuse('STUB_CHECK_DIGIT', { field: 'stub' });
  const account = digits.slice(0, profile.accountDigits);
  if (profile.accountCheck && !endsInCheckDigit(account, profile.accountCheck)) {
    return unreadable('its account number has a wrong check digit');
  }
  const amountAt = profile.accountDigits + DATE_DIGITS;
  const dueDate = dateOfDigits(digits.slice(profile.accountDigits, amountAt), profile.dateOrder);
  if (dueDate === undefined) return unreadable('its due date is no date');
  return ok({ account, dueDate, amountCents: Number(digits.slice(amountAt, -1)) });
}

/** The scan line that a bill for these figures carries. */
export function stubLine(stub: Stub, profile: StubProfile = CEDAR_BLUFF_STUB): string {
  const [century, year, month, day] = [
    stub.dueDate.slice(0, 2),
    stub.dueDate.slice(2, 4),
    stub.dueDate.slice(5, 7),
    stub.dueDate.slice(8, 10),
  ];
  assert(century === '20', 'a stub has two digits for the year');
  const date = { MMDDYY: month + day + year, YYMMDD: year + month + day, DDMMYY: day + month + year };
  const amount = String(stub.amountCents).padStart(profile.amountDigits, '0');
  const body = stub.account + date[profile.dateOrder] + amount;
  assert(/^\d+$/.test(body) && body.length === stubLength(profile) - 1, 'figures do not fit the stub');
  return body + String(checkDigit(body, profile.check));
}

const withoutBlanks = (text: string): string => text.replace(/[ \t\r\n]/g, '');

function dateOfDigits(digits: string, order: StubProfile['dateOrder']): BusinessDate | undefined {
  const [a, b, c] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  const iso = {
    MMDDYY: `20${c}-${a}-${b}`,
    YYMMDD: `20${a}-${b}-${c}`,
    DDMMYY: `20${c}-${b}-${a}`,
  }[order];
  return isDate(iso) ? iso : undefined;
}
