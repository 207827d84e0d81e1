import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CounterEvent, MachineCount, ReportProfile } from '../../../shared/devices/money-counter.ts';
import { fakeClock } from '../../fake-clock.ts';
import { reportMachineSimulator } from '../simulator/report-machine.ts';
import type { Pile } from '../simulator/report-machine.ts';
import { SAMPLE_PROFILES } from './profiles.ts';
import type { SampleName } from './profiles.ts';
import { readReport, tryProfile } from './read-report.ts';
import { MOST_LINES } from './reader.ts';

vi.setConfig({ testTimeout: 120_000 });

const NOON = Date.UTC(2026, 10, 19, 18, 30);
const { auditedBatch, noteList, coinList } = SAMPLE_PROFILES;

const reportOf = (sample: SampleName, pieces: Pile): string => {
  const machine = reportMachineSimulator({ clock: fakeClock(NOON), state: { sample } });
  machine.run(pieces);
  return machine.reports().at(-1) ?? '';
};
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const rawOf = (count: MachineCount): string => Buffer.from(count.raw, 'base64').toString('latin1');

function only(events: readonly CounterEvent[]): MachineCount {
  expect(events).toHaveLength(1);
  const [event] = events;
  if (event?.kind !== 'count') throw new Error(JSON.stringify(event));
  return event.count;
}
const refusals = (events: readonly CounterEvent[]): readonly string[] =>
  events.map((event) => (event.kind === 'refused' ? `${event.why}: ${event.line}` : 'count'));

const NOTES = [
  'REPORT NO. 7',
  'DENOM PIECES VALUE',
  '$100 2 200.00',
  '$20 13 260.00',
  '$1 4 4.00',
  'TOTAL 19 464.00',
  '*** END ***',
];

describe('a whole report', () => {
  it('is a count of its rows, highest first, under its number', () => {
    expect(only(readReport(NOTES, noteList))).toEqual({
      reportNumber: '7',
      medium: 'note',
      rows: [
        { denominationCents: 10_000, pieces: 2 },
        { denominationCents: 2000, pieces: 13 },
        { denominationCents: 100, pieces: 4 },
      ],
      totalPieces: 19,
      totalCents: 46_400,
      raw: Buffer.from(NOTES.map((line) => `${line}\n`).join('')).toString('base64'),
    });
  });

  it.each<[SampleName, Pile, string]>([
    ['auditedBatch', { 2000: 13, 500: 1, 100: 250 }, '2026-11-19 00001-0001-000'],
    ['noteList', { 10_000: 1234, 100: 7 }, '1'],
    ['coinList', { 25: 120, 1: 3 }, '#'],
  ])('of %s is what the machine counted', (sample, pieces, number) => {
    const count = only(readReport(bytes(reportOf(sample, pieces)), SAMPLE_PROFILES[sample], NOON));
    const read = Object.fromEntries(count.rows.map((row) => [row.denominationCents, row.pieces]));
    expect(read).toEqual(pieces);
    expect(count.reportNumber.startsWith(number)).toBe(true);
    expect(rawOf(count)).toBe(reportOf(sample, pieces).replace(/\r\n$/, '\r'));
  });

  it('bears the date that it prints in its number, because machines begin their numbers anew', () => {
    const dated = (date: string) => [...NOTES.slice(0, 1), date, ...NOTES.slice(1)];
    expect(only(readReport(dated('11/19/2026 14:12:00'), noteList)).reportNumber).toBe('2026-11-19 7');
    expect(only(readReport(dated('2026-11-20'), noteList)).reportNumber).toBe('2026-11-20 7');
    expect(only(readReport(dated('13/45/2026'), noteList)).reportNumber).toBe('7');
  });

  it('without a number is known by its bytes and its minute', () => {
    const report = bytes(reportOf('coinList', { 25: 4 }));
    const other = bytes(reportOf('coinList', { 25: 5 }));
    const number = (of: Uint8Array, atMs: number) => only(readReport(of, coinList, atMs)).reportNumber;
    expect(number(report, NOON)).toBe(number(report, NOON + 59_000));
    expect(number(report, NOON)).not.toBe(number(report, NOON + 60_000));
    expect(number(report, NOON)).not.toBe(number(other, NOON));
    expect(number(report, NOON)).toMatch(/^#[0-9a-f]{24}$/);
  });

  it('may tell one denomination in two rows, where a total proves them', () => {
    const twice = ['COIN PIECES', '25C 10', '25C 5', 'TOTAL $ 3.75', '-- END --'];
    expect(only(readReport(twice, coinList)).rows).toEqual([{ denominationCents: 25, pieces: 15 }]);
    const unproved = { ...coinList, total: null };
    expect(refusals(readReport(twice.toSpliced(3, 1), unproved))).toEqual(['row-unreadable: 25C 5']);
  });

  it('keeps no serial number of a note and no line of a check', () => {
    const listed = NOTES.toSpliced(
      5,
      0,
      'MB 12345678 A',
      'T021000021T 123456789U 1001',
      'DATE 11/19/2026 14:12:00',
    );
    const count = only(readReport(listed, noteList));
    expect(rawOf(count)).toContain('** ******** *');
    expect(rawOf(count)).toContain('DATE 11/19/2026 14:12:00');
    expect(rawOf(count)).not.toMatch(/12345678|021000021|123456789/);
    expect(rawOf(count)).toContain('$20 13 260.00');
  });
});

describe('a report is refused whole', () => {
  it.each<[string, readonly string[], ReportProfile, string]>([
    [
      'rows that do not make the total',
      NOTES.with(5, 'TOTAL 19 465.00'),
      noteList,
      'total-differs: TOTAL 19 465.00',
    ],
    [
      'pieces that do not make the total',
      NOTES.with(5, 'TOTAL 20 464.00'),
      noteList,
      'total-differs: TOTAL 20 464.00',
    ],
    ['a row lost on the line', NOTES.toSpliced(3, 1), noteList, 'total-differs: TOTAL 19 464.00'],
    ['a row whose value is wrong', NOTES.with(3, '$20 13 280.00'), noteList, 'total-differs: $20 13 280.00'],
    ['a three-dollar note', NOTES.with(3, '$3 13 39.00'), noteList, 'denomination-unknown: $3 13 39.00'],
    ['a coin among notes', NOTES.with(3, '$25 13 325.00'), noteList, 'denomination-unknown: $25 13 325.00'],
    ['no end', NOTES.slice(0, -1), noteList, 'not-whole: '],
    ['no total', NOTES.toSpliced(5, 1), noteList, 'not-whole: '],
    ['no row', [NOTES[0]!, 'TOTAL 0 0.00', NOTES[6]!], noteList, 'not-whole: '],
    ['no number', ['REPORT NO. ?', ...NOTES.slice(1)], noteList, 'not-whole: '],
    [
      'a value that is no figure',
      NOTES.with(5, 'TOTAL 19 4,64.00'),
      noteList,
      'row-unreadable: TOTAL 19 4,64.00',
    ],
    [
      'a row that no pattern knows, where no total is printed',
      ['COIN PIECES', '25C 10', '10C 1O', '-- END --'],
      { ...coinList, total: null },
      'row-unreadable: 10C 1O',
    ],
    ['a line without an end', NOTES.with(1, 'x'.repeat(300)), noteList, `too-long: ${'x'.repeat(200)}`],
    [
      'a report without an end',
      [...NOTES.slice(0, 2), ...Array<string>(MOST_LINES).fill('x')],
      noteList,
      'too-long: x',
    ],
  ])('%s', (_, lines, profile, refusal) => {
    expect(refusals(readReport(lines, profile))).toEqual([refusal]);
  });

  it('when the next one begins before its end; the next one stands by itself', () => {
    expect(refusals(readReport([...NOTES.slice(0, 4), ...NOTES], noteList))).toEqual([
      'not-whole: ',
      'count',
    ]);
  });

  it('and nothing after the line that refused it is read, until the next begins', () => {
    const bad = NOTES.with(2, '$3 1 3.00');
    expect(refusals(readReport([...bad, ...NOTES], noteList))).toEqual([
      'denomination-unknown: $3 1 3.00',
      'count',
    ]);
  });

  it('lines outside of reports are nothing', () => {
    expect(readReport(['$20 13 260.00', 'TOTAL 13 260.00', '*** END ***', 'hello'], noteList)).toEqual([]);
  });

  it('whichever digit of it is another one, or it says the same money', () => {
    const whole = bytes(reportOf('auditedBatch', { 2000: 13, 500: 1, 100: 25 }));
    const truth = only(readReport(whole, auditedBatch)).rows;
    const body = Buffer.from(whole).indexOf('DENOM');
    const digits = [...whole.keys()].filter((at) => at > body && whole[at]! >= 0x30 && whole[at]! <= 0x39);
    let refused = 0;
    for (const at of digits) {
      const changed = Uint8Array.from(whole);
      changed[at] = changed[at] === 0x39 ? 0x30 : changed[at]! + 1;
      const [event] = readReport(changed, auditedBatch);
      if (event?.kind === 'refused') refused += 1;
      // A denomination of which there is no piece may be called another.
      else expect(event?.count.rows).toEqual(truth);
    }
    expect(refused).toBeGreaterThan(40);
  });
});

describe('the test button', () => {
  it('says of each line what it was taken for, what was read, and why the report is refused', () => {
    const trial = tryProfile(
      noteList,
      bytes('hello\r\n' + NOTES.with(3, '$20 13 280.00').slice(0, 5).join('\r\n')),
    );
    expect(trial.problems).toEqual([]);
    expect(trial.lines).toEqual([
      { number: 1, text: 'hello', takenFor: ['outside'], values: {}, refused: [] },
      {
        number: 2,
        text: 'REPORT NO. 7',
        takenFor: ['start', 'number'],
        values: { number: '7' },
        refused: [],
      },
      { number: 3, text: 'DENOM PIECES VALUE', takenFor: ['not-used'], values: {}, refused: [] },
      {
        number: 4,
        text: '$100 2 200.00',
        takenFor: ['row'],
        values: { denom: '100', pieces: '2', value: '200.00' },
        refused: [],
      },
      {
        number: 5,
        text: '$20 13 280.00',
        takenFor: ['row'],
        values: { denom: '20', pieces: '13', value: '280.00' },
        refused: [{ why: 'total-differs', said: 'Pieces times denomination is not the value of this row.' }],
      },
      { number: 6, text: '$1 4 4.00', takenFor: ['outside'], values: {}, refused: [] },
    ]);
    expect(refusals(trial.events)).toEqual(['total-differs: $20 13 280.00']);
  });

  it('reads nothing by a profile that has problems', () => {
    const trial = tryProfile({ ...noteList, row: '(a+)+' }, bytes(NOTES.join('\n')));
    expect(trial.problems.map(({ problem }) => problem)).toEqual(['may-hang']);
    expect([trial.lines, trial.events]).toEqual([[], []]);
  });

  it('reads a whole capture as the driver does', () => {
    const report = bytes(reportOf('auditedBatch', { 2000: 13 }));
    expect(tryProfile(auditedBatch, report).events).toEqual(readReport(report, auditedBatch));
    expect(tryProfile(auditedBatch, report).lines[0]).toMatchObject({ takenFor: ['start', 'number'] });
    expect(tryProfile(auditedBatch, report).lines.at(-1)).toMatchObject({ takenFor: ['total', 'end'] });
  });
});

it('what a machine counts is what is read, for any pile and any sample', () => {
  const pile = fc.dictionary(
    fc.constantFrom('100', '500', '2000', '10000'),
    fc.integer({ min: 1, max: 99_999 }),
    {
      noNullPrototype: true,
    },
  );
  fc.assert(
    fc.property(pile, fc.constantFrom('auditedBatch', 'noteList'), (pieces, sample) => {
      const count = only(readReport(bytes(reportOf(sample, pieces)), SAMPLE_PROFILES[sample]));
      expect(
        Object.fromEntries(count.rows.map((row) => [String(row.denominationCents), row.pieces])),
      ).toEqual(pieces);
      expect(count.totalPieces).toBe(Object.values(pieces).reduce((a, b) => a + b, 0));
    }),
    { numRuns: 300 },
  );
});
