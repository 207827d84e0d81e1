/**
 * A report, line by line, by a profile. The whole report is believed or none of it: what does not add up, names money
 * that does not exist, or breaks off, is refused with the line that showed it.
 */
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { CountRefusal, MachineRow, ReportProfile } from '../../../shared/devices/money-counter.ts';
import { machineDenomination, machineDollars, machinePieces } from './amount.ts';
import { isDenomination } from './denominations.ts';
import type { Line } from './lines.ts';
import { strikeOut } from './redact.ts';

/** What a line was taken for. A line may be several: the first line of a report often bears its number. */
export type LineRole = 'outside' | 'start' | 'number' | 'row' | 'total' | 'end' | 'not-used';

export type Refused = {
  readonly why: CountRefusal;
  /** The line that showed it; empty when a line is missing. */
  readonly line: string;
  /** One sentence for the person who writes the profile. */
  readonly said: string;
};

export type WholeReport = {
  /** As printed; null where the profile has none. */
  readonly number: string | null;
  /** The first date printed in the report, as YYYY-MM-DD. */
  readonly date: string | null;
  readonly rows: readonly MachineRow[];
  readonly totalPieces: number;
  readonly totalCents: Cents;
  /** Line by line as it came, without the numbers of notes, tickets and checks. */
  readonly raw: string;
};

export type LineReading = {
  readonly roles: readonly LineRole[];
  /** What was read from it: `denom`, `pieces`, `value`, `number`, `date`, as printed. */
  readonly values: Readonly<Record<string, string>>;
  /** Two, when a report begins before the earlier one has ended and breaks off at once itself. */
  readonly refused: readonly Refused[];
  readonly whole?: WholeReport;
};

export const MOST_LINES = 4000;
export const MOST_REPORT_CHARS = 128 * 1024;

type Row = MachineRow & { readonly line: string };
type Printed = { readonly valueCents?: Cents; readonly pieces?: number; readonly line: string };

type Open = {
  number: string | null;
  date: string | null;
  rows: Row[];
  totals: Printed[];
  raw: string[];
  lines: number;
  chars: number;
};

export type ReportReader = {
  readonly isInside: boolean;
  take(line: Line): LineReading;
  /** Silence, or the end of the line: a report that is not finished by now is not whole. */
  breakOff(): Refused | undefined;
};

/** @param profile one in which `checkProfile` finds nothing */
export function reportReader(profile: ReportProfile): ReportReader {
  const patterns = {
    start: new RegExp(profile.start),
    row: new RegExp(profile.row),
    total: profile.total === null ? null : new RegExp(profile.total),
    number: profile.reportNumber === null ? null : new RegExp(profile.reportNumber),
    end: new RegExp(profile.end),
  };
  let open: Open | undefined;

  function breakOff(): Refused | undefined {
    if (!open) return undefined;
    open = undefined;
    return { why: 'not-whole', line: '', said: 'The report broke off before its last line.' };
  }

  function refuse(refused: Refused, so: Pick<LineReading, 'roles' | 'values'>): LineReading {
    // What follows of this report is outside of any, and not looked at until the next one begins.
    open = undefined;
    return { ...so, refused: [refused] };
  }

  function take(line: Line): LineReading {
    const { text } = line;
    const starts = text !== '' && !line.tooLong && patterns.start.test(text);
    const brokenOff = starts ? breakOff() : undefined;
    if (starts) open = { number: null, date: null, rows: [], totals: [], raw: [], lines: 0, chars: 0 };
    if (!open) return { roles: ['outside'], values: {}, refused: [] };
    const reading = readInside(open, line, starts);
    return brokenOff ? { ...reading, refused: [brokenOff, ...reading.refused] } : reading;
  }

  function readInside(report: Open, line: Line, starts: boolean): LineReading {
    report.lines += 1;
    report.chars += line.raw.length;
    const roles: LineRole[] = starts ? ['start'] : [];
    const values: Record<string, string> = {};
    const so = { roles, values, refused: [] };
    if (line.tooLong || report.lines > MOST_LINES || report.chars > MOST_REPORT_CHARS)
      return refuse(tooLong(line), so);
    if (line.text === '') {
      report.raw.push(line.raw);
      return { ...so, roles: ['not-used'] };
    }
    const refused = readFigures(report, line.text, so);
    if (refused) return refuse(refused, so);
    const ends = patterns.end.test(line.text);
    if (ends) roles.push('end');
    const used = roles.length > 0;
    if (!used) roles.push('not-used');
    report.raw.push(used ? line.raw : strikeOut(line.raw));
    if (!ends) return so;
    open = undefined;
    const whole = finish(report, profile);
    return 'why' in whole ? { ...so, refused: [whole] } : { ...so, whole };
  }

  /** Number, date, total or row: what the line says goes into the report. */
  function readFigures(
    report: Open,
    text: string,
    { roles, values }: { readonly roles: LineRole[]; readonly values: Record<string, string> },
  ): Refused | undefined {
    const date = printedDate(text);
    if (date !== undefined && report.date === null) {
      report.date = date;
      values['date'] = date;
    }
    const number = patterns.number?.exec(text)?.groups?.['number']?.trim().slice(0, 40);
    if (number !== undefined && number !== '') {
      report.number ??= number;
      values['number'] = number;
      roles.push('number');
    }
    const total = patterns.total?.exec(text)?.groups;
    if (total) return readTotal(report, text, total, roles, values);
    const row = patterns.row.exec(text)?.groups;
    if (row) return readRow(report, text, row, roles, values);
    if (
      roles.length === 0 &&
      profile.total === null &&
      /\d/.test(withoutDate(text)) &&
      !patterns.end.test(text)
    )
      return {
        why: 'row-unreadable',
        line: strikeOut(text),
        said: 'Without a printed total, a line with figures that no pattern knows may be a row that was damaged.',
      };
    return undefined;
  }

  function readTotal(
    report: Open,
    text: string,
    groups: Readonly<Record<string, string>>,
    roles: LineRole[],
    values: Record<string, string>,
  ): Refused | undefined {
    roles.push('total');
    note(values, groups);
    const valueCents = optional(groups['value'], machineDollars);
    const pieces = optional(groups['pieces'], machinePieces);
    if (valueCents === 'unreadable' || pieces === 'unreadable' || (valueCents ?? pieces) === undefined)
      return unreadable(text, 'The total is not a figure.');
    report.totals.push({
      line: text,
      ...(valueCents === undefined ? {} : { valueCents }),
      ...(pieces === undefined ? {} : { pieces }),
    });
    return undefined;
  }

  function readRow(
    report: Open,
    text: string,
    groups: Readonly<Record<string, string>>,
    roles: LineRole[],
    values: Record<string, string>,
  ): Refused | undefined {
    roles.push('row');
    note(values, groups);
    const denominationCents = machineDenomination(groups['denom'] ?? '', profile.denomUnit);
    const pieces = machinePieces(groups['pieces'] ?? '');
    const valueCents = optional(groups['value'], machineDollars);
    if (denominationCents === undefined || pieces === undefined || valueCents === 'unreadable')
      return unreadable(text, 'A denomination, a number of pieces or a value is not a figure.');
    if (!isDenomination(profile.medium, denominationCents))
      return {
        why: 'denomination-unknown',
        line: text,
        said: `There is no ${profile.medium} of ${groups['denom'] ?? ''}.`,
      };
    if (valueCents !== undefined && valueCents !== denominationCents * pieces)
      return {
        why: 'total-differs',
        line: text,
        said: 'Pieces times denomination is not the value of this row.',
      };
    report.rows.push({ denominationCents, pieces, line: text });
    return undefined;
  }

  return {
    get isInside() {
      return open !== undefined;
    },
    take,
    breakOff,
  };
}

const unreadable = (line: string, said: string): Refused => ({ why: 'row-unreadable', line, said });

const tooLong = (line: Line): Refused => ({
  why: 'too-long',
  line: strikeOut(line.text),
  said: `A line has at most 200 characters, a report at most ${MOST_LINES} lines and ${MOST_REPORT_CHARS} characters.`,
});

function note(values: Record<string, string>, groups: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(groups)) if (text !== undefined) values[name] = text;
}

/** A group that took no part in the match, or matched nothing, is not printed. */
function optional<T>(
  text: string | undefined,
  read: (text: string) => T | undefined,
): T | undefined | 'unreadable' {
  if (text === undefined || text.trim() === '') return undefined;
  return read(text) ?? 'unreadable';
}

const US_DATE = /\b(\d{2})\/(\d{2})\/(\d{4})\b/;
const ISO_DATE = /\b(\d{4})-(\d{2})-(\d{2})\b/;

function printedDate(text: string): string | undefined {
  const us = US_DATE.exec(text);
  const [, year = '', month = '', day = ''] = us
    ? ['', us[3], us[1], us[2]]
    : (ISO_DATE.exec(text) ?? ['', undefined, undefined, undefined]);
  const possible =
    /^\d{4}$/.test(year) && /^(?:0[1-9]|1[0-2])$/.test(month) && /^(?:0[1-9]|[12]\d|3[01])$/.test(day);
  return possible ? `${year}-${month}-${day}` : undefined;
}

const withoutDate = (text: string): string =>
  text
    .replace(US_DATE, '')
    .replace(ISO_DATE, '')
    .replace(/\b\d{1,2}:\d{2}(?::\d{2})?\b/, '');

function finish(report: Open, profile: ReportProfile): WholeReport | Refused {
  const totalPieces = report.rows.reduce((sum, row) => sum + row.pieces, 0);
  const totalCents = sumCents(report.rows.map((row) => row.denominationCents * row.pieces));
  const missing = missingLine(report, profile);
  if (missing !== undefined) return { why: 'not-whole', line: '', said: missing };
  const merged = mergedRows(report.rows);
  if (profile.total === null && merged.length < report.rows.length)
    return unreadable(
      report.rows.at(-1)?.line ?? '',
      'A denomination comes twice, and no total says whether rightly.',
    );
  for (const total of report.totals) {
    const differs =
      (total.valueCents !== undefined && total.valueCents !== totalCents) ||
      (total.pieces !== undefined && total.pieces !== totalPieces);
    if (differs)
      return { why: 'total-differs', line: total.line, said: 'The rows do not add up to the printed total.' };
  }
  return {
    number: report.number,
    date: report.date,
    rows: merged.filter((row) => row.pieces > 0),
    totalPieces,
    totalCents,
    raw: report.raw.join(''),
  };
}

function missingLine(report: Open, profile: ReportProfile): string | undefined {
  if (report.rows.length === 0) return 'The report has no row.';
  if (profile.total !== null && report.totals.length === 0) return 'The report has no total.';
  if (profile.reportNumber !== null && report.number === null) return 'The report has no number.';
  return undefined;
}

/** Old and new notes of one denomination may be two rows; a denomination is told once. Highest first. */
function mergedRows(rows: readonly MachineRow[]): readonly MachineRow[] {
  const pieces = new Map<Cents, number>();
  for (const row of rows)
    pieces.set(row.denominationCents, (pieces.get(row.denominationCents) ?? 0) + row.pieces);
  return [...pieces]
    .map(([denominationCents, count]) => ({ denominationCents, pieces: count }))
    .sort((a, b) => b.denominationCents - a.denominationCents);
}
