/** The money of closed sessions as deposits need it. */
import type { SessionMoney } from '../../../shared/domain/deposit/contents.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import { loadSession } from '../load.ts';
import type { BooksReader } from '../ports.ts';

/** Undefined for a session that is not sealed yet: it hands in nothing. */
export function sessionMoney(books: BooksReader, sessionId: string): SessionMoney | undefined {
  const state = loadSession(books, sessionId);
  if (!state?.balanced) return undefined;
  const holding = books.depositsOf(sessionId).filter((deposit) => deposit.custody !== 'dissolved');
  return {
    sessionId,
    label: sessionLabel(state.opened),
    cashier: state.opened.cashier,
    businessDate: state.opened.businessDate,
    approved: state.status === 'approved',
    balanced: state.balanced,
    tenders: books.tenders({ sessionId }).filter((row) => row.status === 'taken'),
    depositedTo: holding.map((deposit) => deposit.prepared.bankAccount.code),
  };
}

/** Approved closes that still owe some bank account something. */
export function waitingMoney(books: BooksReader): readonly SessionMoney[] {
  const ids = new Set(books.undeposited().map((row) => row.sessionId));
  return [...ids].flatMap((sessionId) => sessionMoney(books, sessionId) ?? []);
}
