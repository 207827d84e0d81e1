/**
 * Posting one payment: sum of tenders − change = sum of lines, always. Everything it rests on was read beforehand and
 * is handed in; what it read from accounts is recorded with it.
 */
import { findCardNumber } from '../../kernel/card-number.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Refused, Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatDate, isDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { isUsualOrder } from '../allocation/allocate.ts';
import type { Pays } from '../allocation/allocate.ts';
import { isGuaranteedOnly } from '../allocation/notices.ts';
import { openAccount, ownPaidOf, nextDueOf } from '../allocation/open-account.ts';
import { allocationRules } from '../allocation/account-facts.ts';
import { reachesReconnect, reconnectNeededCents } from '../allocation/reconnect.ts';
import { paymentEntry } from '../ledger/entries.ts';
import type { Acting } from '../office/person.ts';
import type { TenderType } from '../reference/types.ts';
import type { SessionState } from '../session/types.ts';
import { instrumentNumber } from '../tender/check-input.ts';
import type { Tender, TenderInput } from '../tender/types.ts';
import { requireOpenSession } from '../session/require.ts';
import { resolveLines } from './lines.ts';
import type { AccountInPayment, LineFacts, ResolvedLines } from './lines.ts';
import { resolveOverrides } from './overrides.ts';
import type { OverrideKind } from './overrides.ts';
import { settleTenders } from './tenders.ts';
import type { AccountFact, Line, Payer, PaymentInput, PaymentPosted, PaymentState } from './types.ts';

/** A check or money order of this payment that was taken before and not voided. */
export type TakenBefore = {
  /** Index in the input's tenders. */
  readonly tender: number;
  readonly receiptNumber: string;
};

export type PostFacts = Omit<LineFacts, 'businessDate'> & {
  readonly session: SessionState | undefined;
  /** The payment of this id, when it is already in the books. */
  readonly existing?: PaymentState | undefined;
  /** Whoever is signed in. */
  readonly cashier: string;
  /** Whoever signed in a second time on this screen. */
  readonly approver?: Acting | undefined;
  readonly tenderTypes: readonly TenderType[];
  /** The next dense number of this workstation. */
  readonly receiptNumber: string;
  readonly repeats: readonly TakenBefore[];
};

const MAX_LINES = 200;
const MAX_TENDERS = 50;
const MAX_NAME_CHARS = 80;

/**
 * Errors: PAYMENT_EXISTS, the session's (`requireOpenSession`), PAYMENT_EMPTY, PAYMENT_TOO_LONG, PAYER_TEXT, CARD_NUMBER_DISCARDED,
 * RECEIVED_DATE, those of `resolveLines`, `settleTenders` and `resolveOverrides`, and as what an override answers:
 * LINE_OVER_LIMIT, TENDER_OVER_LIMIT, PAYMENT_OVER_LIMIT, CHANGE_OVER_LIMIT, BANKRUPTCY_PROTECTED, OTHER_ORDER, TENDER_TAKEN_BEFORE, OWN_ACCOUNT.
 */
export function decidePost(input: PaymentInput, facts: PostFacts): Result<PaymentPosted> {
  if (facts.existing) {
    return refuse('PAYMENT_EXISTS', { params: { receipt: facts.existing.posted.receiptNumber } });
  }
  const session = requireOpenSession(facts.session, facts.cashier);
  if (!session.ok) return session;
  const { businessDate, source } = session.value.opened;
  const head = checkHead(input, businessDate);
  if (!head.ok) return head;

  const resolved = resolveLines(input.lines, { ...facts, businessDate });
  if (!resolved.ok) return resolved;
  const { lines, accounts } = resolved.value;
  const guaranteedUntil = latestGuaranteed(accounts, businessDate);
  const settled = settleTenders(input.tenders, lines, {
    businessDate,
    source: source.kind,
    policy: facts.policy,
    tenderTypes: facts.tenderTypes,
    bankAccounts: facts.bankAccounts,
    ...(guaranteedUntil === undefined ? {} : { guaranteedUntil }),
  });
  if (!settled.ok) return settled;
  const { tenders, changeCents, funding, overMaximum } = settled.value;

  const needed = neededOverrides(resolved.value, input.tenders, { overMaximum, changeCents }, facts);
  const overrides = resolveOverrides(needed, input.overrides, {
    policy: facts.policy,
    cashier: facts.cashier,
    ...(facts.approver ? { approver: facts.approver } : {}),
  });
  if (!overrides.ok) return overrides;
  return ok({
    type: 'payment.posted',
    v: 1,
    paymentId: input.paymentId,
    sessionId: input.sessionId,
    source: source.code,
    receiptNumber: facts.receiptNumber,
    cashier: facts.cashier,
    payer: head.value,
    language: input.language,
    receivedDate: input.receivedDate,
    lines,
    tenders,
    funding,
    totalCents: totalOf(lines),
    changeCents,
    accounts: accounts.map((account) => accountFact(account, lines, facts, businessDate)),
    overrides: overrides.value,
    entry: paymentEntry(lines, tenders, changeCents, facts.interfund, facts.policy.ledger),
  });
}

function checkHead(input: PaymentInput, businessDate: BusinessDate): Result<Payer> {
  const cardField = findCardNumber(input);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: cardField });
  if (input.lines.length === 0) return refuse('PAYMENT_EMPTY', { field: 'lines' });
  if (input.lines.length > MAX_LINES || input.tenders.length > MAX_TENDERS) {
    const params = { lines: String(MAX_LINES), tenders: String(MAX_TENDERS) };
    return refuse('PAYMENT_TOO_LONG', { field: 'lines', params });
  }
  if (!isDate(input.receivedDate) || input.receivedDate > businessDate) {
    const value = isDate(input.receivedDate) ? formatDate(input.receivedDate) : input.receivedDate;
    return refuse('RECEIVED_DATE', {
      field: 'receivedDate',
      value,
      params: { date: formatDate(businessDate) },
    });
  }
  const name = oneLine(input.payer.name);
  if (name.length > MAX_NAME_CHARS) {
    return refuse('PAYER_TEXT', { field: 'payer.name', params: { limit: String(MAX_NAME_CHARS) } });
  }
  return ok({ name, relation: input.payer.relation });
}

const totalOf = (lines: readonly Pick<Line, 'amountCents'>[]): Cents =>
  sumCents(lines.map((line) => line.amountCents));

const latestGuaranteed = (
  accounts: readonly AccountInPayment[],
  businessDate: BusinessDate,
): BusinessDate | undefined =>
  accounts
    .map(({ facts }) => facts.record)
    .flatMap((record) => (isGuaranteedOnly(record, businessDate) ? [record.guaranteedUntil] : []))
    .sort()
    .at(-1);

/** In the order in which the person is asked. */
function neededOverrides(
  { lines, accounts, needed: byLine }: ResolvedLines,
  tenders: readonly TenderInput[],
  { overMaximum, changeCents }: { readonly overMaximum?: Refused | undefined; readonly changeCents: Cents },
  facts: PostFacts,
): ReadonlyMap<OverrideKind, Refused> {
  const needed = new Map(byLine);
  const need = (kind: OverrideKind, refusal: Refused): void => {
    if (!needed.has(kind)) needed.set(kind, refusal);
  };
  const totalCents = totalOf(lines);
  if (totalCents > facts.policy.maximumPaymentCents) {
    const params = { limit: formatCents(facts.policy.maximumPaymentCents) };
    need(
      'over-limit',
      refuse('PAYMENT_OVER_LIMIT', { field: 'lines', value: formatCents(totalCents), params }),
    );
  }
  if (overMaximum) need('over-limit', overMaximum);
  if (changeCents > facts.policy.maximumChangeCents) {
    const params = { limit: formatCents(facts.policy.maximumChangeCents) };
    need(
      'over-limit',
      refuse('CHANGE_OVER_LIMIT', { field: 'tenders', value: formatCents(changeCents), params }),
    );
  }
  for (const account of accounts) {
    const number = account.facts.record.account;
    if (account.facts.related?.includes(facts.cashier) === true) {
      need('own-account', refuse('OWN_ACCOUNT', { field: 'lines', value: number }));
    }
    if (!followsOrder(account, lines, facts.policy.overpaymentReceiptType)) {
      need('allocation', refuse('OTHER_ORDER', { field: 'lines', value: number }));
    }
  }
  for (const { tender, receiptNumber } of facts.repeats) {
    const input = tenders[tender];
    const value = input && instrumentNumber(input);
    if (value === undefined) continue;
    const at = { field: `tenders.${tender}`, value };
    need('check-repeat', refuse('TENDER_TAKEN_BEFORE', { ...at, params: { receipt: receiptNumber } }));
  }
  return needed;
}

/** The usual order, or a supervisor's leave to pay what bankruptcy protects, which names the charges by itself. */
function followsOrder(
  { facts, open }: AccountInPayment,
  lines: readonly Line[],
  overpaymentReceiptType: string | null,
): boolean {
  const own = lines.filter((line) => line.account === facts.record.account);
  const pays: Pays[] = own.flatMap(({ charge, amountCents }) => (charge ? [{ charge, amountCents }] : []));
  const paysProtected = pays.some(({ charge }) => {
    const { petitionDate } = facts.record;
    return petitionDate !== undefined && charge.billDate < petitionDate;
  });
  const overpaid = own.filter((line) => !line.charge && line.receiptType === overpaymentReceiptType);
  return paysProtected || isUsualOrder(open, pays, totalOf(overpaid));
}

function accountFact(
  account: AccountInPayment,
  lines: readonly Line[],
  { policy, serviceMap }: PostFacts,
  today: BusinessDate,
): AccountFact {
  const { record, charges, ownPayments, importId, asOf } = account.facts;
  const own = lines.filter((line) => line.account === record.account);
  const paidNow = own.flatMap((line) => ownPaidOf(line, policy.overpaymentReceiptType) ?? []);
  const rules = allocationRules(record, policy, serviceMap, today);
  const after = openAccount(charges, [...ownPayments, ...paidNow], rules);
  const nextDue = nextDueOf(after.charges);
  const neededCents = reconnectNeededCents(record, account.open, {
    today,
    reconnectService: policy.reconnectService,
  });
  const reached = neededCents !== undefined && reachesReconnect(neededCents, totalOf(own));
  return {
    account: record.account,
    // Its name is in the extract for whoever may see it, never in a journal that forgets nothing.
    name: record.confidential ? '' : record.name,
    confidential: record.confidential,
    status: record.status,
    importId,
    asOf,
    openBeforeCents: account.open.balanceCents,
    openAfterCents: after.balanceCents,
    ...(nextDue === undefined ? {} : { nextDue }),
    ...(neededCents === undefined ? {} : { reconnect: { neededCents, reached } }),
  };
}

/** The drawer opens for tenders that say so, and whenever change is given. */
export const opensDrawer = (payment: {
  readonly tenders: readonly Pick<Tender, 'opensDrawer'>[];
  readonly changeCents: Cents;
}): boolean => payment.changeCents > 0 || payment.tenders.some((tender) => tender.opensDrawer);
