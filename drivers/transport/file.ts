/**
 * A device file: `/dev/usb/lp0` of the kernel's usblp class, or any character device that only needs bytes. Opened for
 * reading and writing, because a printer answers over the same file; where the device cannot be read (a one-way
 * printer port) it is only written. Line settings are left as they are: a UART wants `serial.ts`.
 *
 * Non-blocking, so that a printer that takes no bytes holds up a deadline, not a thread: usblp then answers EAGAIN
 * while a transfer is under way or the printer has no room, and ENODEV once it is unplugged.
 */
import { close, constants, fstat, open, read, write } from 'node:fs';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { connectionOver } from './connection.ts';
import type { Opened, Transport, Wire, WireEvents } from './connection.ts';
import { openFaultOf } from './open-fault.ts';

const openFile = promisify(open);
const statFile = promisify(fstat);
const readFile = promisify(read);
const writeFile = promisify(write);
const closeFile = promisify(close);

const IDLE_READ_MS = 20;
const RETRY_WRITE_MS = 10;
const READ_BYTES = 4096;

export function fileTransport(path: string, clock: Clock): Transport {
  return {
    name: `file ${path}`,
    open: (deadlineMs) => openDevice(path, clock, deadlineMs),
  };
}

async function openDevice(path: string, clock: Clock, deadlineMs: number): Promise<Opened> {
  const attempt = openDescriptor(path).then(
    (fd): Opened => ({
      opened: true,
      connection: connectionOver(clock, (events) => wireOn(fd, clock, events)),
    }),
    (error: unknown): Opened => ({ opened: false, ...openFaultOf(error) }),
  );
  return new Promise((resolve) => {
    let late = false;
    const cancel = clock.after(deadlineMs, () => {
      late = true;
      resolve({ opened: false, fault: 'no-answer', detail: `device did not open in ${deadlineMs} ms` });
    });
    void attempt.then((opened) => {
      cancel();
      if (!late) resolve(opened);
      else if (opened.opened) void opened.connection.close();
    });
  });
}

async function openDescriptor(path: string): Promise<number> {
  const flags = constants.O_NONBLOCK | constants.O_NOCTTY;
  const fd = await openFile(path, constants.O_RDWR | flags).catch((error: unknown) => {
    if (codeOf(error) !== 'EACCES' && codeOf(error) !== 'EINVAL') throw error;
    return openFile(path, constants.O_WRONLY | flags);
  });
  const stat = await statFile(fd);
  if (stat.isCharacterDevice()) return fd;
  await closeFile(fd);
  throw new Error(`${path} is not a device`);
}

function wireOn(fd: number, clock: Clock, events: WireEvents): Wire {
  let open = true;
  const terminal = isatty(fd);
  const busy = new Set<Promise<unknown>>();

  /** A descriptor number is reused at once: it may be closed only when no call with it is under way. */
  const using = <T>(call: Promise<T>): Promise<T> => {
    const tracked = call.catch(() => undefined).finally(() => busy.delete(tracked));
    busy.add(tracked);
    return call;
  };

  async function readForever(): Promise<void> {
    const buffer = Buffer.alloc(READ_BYTES);
    while (open) {
      try {
        const { bytesRead } = await using(readFile(fd, buffer, 0, READ_BYTES, null));
        if (bytesRead > 0) {
          events.received(Uint8Array.from(buffer.subarray(0, bytesRead)));
          continue;
        }
        // A terminal that reads nothing has been hung up; a printer class device has merely nothing to say.
        if (terminal) {
          events.ended('hung up');
          return;
        }
      } catch (error) {
        const code = codeOf(error);
        // A one-way port: EINVAL from usblp without a return channel, EBADF when only writing was allowed.
        if (code === 'EINVAL' || code === 'EBADF') return;
        if (code !== 'EAGAIN') {
          events.ended(error instanceof Error ? error.message : code);
          return;
        }
      }
      await pause(clock, IDLE_READ_MS);
    }
  }

  async function release(): Promise<void> {
    if (!open) return;
    open = false;
    await Promise.all(busy);
    await closeFile(fd).catch(() => undefined);
  }

  queueMicrotask(() => void readForever());
  return {
    async send(bytes: Uint8Array): Promise<void> {
      let from = 0;
      while (open && from < bytes.length) {
        try {
          const { bytesWritten } = await using(writeFile(fd, bytes, from, bytes.length - from, null));
          from += bytesWritten;
          if (bytesWritten === 0) await pause(clock, RETRY_WRITE_MS);
        } catch (error) {
          if (codeOf(error) !== 'EAGAIN') throw error;
          await pause(clock, RETRY_WRITE_MS);
        }
      }
    },
    close: release,
    abandon: release,
  };
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
