/** A simulated device at the end of each kind of cable, for tests that must hold over all of them. */
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { systemClock } from '../clock.ts';
import { haveSocat } from '../transport/pty-pair.test-kit.ts';
import { serveOnPty } from './serve-pty.ts';
import { serveDevice } from './serve.ts';
import { simulatedLine } from './simulated-line.ts';
import type { SimulatedDevice, SimulatedLine } from './simulated-line.ts';

export type LaidCable = {
  readonly line: SimulatedLine;
  readonly transport: DeviceTransport;
  /** Resolves when the plug is where `line` says. */
  settled(): Promise<void>;
  /** Plugs it in again after `line.set({ plugged: false })`: the same address, a new connection. */
  replug(): Promise<void>;
  close(): Promise<void>;
};

export type Cable = {
  readonly name: string;
  readonly available: boolean;
  lay(device: SimulatedDevice): Promise<LaidCable>;
};

async function overTcp(device: SimulatedDevice): Promise<LaidCable> {
  const line = simulatedLine(systemClock);
  const served = await serveDevice(device, line, { clock: systemClock });
  return {
    line,
    transport: { kind: 'tcp', host: served.host, port: served.port },
    settled: () => served.settled(),
    async replug() {
      line.set({ plugged: true });
      await served.settled();
    },
    close: () => served.close(),
  };
}

async function overPty(device: SimulatedDevice): Promise<LaidCable> {
  const line = simulatedLine(systemClock);
  const served = await serveOnPty(device, line, systemClock);
  return {
    line,
    transport: { kind: 'serial', path: served.hostPath, baudRate: 9600 },
    settled: () => served.settled(),
    async replug() {
      line.set({ plugged: true });
      await served.settled();
    },
    close: () => served.close(),
  };
}

/** TCP; and, where socat is installed, a pseudo-terminal as a serial port. */
export const CABLES: readonly Cable[] = [
  { name: 'tcp', available: true, lay: overTcp },
  { name: 'serial on a pseudo-terminal', available: haveSocat, lay: overPty },
];
