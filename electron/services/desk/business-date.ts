/** The business date: the accounting day that new sessions take, opened and closed by a supervisor, not by the clock. */
import { stream } from '../../../shared/domain/events.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import type { CommandHandler } from '../handler.ts';

export const openDate: CommandHandler<'business-date.open'> = (ctx, { date }) => {
  const { businessDate, lastClosedDate, version } = ctx.office;
  if (businessDate !== null)
    return refuse('BUSINESS_DATE_OPEN', { field: 'date', value: formatBusinessDate(businessDate) });
  if (lastClosedDate !== null && date <= lastClosedDate) {
    return refuse('BUSINESS_DATE_PAST', {
      field: 'date',
      value: formatBusinessDate(date),
      params: { closed: formatBusinessDate(lastClosedDate) },
    });
  }
  const appended = ctx.append(
    stream.office,
    version,
    [{ type: 'office.business-date-opened', v: 1, date }],
    date,
  );
  if (!appended.ok) return appended;
  ctx.changed('desk', 'sessions');
  return ok({});
};

export const closeDate: CommandHandler<'business-date.close'> = (ctx) => {
  const { businessDate, version } = ctx.office;
  if (businessDate === null) return refuse('NO_BUSINESS_DATE');
  const open = ctx.tx.sessions({
    statuses: ['open', 'suspended', 'balancing'],
    range: { from: businessDate, to: businessDate },
  })[0];
  if (open) {
    return refuse('BUSINESS_DATE_SESSIONS', {
      value: formatBusinessDate(businessDate),
      params: { source: open.source.name, cashier: ctx.office.personName(open.cashier), status: open.status },
    });
  }
  const appended = ctx.append(
    stream.office,
    version,
    [{ type: 'office.business-date-closed', v: 1, date: businessDate }],
    businessDate,
  );
  if (!appended.ok) return appended;
  ctx.changed('desk', 'sessions');
  return ok({});
};
