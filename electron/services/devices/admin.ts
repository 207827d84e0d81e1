/** The Devices screen: every device in words, its traffic, its test, and how it is set up. */
import { LINK_WORDS } from '../../../shared/devices/link-words.ts';
import type { AssignedDevice, DeviceSettings } from '../../../shared/devices/settings.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { stream } from '../../../shared/domain/events.ts';
import { may } from '../../../shared/domain/office/permissions.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { instantFromMs, instantToMs } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { LongHandler, QueryContext, QueryHandler, TxContext } from '../handler.ts';
import { loadCard } from '../load.ts';
import type { Office } from '../office.ts';
import { printerFor } from '../print/printer.ts';

type Row = Output<'device.list'>['devices'][number];

/** Devices stamp with their own clock; a desk whose clock was set for training shows its own day. */
function deskTimes({ desk, at }: Pick<QueryContext, 'desk' | 'at'>) {
  const aheadMs = instantToMs(at) - desk.devices.nowMs();
  const time = (ms: number): Instant => instantFromMs(ms + aheadMs);
  return { time, timeOrNull: (ms: number | null) => (ms === null ? null : time(ms)) };
}

export const list: QueryHandler<'device.list'> = (ctx) => {
  const mayRead = may(ctx.person.role, 'config.read') || may(ctx.person.role, 'device.manage');
  const { time, timeOrNull } = deskTimes(ctx);
  return ok({
    devices: ctx.office.devices.map(({ deviceId, name, sources, settings }): Row => {
      const status = ctx.desk.devices.status(deviceId);
      const test = ctx.desk.devices.lastSelfTest(deviceId);
      const { fault } = status;
      return {
        deviceId,
        kind: settings.kind,
        name,
        sources,
        address: addressOf(settings),
        connection: status.connection,
        fault: fault === undefined ? '' : LINK_WORDS[fault].said,
        said: status.said,
        model: status.model,
        since: time(status.sinceMs),
        lastTraffic: timeOrNull(status.lastTrafficMs),
        nextTry: timeOrNull(status.nextTryMs),
        selfTest: test ? { passed: test.passed, said: test.said, at: time(test.atMs) } : null,
        next: fault === undefined ? [] : LINK_WORDS[fault].next,
        settings: mayRead ? settings : null,
      };
    }),
  });
};

/** As a person would look for it. */
function addressOf(settings: DeviceSettings): string {
  return settings.kind === 'check-reader' && settings.protocol === 'epson'
    ? 'In the receipt printer'
    : transportText(settings.transport);
}

export function transportText(transport: DeviceTransport): string {
  switch (transport.kind) {
    case 'tcp':
      return `Network ${transport.host}, port ${String(transport.port)}`;
    case 'serial': {
      const parity = { none: 'N', even: 'E', odd: 'O' }[transport.parity ?? 'none'];
      const frame = `${String(transport.dataBits ?? 8)}${parity}${String(transport.stopBits ?? 1)}`;
      return `Serial ${transport.usbId ?? transport.path}, ${String(transport.baudRate)} ${frame}`;
    }
    case 'file':
      return `Device file ${transport.path}`;
  }
}

export const PRINTER_ID = 'printer';

export const traffic: QueryHandler<'device.traffic'> = (ctx, { deviceId }) =>
  deviceId === PRINTER_ID || ctx.office.devices.some((device) => device.deviceId === deviceId)
    ? ok({
        lines: ctx.desk.devices
          .traffic(deviceId)
          .map(({ atMs, what, text }) => ({ at: deskTimes(ctx).time(atMs), what, text })),
      })
    : refuse('DEVICE_UNKNOWN', { field: 'deviceId', value: deviceId });

export const selfTest: LongHandler<'device.self-test'> = async (ctx, { deviceId }) => {
  if (!ctx.office().devices.some((device) => device.deviceId === deviceId))
    return refuse('DEVICE_UNKNOWN', { field: 'deviceId', value: deviceId });
  const { passed, said } = await ctx.desk.devices.selfTest(deviceId);
  ctx.changed('devices');
  return ok({ passed, said });
};

export const set: LongHandler<'device.set'> = async (ctx, { deviceId, device }) => {
  const written = ctx.write((tx) => {
    const fits = device === null ? ok(null) : checkDevice(tx.office, { deviceId, ...device });
    if (!fits.ok) return fits;
    if (device === null && !tx.office.devices.some((each) => each.deviceId === deviceId))
      return refuse('DEVICE_UNKNOWN', { field: 'deviceId', value: deviceId });
    const free = holdsNoCard(tx, deviceId, device?.settings);
    if (!free.ok) return free;
    const appended = tx.append(stream.office, tx.office.version, [
      {
        type: 'office.device-set',
        v: 1,
        deviceId,
        device: device === null ? null : { deviceId, ...device },
      },
    ]);
    if (!appended.ok) return appended;
    tx.changed('devices', 'setup');
    return ok({});
  });
  if (written.ok) await ctx.desk.devices.configure(ctx.office().devices);
  return written;

  function checkDevice(office: Office, wanted: AssignedDevice): Result<null> {
    const others = office.devices.filter((each) => each.deviceId !== deviceId);
    if (others.some((each) => each.name === wanted.name))
      return refuse('DEVICE_NAME_TAKEN', { field: 'device.name', value: wanted.name });
    const isOwnLine = ({ settings }: AssignedDevice): boolean =>
      !(settings.kind === 'check-reader' && settings.protocol === 'epson');
    const taken = others.find(
      (each) =>
        isOwnLine(each) &&
        isOwnLine(wanted) &&
        canonicalJson(each.settings.transport) === canonicalJson(wanted.settings.transport),
    );
    if (taken)
      return refuse('DEVICE_ADDRESS_TAKEN', {
        field: 'device.settings.transport',
        value: transportText(wanted.settings.transport),
        params: { other: taken.name },
      });
    const problem = ctx.desk.devices.problemOf(wanted.settings);
    return problem === undefined
      ? ok(null)
      : refuse('DEVICE_PROFILE_WRONG', { field: 'device.settings', params: { reason: problem } });
  }
};

/**
 * Another terminal under the same name knows nothing of a card that this one may have charged: asked what became of it,
 * it would say that nothing did.
 */
function holdsNoCard(
  { tx, office }: TxContext,
  deviceId: string,
  wanted: DeviceSettings | undefined,
): Result<null> {
  const before = office.devices.find((each) => each.deviceId === deviceId)?.settings;
  if (before?.kind !== 'card-terminal' || canonicalJson(before) === canonicalJson(wanted ?? null))
    return ok(null);
  const isSameOne =
    wanted?.kind === 'card-terminal' &&
    wanted.protocol === before.protocol &&
    canonicalJson(wanted.transport) === canonicalJson(before.transport);
  for (const attemptId of tx.waitingCards({})) {
    const card = loadCard(tx, attemptId);
    if (card?.asked.deviceId !== deviceId) continue;
    if (card.status === 'asked' || (card.status === 'in-doubt' && !isSameOne))
      return refuse('DEVICE_HOLDS_CARD', { value: formatCents(card.asked.amountCents) });
  }
  return ok(null);
}

export const ports: QueryHandler<'device.ports'> = async (ctx) =>
  ok({ ports: await ctx.desk.devices.serialPorts() });

export const tryReport: QueryHandler<'device.try-report'> = (ctx, { profile, base64 }) =>
  ok(ctx.desk.devices.tryReport(profile, Buffer.from(base64, 'base64')));

export const calibrate: LongHandler<'device.calibrate'> = async (ctx, input) => {
  const settings = printerFor(ctx.desk, ctx.office());
  return settings === null
    ? refuse('DEVICE_UNKNOWN', { value: 'Receipt printer' })
    : ok(await ctx.desk.devices.calibrate(settings, input));
};
