/**
 * A line written down: what was said over it, which way, when, and what became of the line. JSON Lines, so that a file
 * whose end is missing still reads up to there in any viewer; our reader takes it whole or not at all.
 *
 *     {"capture":1,"line":"serial /dev/ttyUSB0 9600"}
 *     {"atMs":1795256134000,"direction":"note","base64":"","totalBytes":0,"note":"…: opened","about":"opened"}
 *     {"atMs":1795256134120,"direction":"received","base64":"AkE3Aw==","totalBytes":4}
 *
 * Bytes are masked before they are written (`traffic-log.ts`): a run of digits as long as a card number keeps its last
 * four. Frames that carry a checksum over such a run no longer agree with it when they are replayed.
 */
import { z } from 'zod';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Clock } from '../clock.ts';
import { trafficLog } from './traffic-log.ts';
import type { TrafficEntry, TrafficLog } from './traffic-log.ts';

export type Capture = {
  /** The transport's name: `tcp 10.0.0.5:9100`. */
  readonly line: string;
  readonly entries: readonly TrafficEntry[];
};

const header = z.strictObject({ capture: z.literal(1), line: z.string() });

const entry = z.strictObject({
  atMs: z.int().min(0),
  direction: z.enum(['sent', 'received', 'note']),
  base64: z.base64(),
  totalBytes: z.int().min(0),
  note: z.string().optional(),
  about: z.enum(['opened', 'hung-up', 'silence', 'plan']).optional(),
});

/** One line of the file, its end included. */
const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

const headerLine = (line: string): string => jsonLine({ capture: 1, line } satisfies z.infer<typeof header>);

const entryLine = ({ bytes, ...rest }: TrafficEntry): string =>
  jsonLine({ ...rest, base64: Buffer.from(bytes).toString('base64') } satisfies z.infer<typeof entry>);

export const writtenCapture = ({ line, entries }: Capture): string =>
  [headerLine(line), ...entries.map(entryLine)].join('');

/** Refused with CAPTURE_NOT_ONE or CAPTURE_LINE, whose value is the number of the line, the header being 1. */
export function readCapture(text: string): Result<Capture> {
  const [first = '', ...lines] = text.split('\n');
  const head = parsedLine(header, first);
  if (!head.ok) return refuse('CAPTURE_NOT_ONE', { params: { reason: head.reason } });
  if (lines.at(-1) !== '') return badLine(lines.length + 1, 'it has no end');
  const entries: TrafficEntry[] = [];
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const parsed = parsedLine(entry, line);
    if (!parsed.ok) return badLine(index + 2, parsed.reason);
    const { atMs, direction, base64, totalBytes, note, about } = parsed.value;
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
    if (bytes.length > totalBytes) return badLine(index + 2, 'it holds more bytes than it counts');
    if ((direction === 'note') !== (note !== undefined))
      return badLine(index + 2, 'a note has words, and nothing else has');
    entries.push({
      atMs,
      direction,
      bytes,
      totalBytes,
      ...(note === undefined ? {} : { note }),
      ...(about === undefined ? {} : { about }),
    });
  }
  return ok({ line: head.value.line, entries });
}

const badLine = (line: number, reason: string) =>
  refuse('CAPTURE_LINE', { field: `line ${line}`, value: String(line), params: { reason } });

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

function parsedLine<T>(shape: z.ZodType<T>, line: string): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, reason: line === '' ? 'it is empty' : 'it is not JSON' };
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.') ?? '';
  return { ok: false, reason: `${at === '' ? '' : `${at}: `}${issue?.message ?? 'not as expected'}` };
}

/** Longer than the gap between two bytes of one message at 1200 baud, shorter than a person's. */
const REST_MS = 200;
const MOST_BYTES = 4096;

export type CaptureLog = TrafficLog & {
  /** Writes what is still gathered. */
  end(): void;
};

export type CaptureParts = {
  /** The transport's name. */
  readonly line: string;
  readonly clock: Clock;
  /** Takes one whole line of the file at a time, its end included. */
  readonly write: (line: string) => void;
  /** Is told each entry as it is written. */
  readonly told?: (entry: TrafficEntry) => void;
  readonly hideFromDigits?: number;
};

/**
 * For `recordedTransport`: everything that goes over the line is written, whole and masked. An entry is a line of text,
 * a message up to its ETX, or what came until the line rested; a long one is written in pieces.
 */
export function captureLog({ line, clock, write, told, hideFromDigits }: CaptureParts): CaptureLog {
  write(headerLine(line));
  const limits = {
    entries: 1,
    // A piece ends at MOST_BYTES or with the chunk that passes it.
    bytesPerEntry: Number.MAX_SAFE_INTEGER,
    ...(hideFromDigits === undefined ? {} : { hideFromDigits }),
  };
  let gathered = 0;
  let cancel: () => void = () => undefined;
  const log = trafficLog(limits, (made) => {
    gathered = 0;
    write(entryLine(made));
    told?.(made);
  });
  return {
    ...log,
    add(direction, bytes, atMs) {
      cancel();
      gathered += bytes.length;
      log.add(direction, bytes, atMs);
      if (gathered >= MOST_BYTES) log.rest();
      else cancel = clock.after(REST_MS, log.rest);
    },
    end() {
      cancel();
      log.rest();
    },
  };
}
