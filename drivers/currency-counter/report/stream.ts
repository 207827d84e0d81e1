/**
 * The line of a machine that reports by itself: bytes in, whole reports out. Any chunking gives the same; silence in the
 * middle of a report ends it. Memory is bounded by one line of 200 characters and one report.
 */
import type { CounterEvent, ReportProfile } from '../../../shared/devices/money-counter.ts';
import type { Clock } from '../../clock.ts';
import { lineSplitter } from './lines.ts';
import type { Line } from './lines.ts';
import type { CountMaker } from './number.ts';
import { refusedEvent } from './read-report.ts';
import { reportReader } from './reader.ts';

export type ReportStreamParts = {
  readonly profile: ReportProfile;
  readonly clock: Clock;
  readonly count: CountMaker;
  /** What silence has ended, or finished: a last line may have no end. */
  readonly late: (event: CounterEvent) => void;
  /** Each line as it came, in a report or not. */
  readonly seen?: (line: Line) => void;
};

export type ReportStream = {
  push(bytes: Uint8Array): readonly CounterEvent[];
  /** The line is lost: what has come of a report is not whole. */
  end(): readonly CounterEvent[];
  /** Since the beginning: how many bytes came, and how many of them no report consists of. */
  readonly noise: { readonly bytes: number; readonly unreadable: number };
};

export function reportStream({ profile, clock, count, late, seen }: ReportStreamParts): ReportStream {
  const splitter = lineSplitter();
  const reader = reportReader(profile);
  let bytesSeen = 0;
  let unreadable = 0;
  let cancelIdle: () => void = () => undefined;

  function take(line: Line): readonly CounterEvent[] {
    seen?.(line);
    const { refused, whole } = reader.take(line);
    return [
      ...refused.map(refusedEvent),
      ...(whole ? [{ kind: 'count', count: count(whole, clock.nowMs()) } as const] : []),
    ];
  }

  function breakOff(): readonly CounterEvent[] {
    const last = splitter.flush();
    const events = last ? take(last) : [];
    const brokenOff = reader.breakOff();
    return brokenOff ? [...events, refusedEvent(brokenOff)] : events;
  }

  return {
    push(bytes) {
      cancelIdle();
      bytesSeen += bytes.length;
      for (const byte of bytes) if (!isReportByte(byte)) unreadable += 1;
      const events = splitter.push(bytes).flatMap(take);
      cancelIdle = clock.after(profile.idleMs, () => {
        for (const event of breakOff()) late(event);
      });
      return events;
    },
    end() {
      cancelIdle();
      return breakOff();
    },
    get noise() {
      return { bytes: bytesSeen, unreadable };
    },
  };
}

/** Text, blanks, and the controls that reports to printers hold. A wrong speed gives mostly others. */
const isReportByte = (byte: number): boolean =>
  (byte >= 0x20 && byte <= 0x7e) ||
  (byte >= 0x09 && byte <= 0x0d) ||
  [0x02, 0x03, 0x04, 0x1b, 0x1d].includes(byte);
