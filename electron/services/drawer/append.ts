import { stream } from '../../../shared/domain/events.ts';
import type { SessionEvent, SessionState } from '../../../shared/domain/session/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { TxContext } from '../handler.ts';
import { loadSession } from '../load.ts';
import { sessionView } from './view.ts';
import type { SessionView } from './view.ts';

/** Appends what was decided about a session and answers from the state after it. */
export function appendToSession<T>(
  ctx: TxContext,
  before: SessionState | undefined,
  decided: Result<SessionEvent | readonly SessionEvent[]>,
  answer: (after: SessionState) => T,
): Result<T> {
  if (!decided.ok) return decided;
  const { sessionId, opened } = certain(before, 'a session that was decided on');
  const events = Array.isArray(decided.value)
    ? (decided.value as readonly SessionEvent[])
    : [decided.value as SessionEvent];
  const name = stream.session(sessionId);
  const appended = ctx.append(name, ctx.tx.streamVersion(name), events, opened.businessDate);
  if (!appended.ok) return appended;
  ctx.changed('sessions', 'desk');
  return ok(answer(certain(loadSession(ctx.tx, sessionId), 'the session after its events')));
}

export const viewAfter =
  (ctx: TxContext) =>
  (after: SessionState): SessionView =>
    sessionView(ctx.tx, ctx.office, after);
