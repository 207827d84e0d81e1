/** One fresh connection to a printer, with the questions that it answers at once, and what it looked like beforehand. */
import type { PrinterFault, PrinterSettings } from '../../shared/devices/outcome.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { createExchange } from '../runtime/exchange.ts';
import type { Exchange } from '../runtime/exchange.ts';
import type { Connection, OpenFault, Transport } from '../transport/connection.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import { askStatus } from './protocol/bytes.ts';
import { statusDecoder } from './protocol/status-stream.ts';
import type { StatusFrame } from './protocol/status-stream.ts';
import { faultOf } from './protocol/status.ts';
import type { RealTimeStatus } from './protocol/status.ts';

export type PrinterDeadlines = {
  readonly connectMs: number;
  /** For one status byte. */
  readonly answerMs: number;
  /** For handing the job over, beside what a slow serial line needs for its bytes. */
  readonly writeMs: number;
  /** From the last byte to "it is on paper". */
  readonly completionMs: number;
  /** From the kick to the sensor. */
  readonly drawerMs: number;
  readonly drawerPollMs: number;
  /** How often a printer that does not come to its end is asked why. */
  readonly faultPollMs: number;
};

export const DEFAULT_DEADLINES: PrinterDeadlines = {
  connectMs: 3000,
  answerMs: 1000,
  writeMs: 5000,
  completionMs: 20_000,
  drawerMs: 2000,
  drawerPollMs: 100,
  faultPollMs: 500,
};

export type PrinterDeps = {
  readonly clock: Clock;
  readonly deadlines?: Partial<PrinterDeadlines>;
  /** Where the traffic is kept for people to look at. */
  readonly log?: TrafficLog;
  /** The office's logo, printed where `settings.logo` is on and the document has its place. */
  readonly logo?: Bitmap;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
};

export type PrinterSession = {
  readonly exchange: Exchange<StatusFrame>;
  readonly deadlines: PrinterDeadlines;
  readonly clock: Clock;
  /** It said something that no printer says to the questions asked: another device, or a line that garbles. */
  readonly saidOddThings: boolean;
  /** DLE EOT n. */
  ask(what: 1 | 2 | 3 | 4): Promise<StatusAnswer>;
  close(): Promise<void>;
};

export type StatusAnswer =
  | { readonly kind: 'byte'; readonly byte: number }
  /** Nothing in time, or asking is no longer of use on this connection. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' };

export type SessionOpened =
  | { readonly opened: true; readonly session: PrinterSession }
  | { readonly opened: false; readonly fault: PrinterFault };

const OPEN_FAULTS: Readonly<Record<OpenFault, PrinterFault>> = {
  'nothing-there': 'unplugged',
  busy: 'busy',
  'not-permitted': 'not-permitted',
  'no-answer': 'unplugged',
};

/** A line without connections may still bring what an earlier session asked for; it is let go by before asking anew. */
const SETTLE_MS = 50;

export async function openSession(settings: PrinterSettings, deps: PrinterDeps): Promise<SessionOpened> {
  const { clock, log } = deps;
  const deadlines = { ...DEFAULT_DEADLINES, ...deps.deadlines };
  const bare = deps.transport?.(settings.transport) ?? transportOf(settings.transport, clock);
  const transport = log ? recordedTransport(bare, log, clock) : bare;
  const opened = await transport.open(deadlines.connectMs);
  if (!opened.opened) return { opened: false, fault: OPEN_FAULTS[opened.fault] };
  if (settings.transport.kind !== 'tcp') {
    const ignore = opened.connection.onBytes(() => undefined);
    await pause(clock, SETTLE_MS);
    ignore();
  }
  return { opened: true, session: sessionOn(opened.connection, clock, deadlines) };
}

function sessionOn(connection: Connection, clock: Clock, deadlines: PrinterDeadlines): PrinterSession {
  const decoder = statusDecoder();
  let odd = false;
  const exchange = createExchange<StatusFrame>({
    connection,
    clock,
    decode: (bytes) => decoder.decode(bytes),
    other: (frame) => {
      odd ||= isOdd(frame);
    },
  });
  return {
    exchange,
    deadlines,
    clock,
    get saidOddThings() {
      return odd || decoder.midFrame;
    },
    async ask(what) {
      const isStatus = (frame: StatusFrame): boolean => frame.kind === 'real-time';
      const answer = await exchange.request(askStatus(what), isStatus, deadlines.answerMs);
      switch (answer.kind) {
        case 'answered':
          return answer.frame.kind === 'real-time'
            ? { kind: 'byte', byte: answer.frame.byte }
            : { kind: 'silence' };
        case 'closed':
          return { kind: 'closed' };
        default:
          return { kind: 'silence' };
      }
    },
    close: () => connection.close(),
  };
}

/** Automatic status and flow control come unasked by right, and a status byte may come late; nothing else does. */
function isOdd(frame: StatusFrame): boolean {
  switch (frame.kind) {
    case 'automatic':
    case 'xon':
    case 'xoff':
    case 'real-time':
      return false;
    default:
      return true;
  }
}

export type Preflight =
  | { readonly ready: false; readonly fault: PrinterFault; readonly seen?: RealTimeStatus }
  | { readonly ready: true; readonly seen: RealTimeStatus }
  /** It never answers, and is set up as one that never does. */
  | { readonly ready: true; readonly seen: undefined };

/** Four questions that are answered even offline, and have no effect. */
export async function preflight(session: PrinterSession, settings: PrinterSettings): Promise<Preflight> {
  const bytes: number[] = [];
  for (const what of [1, 2, 3, 4] as const) {
    const answer = await session.ask(what);
    if (session.saidOddThings) return { ready: false, fault: 'wrong-device' };
    if (answer.kind === 'byte') {
      bytes.push(answer.byte);
      continue;
    }
    return withoutAnswer(answer.kind, bytes.length, settings);
  }
  const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = bytes;
  const seen = { printer, offlineCause, errorCause, paper };
  const fault = faultOf(seen);
  return fault ? { ready: false, fault, seen } : { ready: true, seen };
}

function withoutAnswer(
  kind: 'silence' | 'closed',
  answersBefore: number,
  settings: PrinterSettings,
): Preflight {
  if (kind === 'closed') {
    // A printer that serves one session at a time takes the call of a second one and hangs up.
    const hungUp = settings.transport.kind === 'tcp' && answersBefore === 0;
    return { ready: false, fault: hungUp ? 'busy' : 'unplugged' };
  }
  if (settings.completion === 'none' && answersBefore === 0) return { ready: true, seen: undefined };
  return { ready: false, fault: 'silent' };
}

/** Asks for the causes again, in the middle of a job. Undefined: no fault, or no answer that could tell one. */
export async function faultNow(session: PrinterSession): Promise<PrinterFault | undefined> {
  const bytes: number[] = [];
  for (const what of [1, 2, 3, 4] as const) {
    const answer = await session.ask(what);
    if (answer.kind === 'closed') return 'unplugged';
    if (answer.kind === 'silence') return undefined;
    bytes.push(answer.byte);
  }
  const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = bytes;
  return faultOf({ printer, offlineCause, errorCause, paper });
}
