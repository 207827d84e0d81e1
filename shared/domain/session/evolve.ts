/** The session as it stands after all its events. */
import { assertNever, certain } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { SessionEvent, SessionOpened, SessionState } from './types.ts';

/** @param at when the event was recorded */
export function evolveSession(
  state: SessionState | undefined,
  event: SessionEvent,
  at?: Instant,
): SessionState {
  return event.type === 'session.opened'
    ? opened(event, at)
    : evolved(certain(state, 'a session before its events'), event);
}

const opened = (event: SessionOpened, at: Instant | undefined): SessionState => ({
  sessionId: event.sessionId,
  status: 'open',
  opened: event,
  ...(at === undefined ? {} : { openedAt: at }),
  version: 1,
  extraAttempts: 0,
  attempts: [],
  lastAttemptStands: false,
  reasons: [],
  witnesses: [],
  lookedBy: [],
  approvalEntry: [],
  noSales: 0,
});

function evolved(state: SessionState, event: Exclude<SessionEvent, SessionOpened>): SessionState {
  switch (event.type) {
    case 'session.suspended':
      return { ...state, status: 'suspended' };
    case 'session.resumed':
      return { ...state, status: 'open' };
    case 'session.no-sale':
      return { ...state, noSales: state.noSales + 1 };
    case 'session.cash-looked-at':
      return { ...state, lookedBy: [...state.lookedBy, event.by] };
    case 'session.balancing-begun': {
      const { witness: _earlier, ...rest } = state;
      const { countedBy, witness } = event;
      return witness === undefined
        ? { ...rest, status: 'balancing', countedBy }
        : { ...rest, status: 'balancing', countedBy, witness, witnesses: [...state.witnesses, witness] };
    }
    case 'session.back-to-open': {
      const { countedBy: _counted, witness: _witnessed, ...rest } = state;
      return { ...rest, status: 'open', lastAttemptStands: false };
    }
    case 'session.attempt-sealed':
      return { ...state, attempts: [...state.attempts, event], lastAttemptStands: true };
    case 'session.balanced': {
      const { rejection: _answered, ...rest } = state;
      return { ...rest, status: 'balanced', balanced: event, reasons: [] };
    }
    case 'session.submitted':
      return { ...state, status: 'submitted', reasons: event.reasons };
    case 'session.approved':
      return {
        ...state,
        status: 'approved',
        approvedBy: event.approvedBy,
        approvalEntry: event.entry,
      };
    case 'session.rejected':
      return { ...toVerifyingCount(state), rejection: event.reason };
    case 'session.reopened':
      return { ...toVerifyingCount(state), version: event.version, rejection: event.reason };
    default:
      return assertNever(event);
  }
}

/** The result is taken back, the attempts stay, and one more is allowed. */
function toVerifyingCount(state: SessionState): SessionState {
  const { balanced: _result, approvedBy: _approver, ...rest } = state;
  return {
    ...rest,
    status: 'balancing',
    extraAttempts: state.extraAttempts + 1,
    lastAttemptStands: false,
    reasons: [],
    approvalEntry: [],
  };
}
