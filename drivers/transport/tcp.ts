/** TCP, as network printers and most device servers speak it (port 9100 for raw printing). */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { connectionOver } from './connection.ts';
import type { Connection, Opened, Transport } from './connection.ts';
import { openFaultOf } from './open-fault.ts';

/** How long a farewell may take before the socket is torn down. */
const FAREWELL_MS = 1000;

export function tcpTransport(
  target: { readonly host: string; readonly port: number },
  clock: Clock,
): Transport {
  return {
    name: `tcp ${target.host}:${target.port}`,
    open: (deadlineMs) => openSocket(target, clock, deadlineMs),
  };
}

function openSocket(
  target: { readonly host: string; readonly port: number },
  clock: Clock,
  deadlineMs: number,
): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const cancel = clock.after(deadlineMs, () => {
      socket.destroy();
      resolve({ opened: false, fault: 'no-answer', detail: `no connection in ${deadlineMs} ms` });
    });
    const refused = (error: Error): void => {
      cancel();
      resolve({ opened: false, ...openFaultOf(error) });
    };
    socket.once('error', refused);
    socket.once('connect', () => {
      cancel();
      socket.off('error', refused);
      resolve({ opened: true, connection: connectionOnSocket(socket, clock) });
    });
  });
}

/** Also for the other side: a simulator wraps each socket that it accepts. */
export function connectionOnSocket(socket: Socket, clock: Clock): Connection {
  return connectionOver(clock, (events) => {
    socket.on('data', (bytes: Buffer) => {
      events.received(Uint8Array.from(bytes));
    });
    socket.on('error', (error) => {
      events.ended(error.message);
    });
    // A device that ends its half has hung up; half-open is of no use to a request that needs an answer.
    socket.on('end', () => {
      events.ended('the other side ended the connection');
    });
    socket.on('close', () => {
      events.ended('connection closed');
    });
    return {
      send: (bytes) =>
        new Promise((resolve, reject) => {
          socket.write(bytes, (error) => {
            if (error) reject(error);
            else resolve();
          });
        }),
      close: () =>
        new Promise((resolve) => {
          const done = (): void => {
            cancel();
            resolve();
          };
          const cancel = clock.after(FAREWELL_MS, () => {
            socket.destroy();
            resolve();
          });
          if (socket.destroyed) {
            done();
            return;
          }
          socket.once('close', done);
          // end() lets the last bytes leave; once they have, this side does not wait for the device to hang up too,
          // because a single-session printer keeps the next job out until both halves are gone.
          socket.end(() => socket.destroy());
        }),
      abandon: async () => {
        // A reset also empties the kernel's send buffer, which a plain close would still deliver.
        if (!socket.destroyed) socket.resetAndDestroy();
      },
    };
  });
}
