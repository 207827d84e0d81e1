import { attemptsAllowed } from '../../../shared/domain/session/balance.ts';
import type { SessionState } from '../../../shared/domain/session/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Office } from '../office.ts';
import type { BooksReader } from '../ports.ts';
import type { Person } from '../seats.ts';

export type SessionView = Output<'session.begin-balancing'>;

export const personView = (books: BooksReader, userName: string): Person => {
  const user = books.user(userName);
  return { userName, name: user?.name ?? userName, role: user?.role ?? 'cashier' };
};

/** What may be told about a session at any time: no total, no expected figure. */
export function sessionView(books: BooksReader, office: Office, state: SessionState): SessionView {
  const { opened } = state;
  return {
    sessionId: state.sessionId,
    sessionNumber: opened.sessionNumber,
    source: opened.source,
    cashier: personView(books, opened.cashier),
    businessDate: opened.businessDate,
    status: state.status,
    openedAt: certain<Instant>(state.openedAt, 'the instant a session opened'),
    floatCents: opened.countedCents,
    attemptsMade: state.attempts.length,
    attemptsAllowed: attemptsAllowed(state, office.policy.closeAttempts),
    // Only while that count is still of what is there now: afterwards it tells nothing, and there is nothing to accept.
    disagreeing: state.lastAttemptStands ? (state.attempts.at(-1)?.disagreeing ?? []) : [],
    parked: books.parked({ sessionId: state.sessionId }).length,
    version: state.version,
    ...(opened.limitCents === undefined ? {} : { limitCents: opened.limitCents }),
    ...(state.rejection === undefined ? {} : { rejection: state.rejection }),
  };
}
