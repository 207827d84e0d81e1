import { stream } from '../../../shared/domain/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { CommandHandler, QueryHandler } from '../handler.ts';
import { printerFor } from '../print/printer.ts';

export const assignPrinter: CommandHandler<'device.assign-printer'> = (ctx, { settings }) => {
  const appended = ctx.append(stream.office, ctx.office.version, [
    { type: 'office.printer-assigned', v: 1, settings },
  ]);
  if (!appended.ok) return appended;
  ctx.changed('setup', 'desk', 'prints');
  return ok({});
};

export const deviceState: QueryHandler<'device.state'> = async (ctx) => {
  const settings = printerFor(ctx.desk, ctx.office);
  return ok(
    settings === null
      ? { connection: 'not-assigned', paperLow: false, drawer: 'unknown' }
      : await ctx.desk.devices.look(settings),
  );
};

export const testPrinter: CommandHandler<'device.test-printer'> = (ctx) => {
  const queued = ctx.queuePrint({ subject: { kind: 'self-test' }, copy: 0, kick: false });
  return queued.ok ? ok({ printJobId: queued.value }) : queued;
};
