/** What happens between opening and balancing, besides payments. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { sessionLabel } from './label.ts';
import { requireOpenSession, requireOwn, requireStatus } from './require.ts';
import type { CashLookedAt, NoSaleOpened, SessionResumed, SessionState, SessionSuspended } from './types.ts';

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS. */
export function decideSuspend(state: SessionState | undefined, cashier: string): Result<SessionSuspended> {
  const session = requireOpenSession(state, cashier);
  return session.ok ? ok({ type: 'session.suspended', v: 1, sessionId: session.value.sessionId }) : session;
}

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS. */
export function decideResume(state: SessionState | undefined, cashier: string): Result<SessionResumed> {
  const suspended = requireStatus(state, ['suspended']);
  const session = suspended.ok ? requireOwn(suspended.value, cashier) : suspended;
  return session.ok ? ok({ type: 'session.resumed', v: 1, sessionId: session.value.sessionId }) : session;
}

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS, NO_DRAWER, REASON_REQUIRED. */
export function decideNoSale(
  state: SessionState | undefined,
  input: { readonly reason: string },
  cashier: string,
): Result<NoSaleOpened> {
  const session = requireOpenSession(state, cashier);
  if (!session.ok) return session;
  const { sessionId, opened } = session.value;
  if (opened.source.kind !== 'drawer') return refuse('NO_DRAWER', { value: sessionLabel(opened) });
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({ type: 'session.no-sale', v: 1, sessionId, reason });
}

/** Until the last attempt is sealed nobody who counts may know what there should be. */
export const isSealed = ({ status }: Pick<SessionState, 'status'>): boolean =>
  status === 'balanced' || status === 'submitted' || status === 'approved';

/**
 * Looking at live cash is recorded once per person; after the seal there is nothing left to hide, and no event.
 * Errors: SESSION_UNKNOWN, LOOK_BLIND.
 */
export function decideLookAtCash(
  state: SessionState | undefined,
  person: string,
): Result<readonly CashLookedAt[]> {
  if (!state) return refuse('SESSION_UNKNOWN');
  if (isSealed(state) || state.lookedBy.includes(person)) return ok([]);
  const counts = state.status === 'balancing' && (state.countedBy === person || state.witness === person);
  if (counts || state.opened.cashier === person) {
    return refuse('LOOK_BLIND', { value: sessionLabel(state.opened) });
  }
  return ok([{ type: 'session.cash-looked-at', v: 1, sessionId: state.sessionId, by: person }]);
}
