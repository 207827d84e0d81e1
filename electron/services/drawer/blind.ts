/**
 * Who is blind to what: until a session is sealed nobody who counts it may know what it should hold, and whoever could
 * be asked to count it sees totals with its money only after a look, which is recorded (product rules, sessions and counts).
 */
import { may } from '../../../shared/domain/office/permissions.ts';
import { isSealed } from '../../../shared/domain/session/during.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import type { SessionState } from '../../../shared/domain/session/types.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { loadSession } from '../load.ts';
import type { BooksReader, DateRange } from '../ports.ts';
import type { Person } from '../seats.ts';

type Viewer = { readonly books: BooksReader; readonly person: Person };

/** Errors: LOOK_BLIND to whoever counts it, LOOK_FIRST to whoever could be asked to. */
function requireSight(state: SessionState, { userName, role }: Person): Result<true> {
  const value = sessionLabel(state.opened);
  const counts = state.status === 'balancing' && (state.countedBy === userName || state.witness === userName);
  if (isSealed(state)) return ok(true);
  if (counts || state.opened.cashier === userName) return refuse('LOOK_BLIND', { value });
  const couldCount = may(role, 'session.count-own') && !state.lookedBy.includes(userName);
  return couldCount ? refuse('LOOK_FIRST', { value }) : ok(true);
}

const unsealed = ({ books }: Viewer, range: DateRange): readonly SessionState[] =>
  books
    .sessions({ range, statuses: ['open', 'suspended', 'balancing'] })
    .flatMap(({ sessionId }) => loadSession(books, sessionId) ?? []);

/** Sessions of these business dates whose money may be in no total that this person sees. */
export const hiddenSessions = (viewer: Viewer, range: DateRange): ReadonlySet<string> =>
  new Set(
    unsealed(viewer, range)
      .filter((state) => !requireSight(state, viewer.person).ok)
      .map((state) => state.sessionId),
  );

/** For totals that cannot leave a session out. Errors: LOOK_BLIND, LOOK_FIRST. */
export function requireNothingHidden(viewer: Viewer, range: DateRange): Result<true> {
  const refused = unsealed(viewer, range)
    .map((state) => requireSight(state, viewer.person))
    .filter((sight) => !sight.ok);
  // What looking cannot change is said first.
  return refused.find((sight) => sight.error.code === 'LOOK_BLIND') ?? refused[0] ?? ok(true);
}
