import { assertNever, certain } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { MachineCountEvent, MachineCountState } from './types.ts';

/** @param at when the event was recorded */
export function evolveMachineCount(
  state: MachineCountState | undefined,
  event: MachineCountEvent,
  at?: Instant,
): MachineCountState {
  switch (event.type) {
    case 'machine-count.reported':
      return { reported: event, status: 'proposed', ...(at === undefined ? {} : { reportedAt: at }) };
    case 'machine-count.accepted':
      return {
        ...certain(state, 'a report before it is accepted'),
        status: 'accepted',
        sessionId: event.sessionId,
      };
    case 'machine-count.set-aside':
      return { ...certain(state, 'a report before it is set aside'), status: 'set-aside' };
    default:
      return assertNever(event);
  }
}
