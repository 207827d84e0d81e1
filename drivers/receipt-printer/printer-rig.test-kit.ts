/** A simulated printer at the end of each kind of cable, for tests that must hold over all of them. */
import type { PrinterSettings } from '../../shared/devices/outcome.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import { pause, systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { fileTransport } from '../transport/file.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { haveSocat, ptyPair } from '../transport/pty-pair.test-kit.ts';
import type { PrinterDeadlines, PrinterDeps } from './session.ts';
import { printerSimulator } from './simulator/simulator.ts';
import type { PrinterSimulator } from './simulator/simulator.ts';
import { serveSimulator } from './simulator/tcp-server.ts';

export const SETTINGS: PrinterSettings = {
  transport: { kind: 'tcp', host: '127.0.0.1', port: 9100 },
  columns: 42,
  codePage: 0,
  completion: 'process-id',
  drawerSensor: 'high-is-open',
  drawerPin: 0,
  logo: false,
};

/**
 * Long, so that a loaded machine is not taken for a silent printer; polls short. A test whose subject is silence
 * shortens the one deadline that it is about.
 */
export const PATIENT: PrinterDeadlines = {
  connectMs: 5000,
  answerMs: 5000,
  writeMs: 5000,
  completionMs: 8000,
  drawerMs: 5000,
  drawerPollMs: 20,
  faultPollMs: 100,
  insertMs: 8000,
  slipPollMs: 20,
  removeMs: 5000,
  readMs: 5000,
};

export const RECEIPT: Paper = {
  columns: 42,
  lines: [
    { kind: 'text', text: 'City of Cedar Bluff', bold: true },
    ...Array.from({ length: 8 }, (_, n) => ({
      kind: 'text' as const,
      text: `Water service, month ${n + 1}`.padEnd(37) + '10.00',
    })),
    { kind: 'text', text: 'TOTAL'.padEnd(37) + '80.00', tall: true },
  ],
};

export type Rig = {
  readonly simulator: PrinterSimulator;
  readonly settings: PrinterSettings;
  readonly deps: PrinterDeps;
  close(): Promise<void>;
};

type Cable = { readonly name: string; readonly available: boolean; lay(): Promise<Rig> };

const rig = (
  simulator: PrinterSimulator,
  transport: DeviceTransport,
  close: () => Promise<void>,
  clock: Clock = systemClock,
): Rig => ({
  simulator,
  settings: { ...SETTINGS, transport },
  deps: { clock, deadlines: PATIENT },
  close,
});

async function overTcp(): Promise<Rig> {
  const simulator = printerSimulator({ clock: systemClock });
  const server = await serveSimulator(simulator, { clock: systemClock });
  return rig(simulator, { kind: 'tcp', host: server.host, port: server.port }, () => server.close());
}

async function overPty(kind: 'serial' | 'file'): Promise<Rig> {
  const simulator = printerSimulator({ clock: systemClock });
  const pty = await ptyPair();
  const device = await fileTransport(pty.devicePath, systemClock).open(1000);
  if (!device.opened) throw new Error(device.detail);
  simulator.attach(device.connection);
  let gone: Promise<void> | undefined;
  const unplug = (): Promise<void> => (gone ??= pty.unplug());
  simulator.onChange(() => {
    if (!simulator.state.plugged) void unplug();
  });
  const transport: DeviceTransport =
    kind === 'serial' ? { kind, path: pty.hostPath, baudRate: 9600 } : { kind, path: pty.hostPath };
  return rig(simulator, transport, async () => {
    await device.connection.close();
    await unplug();
  });
}

/** TCP; and, where socat is installed, a pseudo-terminal as a serial port and as a device file. */
export const CABLES: readonly Cable[] = [
  { name: 'tcp', available: true, lay: overTcp },
  { name: 'serial on a pseudo-terminal', available: haveSocat, lay: () => overPty('serial') },
  { name: 'device file on a pseudo-terminal', available: haveSocat, lay: () => overPty('file') },
];

/** A memory cable under the given clock. */
export function memoryRig(clock: Clock, deadlines: Partial<PrinterDeadlines> = {}) {
  const simulator = printerSimulator({ clock });
  const network = memoryNetwork(clock, (device) => {
    simulator.attach(device);
  });
  const deps: PrinterDeps = { clock, deadlines, transport: () => network.transport };
  return { simulator, network, deps, settings: SETTINGS };
}

export const soon = (): Promise<void> => pause(systemClock, 30);
