/** A supervisor who held none of the money approves a close, sends it back, or opens it again. */
import { debitAccountsByKind } from '../../../shared/domain/close/debit-accounts.ts';
import { decideApprove, decideReject, decideReopen } from '../../../shared/domain/session/review.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import type { CommandHandler, TxContext } from '../handler.ts';
import { loadSession } from '../load.ts';
import { appendToSession } from './append.ts';

const nothing = () => ({});

export const approve: CommandHandler<'session.approve'> = (ctx, { sessionId, note }) => {
  const { office, tx } = ctx;
  const state = loadSession(tx, sessionId);
  if (!state) return refuse('SESSION_UNKNOWN');
  const decided = decideApprove(
    state,
    { note },
    {
      person: ctx.person.userName,
      actors: tx.sessionActors(sessionId),
      debitAccountByKind: debitAccountsByKind(office.reference.tenderTypes, office.policy.ledger),
      interfund: office.interfund,
      ledger: office.policy.ledger,
    },
  );
  const approved = appendToSession(ctx, state, decided, nothing);
  if (approved.ok) ctx.changed('journal', 'deposits');
  return approved;
};

export const reject: CommandHandler<'session.reject'> = (ctx, { sessionId, reason }) => {
  const state = loadSession(ctx.tx, sessionId);
  return appendToSession(ctx, state, decideReject(state, { reason }, ctx.person.userName), nothing);
};

export const reopen: CommandHandler<'session.reopen'> = (ctx, { sessionId, reason }) => {
  const state = loadSession(ctx.tx, sessionId);
  const decided = decideReopen(
    state,
    { reason },
    { person: ctx.person.userName, depositNumber: depositHolding(ctx, sessionId) },
  );
  const reopened = appendToSession(ctx, state, decided, nothing);
  if (reopened.ok) ctx.changed('journal', 'deposits');
  return reopened;
};

/** The number of a deposit that holds money of this session and was not taken apart. */
const depositHolding = (ctx: TxContext, sessionId: string): string | undefined =>
  ctx.tx.depositsOf(sessionId).find(({ custody }) => custody !== 'dissolved')?.prepared.number;
