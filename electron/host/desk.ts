/** The composition root: every part of the desk is made here, once, and nowhere else. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Push } from '../../shared/contract/envelope.ts';
import { scanlinesOf } from '../../shared/domain/policy/scanlines.ts';
import { instantFromMs } from '../../shared/kernel/time.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import { openBooks } from '../persistence/open.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Transport } from '../../drivers/transport/connection.ts';
import type { Clock } from '../../drivers/clock.ts';
import { createBus } from '../services/bus.ts';
import type { Caller, Desk } from '../services/handler.ts';
import { handlers } from '../services/handlers.ts';
import { NOTHING_SHOWN } from '../services/devices/customer.ts';
import { createHeard } from '../services/devices/heard.ts';
import { createReadings } from '../services/devices/readings.ts';
import { createTerminals } from '../services/devices/terminals.ts';
import { createOfficeReader } from '../services/office.ts';
import { createOutbox } from '../services/print/outbox.ts';
import { createSeats } from '../services/seats.ts';
import { importExtract } from '../services/setup/import-extract.ts';
import { createRecoveryDesk } from './recovery.ts';
import { createDevices } from './devices/index.ts';
import type { KeptPrinter } from './devices/index.ts';
import { createFiles, fileSource } from './files.ts';
import type { DeskCaller, HostedDesk } from './hosted-desk.ts';
import { createLog } from './log.ts';
import { readLogo } from './logo.ts';
import { passwords } from './passwords.ts';
import { VERSION } from './version.ts';

export type DeskOptions = {
  readonly dataFolder: string;
  readonly workstation?: string;
  /** Founds the sample city when the folder holds no books yet. */
  readonly sampleCity?: boolean;
  /** Milliseconds since 1970; replaced only in the sample city, for tests. */
  readonly clock?: () => number;
  /** A simulated printer for an office in training that has none assigned. Default true. */
  readonly trainingPrinter?: boolean | KeptPrinter;
  /** Instead of the settings' own way to any assigned device, in tests. */
  readonly deviceTransport?: (settings: DeviceTransport) => Transport;
  /** Of the drivers, in tests of what takes minutes. */
  readonly deviceClock?: Clock;
  /** Names jobs, imports and tickets; replaced only where a run must be repeated exactly. */
  readonly newId?: () => string;
};

/** Opens the desk. Books that cannot be opened give a desk in recovery, which says why and what to do. */
export async function openDesk(options: DeskOptions): Promise<HostedDesk> {
  const clock = options.clock ?? Date.now;
  const now = (): Instant => instantFromMs(clock());
  const newId = options.newId ?? randomUUID;
  const books = await openBooks({
    folder: options.dataFolder,
    ...(options.workstation === undefined ? {} : { workstation: options.workstation }),
    clock: now,
    newId,
  });
  if (!books.ok) return createRecoveryDesk(books.error, now, VERSION);

  const listeners = new Set<(push: Push) => void>();
  const push = (message: Push): void => {
    for (const listener of listeners) listener(message);
  };
  const log = createLog(join(options.dataFolder, 'tillwright.log'), now);
  const officeNow = createOfficeReader();
  const devices = await createDevices({
    training: options.trainingPrinter ?? true,
    logo: readLogo(options.dataFolder),
    ...(options.deviceTransport ? { transport: options.deviceTransport } : {}),
    ...(options.deviceClock ? { clock: options.deviceClock } : {}),
    changed: () => {
      push({ topic: 'printer', payload: {} });
    },
    heard: (event) => {
      heard(event);
    },
    scanlines: () => scanlinesOf(officeNow(books.value).policy),
  });
  const tasks = new Map<string, AbortController>();
  const desk: Desk = {
    books: books.value,
    devices: devices.port,
    files: createFiles(),
    passwords,
    seats: createSeats(),
    now,
    newId,
    push,
    version: VERSION,
    dataFolder: options.dataFolder,
    tasks,
    readings: createReadings(now, newId),
    customer: { view: NOTHING_SHOWN },
    get slips() {
      return outbox.slips;
    },
    get terminals() {
      return terminals;
    },
    get heard() {
      return heard;
    },
    enqueueJob: (jobId) => {
      outbox.enqueue(jobId);
    },
  };
  const terminals = createTerminals(desk, log.fault);
  const heard = createHeard(desk);
  const outbox = createOutbox(desk, log.fault);
  const bus = createBus(desk, handlers, log.fault);
  outbox.recoverAfterRestart();
  terminals.recoverAfterRestart();
  await devices.port.configure(officeNow(books.value).devices);

  const hosted: HostedDesk = {
    state: 'open',
    call: (caller, channel, message) => bus.handle(callerOf(caller), channel, message),
    importExtract: (caller, file, { signal, onProgress }) =>
      bus.run(callerOf(caller), 'import', async (ctx) => {
        const source = await fileSource(file.path);
        return source.ok
          ? importExtract(ctx, source.value, file.mapping, {
              signal,
              progress: onProgress,
              end: () => undefined,
            })
          : source;
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async settled() {
      await outbox.settled();
      await terminals.settled();
    },
    async close() {
      for (const task of tasks.values()) task.abort();
      await outbox.close();
      await terminals.close();
      await devices.close();
      books.value.close();
    },
    trainingPrinter: devices.trainingPrinter,
  };
  if (options.sampleCity === true) await foundSampleCity(hosted);
  return hosted;
}

const callerOf = (caller: DeskCaller): Caller => ({
  seatId: caller.seatId,
  ...(caller.origin === 'command-line' ? { commandLineUser: caller.osUser ?? 'unknown' } : {}),
});

async function foundSampleCity(desk: HostedDesk): Promise<void> {
  const answer = await desk.call({ seatId: 'host', origin: 'browser' }, 'desk.found-sample-city', {
    commandId: randomUUID(),
    input: {},
  });
  if (!answer.ok && answer.error.code !== 'ALREADY_FOUNDED') {
    throw new Error(`${answer.error.what} ${answer.error.next}`);
  }
}
