/** The simulator on a TCP port, as a network printer: unplugged, nobody listens there; plugged in again, the same port. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../clock.ts';
import { connectionOnSocket } from '../../transport/tcp.ts';
import type { PrinterSimulator } from './simulator.ts';

export type SimulatorServer = {
  readonly host: string;
  readonly port: number;
  /** Resolves when listening (or not listening) is what the simulator's `plugged` says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type ServeOptions = { readonly clock: Clock; readonly host?: string; readonly port?: number };

/** @param options port 0, the default, takes a free one */
export async function serveSimulator(
  simulator: PrinterSimulator,
  { clock, host = '127.0.0.1', port: wanted = 0 }: ServeOptions,
): Promise<SimulatorServer> {
  const server = createServer({ noDelay: true }, (socket) => {
    simulator.attach(connectionOnSocket(socket, clock));
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
      if (simulator.state.plugged === listening) return;
      listening = simulator.state.plugged;
      await (listening ? listen(port) : hangUp());
    });
  };
  const ignore = simulator.onChange(follow);
  if (!simulator.state.plugged) follow();

  return {
    host,
    port,
    settled: () => work,
    async close() {
      ignore();
      await work;
      const wasPlugged = simulator.state.plugged;
      // Ends the connections too: a server does not close while one is open.
      if (wasPlugged) simulator.set({ plugged: false });
      if (listening) await hangUp();
    },
  };
}
