/** What a policy must hold before an office may work by it; the first thing that does not fit is named by its path. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { MAX_AMOUNT_CENTS } from '../../money/money.ts';
import { scanlinesFaults } from '../stub/scanline-faults.ts';
import type { Policy } from './types.ts';

type Range = { readonly from: number; readonly to: number };

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Whole numbers, both ends included. */
const NUMBERS = {
  closeAttempts: { from: 1, to: 9 },
  overShortToleranceCents: { from: 0, to: 1_000_00 },
  voidLimitCents: { from: 0, to: MAX_AMOUNT_CENTS },
  maximumLineCents: { from: 1, to: MAX_AMOUNT_CENTS },
  maximumPaymentCents: { from: 1, to: MAX_AMOUNT_CENTS },
  maximumChangeCents: { from: 0, to: MAX_AMOUNT_CENTS },
  repeatPaymentDays: { from: 0, to: 366 },
  checkRepeatDays: { from: 0, to: 3_660 },
  checkStaleDays: { from: 1, to: 3_660 },
  lockAfterMs: { from: 30 * SECOND_MS, to: DAY_MS },
  signInTries: { from: 3, to: 20 },
  lockOutMs: { from: 30 * SECOND_MS, to: DAY_MS },
  undepositedAlarmHours: { from: 1, to: 24 * 31 },
} as const satisfies Readonly<Partial<Record<keyof Policy, Range>>>;

const GL_ACCOUNT = /^\d{3}-\d{3}-\d{5}$/;
const FUND = /^\d{3}$/;
const CODE = /^[A-Z0-9-]{1,20}$/;
const PREFIX = /^[A-Z0-9]{1,6}$/;
const MAX_FREQUENT = 9;
const MAX_LIST = 100;

const wrong = (field: string, value: string | number, reason: string): Result<never> =>
  refuse('POLICY_VALUE', { field, value: String(value), params: { reason } });

/** Errors: POLICY_VALUE, and SCANLINE_* for its scan lines. What must exist elsewhere (accounts, receipt types) is checked by `validateReference`. */
export function checkPolicy(policy: Policy): Result<Policy> {
  for (const check of [checkNumbers, checkCodes, checkLedger, checkReceipt, checkScanlines]) {
    const checked = check(policy);
    if (!checked.ok) return checked;
  }
  return ok(policy);
}

function checkNumbers(policy: Policy): Result<Policy> {
  for (const field of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    const { from, to } = NUMBERS[field];
    const value = policy[field];
    if (!Number.isSafeInteger(value) || value < from || value > to) {
      return wrong(field, value, `it must be a whole number from ${from} to ${to}`);
    }
  }
  if (policy.maximumPaymentCents < policy.maximumLineCents) {
    return wrong(
      'maximumPaymentCents',
      policy.maximumPaymentCents,
      'it must not be less than one line allows',
    );
  }
  return ok(policy);
}

function checkCodes(policy: Policy): Result<Policy> {
  if (!PREFIX.test(policy.depositPrefix)) {
    return wrong('depositPrefix', policy.depositPrefix, 'it must be 1 to 6 capital letters or digits');
  }
  if (!CODE.test(policy.reconnectService)) {
    return wrong('reconnectService', policy.reconnectService, 'it must be a service code of the extract');
  }
  const overpayment = policy.overpaymentReceiptType;
  if (overpayment !== null && !CODE.test(overpayment)) {
    return wrong('overpaymentReceiptType', overpayment, 'it must be the code of a receipt type');
  }
  if (policy.frequentReceiptTypes.length > MAX_FREQUENT) {
    return wrong(
      'frequentReceiptTypes',
      policy.frequentReceiptTypes.length,
      `there are only ${MAX_FREQUENT} digits to choose by`,
    );
  }
  for (const field of ['frequentReceiptTypes', 'servicePriority'] as const) {
    const list = policy[field];
    const bad = list.find((code, index) => !CODE.test(code) || list.indexOf(code) !== index);
    if (bad !== undefined) return wrong(field, bad, 'each must be a code, and stand there once');
    if (list.length > MAX_LIST) return wrong(field, list.length, `at most ${MAX_LIST} codes`);
  }
  return ok(policy);
}

function checkLedger(policy: Policy): Result<Policy> {
  const { pooledFund, overShort, ...accounts } = policy.ledger;
  if (!FUND.test(pooledFund)) return wrong('ledger.pooledFund', pooledFund, 'a fund has 3 digits');
  const named = [
    ...Object.entries(accounts),
    ...Object.entries(overShort).map(([kind, account]) => [`overShort.${kind}`, account] as const),
  ];
  for (const [name, account] of named) {
    if (!GL_ACCOUNT.test(account)) {
      return wrong(
        `ledger.${name}`,
        account,
        'an account reads fund-department-account, such as 900-000-10190',
      );
    }
  }
  return ok(policy);
}

function checkReceipt(policy: Policy): Result<Policy> {
  const { columns, heading, closing, serviceReturns } = policy.receipt;
  if (![42, 48].includes(columns)) return wrong('receipt.columns', columns, 'printers have 42 or 48');
  const texts = [
    ...heading.map((text, index) => [`heading.${index}`, text] as const),
    ...(['en', 'es'] as const).flatMap((language) => [
      [`closing.${language}`, closing[language]] as const,
      [`serviceReturns.${language}`, serviceReturns[language]] as const,
    ]),
  ];
  for (const [name, text] of texts) {
    if (/\p{Cc}/u.test(text)) return wrong(`receipt.${name}`, text, 'it holds a character that is no text');
    if (name.startsWith('heading') && text.length > columns) {
      return wrong(`receipt.${name}`, text, `it is longer than the ${columns} columns of the receipt`);
    }
  }
  if (heading.length > 8) return wrong('receipt.heading', heading.length, 'at most 8 lines');
  return ok(policy);
}

function checkScanlines(policy: Policy): Result<Policy> {
  const [first] = scanlinesFaults(policy.scanlines ?? []);
  if (!first) return ok(policy);
  const { code, field, value, reason } = first;
  return refuse(code, { field, value, params: { reason } });
}
