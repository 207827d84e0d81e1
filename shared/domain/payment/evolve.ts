/** The payment as it stands after all its events. */
import { assertNever, certain } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Posting } from '../ledger/types.ts';
import type { PaymentEvent, PaymentState } from './types.ts';

/** @param at when the event was recorded */
export function evolvePayment(
  state: PaymentState | undefined,
  event: PaymentEvent,
  at?: Instant,
): PaymentState {
  switch (event.type) {
    case 'payment.posted':
      return {
        status: 'posted',
        posted: event,
        tenders: event.tenders,
        funding: event.funding,
        changeCents: event.changeCents,
        corrections: [],
        ...(at === undefined ? {} : { postedAt: at }),
      };
    case 'payment.voided':
      return { ...certain(state, 'a payment before its void'), status: 'voided', voided: event };
    case 'payment.tender-corrected': {
      const before = certain(state, 'a payment before its correction');
      return {
        ...before,
        tenders: event.after,
        funding: event.funding,
        changeCents: event.changeAfterCents,
        corrections: [...before.corrections, event],
      };
    }
    default:
      return assertNever(event);
  }
}

/** Everything the payment posted so far, its void aside. */
export const entryOf = ({ posted, corrections }: PaymentState): readonly Posting[] => [
  ...posted.entry,
  ...corrections.flatMap((correction) => correction.entry),
];
