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
import { languageOf } from './language.ts';
import { askStatus } from './protocol/bytes.ts';
import type { RealTimeQuestion } from './protocol/bytes.ts';
import { STAR_ASK_STATUS } from './protocol/star-bytes.ts';
import { seenByStar, starDecoder } from './protocol/star-status.ts';
import type { StarFrame } from './protocol/star-status.ts';
import { statusDecoder } from './protocol/status-stream.ts';
import type { StatusFrame } from './protocol/status-stream.ts';
import { isDrawerPinHigh, isPaperLow, seenByAutomatic, seenByRealTime } from './protocol/status.ts';
import type { SeenStatus } from './protocol/status.ts';

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
  /** How long a person may take to insert a slip or check. */
  readonly insertMs: number;
  readonly slipPollMs: number;
  /** How long a finished slip may stay in the printer before the next job goes on. */
  readonly removeMs: number;
  /** From an inserted check to its line. */
  readonly readMs: number;
};

export const DEFAULT_DEADLINES: PrinterDeadlines = {
  connectMs: 3000,
  answerMs: 1000,
  writeMs: 5000,
  completionMs: 20_000,
  drawerMs: 2000,
  drawerPollMs: 100,
  faultPollMs: 500,
  insertMs: 60_000,
  slipPollMs: 200,
  removeMs: 10_000,
  readMs: 10_000,
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

/** What a printer of either language may say. */
export type PrinterFrame = StatusFrame | StarFrame;

export type PrinterSession = {
  readonly exchange: Exchange<PrinterFrame>;
  readonly deadlines: PrinterDeadlines;
  readonly clock: Clock;
  /** It said something that no printer says to the questions asked: another device, or a line that garbles. */
  readonly saidOddThings: boolean;
  /** DLE EOT n; only of a printer that speaks ESC/POS. */
  ask(what: RealTimeQuestion): Promise<StatusAnswer>;
  /** Everything that it can be asked without effect. @param keepOn asked before each further question */
  look(keepOn?: () => boolean): Promise<Look>;
  drawerPin(): Promise<'high' | 'low' | 'silence' | 'closed'>;
  isPaperLow(): Promise<boolean>;
  /** The last status that came without being asked for; undefined while none has. */
  readonly unasked: SeenStatus | undefined;
  /** Resolves with the next one; perhaps never. */
  nextUnasked(): Promise<void>;
  close(): Promise<void>;
};

export type StatusAnswer =
  | { readonly kind: 'byte'; readonly byte: number }
  /** Nothing in time, or asking is no longer of use on this connection. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' };

export type Look =
  | { readonly kind: 'seen'; readonly seen: SeenStatus }
  | { readonly kind: 'silence' | 'closed'; readonly answersBefore: number };

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
  const session = sessionOn(opened.connection, clock, deadlines, languageOf(settings) === 'star-prnt');
  return { opened: true, session };
}

function sessionOn(
  connection: Connection,
  clock: Clock,
  deadlines: PrinterDeadlines,
  isStar: boolean,
): PrinterSession {
  const decoder: { decode(bytes: Uint8Array): readonly PrinterFrame[]; readonly midFrame: boolean } = isStar
    ? starDecoder()
    : statusDecoder();
  const unasked = unaskedStatus();
  let odd = false;
  const exchange = createExchange<PrinterFrame>({
    connection,
    clock,
    decode: (bytes) => decoder.decode(bytes),
    other: (frame) => {
      odd ||= isOdd(frame);
      unasked.note(frame);
    },
  });
  return {
    exchange,
    deadlines,
    clock,
    get saidOddThings() {
      return odd || decoder.midFrame;
    },
    ...(isStar ? starQuestions(exchange, deadlines) : escPosQuestions(exchange, deadlines)),
    get unasked() {
      return unasked.last;
    },
    nextUnasked: () => unasked.next(),
    close: () => connection.close(),
  };
}

/** A printer whose switches have automatic status on tells of an opened cover before it is asked. */
function unaskedStatus() {
  let last: SeenStatus | undefined;
  let waiting: (() => void)[] = [];
  return {
    get last() {
      return last;
    },
    next: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
      }),
    note(frame: PrinterFrame): void {
      if (frame.kind === 'automatic') last = seenByAutomatic(frame.bytes);
      else if (frame.kind === 'star-status') last = seenByStar(frame.bytes);
      else return;
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    },
  };
}

type Questions = Pick<PrinterSession, 'ask' | 'look' | 'drawerPin' | 'isPaperLow'>;

function escPosQuestions(exchange: Exchange<PrinterFrame>, deadlines: PrinterDeadlines): Questions {
  async function ask(what: RealTimeQuestion): Promise<StatusAnswer> {
    const isStatus = (frame: PrinterFrame): boolean => frame.kind === 'real-time';
    const answer = await exchange.request(askStatus(what), isStatus, deadlines.answerMs);
    if (answer.kind === 'closed') return { kind: 'closed' };
    return answer.kind === 'answered' && answer.frame.kind === 'real-time'
      ? { kind: 'byte', byte: answer.frame.byte }
      : { kind: 'silence' };
  }
  return {
    ask,
    async look(keepOn = () => true) {
      const bytes: number[] = [];
      for (const what of [1, 2, 3, 4] as const) {
        if (!keepOn()) return { kind: 'silence', answersBefore: bytes.length };
        const answer = await ask(what);
        if (answer.kind !== 'byte') return { kind: answer.kind, answersBefore: bytes.length };
        bytes.push(answer.byte);
      }
      const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = bytes;
      return { kind: 'seen', seen: seenByRealTime({ printer, offlineCause, errorCause, paper }) };
    },
    async drawerPin() {
      const answer = await ask(1);
      return answer.kind === 'byte' ? (isDrawerPinHigh(answer.byte) ? 'high' : 'low') : answer.kind;
    },
    async isPaperLow() {
      const answer = await ask(4);
      return answer.kind === 'byte' && isPaperLow(answer.byte);
    },
  };
}

/**
 * One question for everything. Its answer is the whole state and looks like a status that came unasked; so a late one
 * misleads nobody, and asking may go on after a silence.
 */
function starQuestions(exchange: Exchange<PrinterFrame>, deadlines: PrinterDeadlines): Questions {
  async function look(): Promise<Look> {
    const isStatus = (frame: PrinterFrame): boolean => frame.kind === 'star-status';
    const waiting = exchange.expect(isStatus, deadlines.answerMs);
    void exchange.send(STAR_ASK_STATUS, deadlines.answerMs);
    const answer = await waiting;
    if (answer.kind === 'closed') return { kind: 'closed', answersBefore: 0 };
    return answer.kind === 'answered' && answer.frame.kind === 'star-status'
      ? { kind: 'seen', seen: seenByStar(answer.frame.bytes) }
      : { kind: 'silence', answersBefore: 0 };
  }
  return {
    ask: () => Promise.resolve({ kind: 'silence' }),
    look,
    async drawerPin() {
      const answer = await look();
      return answer.kind === 'seen' ? (answer.seen.drawerPinHigh ? 'high' : 'low') : answer.kind;
    },
    async isPaperLow() {
      const answer = await look();
      return answer.kind === 'seen' && answer.seen.paperLow;
    },
  };
}

/** Automatic status and flow control come unasked by right, and a status byte may come late; nothing else does. */
function isOdd(frame: PrinterFrame): boolean {
  switch (frame.kind) {
    case 'automatic':
    case 'star-status':
    case 'xon':
    case 'xoff':
    case 'real-time':
      return false;
    default:
      return true;
  }
}

export type Preflight =
  | { readonly ready: false; readonly fault: PrinterFault; readonly seen?: SeenStatus }
  | { readonly ready: true; readonly seen: SeenStatus }
  /** It never answers, and is set up as one that never does. */
  | { readonly ready: true; readonly seen: undefined };

/** Questions that are answered even offline, and have no effect. */
export async function preflight(session: PrinterSession, settings: PrinterSettings): Promise<Preflight> {
  const look = await session.look(() => !session.saidOddThings);
  if (session.saidOddThings) return { ready: false, fault: 'wrong-device' };
  if (look.kind !== 'seen') return withoutAnswer(look.kind, look.answersBefore, settings);
  const { seen } = look;
  return seen.fault ? { ready: false, fault: seen.fault, seen } : { ready: true, seen };
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

/**
 * Asks for the causes again, in the middle of a job. Undefined: no fault, or no answer that could tell one; then what
 * came unasked counts.
 */
export async function faultNow(session: PrinterSession): Promise<PrinterFault | undefined> {
  const look = await session.look();
  if (look.kind === 'closed') return 'unplugged';
  return look.kind === 'seen' ? look.seen.fault : session.unasked?.fault;
}
