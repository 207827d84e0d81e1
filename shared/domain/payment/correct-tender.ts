/**
 * A tender correction mends kind, number or keyed amount of one tender, by a supervisor with the item in hand, in the
 * same session and also while balancing. The lines and the receipt number stand (product rules, corrections).
 */
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { findCardNumber } from '../../kernel/card-number.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatCents } from '../../money/money.ts';
import { tenderCorrectionEntry } from '../ledger/entries.ts';
import type { InterfundAccounts } from '../ledger/types.ts';
import { may } from '../office/permissions.ts';
import type { Acting } from '../office/person.ts';
import type { Policy } from '../policy/types.ts';
import { tenderTypeOf } from '../reference/lookups.ts';
import type { BankAccount, TenderType } from '../reference/types.ts';
import { requireStatus } from '../session/require.ts';
import type { SessionState } from '../session/types.ts';
import type { Tender, TenderInput } from '../tender/types.ts';
import { settleTenders } from './tenders.ts';
import type { PaymentState, TenderCorrected } from './types.ts';

export type TenderCorrectionInput = {
  readonly tenderNo: number;
  /** The whole tender as it should have been keyed. */
  readonly replacement: TenderInput;
  /** Another tender of this payment, keyed wrong by the same amount the other way. */
  readonly offsetTenderNo?: number | undefined;
  readonly reason: string;
  readonly itemInHand: boolean;
};

export type TenderCorrectionFacts = {
  /** The payment's own session. */
  readonly session: SessionState | undefined;
  readonly person: Acting;
  readonly policy: Policy;
  readonly tenderTypes: readonly TenderType[];
  readonly bankAccounts: readonly BankAccount[];
  readonly interfund: InterfundAccounts;
};

/**
 * Errors: those of `mayBeCorrected`, CARD_NUMBER_DISCARDED, REASON_REQUIRED, CORRECTION_ITEM, TENDER_UNKNOWN, CORRECTION_TERMINAL, CORRECTION_NOTHING,
 * CORRECTION_UNBALANCED, CORRECTION_OFFSET, and those of `settleTenders`.
 */
export function decideTenderCorrection(
  state: PaymentState | undefined,
  input: TenderCorrectionInput,
  facts: TenderCorrectionFacts,
): Result<TenderCorrected> {
  const allowed = mayBeCorrected(state, facts.session, facts.person);
  if (!allowed.ok) return allowed;
  const { payment, session } = allowed.value;
  const cardField = findCardNumber(input);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: cardField });
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  if (!input.itemInHand) return refuse('CORRECTION_ITEM', { field: 'itemInHand' });
  const inputs = correctedInputs(payment, input, facts.tenderTypes);
  if (!inputs.ok) return inputs;
  const settled = settleTenders(inputs.value, payment.posted.lines, {
    businessDate: session.opened.businessDate,
    source: session.opened.source.kind,
    policy: facts.policy,
    tenderTypes: facts.tenderTypes,
    bankAccounts: facts.bankAccounts,
  });
  if (!settled.ok) return settled;
  const { tenders: after, changeCents: changeAfterCents, funding } = settled.value;
  if (canonicalJson(after) === canonicalJson(payment.tenders)) {
    return refuse('CORRECTION_NOTHING', { field: 'replacement' });
  }
  return ok({
    type: 'payment.tender-corrected',
    v: 1,
    paymentId: payment.posted.paymentId,
    sessionId: payment.posted.sessionId,
    receiptNumber: payment.posted.receiptNumber,
    reason,
    correctedBy: facts.person.userName,
    before: payment.tenders,
    after,
    changeBeforeCents: payment.changeCents,
    changeAfterCents,
    funding,
    entry: tenderCorrectionEntry(
      payment.tenders,
      after,
      payment.changeCents,
      changeAfterCents,
      facts.interfund,
      facts.policy.ledger,
    ),
  });
}

/**
 * May this person correct a tender of it now? For the screen that offers it.
 * Errors: PAYMENT_UNKNOWN, PAYMENT_VOIDED_BEFORE, SESSION_UNKNOWN, SESSION_STATUS, CORRECTION_NOT_YOURS, CORRECTION_MAY_NOT.
 */
export function mayBeCorrected(
  state: PaymentState | undefined,
  session: SessionState | undefined,
  person: Acting,
): Result<{ readonly payment: PaymentState; readonly session: SessionState }> {
  if (!state) return refuse('PAYMENT_UNKNOWN');
  const receipt = state.posted.receiptNumber;
  if (state.status === 'voided') return refuse('PAYMENT_VOIDED_BEFORE', { value: receipt });
  const own = session?.sessionId === state.posted.sessionId ? session : undefined;
  const status = requireStatus(own, ['open', 'suspended', 'balancing']);
  if (!status.ok) return status;
  if (!may(person.role, 'tender.correct')) return refuse('CORRECTION_MAY_NOT', { value: receipt });
  if (status.value.opened.cashier === person.userName) {
    return refuse('CORRECTION_NOT_YOURS', { value: receipt });
  }
  return ok({ payment: state, session: status.value });
}

/** A difference of cash goes to the change; any other must be made up by the tender that is named for it. */
function correctedInputs(
  { tenders }: PaymentState,
  { tenderNo, replacement, offsetTenderNo }: TenderCorrectionInput,
  tenderTypes: readonly TenderType[],
): Result<readonly TenderInput[]> {
  const tender = tenders.find((each) => each.tenderNo === tenderNo);
  if (!tender) return refuse('TENDER_UNKNOWN', { field: 'tenderNo', value: String(tenderNo) });
  // What the terminal captured is what it captured.
  if (tender.card?.terminal)
    return refuse('CORRECTION_TERMINAL', { field: 'tenderNo', value: String(tenderNo) });
  const differenceCents = replacement.amountCents - tender.amountCents;
  const offset = tenders.find((each) => each.tenderNo === offsetTenderNo);
  if (
    offsetTenderNo !== undefined &&
    (!offset || offset.card?.terminal || offset === tender || differenceCents === 0)
  ) {
    return refuse('CORRECTION_OFFSET', { field: 'offsetTenderNo', value: String(offsetTenderNo) });
  }
  if (offset && offset.amountCents - differenceCents <= 0) {
    return refuse('CORRECTION_OFFSET', { field: 'offsetTenderNo', value: String(offset.tenderNo) });
  }
  const becomesCash = tenderTypeOf(tenderTypes, replacement.tenderType)?.kind === 'cash';
  if (differenceCents !== 0 && !offset && !becomesCash) {
    const value = formatCents(Math.abs(differenceCents));
    return refuse('CORRECTION_UNBALANCED', { field: 'replacement.amountCents', value });
  }
  return ok(
    tenders.map((each) => {
      if (each === tender) return replacement;
      const amountCents = each === offset ? each.amountCents - differenceCents : each.amountCents;
      return { ...inputOf(each), amountCents };
    }),
  );
}

const inputOf = ({ tenderType, amountCents, check, item, card, pledge }: Tender): TenderInput => ({
  tenderType,
  amountCents,
  ...(check ? { check } : {}),
  ...(item ? { item } : {}),
  ...(card ? { card } : {}),
  ...(pledge ? { pledge } : {}),
});
