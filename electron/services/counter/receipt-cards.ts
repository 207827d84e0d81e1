import { stream } from '../../../shared/domain/events.ts';
import type { Tender } from '../../../shared/domain/tender/types.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { TxContext } from '../handler.ts';

/**
 * Each captured card is on one receipt, in the transaction that puts it there.
 * @param tenders those that this transaction adds to the payment
 */
export function receiptCards(
  ctx: TxContext,
  paymentId: string,
  tenders: readonly Tender[],
  businessDate: BusinessDate | null,
): Result<null> {
  for (const { tenderNo, card } of tenders) {
    const attemptId = card?.terminal?.attemptId;
    if (attemptId === undefined) continue;
    const name = stream.card(attemptId);
    const event = { type: 'card.receipted', v: 1, attemptId, paymentId, tenderNo } as const;
    const appended = ctx.append(name, ctx.tx.streamVersion(name), [event], businessDate);
    if (!appended.ok) return appended;
    ctx.changed('cards');
  }
  return ok(null);
}
