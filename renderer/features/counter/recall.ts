import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import type { Output } from '../../bridge/bridge.ts';
import { command, newId } from '../../bridge/bridge.ts';
import { queryClient } from '../../bridge/hooks.ts';
import { deskNow } from '../../shell/clock.ts';
import { fromParked } from './draft.ts';
import { counter } from './store.ts';

/** A parked payer comes back to the counter as they were, without money. @returns the refusal, or nothing */
export async function recallParked(parkedId: string, sessionId: string): Promise<ErrorEnvelope | undefined> {
  const answer = await command('payment.recall', { parkedId, sessionId }, { commandId: newId() });
  if (!answer.ok) return answer.error;
  const setup = queryClient.getQueryData<Output<'counter.setup'>>(['counter.setup', {}]);
  counter.serve(
    fromParked(answer.value.draft, {
      paymentId: newId(),
      at: deskNow(),
      newId,
      overpaymentReceiptType: setup?.overpaymentReceiptType ?? null,
    }),
  );
  return undefined;
}
