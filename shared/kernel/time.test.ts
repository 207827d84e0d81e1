import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOf,
  daysBetween,
  formatBusinessDate,
  formatDate,
  formatDayMonth,
  formatTime,
  hourOf,
  instantFromMs,
  instantToMs,
  isTimeZone,
  parseDate,
  parseInstant,
} from './time.ts';
import type { BusinessDate, Instant } from './time.ts';

const anyDate = fc
  .integer({ min: 0, max: 60_000 })
  .map((days) => instantFromMs(days * 86_400_000).slice(0, 10) as BusinessDate);
const evening = '2026-11-20T05:31:06.000Z' as Instant;

describe('dates', () => {
  it.each(['2026-11-19', '2024-02-29', '2000-01-01'])('%s is one', (text) => {
    expect(parseDate(text, 'dueDate').ok).toBe(true);
  });
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '11/19/2026',
    '2026-11-19T00:00',
    '',
    '20261119',
    '2026-11-31',
  ])('“%s” is none, and the field and value are named', (text) => {
    expect(parseDate(text, 'dueDate')).toEqual({
      ok: false,
      error: { code: 'NOT_A_DATE', field: 'dueDate', value: text },
    });
  });
  it('count days over the end of months, years and daylight saving time', () => {
    expect(daysBetween('2026-09-17' as BusinessDate, '2026-11-19' as BusinessDate)).toBe(63);
    expect(daysBetween('2026-11-19' as BusinessDate, '2026-09-17' as BusinessDate)).toBe(-63);
    expect(addDays('2026-12-31' as BusinessDate, 1)).toBe('2027-01-01');
  });
  it('go forth and back by the same days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
  it('read as people write them', () => {
    const date = '2026-11-19' as BusinessDate;
    expect(formatDate(date)).toBe('Nov 19, 2026');
    expect(formatDate(date, 'es')).toBe('19 nov 2026');
    expect(formatDayMonth(date)).toBe('Nov 19');
    expect(formatDayMonth(date, 'es')).toBe('19 nov');
    expect(formatBusinessDate(date)).toBe('Thu Nov 19, 2026');
  });
});

describe('instants', () => {
  it.each([
    '2026-11-19T21:31:06Z',
    '2026-11-19 21:31:06.000Z',
    '2026-11-19T21:31:06.000+01:00',
    '2026-13-19T21:31:06.000Z',
  ])('“%s” is none', (text) => {
    expect(parseInstant(text, 'at').ok).toBe(false);
  });
  it('keep their milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
        const instant = instantFromMs(ms);
        expect(parseInstant(instant, 'at').ok).toBe(true);
        expect(instantToMs(instant)).toBe(ms);
      }),
    );
  });
  it('fall on the office’s own date and hour, not on the UTC one', () => {
    expect(dateOf(evening, 'America/Phoenix')).toBe('2026-11-19');
    expect(hourOf(evening, 'America/Phoenix')).toBe(22);
    expect(formatTime(evening, 'America/Phoenix')).toBe('10:31 PM');
    expect(formatTime(evening, 'America/Phoenix', true)).toBe('10:31:06 PM');
  });
  it('read 12 for noon and for midnight', () => {
    expect(formatTime('2026-11-19T12:05:00.000Z' as Instant, 'UTC')).toBe('12:05 PM');
    expect(formatTime('2026-11-19T00:05:00.000Z' as Instant, 'UTC')).toBe('12:05 AM');
  });
  it('know a time zone from a word', () => {
    expect(isTimeZone('America/Phoenix')).toBe(true);
    expect(isTimeZone('Phoenix')).toBe(false);
  });
});
