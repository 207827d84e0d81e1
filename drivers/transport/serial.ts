/**
 * Serial ports by serialport 13. A new SerialPort object for every connection, opened explicitly: that object is
 * never opened twice, because it sends what was written while it was closed as soon as it opens again.
 */
import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialLine } from '../../shared/devices/transport.ts';
import { withDeadline } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { connectionOver } from './connection.ts';
import type { Connection, Opened, Transport } from './connection.ts';
import { openFaultOf } from './open-fault.ts';
import { pathOfUsb } from './serial-ports.ts';

export type SerialSettings = Omit<SerialLine, 'kind'>;

const RELEASE_MS = 1000;
const LOOK_FOR_NODE_MS = 250;

export function serialTransport(settings: SerialSettings, clock: Clock): Transport {
  return {
    name: `serial ${settings.path} ${settings.baudRate}`,
    async open(deadlineMs) {
      const path = settings.usbId === undefined ? settings.path : await pathOfUsb(settings.usbId);
      return path === undefined
        ? { opened: false, fault: 'nothing-there', detail: `no port has ${settings.usbId ?? ''}` }
        : openPort({ ...settings, path }, clock, deadlineMs);
    },
  };
}

function openPort(settings: SerialSettings, clock: Clock, deadlineMs: number): Promise<Opened> {
  return new Promise((resolve) => {
    let port: SerialPort;
    try {
      port = portOf(settings);
    } catch (error) {
      resolve({ opened: false, ...openFaultOf(error) });
      return;
    }
    let late = false;
    const cancel = clock.after(deadlineMs, () => {
      late = true;
      resolve({ opened: false, fault: 'no-answer', detail: `port did not open in ${deadlineMs} ms` });
    });
    port.open((error) => {
      cancel();
      if (late) {
        if (!error) port.close(() => undefined);
        return;
      }
      if (error) resolve({ opened: false, ...openFaultOf(error) });
      else resolve({ opened: true, connection: connectionOnPort(port, clock) });
    });
  });
}

function portOf(settings: SerialSettings): SerialPort {
  const flow = settings.flowControl ?? 'none';
  return new SerialPort({
    path: settings.path,
    baudRate: settings.baudRate,
    dataBits: settings.dataBits ?? 8,
    parity: settings.parity ?? 'none',
    stopBits: settings.stopBits ?? 1,
    rtscts: flow === 'rts-cts',
    xon: flow === 'xon-xoff',
    xoff: flow === 'xon-xoff',
    autoOpen: false,
    lock: true,
  });
}

function connectionOnPort(port: SerialPort, clock: Clock): Connection {
  return connectionOver(clock, (events) => {
    port.on('data', (bytes: Buffer) => {
      events.received(Uint8Array.from(bytes));
    });
    port.on('error', (error: Error) => {
      events.ended(error.message);
    });
    port.on('close', (error?: Error | null) => {
      events.ended(error?.message ?? 'port closed');
    });
    const stopWatching = watchNode(port.path, clock, (detail) => {
      events.ended(detail);
    });
    return {
      send: async (bytes) => {
        await called((done) => {
          port.write(Buffer.from(bytes), done);
        });
        // Written means in the kernel's buffer; drained means on the line.
        await called((done) => {
          port.drain(done);
        });
      },
      close: () => {
        stopWatching();
        return release(port, clock);
      },
      abandon: async () => {
        stopWatching();
        // Discards what the kernel still holds: a drawer kick must not leave when the cable comes back.
        if (port.isOpen)
          await inTime(clock, (done) => {
            port.flush(done);
          });
        await release(port, clock);
      },
    };
  });
}

/**
 * The binding's read goes round for ever, and never reports, when the line is hung up between two reads: a hung-up
 * terminal reads zero bytes at once. So the device node is watched as well; it goes with the cable. (A name under
 * `/dev/serial/by-id` is a link to it.) On Windows the binding needs no such help and there is no node to see.
 */
function watchNode(path: string, clock: Clock, gone: (detail: string) => void): () => void {
  if (process.platform === 'win32') return () => undefined;
  let watching = true;
  let cancel: () => void = () => undefined;
  const identity = (): Promise<string> =>
    stat(path).then(
      (node) => `${node.ino}/${node.rdev}`,
      () => 'gone',
    );
  const atOpen = identity();
  const look = async (): Promise<void> => {
    const now = await identity();
    if (!watching) return;
    if (now === 'gone' || now !== (await atOpen)) gone('the device is no longer there');
    else cancel = clock.after(LOOK_FOR_NODE_MS, () => void look());
  };
  cancel = clock.after(LOOK_FOR_NODE_MS, () => void look());
  return () => {
    watching = false;
    cancel();
  };
}

function release(port: SerialPort, clock: Clock): Promise<void> {
  if (!port.isOpen) return Promise.resolve();
  return inTime(clock, (done) => {
    port.close(done);
  });
}

/** A driver that hangs in close must not hang the program; whatever it answers, the port is given up. */
const inTime = (clock: Clock, start: Callback): Promise<void> =>
  withDeadline(
    clock,
    called(start).catch(() => undefined),
    RELEASE_MS,
    undefined,
  );

type Callback = (done: (error?: Error | null) => void) => void;

function called(start: Callback): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
