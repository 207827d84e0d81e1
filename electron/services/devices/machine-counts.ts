/** What coin sorters and bill counters propose to a count, until a sealed count takes it in. */
import { decideAccept, decideSetAside } from '../../../shared/domain/machine-count/decide.ts';
import type { MachineCountAccepted, MachineCountState } from '../../../shared/domain/machine-count/types.ts';
import { denominationOf } from '../../../shared/domain/count/cash.ts';
import type { CashCount } from '../../../shared/domain/count/types.ts';
import type { AssignedDevice } from '../../../shared/devices/settings.ts';
import { stream } from '../../../shared/domain/events.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { CommandHandler, LongHandler, QueryHandler, TxContext } from '../handler.ts';
import { loadMachineCount } from '../load.ts';
import type { BooksReader } from '../ports.ts';
import { reportCount } from './heard.ts';

type View = Output<'count.ask'>;

const viewOf = ({ reported, reportedAt }: MachineCountState): View => ({
  countId: reported.countId,
  deviceId: reported.deviceId,
  device: reported.deviceName,
  reportNumber: reported.reportNumber,
  at: certain(reportedAt, 'when it was journaled'),
  medium: reported.medium,
  rows: reported.rows,
  totalPieces: reported.totalPieces,
  totalCents: reported.totalCents,
});

const isMachine = ({ settings }: AssignedDevice): boolean =>
  settings.kind === 'bill-counter' || settings.kind === 'coin-sorter';

/** One that counts pieces, and is asked for them: they are coins. */
const isAsked = ({ settings }: AssignedDevice): boolean =>
  (settings.kind === 'bill-counter' || settings.kind === 'coin-sorter') &&
  settings.protocol.name === 'sc-350';

/** Machines of the session's source; all of the workstation where the session is not known. */
function machinesFor(books: BooksReader, devices: readonly AssignedDevice[], sessionId: string) {
  const source = books.session(sessionId)?.source.code;
  return devices.filter(
    (device) =>
      isMachine(device) &&
      (device.sources.length === 0 || source === undefined || device.sources.includes(source)),
  );
}

export const proposals: QueryHandler<'count.proposals'> = (ctx, { sessionId }) => {
  const machines = machinesFor(ctx.books, ctx.office.devices, sessionId);
  const ids = new Set(machines.map(({ deviceId }) => deviceId));
  return ok({
    counts: ctx.books
      .proposedCounts()
      .flatMap((countId) => loadMachineCount(ctx.books, countId) ?? [])
      .filter(({ reported }) => ids.has(reported.deviceId))
      .map(viewOf),
    asked: machines
      .filter(isAsked)
      .map(({ deviceId, name }) => ({ deviceId, name, medium: 'coin' as const })),
    refused: ctx.desk.heard
      .refusedReports()
      .filter(({ deviceId }) => ids.has(deviceId))
      .map(({ said }) => said),
  });
};

export const ask: LongHandler<'count.ask'> = async (ctx, { sessionId, deviceId, denominationCents }) => {
  const machine = machinesFor(ctx.books, ctx.office().devices, sessionId).find(
    (device) => device.deviceId === deviceId && isAsked(device),
  );
  if (!machine) return refuse('DEVICE_UNKNOWN', { field: 'deviceId', value: deviceId });
  if (!denominationOf({ form: 'coin', denominationCents }))
    return refuse('MACHINE_DENOMINATION', {
      field: 'denominationCents',
      value: formatCents(denominationCents),
    });
  const polled = await ctx.desk.devices.askCount(deviceId, denominationCents);
  if (polled.outcome === 'failed') return refuse('MACHINE_NO_ANSWER', { value: machine.name });
  if (polled.outcome === 'counting') return refuse('MACHINE_COUNTING', { value: machine.name });
  return ctx.write((tx) => {
    const reported = reportCount(ctx.desk, tx.tx, tx.office, deviceId, polled.count);
    if (!reported.ok) return reported;
    tx.changed('counts');
    return ok(viewOf(certain(loadMachineCount(tx.tx, reported.value), 'a count just reported')));
  });
};

export const setAside: CommandHandler<'count.set-aside'> = (ctx, { countId, reason }) => {
  const decided = decideSetAside(loadMachineCount(ctx.tx, countId), { reason }, ctx.person.userName);
  if (!decided.ok) return decided;
  const name = stream.machineCount(countId);
  const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value]);
  if (!appended.ok) return appended;
  ctx.changed('counts');
  return ok({});
};

/** In the transaction of the sealed attempt: each report that it names counts here, and nowhere else. */
export function acceptCounts(
  ctx: TxContext,
  countIds: readonly string[],
  sealed: { readonly sessionId: string; readonly attempt: number; readonly cash: CashCount },
): Result<null> {
  const businessDate = ctx.tx.session(sealed.sessionId)?.businessDate ?? null;
  for (const [index, countId] of [...new Set(countIds)].entries()) {
    const accepted: Result<MachineCountAccepted> = decideAccept(loadMachineCount(ctx.tx, countId), {
      field: `machineCounts.${String(index)}`,
      person: ctx.person.userName,
      ...sealed,
    });
    if (!accepted.ok) return accepted;
    const name = stream.machineCount(countId);
    const appended = ctx.append(name, ctx.tx.streamVersion(name), [accepted.value], businessDate);
    if (!appended.ok) return appended;
    ctx.changed('counts');
  }
  return ok(null);
}
