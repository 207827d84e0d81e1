/** The whole counter on one bench: every simulated device on a TCP port and, if wanted, on a pseudo-terminal too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceTransport, SerialLine } from '../../shared/devices/transport.ts';
import type { Clock } from '../clock.ts';
import type { BenchDevice } from './bench-device.ts';
import { benchDevices, USUAL_PORTS } from './devices.ts';
import type { BenchDevices, BenchName } from './devices.ts';
import { serveOnPty } from './serve-pty.ts';
import { serveDevice } from './serve.ts';

export type Bench = {
  readonly devices: BenchDevices;
  /** How a program reaches each over TCP. */
  readonly transports: Readonly<Record<BenchName, DeviceTransport>>;
  /** How it reaches each over a serial port; none without `pty`. */
  readonly serialLines: Readonly<Partial<Record<BenchName, SerialLine>>>;
  /** Resolves when every plug is where its line says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type BenchOptions = {
  readonly clock: Clock;
  readonly ports: 'free' | 'usual' | Readonly<Record<BenchName, number>>;
  /** Needs socat. */
  readonly pty?: boolean;
};

type Laid = {
  readonly name: BenchName;
  readonly port: number;
  readonly hostPath: string | undefined;
  settled(): Promise<unknown>;
  close(): Promise<void>;
};

/** @throws when a port is taken, by the name of the device and its number; nothing is served then */
export async function startBench({ clock, ports, pty = false }: BenchOptions): Promise<Bench> {
  const devices = benchDevices(clock);
  const folder = pty ? mkdtempSync(join(tmpdir(), 'tillwright-bench-')) : undefined;
  const laid: Laid[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(laid.map((each) => each.close()));
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of Object.keys(devices) as BenchName[]) {
      const port = ports === 'free' ? 0 : (ports === 'usual' ? USUAL_PORTS : ports)[name];
      laid.push(await lay(name, devices[name], clock, port, folder));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    devices,
    transports: byName(laid, ({ port }) => ({ kind: 'tcp', host: '127.0.0.1', port })),
    serialLines: byName(
      laid.filter(({ hostPath }) => hostPath !== undefined),
      ({ hostPath = '' }) => ({ kind: 'serial', path: hostPath, baudRate: 9600 }),
    ),
    async settled() {
      await Promise.all(laid.map((each) => each.settled()));
    },
    close,
  };
}

const byName = <T>(laid: readonly Laid[], of: (each: Laid) => T) =>
  Object.fromEntries(laid.map((each) => [each.name, of(each)])) as Record<BenchName, T>;

async function lay(
  name: BenchName,
  { device, line, title }: BenchDevice,
  clock: Clock,
  port: number,
  folder: string | undefined,
): Promise<Laid> {
  const onTcp = await serveDevice(device, line, { clock, port }).catch((error: unknown) => {
    throw new Error(`${title}: port ${port} cannot be used (${String(error)})`, { cause: error });
  });
  const onPty = folder === undefined ? undefined : await serveOnPty(device, line, clock, join(folder, name));
  return {
    name,
    port: onTcp.port,
    hostPath: onPty?.hostPath,
    settled: () => Promise.all([onTcp.settled(), onPty?.settled()]),
    async close() {
      await onTcp.close();
      await onPty?.close();
    },
  };
}
