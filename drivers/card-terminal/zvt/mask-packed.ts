/**
 * ZVT packs two digits into a byte, which a mask of printable digits does not see. This one goes before the traffic
 * log: every run of packed digits that holds something like a card number keeps its last four; a run at the end of
 * what has come so far is held back until it is known how it goes on.
 */
import { holdsCardNumber } from '../../../shared/kernel/card-number.ts';
import type { TrafficLog } from '../../transport/traffic-log.ts';
import { hex } from './protocol/bitmaps.ts';

const SHORTEST_BYTES = 6;
const LONGEST_BYTES = 12;
const KEPT_BYTES = 2;
const MASKED = 0xee;

const isPacked = (byte: number): boolean => byte >>> 4 <= 9 && (byte & 0x0f) <= 9;
/** A number with an odd count of digits ends with a half byte of F. */
const isLastPacked = (byte: number): boolean => byte >>> 4 <= 9 && (byte & 0x0f) === 0x0f;

/** Hides what looks like a packed card number at any byte of the run. */
function maskRun(run: readonly number[]): number[] {
  const masked = [...run];
  for (let from = 0; from + SHORTEST_BYTES < run.length; from += 1)
    for (let count = SHORTEST_BYTES + 1; count <= LONGEST_BYTES && from + count <= run.length; count += 1) {
      const digits = hex(Uint8Array.from(run.slice(from, from + count))).replace(/F$/, '');
      // On a serial line a byte of 10 is sent twice.
      if (holdsCardNumber(digits) || holdsCardNumber(digits.replaceAll('1010', '10')))
        masked.fill(MASKED, from, from + count - KEPT_BYTES);
    }
  return masked;
}

export function maskingPacked(log: TrafficLog): TrafficLog {
  const open: Record<'sent' | 'received', number[]> = { sent: [], received: [] };

  let lastAtMs = 0;

  const pass = (direction: 'sent' | 'received', bytes: readonly number[], atMs: number): void => {
    if (bytes.length > 0) log.add(direction, Uint8Array.from(bytes), atMs);
  };
  const flush = (direction: 'sent' | 'received', atMs: number): void => {
    const run = open[direction];
    open[direction] = [];
    pass(direction, maskRun(run), atMs);
  };

  const flushAll = (atMs: number): void => {
    flush('sent', atMs);
    flush('received', atMs);
  };

  return {
    add(direction, bytes, atMs) {
      lastAtMs = atMs;
      flush(direction === 'sent' ? 'received' : 'sent', atMs);
      for (const byte of bytes) {
        const run = open[direction];
        if (isPacked(byte)) {
          run.push(byte);
          if (run.length > 2 * LONGEST_BYTES) pass(direction, maskRun(run).slice(0, 1), atMs);
          if (run.length > 2 * LONGEST_BYTES) open[direction] = maskRun(run).slice(1);
          continue;
        }
        const whole = isLastPacked(byte) ? [...run, byte] : run;
        open[direction] = [];
        pass(direction, maskRun(whole), atMs);
        if (!isLastPacked(byte)) pass(direction, [byte], atMs);
      }
    },
    note(text, atMs, about) {
      lastAtMs = atMs;
      flushAll(atMs);
      log.note(text, atMs, about);
    },
    rest() {
      flushAll(lastAtMs);
      log.rest();
    },
    entries: () => log.entries(),
  };
}
