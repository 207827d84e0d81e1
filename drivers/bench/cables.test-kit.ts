/** A simulated device at the end of each kind of cable, for tests that must hold over all of them. */
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { systemClock } from '../clock.ts';
import { haveSocat, ptyPair } from '../transport/pty-pair.test-kit.ts';
import type { PtyPair } from '../transport/pty-pair.test-kit.ts';
import { attachToDeviceFile, serveDevice } from './serve.ts';
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
  let pty: PtyPair | undefined = await ptyPair();
  const { hostPath, folder } = pty;
  let hangUp = await attachToDeviceFile(device, line, pty.devicePath, systemClock);
  let work: Promise<void> = Promise.resolve();
  const pull = async (): Promise<void> => {
    const present = pty;
    pty = undefined;
    await hangUp();
    await present?.unplug();
  };
  const ignore = line.onChange(() => {
    if (!line.state.plugged) work = work.then(pull);
  });
  return {
    line,
    transport: { kind: 'serial', path: hostPath, baudRate: 9600 },
    settled: () => work,
    async replug() {
      await work;
      pty = await ptyPair(folder);
      line.set({ plugged: true });
      hangUp = await attachToDeviceFile(device, line, pty.devicePath, systemClock);
    },
    async close() {
      ignore();
      await work;
      await pull();
    },
  };
}

/** TCP; and, where socat is installed, a pseudo-terminal as a serial port. */
export const CABLES: readonly Cable[] = [
  { name: 'tcp', available: true, lay: overTcp },
  { name: 'serial on a pseudo-terminal', available: haveSocat, lay: overPty },
];
