/** Everyone who did something with the money of a deposit: in its sessions, and with its bag. */
import type { ActorFact } from '../../../shared/domain/close/segregation.ts';
import { depositActors as bagActors } from '../../../shared/domain/deposit/approval.ts';
import type { DepositEvent, DepositState } from '../../../shared/domain/deposit/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { closeActors } from '../../../shared/domain/session/review.ts';
import { loadSession } from '../load.ts';
import type { BooksReader } from '../ports.ts';

export function depositActors(books: BooksReader, deposit: DepositState): readonly ActorFact[] {
  const events = books
    .loadStream(stream.deposit(deposit.depositId))
    .map(({ event }) => event as DepositEvent);
  const sessions = deposit.prepared.sessions.flatMap(({ sessionId }): readonly ActorFact[] => {
    const state = loadSession(books, sessionId);
    if (!state) return [];
    const approved: readonly ActorFact[] =
      state.approvedBy === undefined ? [] : [{ user: state.approvedBy, act: 'approved-close' }];
    return [...closeActors(state), ...books.sessionActors(sessionId), ...approved];
  });
  return [...sessions, ...bagActors(events)];
}
