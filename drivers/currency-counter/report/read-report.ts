/** Reports read at once: from a capture, for a test, for the button that shows how a profile reads one. */
import type { CounterEvent, CountRefusal, ReportProfile } from '../../../shared/devices/money-counter.ts';
import { checkProfile } from './check-profile.ts';
import type { ProfileProblem } from './check-profile.ts';
import { linesOf, lineSplitter } from './lines.ts';
import type { Line } from './lines.ts';
import { countMaker } from './number.ts';
import { reportReader } from './reader.ts';
import type { LineReading, LineRole, Refused } from './reader.ts';

/**
 * All that these bytes or lines say. Whatever is unfinished at their end is not whole.
 * @param profile one in which `checkProfile` finds nothing
 * @param atMs when they came; a part of the number of reports that print none
 */
export function readReport(
  captured: Uint8Array | readonly string[],
  profile: ReportProfile,
  atMs = 0,
): readonly CounterEvent[] {
  const reader = reportReader(profile);
  const count = countMaker(profile);
  const events: CounterEvent[] = [];
  for (const line of allLines(captured)) {
    const { refused, whole } = reader.take(line);
    events.push(...refused.map(refusedEvent));
    if (whole) events.push({ kind: 'count', count: count(whole, atMs) });
  }
  const brokenOff = reader.breakOff();
  return brokenOff ? [...events, refusedEvent(brokenOff)] : events;
}

export const refusedEvent = ({ why, line }: Refused): CounterEvent => ({ kind: 'refused', why, line });

function allLines(captured: Uint8Array | readonly string[]): readonly Line[] {
  if (!(captured instanceof Uint8Array)) return linesOf(captured);
  const splitter = lineSplitter();
  const lines = splitter.push(captured);
  const last = splitter.flush();
  return last ? [...lines, last] : lines;
}

export type TriedLine = {
  /** From 1; empty lines count and are not listed. */
  readonly number: number;
  readonly text: string;
  readonly takenFor: readonly LineRole[];
  readonly values: Readonly<Record<string, string>>;
  readonly refused: readonly { readonly why: CountRefusal; readonly said: string }[];
};

export type Trial = {
  /** When there are any, nothing is read. */
  readonly problems: readonly ProfileProblem[];
  readonly lines: readonly TriedLine[];
  readonly events: readonly CounterEvent[];
};

/** Enough for any report that a person looks through. */
const MOST_TRIED_BYTES = 256 * 1024;

/** How a captured report is read by a profile, line by line, and why it is refused. Nothing of it is kept. */
export function tryProfile(profile: ReportProfile, captured: Uint8Array): Trial {
  const problems = checkProfile(profile);
  if (problems.length > 0) return { problems, lines: [], events: [] };
  const bytes = captured.subarray(0, MOST_TRIED_BYTES);
  const reader = reportReader(profile);
  const lines = withoutCrLf(allLines(bytes)).flatMap((line, n) => {
    const reading = reader.take(line);
    return line.text === '' && reading.refused.length === 0 ? [] : [triedLine(n + 1, line, reading)];
  });
  return { problems, lines, events: readReport(bytes, profile) };
}

function triedLine(number: number, line: Line, { roles, values, refused }: LineReading): TriedLine {
  return {
    number,
    text: line.text,
    takenFor: roles,
    values,
    refused: refused.map(({ why, said }) => ({ why, said })),
  };
}

/** The empty line between CR and LF is none to a person who counts lines. */
const withoutCrLf = (lines: readonly Line[]): readonly Line[] =>
  lines.filter((line, n) => !(line.raw === '\n' && lines[n - 1]?.raw.endsWith('\r')));
