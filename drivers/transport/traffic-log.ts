/**
 * What went over the wire, for people who look for a fault: masked before it is kept, bounded in entries and in bytes.
 *
 * Masking cannot work chunk by chunk, because a serial line may deliver a card number digit by digit. So bytes of one
 * direction gather in a short raw tail; what is kept or shown is always masked, and a run of digits that may still be
 * going on is hidden whole. Magnetic tracks are hidden byte by byte before that (track-mask.ts).
 */
import { trackMask } from './track-mask.ts';

/** What a note is about, where somebody acts on it: a viewer's column, a replay that hangs up. */
export type NoteAbout = 'opened' | 'hung-up' | 'silence' | 'plan';

export type TrafficEntry = {
  readonly atMs: number;
  readonly direction: 'sent' | 'received' | 'note';
  /** Masked bytes; empty for a note. */
  readonly bytes: Uint8Array;
  /** How many bytes there were, also when not all are kept. */
  readonly totalBytes: number;
  /** `connected`, `closed: hung up`, `no answer in 2000 ms` … */
  readonly note?: string;
  readonly about?: NoteAbout;
};

export type TrafficLimits = {
  readonly entries: number;
  readonly bytesPerEntry: number;
  /** Runs of so many digits and more keep only their last four; absent, runs as long as a card number. */
  readonly hideFromDigits?: number;
};

export type TrafficLog = {
  add(direction: 'sent' | 'received', bytes: Uint8Array, atMs: number): void;
  note(text: string, atMs: number, about?: NoteAbout): void;
  /** The line has fallen silent: what is gathered is an entry of its own. */
  rest(): void;
  /** Oldest first. */
  entries(): readonly TrafficEntry[];
};

const LIMITS: TrafficLimits = { entries: 400, bytesPerEntry: 512 };

/** Shorter than any card number, and longer than an amount, a date or a receipt number. */
const HIDE_FROM_DIGITS = 12;
const KEEP_LAST_DIGITS = 4;
const LONGEST_RUN = 40;
const ASTERISK = 0x2a;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSeparator = (byte: number): boolean => byte === 0x20 || byte === 0x2d;

/**
 * Every run of 12 and more digits, also when single spaces or hyphens part them, keeps only its last four.
 * @param hideFrom instead of the 12, where shorter numbers are somebody's too: the accounts on a check
 */
export function maskDigits(bytes: Uint8Array, hideFrom = HIDE_FROM_DIGITS): Uint8Array {
  const masked = Uint8Array.from(bytes);
  let run: number[] = [];
  const endRun = (): void => {
    if (run.length >= hideFrom) for (const at of run.slice(0, -KEEP_LAST_DIGITS)) masked[at] = ASTERISK;
    run = [];
  };
  bytes.forEach((byte, at) => {
    if (isDigit(byte)) {
      run.push(at);
      return;
    }
    const next = bytes[at + 1];
    const partsRun = isSeparator(byte) && next !== undefined && isDigit(next);
    if (!partsRun) endRun();
  });
  endRun();
  return masked;
}

/** Where the digits at the very end begin: they may be the first half of a longer number. */
function openRunStart(bytes: readonly number[]): number {
  let start = bytes.length;
  while (start > 0 && bytes.length - start < LONGEST_RUN) {
    const before = bytes[start - 1] ?? 0;
    if (!isDigit(before) && !isSeparator(before)) break;
    start -= 1;
  }
  return start;
}

type Gathering = {
  readonly atMs: number;
  readonly direction: 'sent' | 'received';
  /** Digits at the very end of the same direction's previous entry: this entry may go on with them. */
  readonly carriedDigits: number;
  readonly bytes: number[];
  total: number;
};

/** @param kept is called with each entry once it is complete and masked */
export function trafficLog(
  limits = LIMITS,
  kept: (entry: TrafficEntry) => void = () => undefined,
): TrafficLog {
  const entries: TrafficEntry[] = [];
  const hideFrom = limits.hideFromDigits ?? HIDE_FROM_DIGITS;
  const carried = { sent: 0, received: 0 };
  const withoutTracks = { sent: trackMask(), received: trackMask() };
  let gathering: Gathering | undefined;

  const keep = (entry: TrafficEntry): void => {
    entries.push(entry);
    if (entries.length > limits.entries) entries.shift();
    kept(entry);
  };

  const finishEntry = (): void => {
    if (!gathering) return;
    keep(shown(gathering, hideFrom));
    const start = openRunStart(gathering.bytes);
    const digits = gathering.bytes.slice(start).filter(isDigit).length;
    carried[gathering.direction] = start === 0 ? gathering.carriedDigits + digits : digits;
    gathering = undefined;
  };

  return {
    add(direction, bytes, atMs) {
      if (gathering?.direction !== direction) finishEntry();
      for (const byte of bytes) {
        gathering ??= { atMs, direction, carriedDigits: carried[direction], bytes: [], total: 0 };
        gathering.total += 1;
        const loggable = withoutTracks[direction](byte);
        if (gathering.bytes.length < limits.bytesPerEntry) gathering.bytes.push(loggable);
        // A line is the unit in which people read traffic, and the longest that a raw byte is held.
        if (byte === 0x0a || byte === 0x03) finishEntry();
      }
    },
    note(text, atMs, about) {
      finishEntry();
      const said = about === undefined ? { note: text } : { note: text, about };
      keep({ atMs, direction: 'note', bytes: new Uint8Array(0), totalBytes: 0, ...said });
    },
    rest: finishEntry,
    entries: () => (gathering ? [...entries, shown(gathering, hideFrom)] : [...entries]),
  };
}

const shown = (g: Gathering, hideFrom: number): TrafficEntry => ({
  atMs: g.atMs,
  direction: g.direction,
  bytes: hideOpenRuns(g, hideFrom),
  totalBytes: g.total,
});

/**
 * A run that an entry's edge cuts may be longer than what is seen of it: once it may lack no more than its last four
 * digits, none of it is shown.
 */
function hideOpenRuns({ bytes, carriedDigits }: Gathering, hideFrom: number): Uint8Array {
  const masked = maskDigits(Uint8Array.from(bytes), hideFrom);
  const hideOpenFrom = Math.max(1, hideFrom - KEEP_LAST_DIGITS);
  const hide = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (isDigit(masked[at] ?? 0)) masked[at] = ASTERISK;
  };
  const tail = openRunStart(bytes);
  if (bytes.slice(tail).filter(isDigit).length >= hideOpenFrom) hide(tail, bytes.length);
  let head = 0;
  while (head < bytes.length && (isDigit(bytes[head] ?? 0) || isSeparator(bytes[head] ?? 0))) head += 1;
  if (carriedDigits > 0 && carriedDigits + bytes.slice(0, head).filter(isDigit).length >= hideOpenFrom)
    hide(0, head);
  return masked;
}
