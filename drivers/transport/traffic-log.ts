/**
 * What went over the wire, for people who look for a fault: masked before it is kept, bounded in entries and in bytes.
 *
 * Masking cannot work chunk by chunk, because a serial line may deliver a card number digit by digit. So bytes of one
 * direction gather in a short raw tail; what is kept or shown is always masked, and a run of digits that may still be
 * going on is hidden whole.
 */

export type TrafficEntry = {
  readonly atMs: number;
  readonly direction: 'sent' | 'received' | 'note';
  /** Masked bytes; empty for a note. */
  readonly bytes: Uint8Array;
  /** How many bytes there were, also when not all are kept. */
  readonly totalBytes: number;
  /** `connected`, `closed: hung up`, `no answer in 2000 ms` … */
  readonly note?: string;
};

export type TrafficLimits = {
  readonly entries: number;
  readonly bytesPerEntry: number;
};

export type TrafficLog = {
  add(direction: 'sent' | 'received', bytes: Uint8Array, atMs: number): void;
  note(text: string, atMs: number): void;
  /** Oldest first. */
  entries(): readonly TrafficEntry[];
};

/** Shorter than any card number, and longer than an amount, a date or a receipt number. */
const HIDE_FROM_DIGITS = 12;
const KEEP_LAST_DIGITS = 4;
const LONGEST_RUN = 40;
const ASTERISK = 0x2a;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSeparator = (byte: number): boolean => byte === 0x20 || byte === 0x2d;

/** Every run of 12 and more digits, also when single spaces or hyphens part them, keeps only its last four. */
export function maskDigits(bytes: Uint8Array): Uint8Array {
  const masked = Uint8Array.from(bytes);
  let run: number[] = [];
  const endRun = (): void => {
    if (run.length >= HIDE_FROM_DIGITS)
      for (const at of run.slice(0, -KEEP_LAST_DIGITS)) masked[at] = ASTERISK;
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

export function trafficLog(limits: TrafficLimits = { entries: 400, bytesPerEntry: 512 }): TrafficLog {
  const kept: TrafficEntry[] = [];
  const carried = { sent: 0, received: 0 };
  let gathering: Gathering | undefined;

  const keep = (entry: TrafficEntry): void => {
    kept.push(entry);
    if (kept.length > limits.entries) kept.shift();
  };

  const finishEntry = (): void => {
    if (!gathering) return;
    keep(shown(gathering));
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
        if (gathering.bytes.length < limits.bytesPerEntry) gathering.bytes.push(byte);
        // A line is the unit in which people read traffic, and the longest that a raw byte is held.
        if (byte === 0x0a || byte === 0x03) finishEntry();
      }
    },
    note(text, atMs) {
      finishEntry();
      keep({ atMs, direction: 'note', bytes: new Uint8Array(0), totalBytes: 0, note: text });
    },
    entries: () => (gathering ? [...kept, shown(gathering)] : [...kept]),
  };
}

const shown = (g: Gathering): TrafficEntry => ({
  atMs: g.atMs,
  direction: g.direction,
  bytes: hideOpenRuns(g),
  totalBytes: g.total,
});

/** A run that an entry's edge cuts may be longer than what is seen of it: of eight and more such digits none is shown. */
function hideOpenRuns({ bytes, carriedDigits }: Gathering): Uint8Array {
  const masked = maskDigits(Uint8Array.from(bytes));
  const hideFrom = HIDE_FROM_DIGITS - KEEP_LAST_DIGITS;
  const hide = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (isDigit(masked[at] ?? 0)) masked[at] = ASTERISK;
  };
  const tail = openRunStart(bytes);
  if (bytes.slice(tail).filter(isDigit).length >= hideFrom) hide(tail, bytes.length);
  let head = 0;
  while (head < bytes.length && (isDigit(bytes[head] ?? 0) || isSeparator(bytes[head] ?? 0))) head += 1;
  if (carriedDigits > 0 && carriedDigits + bytes.slice(0, head).filter(isDigit).length >= hideFrom)
    hide(0, head);
  return masked;
}
