/** The business date: the accounting day that new sessions take, opened and closed by a supervisor, not by the clock. */
import { decideCloseDate, decideOpenDate } from '../../../shared/domain/office/business-date.ts';
import type { OfficeEvent } from '../../../shared/domain/office/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { CommandHandler, TxContext } from '../handler.ts';

function appendOffice(
  ctx: TxContext,
  decided: Result<OfficeEvent & { readonly date: BusinessDate }>,
): Result<Record<string, never>> {
  if (!decided.ok) return decided;
  const appended = ctx.append(stream.office, ctx.office.version, [decided.value], decided.value.date);
  if (!appended.ok) return appended;
  ctx.changed('desk', 'sessions');
  return ok({});
}

export const openDate: CommandHandler<'business-date.open'> = (ctx, { date }) =>
  appendOffice(ctx, decideOpenDate(ctx.office, date));

export const closeDate: CommandHandler<'business-date.close'> = (ctx) => {
  const { businessDate } = ctx.office;
  const unbalanced =
    businessDate === null
      ? undefined
      : ctx.tx.sessions({
          statuses: ['open', 'suspended', 'balancing'],
          range: { from: businessDate, to: businessDate },
        })[0];
  return appendOffice(
    ctx,
    decideCloseDate(
      ctx.office,
      unbalanced && {
        source: unbalanced.source.name,
        cashier: ctx.office.personName(unbalanced.cashier),
        status: unbalanced.status,
      },
    ),
  );
};
