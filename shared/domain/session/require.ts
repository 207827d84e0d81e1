/** What the session must be before money moves in it. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { sessionLabel } from './label.ts';
import type { SessionState, SessionStatus } from './types.ts';

/** How a person reads a session's status in the middle of a sentence. */
export const STATUS_WORDS: Readonly<Record<SessionStatus, string>> = {
  open: 'open',
  suspended: 'suspended',
  balancing: 'balancing',
  balanced: 'balanced',
  submitted: 'waiting for approval',
  approved: 'approved',
};

/** Errors: SESSION_UNKNOWN, SESSION_STATUS. */
export function requireStatus(
  session: SessionState | undefined,
  allowed: readonly SessionStatus[],
): Result<SessionState> {
  if (!session) return refuse('SESSION_UNKNOWN');
  if (allowed.includes(session.status)) return ok(session);
  return refuse('SESSION_STATUS', {
    value: sessionLabel(session.opened),
    params: {
      status: STATUS_WORDS[session.status],
      allowed: allowed.map((each) => STATUS_WORDS[each]).join(' or '),
    },
  });
}

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS. */
export function requireOpenSession(session: SessionState | undefined, cashier: string): Result<SessionState> {
  const open = requireStatus(session, ['open']);
  return open.ok ? requireOwn(open.value, cashier) : open;
}

/** Errors: SESSION_NOT_YOURS. */
export const requireOwn = (session: SessionState, cashier: string): Result<SessionState> =>
  session.opened.cashier === cashier
    ? ok(session)
    : refuse('SESSION_NOT_YOURS', {
        value: sessionLabel(session.opened),
        params: { cashier: session.opened.cashier },
      });
