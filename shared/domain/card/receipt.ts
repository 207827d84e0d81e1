/** A captured card as a tender of a payment: what is posted is what the terminal approved, never what the screen says. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { formatCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { CardDetails } from '../tender/types.ts';
import { STATUS_WORDS } from './ask.ts';
import type { CardState } from './types.ts';

/**
 * Errors: CARD_UNKNOWN, CARD_NOT_CAPTURED, CARD_OF_OTHER_SESSION, CARD_AMOUNT_DIFFERS.
 * @param field where the tender stands in the input
 */
export function cardTender(
  state: CardState | undefined,
  facts: { readonly field: string; readonly sessionId: string; readonly amountCents: Cents },
): Result<CardDetails> {
  const field = `${facts.field}.card`;
  if (!state) return refuse('CARD_UNKNOWN', { field });
  const { asked, approval, status } = state;
  if (status !== 'captured' || asked.kind !== 'sale' || !approval)
    return refuse('CARD_NOT_CAPTURED', {
      field,
      value: asked.reference,
      params: { status: STATUS_WORDS[status] },
    });
  if (asked.sessionId !== facts.sessionId)
    return refuse('CARD_OF_OTHER_SESSION', { field, value: asked.reference });
  if (approval.approvedCents !== facts.amountCents)
    return refuse('CARD_AMOUNT_DIFFERS', {
      field: `${facts.field}.amountCents`,
      value: formatCents(facts.amountCents),
      params: { approved: formatCents(approval.approvedCents) },
    });
  const { brand, last4, authorization, entryMode, hostReference, terminalId, trace, batch, emv } = approval;
  return ok({
    authorization,
    brand,
    last4,
    terminal: {
      attemptId: state.attemptId,
      reference: asked.reference,
      entryMode,
      hostReference,
      terminalId,
      trace,
      batch,
      ...(emv === undefined ? {} : { emv }),
    },
  });
}
