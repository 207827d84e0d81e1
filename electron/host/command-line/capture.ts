/** What goes over a device's line, written to a file: for a fault that nobody can see, or a model that nobody knows. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { systemClock } from '../../../drivers/clock.ts';
import { captureLog } from '../../../drivers/transport/capture.ts';
import type { CaptureLog } from '../../../drivers/transport/capture.ts';
import type { Connection } from '../../../drivers/transport/connection.ts';
import { recordedTransport } from '../../../drivers/transport/recorded.ts';
import { trafficWords } from '../../../drivers/transport/traffic-words.ts';
import type { TrafficEntry } from '../../../drivers/transport/traffic-log.ts';
import { transportOf } from '../../../drivers/transport/transport-of.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { errorEnvelope } from '../../services/envelope.ts';
import { reasonOf } from './desk.ts';
import { report, reportError, stoppable } from './output.ts';
import type { HowAnswered } from './output.ts';

export type CaptureOptions = HowAnswered & {
  readonly transport: DeviceTransport;
  readonly seconds: number;
  readonly out: string;
  /** Sent once, after the line is open. */
  readonly send?: Uint8Array;
  readonly hideDigits: number;
};

const OPEN_MS = 5000;
const SEND_MS = 5000;

type Heard = { sentBytes: number; receivedBytes: number };

/** Ends after its time, at Ctrl-C, or when the line is lost; the file holds whole lines at every moment. */
export async function captureLine(options: CaptureOptions): Promise<void> {
  const out = resolve(options.out);
  const file = openNew(options, out);
  if (file === undefined) return;
  try {
    await stoppable((stop) => captureTo(file, out, options, stop));
  } finally {
    closeSync(file);
  }
}

/** Refuses to write over a file: an earlier capture may be the only one of a rare fault. */
function openNew(options: CaptureOptions, out: string): number | undefined {
  try {
    return openSync(out, 'wx', 0o600);
  } catch (fault) {
    const params = { reason: reasonOf(fault) };
    reportError(options, errorEnvelope({ code: 'CAPTURE_UNWRITABLE', field: 'out', value: out, params }));
    return undefined;
  }
}

async function captureTo(
  file: number,
  out: string,
  options: CaptureOptions,
  stop: AbortSignal,
): Promise<void> {
  const transport = transportOf(options.transport, systemClock);
  const heard: Heard = { sentBytes: 0, receivedBytes: 0 };
  const beganMs = systemClock.nowMs();
  const log = captureLog({
    line: transport.name,
    clock: systemClock,
    write: (line) => writeSync(file, line),
    told: (entry) => {
      if (entry.direction !== 'note') heard[`${entry.direction}Bytes`] += entry.totalBytes;
      process.stderr.write(`${inOneLine(entry, beganMs)}\n`);
    },
    hideFromDigits: options.hideDigits,
  });
  const opened = await recordedTransport(transport, log, systemClock).open(OPEN_MS);
  if (!opened.opened) {
    // Nothing was heard: the name is free for the next try.
    rmSync(out);
    const params = { reason: opened.detail };
    reportError(options, errorEnvelope({ code: 'CAPTURE_NOT_OPENED', value: transport.name, params }));
    return;
  }
  const { connection } = opened;
  if (!(await sendFirst(options, connection, transport.name))) return log.end();
  const lost = await listen(connection, options.seconds, stop);
  await connection.close();
  await settled(log);
  const value = { out, line: transport.name, ...heard, lost: lost ?? null };
  const counted = `${String(heard.receivedBytes)} bytes received, ${String(heard.sentBytes)} sent over ${transport.name}`;
  report(
    options,
    value,
    lost === undefined ? `${counted}.\n${out}` : `${counted}; then the line was lost: ${lost}.\n${out}`,
    lost !== undefined,
  );
}

async function sendFirst(options: CaptureOptions, connection: Connection, line: string): Promise<boolean> {
  if (options.send === undefined) return true;
  const sent = await connection.write(options.send, SEND_MS);
  if (sent.written) return true;
  const reason = sent.because === 'deadline' ? 'the device takes no bytes' : 'the line was lost';
  reportError(options, errorEnvelope({ code: 'CAPTURE_NOT_SENT', value: line, params: { reason } }));
  await connection.close();
  return false;
}

/** @returns how the line was lost, or undefined when it was listened to until the end */
function listen(connection: Connection, seconds: number, stop: AbortSignal): Promise<string | undefined> {
  return new Promise((end) => {
    const cancel = systemClock.after(seconds * 1000, () => {
      end(undefined);
    });
    const stopped = (): void => {
      cancel();
      end(undefined);
    };
    if (stop.aborted) stopped();
    stop.addEventListener('abort', stopped, { once: true });
    void connection.closed.then((reason) => {
      cancel();
      end(reason.by === 'device' ? reason.detail : undefined);
    });
  });
}

/** The note of the closing is made by a listener of the same promise that was waited for. */
async function settled(log: CaptureLog): Promise<void> {
  await Promise.resolve();
  log.end();
}

/** `+12.345 received <STX>A7<ETX>` */
function inOneLine(entry: TrafficEntry, beganMs: number): string {
  const { atMs, what, text } = trafficWords(entry);
  return `+${((atMs - beganMs) / 1000).toFixed(3).padStart(7)} ${what.padEnd(8)} ${text}`;
}
