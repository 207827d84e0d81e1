/** A simulated device on a TCP port or on one end of a pseudo-terminal pair, through its faulty line. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Connection } from '../transport/connection.ts';
import { fileTransport } from '../transport/file.ts';
import { connectionOnSocket } from '../transport/tcp.ts';
import type { SimulatedDevice, SimulatedLine } from './simulated-line.ts';

export type ServedDevice = {
  readonly host: string;
  readonly port: number;
  /** Resolves when listening (or not listening) is what the line's `plugged` says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type ServeOptions = {
  readonly clock: Clock;
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
};

/** What serving needs of a line: a plug, and the device's end of each cable. */
export type Plug = {
  readonly state: { readonly plugged: boolean };
  set(changes: { readonly plugged: boolean }): void;
  onChange(listener: () => void): () => void;
  over(cable: Connection): Connection;
};

/** Unplugged, nobody listens there; plugged in again, the same port. */
export async function serveDevice(
  device: SimulatedDevice,
  line: Plug,
  { clock, host = '127.0.0.1', port: wanted = 0 }: ServeOptions,
): Promise<ServedDevice> {
  const server = createServer({ noDelay: true }, (socket) => {
    device.attach(line.over(connectionOnSocket(socket, clock)));
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  const hangUp = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  await listen(wanted);
  const { port } = server.address() as AddressInfo;
  let listening = true;
  let work: Promise<void> = Promise.resolve();
  const follow = (): void => {
    work = work.then(async () => {
      if (line.state.plugged === listening) return;
      listening = line.state.plugged;
      await (listening ? listen(port) : hangUp());
    });
  };
  const ignore = line.onChange(follow);
  if (!line.state.plugged) follow();
  return {
    host,
    port,
    settled: () => work,
    async close() {
      ignore();
      await work;
      // Ends the connections too: a server does not close while one is open.
      if (line.state.plugged) line.set({ plugged: false });
      if (listening) await hangUp();
    },
  };
}

/**
 * Puts the device on its end of a pseudo-terminal pair.
 * @returns hangs up that end; @throws when the path cannot be opened
 */
export async function attachToDeviceFile(
  device: SimulatedDevice,
  line: SimulatedLine,
  path: string,
  clock: Clock,
): Promise<() => Promise<void>> {
  const opened = await fileTransport(path, clock).open(2000);
  if (!opened.opened) throw new Error(`${path}: ${opened.detail}`);
  device.attach(line.over(opened.connection));
  return () => opened.connection.close();
}
