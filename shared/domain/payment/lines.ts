/** Each line by its receipt type: amount rule, reference, account and charge, distribution, where its money is deposited. */
import { certain } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Refused, Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { MAX_AMOUNT_CENTS, formatCents, splitCents } from '../../money/money.ts';
import { openAccountOf } from '../allocation/account-facts.ts';
import type { AccountFacts } from '../allocation/account-facts.ts';
import { chargeWords, checkChargePaid, keyOf } from '../allocation/allocate.ts';
import { isGuaranteedOnly } from '../allocation/notices.ts';
import type { OpenAccount, OpenCharge } from '../allocation/open-account.ts';
import { countsToReconnect } from '../allocation/reconnect.ts';
import { fundsWithoutInterfund } from '../ledger/entries.ts';
import type { InterfundAccounts } from '../ledger/types.ts';
import type { Policy } from '../policy/types.ts';
import { chargeKeyText } from '../reference/charge-key.ts';
import { bankAccountFor, mapService, receiptTypeOn } from '../reference/lookups.ts';
import type { BankAccount, LineReference, ReceiptType, ServiceMapping } from '../reference/types.ts';
import type { OverrideKind } from './overrides.ts';
import type { Line, LineInput } from './types.ts';

export type LineFacts = {
  readonly businessDate: BusinessDate;
  readonly policy: Policy;
  readonly receiptTypes: readonly ReceiptType[];
  readonly serviceMap: readonly ServiceMapping[];
  readonly bankAccounts: readonly BankAccount[];
  readonly interfund: InterfundAccounts;
  readonly accounts: readonly AccountFacts[];
};

/** An account that lines name, with what it owes before this payment. */
export type AccountInPayment = { readonly facts: AccountFacts; readonly open: OpenAccount };

export type ResolvedLines = {
  readonly lines: readonly Line[];
  readonly accounts: readonly AccountInPayment[];
  /** Steps outside the usual, each with what the person is told when no reason was given. */
  readonly needed: ReadonlyMap<OverrideKind, Refused>;
};

const MAX_REFERENCE_CHARS = 60;

const REFERENCE_WORDS: Readonly<Record<LineReference, string>> = {
  account: 'account number',
  permit: 'permit number',
  license: 'license number',
  citation: 'citation number',
  serial: 'serial number',
  description: 'description',
  agency: 'agency',
};

/**
 * Errors: RECEIPT_TYPE_UNKNOWN, LINE_AMOUNT, AMOUNT_TOO_LARGE, PRICE_FIXED, REFERENCE_REQUIRED, REFERENCE_TWICE,
 * ACCOUNT_REQUIRED, ACCOUNT_UNEXPECTED, ACCOUNT_UNKNOWN, CHARGE_REQUIRED, CHARGE_UNEXPECTED, CHARGE_WRONG_TYPE,
 * CHARGE_UNKNOWN, CHARGE_NOT_MAPPED, CHARGE_OVERPAID, BANK_ACCOUNT_MISSING, INTERFUND_MISSING.
 */
export function resolveLines(inputs: readonly LineInput[], facts: LineFacts): Result<ResolvedLines> {
  const work = new LineWork(facts);
  for (const [index, input] of inputs.entries()) {
    const resolved = work.add(input, index + 1);
    if (!resolved.ok) return resolved;
  }
  return ok({ lines: work.lines, accounts: [...work.accounts.values()], needed: work.needed });
}

class LineWork {
  readonly lines: Line[] = [];
  readonly accounts = new Map<string, AccountInPayment>();
  readonly needed = new Map<OverrideKind, Refused>();
  readonly #facts: LineFacts;
  readonly #paidByCharge = new Map<string, number>();

  constructor(facts: LineFacts) {
    this.#facts = facts;
  }

  add(input: LineInput, lineNo: number): Result<Line> {
    const field = `lines.${lineNo - 1}`;
    const { receiptTypes, businessDate } = this.#facts;
    const type = receiptTypeOn(receiptTypes, input.receiptType, businessDate);
    if (!type) {
      const params = { date: formatDate(businessDate) };
      return refuse('RECEIPT_TYPE_UNKNOWN', {
        field: `${field}.receiptType`,
        value: input.receiptType,
        params,
      });
    }
    const amount = checkAmount(type, input, field);
    if (!amount.ok) return amount;
    const reference = this.#checkReference(type, input, field);
    if (!reference.ok) return reference;
    const account = this.#accountOf(type, input, field);
    if (!account.ok) return account;
    const charge = this.#chargeOf(type, input, account.value, field);
    if (!charge.ok) return charge;
    const money = this.#moneyOf(type, input.amountCents, field);
    if (!money.ok) return money;
    this.#noteLimit(input.amountCents, field);
    const line: Line = {
      lineNo,
      receiptType: type.code,
      name: type.name,
      amountCents: input.amountCents,
      ...(account.value ? { account: account.value.facts.record.account } : {}),
      ...(charge.value ? { charge: keyOf(charge.value.charge) } : {}),
      ...(reference.value === '' ? {} : { reference: reference.value }),
      requiresGuaranteed: this.#requiresGuaranteed(type, account.value, charge.value),
      ...money.value,
    };
    this.lines.push(line);
    return ok(line);
  }

  #checkReference(type: ReceiptType, input: LineInput, field: string): Result<string> {
    const reference = oneLine(input.reference ?? '');
    const params = {
      name: type.name,
      what: REFERENCE_WORDS[type.reference],
      limit: String(MAX_REFERENCE_CHARS),
    };
    if (reference.length > MAX_REFERENCE_CHARS) {
      return refuse('REFERENCE_TOO_LONG', { field: `${field}.reference`, params });
    }
    if (type.reference === 'account') return ok(reference);
    if (reference === '') return refuse('REFERENCE_REQUIRED', { field: `${field}.reference`, params });
    const isTwice =
      type.stock && this.lines.some((line) => line.receiptType === type.code && line.reference === reference);
    return isTwice
      ? refuse('REFERENCE_TWICE', { field: `${field}.reference`, value: reference, params })
      : ok(reference);
  }

  #accountOf(type: ReceiptType, input: LineInput, field: string): Result<AccountInPayment | undefined> {
    const at = { field: `${field}.account`, params: { name: type.name } };
    if (type.reference !== 'account') {
      return input.account === undefined
        ? ok(undefined)
        : refuse('ACCOUNT_UNEXPECTED', { ...at, value: input.account });
    }
    if (input.account === undefined) return refuse('ACCOUNT_REQUIRED', at);
    const known = this.accounts.get(input.account);
    if (known) return ok(known);
    const facts = this.#facts.accounts.find(({ record }) => record.account === input.account);
    if (!facts) return refuse('ACCOUNT_UNKNOWN', { ...at, value: input.account });
    const { policy, serviceMap, businessDate } = this.#facts;
    const account = { facts, open: openAccountOf(facts, policy, serviceMap, businessDate) };
    this.accounts.set(input.account, account);
    return ok(account);
  }

  #chargeOf(
    type: ReceiptType,
    input: LineInput,
    account: AccountInPayment | undefined,
    field: string,
  ): Result<OpenCharge | undefined> {
    const at = { field: `${field}.charge`, params: { name: type.name } };
    const { charge } = input;
    if (type.amount !== 'account') {
      return charge === undefined
        ? ok(undefined)
        : refuse('CHARGE_UNEXPECTED', { ...at, value: chargeWords(charge) });
    }
    if (charge === undefined || !account) return refuse('CHARGE_REQUIRED', at);
    const key = `${account.facts.record.account} ${chargeKeyText(charge)}`;
    const totalCents = (this.#paidByCharge.get(key) ?? 0) + input.amountCents;
    this.#paidByCharge.set(key, totalCents);
    const paid = checkChargePaid(account.open, charge, totalCents, at.field, { includeBeforePetition: true });
    if (!paid.ok) return paid;
    if (mapService(this.#facts.serviceMap, charge)?.receiptType !== type.code) {
      return refuse('CHARGE_WRONG_TYPE', { ...at, value: chargeWords(charge) });
    }
    if (paid.value.state === 'before-petition') {
      this.#need('bankruptcy', refuse('BANKRUPTCY_PROTECTED', { ...at, value: chargeWords(charge) }));
    }
    return paid;
  }

  #moneyOf(
    type: ReceiptType,
    amountCents: number,
    field: string,
  ): Result<Pick<Line, 'distribution' | 'bankAccount'>> {
    const { bankAccounts, interfund, policy } = this.#facts;
    const bankAccount = bankAccountFor(bankAccounts, type.code)?.code;
    if (bankAccount === undefined) return refuse('BANK_ACCOUNT_MISSING', { field, value: type.name });
    const parts = splitCents(
      amountCents,
      type.distribution.map((share) => share.percent),
    );
    const distribution = type.distribution
      .map(({ glAccount }, index) => ({ glAccount, amountCents: certain(parts[index], 'part of a split') }))
      .filter((part) => part.amountCents !== 0);
    const [fund] = fundsWithoutInterfund(
      distribution.map((part) => part.glAccount),
      interfund,
      policy.ledger.pooledFund,
    );
    return fund === undefined
      ? ok({ distribution, bankAccount })
      : refuse('INTERFUND_MISSING', { field, value: fund });
  }

  #noteLimit(amountCents: number, field: string): void {
    const { maximumLineCents } = this.#facts.policy;
    if (amountCents <= maximumLineCents) return;
    const at = { field: `${field}.amountCents`, value: formatCents(amountCents) };
    this.#need(
      'over-limit',
      refuse('LINE_OVER_LIMIT', { ...at, params: { limit: formatCents(maximumLineCents) } }),
    );
  }

  #requiresGuaranteed(
    type: ReceiptType,
    account: AccountInPayment | undefined,
    charge: OpenCharge | undefined,
  ): boolean {
    const { policy, serviceMap, businessDate } = this.#facts;
    if (type.guaranteedFunds) return true;
    if (!account) return false;
    const { record } = account.facts;
    if (isGuaranteedOnly(record, businessDate)) return true;
    if (!charge) return false;
    const reconnects =
      policy.reconnectWholeAmountGuaranteed &&
      record.status === 'disconnected' &&
      countsToReconnect(charge, { today: businessDate, reconnectService: policy.reconnectService });
    return reconnects || mapService(serviceMap, charge.charge)?.guaranteedFunds === true;
  }

  #need(kind: OverrideKind, refusal: Refused): void {
    if (!this.needed.has(kind)) this.needed.set(kind, refusal);
  }
}

function checkAmount(type: ReceiptType, { amountCents }: LineInput, field: string): Result<number> {
  const at = { field: `${field}.amountCents`, params: { name: type.name } };
  if (!Number.isSafeInteger(amountCents) || amountCents <= 0) return refuse('LINE_AMOUNT', at);
  const value = formatCents(amountCents);
  if (amountCents > MAX_AMOUNT_CENTS) return refuse('AMOUNT_TOO_LARGE', { ...at, value });
  if (type.amount === 'fixed' && amountCents !== type.priceCents) {
    const price = formatCents(certain(type.priceCents, `price of ${type.code}`));
    return refuse('PRICE_FIXED', { ...at, value, params: { name: type.name, price } });
  }
  return ok(amountCents);
}
