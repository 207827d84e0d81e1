/** The scan line of a bill stub, the same on the OCR line and in the Code 128 bar code: one kind of scan line. */
import { assert } from '../../kernel/assert.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import { checkDigit, modulusTen, WEIGHTS_21_FROM_LEFT } from './check-digit.ts';
import type { CheckDigitRule } from './check-digit.ts';
import type { ScanlineCheck, ScanlineProfile } from './scanline.ts';

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

/** The same stub in the words of all scan lines. Its first check is the line's, its second the account's. */
export function stubScanline(profile: StubProfile = CEDAR_BLUFF_STUB, name = 'stub'): ScanlineProfile {
  const { accountDigits, amountDigits, dateOrder, check, accountCheck } = profile;
  const length = stubLength(profile);
  const line: ScanlineCheck = { ...modulusTen(check), over: { start: 1, length: length - 1 }, at: length };
  const dateAt = accountDigits + 1;
  return {
    name,
    length,
    fields: [
      { name: 'account', start: 1, length: accountDigits, type: 'digits' },
      { name: 'due date', start: dateAt, length: DATE_DIGITS, type: dateOrder },
      { name: 'amount', start: dateAt + DATE_DIGITS, length: amountDigits, type: 'cents' },
    ],
    checks:
      accountCheck === null
        ? [line]
        : [
            line,
            { ...modulusTen(accountCheck), over: { start: 1, length: accountDigits - 1 }, at: accountDigits },
          ],
    account: 'account',
    dueDate: 'due date',
    amount: 'amount',
  };
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
