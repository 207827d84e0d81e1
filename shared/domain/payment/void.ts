/** A void takes back the whole payment in its own session, before balancing begins, with the money returned now. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { findCardNumber } from '../../kernel/card-number.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { reverseEntry } from '../ledger/entries.ts';
import { may } from '../office/permissions.ts';
import type { Permission } from '../office/permissions.ts';
import type { Acting } from '../office/person.ts';
import type { Policy } from '../policy/types.ts';
import { STATUS_WORDS } from '../session/require.ts';
import { sessionLabel } from '../session/label.ts';
import type { SessionState } from '../session/types.ts';
import { instrumentNumber } from '../tender/check-input.ts';
import { entryOf } from './evolve.ts';
import type { PaymentState, PaymentVoided } from './types.ts';

export type VoidInput = {
  readonly reason: string;
  readonly receiptReturned: boolean;
  readonly terminalVoidSlip?: string | undefined;
};

export type VoidFacts = {
  /** The payment's own session. */
  readonly session: SessionState | undefined;
  readonly person: Acting;
  /** Whoever signed in a second time on this screen. */
  readonly approver?: Acting | undefined;
  readonly policy: Pick<Policy, 'voidLimitCents'>;
  /** Attempts at a connected terminal whose money is back on the card. */
  readonly reversedCards?: readonly string[];
  /** A card of it whose money is on its way back, so that nobody knows yet whether it is. */
  readonly cardUnderWay?: { readonly status: 'asked' | 'in-doubt'; readonly amountCents: Cents } | undefined;
  /** Accounts listed as the person's own, a relative's or a colleague's. */
  readonly relatedAccounts?: readonly string[];
};

/**
 * Errors: PAYMENT_UNKNOWN, PAYMENT_VOIDED_BEFORE, SESSION_UNKNOWN, VOID_TOO_LATE, VOID_NOT_YOURS, REASON_REQUIRED,
 * VOID_SLIP_REQUIRED, CARD_TERMINAL_BUSY, CARD_IN_DOUBT, CARD_STILL_CHARGED, CARD_NUMBER_DISCARDED, APPROVAL_NEEDED, APPROVAL_NOT_YOURS, APPROVER_MAY_NOT.
 */
export function decideVoid(
  state: PaymentState | undefined,
  input: VoidInput,
  facts: VoidFacts,
): Result<PaymentVoided> {
  const allowed = mayBeVoided(state, facts.session, facts.person);
  if (!allowed.ok) return allowed;
  const { posted, tenders, changeCents } = allowed.value;
  const cardField = findCardNumber(input);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: cardField });
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  const { cardUnderWay } = facts;
  // No slip says what the terminal itself is still deciding; and what it says later finds no receipt that stands.
  if (cardUnderWay)
    return refuse(cardUnderWay.status === 'asked' ? 'CARD_TERMINAL_BUSY' : 'CARD_IN_DOUBT', {
      value: formatCents(cardUnderWay.amountCents),
    });
  const slip = oneLine(input.terminalVoidSlip ?? '');
  const hasCard = tenders.some((tender) => tender.kind === 'card');
  const byHand = tenders.some((tender) => tender.kind === 'card' && tender.card?.terminal === undefined);
  const stillCharged = tenders.find(
    ({ card }) => card?.terminal && !facts.reversedCards?.includes(card.terminal.attemptId),
  );
  // The slip of the terminal's own void says it as well: for a terminal that can no longer be asked.
  if (stillCharged && slip === '')
    return refuse('CARD_STILL_CHARGED', {
      field: 'terminalVoidSlip',
      value: formatCents(stillCharged.amountCents),
    });
  if (byHand && slip === '') return refuse('VOID_SLIP_REQUIRED', { field: 'terminalVoidSlip' });
  const approval = approvalOf(allowed.value, facts);
  if (!approval.ok) return approval;
  return ok({
    type: 'payment.voided',
    v: 1,
    paymentId: posted.paymentId,
    sessionId: posted.sessionId,
    receiptNumber: posted.receiptNumber,
    reason,
    receiptReturned: input.receiptReturned,
    cashReturnedCents: cashToReturnCents(tenders, changeCents),
    ...(hasCard && slip !== '' ? { terminalVoidSlip: slip } : {}),
    ...(approval.value === undefined ? {} : { approvedBy: approval.value }),
    entry: reverseEntry(entryOf(allowed.value)),
  });
}

/**
 * May this person void it now, whatever the reason? For the screen that offers the void.
 * Errors: PAYMENT_UNKNOWN, PAYMENT_VOIDED_BEFORE, SESSION_UNKNOWN, VOID_TOO_LATE, VOID_NOT_YOURS.
 */
export function mayBeVoided(
  state: PaymentState | undefined,
  session: SessionState | undefined,
  person: Acting,
): Result<PaymentState> {
  if (!state) return refuse('PAYMENT_UNKNOWN');
  const receipt = state.posted.receiptNumber;
  if (state.status === 'voided') return refuse('PAYMENT_VOIDED_BEFORE', { value: receipt });
  if (!session || session.sessionId !== state.posted.sessionId) return refuse('SESSION_UNKNOWN');
  if (session.status !== 'open') {
    const params = { session: sessionLabel(session.opened), status: STATUS_WORDS[session.status] };
    return refuse('VOID_TOO_LATE', { value: receipt, params });
  }
  const isOwn = session.opened.cashier === person.userName;
  if (!isOwn && !may(person.role, 'payment.void-others')) {
    return refuse('VOID_NOT_YOURS', { value: receipt, params: { cashier: session.opened.cashier } });
  }
  return ok(state);
}

/** Above the limit, or on an account of the person's own circle: then another person is asked. */
export const voidNeedsApproval = (
  state: PaymentState,
  { person, policy, relatedAccounts = [], session }: VoidFacts,
): boolean =>
  touches(state, relatedAccounts) ||
  (state.posted.totalCents > policy.voidLimitCents &&
    // A supervisor has the authority, but never over a drawer of their own.
    (session?.opened.cashier === person.userName || !may(person.role, 'payment.void-over-limit')));

const touches = (state: PaymentState, accounts: readonly string[]): boolean =>
  state.posted.lines.some((line) => line.account !== undefined && accounts.includes(line.account));

/**
 * Whoever must approve this void, once they have: also before a card of it goes back, since the money is gone by then.
 * Errors: APPROVAL_NEEDED, APPROVAL_NOT_YOURS, APPROVER_MAY_NOT.
 */
export function approvalOf(state: PaymentState, facts: VoidFacts): Result<string | undefined> {
  if (!voidNeedsApproval(state, facts)) return ok(undefined);
  const { approver, person, session, policy } = facts;
  const isOverLimit = state.posted.totalCents > policy.voidLimitCents;
  const what = isOverLimit
    ? `A void of ${formatCents(state.posted.totalCents)}, above the limit of ${formatCents(policy.voidLimitCents)},`
    : 'A void on an account of your own, a relative’s or a colleague’s';
  const who = isOverLimit ? 'a supervisor' : 'a lead or supervisor';
  const at = { field: 'approval', params: { what, who } };
  if (!approver) return refuse('APPROVAL_NEEDED', at);
  if (approver.userName === person.userName || approver.userName === session?.opened.cashier) {
    return refuse('APPROVAL_NOT_YOURS', at);
  }
  const permission: Permission = isOverLimit ? 'payment.void-over-limit' : 'override.approve';
  return may(approver.role, permission)
    ? ok(approver.userName)
    : refuse('APPROVER_MAY_NOT', { ...at, value: approver.userName });
}

/** Cash tendered − change; negative when change was given on an item that goes back whole: the payer returns it. */
export const cashToReturnCents = (tenders: PaymentState['tenders'], changeCents: Cents): Cents =>
  sumCents(tenders.filter((tender) => tender.kind === 'cash').map((tender) => tender.amountCents)) -
  changeCents;

/** What goes back to the payer besides cash, in words: `Money order 22108834197, 100.00`. */
export const itemsToHandBack = (state: PaymentState): readonly string[] =>
  state.tenders
    .filter((tender) => tender.kind !== 'cash' && tender.kind !== 'card')
    .map((tender) => `${tender.name} ${instrumentNumber(tender) ?? ''}, ${formatCents(tender.amountCents)}`);
