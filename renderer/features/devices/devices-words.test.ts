import { describe, expect, it } from 'vitest';
import { instantFromMs } from '../../../shared/kernel/time.ts';
import { lasting, timeOfDay } from './moments.ts';
import { refusalAt } from './refusal-at.ts';
import {
  capturedProblem,
  pastedReport,
  problemsByField,
  refusedWords,
  takenForWords,
} from './report-trial.ts';
import { trafficFileName, trafficText } from './traffic-text.ts';

const at = (iso: string) => instantFromMs(Date.parse(iso));
const NOON = at('2026-11-19T18:00:00.000Z');
const CHICAGO = 'America/Chicago';

describe('times', () => {
  it.each([
    ['2026-11-19T17:59:31.000Z', 'less than a minute'],
    ['2026-11-19T17:59:00.000Z', '1 minute'],
    ['2026-11-19T17:39:00.000Z', '21 minutes'],
    ['2026-11-19T15:55:00.000Z', '2 hours 5 minutes'],
    ['2026-11-19T17:00:00.000Z', '1 hour'],
    ['2026-11-16T18:00:00.000Z', '3 days'],
    ['2026-11-19T18:00:05.000Z', 'less than a minute'],
  ])('since %s is %s', (from, words) => {
    expect(lasting(at(from), NOON)).toBe(words);
  });

  it('of another day carry their date, by the office’s calendar', () => {
    expect(timeOfDay(at('2026-11-19T06:30:00.000Z'), NOON, CHICAGO)).toBe('12:30:00 AM');
    expect(timeOfDay(at('2026-11-19T05:30:00.000Z'), NOON, CHICAGO, false)).toBe('Nov 18, 11:30 PM');
  });
});

describe('a refusal', () => {
  const places = ['device.name', 'device.settings.transport', 'device.settings.transport.host'];
  const about = (field: string) => ({ code: 'X', what: '', next: '', field });

  it('stands at the most exact place that its field names, and nowhere else', () => {
    const { at: standsAt, rest } = refusalAt(about('device.settings.transport.host'), places);
    expect(standsAt('device.settings.transport.host')).toBeDefined();
    expect(standsAt('device.settings.transport')).toBeUndefined();
    expect(rest).toBeUndefined();
  });

  it('about the whole of a part stands at the part', () => {
    expect(
      refusalAt(about('device.settings.transport'), places).at('device.settings.transport'),
    ).toBeDefined();
    expect(
      refusalAt(about('device.settings.transport.kind'), places).at('device.settings.transport'),
    ).toBeDefined();
  });

  it('about nothing of the form stands at its end', () => {
    expect(refusalAt(about('device.named'), places).rest).toBeDefined();
    expect(refusalAt({ code: 'X', what: '', next: '' }, places).rest).toBeDefined();
    expect(refusalAt(undefined, places).rest).toBeUndefined();
  });
});

describe('the trial of a report', () => {
  it('takes pasted lines as a machine ends them', () => {
    expect(atob(pastedReport('A\nB\r\n').base64)).toBe('A\r\nB\r\n');
  });

  it('says what it cannot take', () => {
    expect(capturedProblem({ name: 'a.txt', base64: '' })).toMatch(/empty/);
    expect(capturedProblem({ name: 'a.txt', base64: 'A'.repeat(90_004) })).toMatch(/65 kB/);
    expect(capturedProblem(pastedReport('REPORT'))).toBeNull();
  });

  it('puts a problem at the field it names', () => {
    expect(problemsByField(['row: The pattern is empty.', 'nothing']).get('row')).toBe(
      'The pattern is empty.',
    );
  });

  it('says why nothing is counted, and which line shows it', () => {
    expect(refusedWords('total differs: TOTAL: 9')).toEqual({
      why: 'Its rows do not add up to its total.',
      line: 'TOTAL: 9',
    });
    expect(refusedWords('not whole: ').line).toBe('');
    expect(refusedWords('').why).toBe('No line begins a report.');
  });

  it('says what a line was taken for', () => {
    expect(takenForWords('start, number')).toBe('Start, number');
    expect(takenForWords('row')).toBe('Denomination');
    expect(takenForWords('outside')).toBe('Outside a report');
  });
});

describe('the traffic as a file', () => {
  const file = {
    device: 'Coin sorter, back office',
    connection: 'Serial COM7, 9600 8N1',
    workstation: '03',
    savedAt: NOON,
    timeZone: CHICAGO,
    lines: [{ at: NOON, what: 'silence', text: 'no answer in 2.0 s' } as const],
  };

  it('names device, place, time and what is masked, then one line for each', () => {
    expect(trafficText(file)).toBe(
      [
        'Tillwright: traffic of Coin sorter, back office',
        'Workstation 03. Serial COM7, 9600 8N1.',
        'Saved 2026-11-19 12:00:00 PM, America/Chicago. Masked: no card or account number is kept.',
        '',
        '2026-11-19 12:00:00 PM  silence   no answer in 2.0 s',
        '',
      ].join('\n'),
    );
    expect(trafficFileName(file)).toBe('traffic-coin-sorter-back-office-2026-11-19.txt');
  });

  it('of a silent line says so', () => {
    expect(trafficText({ ...file, lines: [] })).toContain('Nothing went over its line');
  });
});
