/** Parked payers: no money, only what was found and typed; another cashier may recall them where policy allows. */
import { stream } from '../../../shared/domain/events.ts';
import { may } from '../../../shared/domain/office/permissions.ts';
import { decideDiscard, decidePark, decideRecall } from '../../../shared/domain/payment/parked.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { CommandHandler, QueryHandler, TxContext } from '../handler.ts';
import { loadSession } from '../load.ts';

export const park: CommandHandler<'payment.park'> = (ctx, input) => {
  const session = loadSession(ctx.tx, input.sessionId);
  const decided = decidePark(input, { session, cashier: ctx.person.userName });
  if (!decided.ok) return decided;
  return finish(
    ctx,
    ctx.append(stream.parked(input.parkedId), 0, [decided.value], session?.opened.businessDate),
  );
};

const finish = (ctx: TxContext, appended: ReturnType<TxContext['append']>) => {
  if (!appended.ok) return appended;
  ctx.changed('parked');
  return ok({});
};

function parkedFacts(ctx: TxContext, parkedId: string, sessionId: string) {
  const row = ctx.tx.parkedOne(parkedId);
  return {
    row,
    facts: {
      parked: row,
      session: loadSession(ctx.tx, sessionId),
      cashier: ctx.person.userName,
      mayRecallOthers: ctx.office.policy.recallOthersParked || may(ctx.person.role, 'parked.recall-others'),
    },
  };
}

export const recall: CommandHandler<'payment.recall'> = (ctx, { parkedId, sessionId }) => {
  const { row, facts } = parkedFacts(ctx, parkedId, sessionId);
  if (!row) return refuse('NOT_FOUND', { value: parkedId, params: { what: 'parked payer' } });
  const decided = decideRecall({ parkedId, sessionId }, facts);
  if (!decided.ok) return decided;
  const appended = ctx.append(stream.parked(parkedId), ctx.tx.streamVersion(stream.parked(parkedId)), [
    decided.value,
  ]);
  if (!appended.ok) return appended;
  ctx.changed('parked');
  return ok({ draft: row.draft });
};

export const discard: CommandHandler<'payment.discard-parked'> = (ctx, { parkedId, sessionId }) => {
  const { row, facts } = parkedFacts(ctx, parkedId, sessionId);
  if (!row) return refuse('NOT_FOUND', { value: parkedId, params: { what: 'parked payer' } });
  const decided = decideDiscard({ parkedId, sessionId }, facts);
  if (!decided.ok) return decided;
  return finish(
    ctx,
    ctx.append(stream.parked(parkedId), ctx.tx.streamVersion(stream.parked(parkedId)), [decided.value]),
  );
};

export const list: QueryHandler<'parked.list'> = (ctx) =>
  ok({
    parked: ctx.books.parked({}).map((row) => {
      const by = ctx.books.user(row.by);
      return {
        parkedId: row.parkedId,
        by: { userName: row.by, name: by?.name ?? row.by, role: by?.role ?? 'cashier' },
        at: row.at,
        totalCents: row.draft.totalCents,
        payerName: row.draft.payer.name,
        lines: row.draft.lines.length,
        own: row.by === ctx.person.userName,
      };
    }),
  });
