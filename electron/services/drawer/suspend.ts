import { stream } from '../../../shared/domain/events.ts';
import { decideResume, decideSuspend } from '../../../shared/domain/session/during.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { CommandHandler, TxContext } from '../handler.ts';
import { loadSession } from '../load.ts';
import { appendToSession } from './append.ts';

export const suspend: CommandHandler<'session.suspend'> = (ctx, { sessionId }) => {
  const state = loadSession(ctx.tx, sessionId);
  return appendToSession(ctx, state, decideSuspend(state, ctx.person.userName), () => ({}));
};

export const resume: CommandHandler<'session.resume'> = (ctx, { sessionId }) => {
  const state = loadSession(ctx.tx, sessionId);
  return appendToSession(ctx, state, decideResume(state, ctx.person.userName), () => ({}));
};

/** Signing out with an open drawer suspends it first: nobody's drawer stays open behind an empty seat. */
export function suspendOpenSession(ctx: TxContext): Result<unknown> {
  for (const row of ctx.tx.sessions({ cashier: ctx.person.userName, statuses: ['open'] })) {
    const decided = decideSuspend(loadSession(ctx.tx, row.sessionId), ctx.person.userName);
    if (!decided.ok) return decided;
    const name = stream.session(row.sessionId);
    const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value], row.businessDate);
    if (!appended.ok) return appended;
    ctx.changed('sessions', 'desk');
  }
  return ok(undefined);
}
