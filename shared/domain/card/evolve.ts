import { assertNever, certain } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { CardEvent, CardState } from './types.ts';

/** @param at when the event was recorded */
export function evolveCard(state: CardState | undefined, event: CardEvent, at?: Instant): CardState {
  if (event.type === 'card.asked')
    return {
      attemptId: event.attemptId,
      status: 'asked',
      asked: event,
      ...(at === undefined ? {} : { askedAt: at }),
    };
  const before = certain(state, `what was asked of the terminal in ${event.attemptId}`);
  switch (event.type) {
    case 'card.marked':
      return { ...before, mark: event.mark };
    case 'card.approved':
      return { ...before, status: 'captured', approval: event.approval };
    case 'card.not-charged':
      return { ...before, status: 'not-charged', notCharged: event };
    case 'card.in-doubt': {
      // Also after an approval whose acknowledgement may not have arrived: then nothing is known again.
      const { approval: _doubted, ...rest } = before;
      return { ...rest, status: 'in-doubt', fault: event.fault };
    }
    case 'card.receipted':
      return { ...before, status: 'receipted', paymentId: event.paymentId };
    case 'card.reversed':
      return { ...before, status: 'reversed', reversedBy: event.byAttemptId };
    default:
      return assertNever(event);
  }
}
