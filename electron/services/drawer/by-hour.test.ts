import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/time.ts';
import { everyHour } from './by-hour.ts';

const hour = (text: string, payments: number) => ({
  hourStart: `2026-11-19T${text}:00:00.000Z` as Instant,
  payments,
});

describe('payments by hour', () => {
  it('keeps the lunch hour in which nobody paid', () => {
    expect(everyHour([hour('18', 3), hour('20', 2)], null)).toEqual([
      hour('18', 3),
      hour('19', 0),
      hour('20', 2),
    ]);
  });
  it('goes on to the hour that runs', () => {
    const now = '2026-11-19T20:31:00.000Z' as Instant;
    expect(everyHour([hour('18', 3)], now)).toEqual([hour('18', 3), hour('19', 0), hour('20', 0)]);
  });
  it('says nothing before the first payment', () => {
    expect(everyHour([], '2026-11-19T20:31:00.000Z' as Instant)).toEqual([]);
  });
  it('leaves a business date of several days as it is', () => {
    const rows = [hour('18', 3), { hourStart: '2026-11-21T18:00:00.000Z' as Instant, payments: 1 }];
    expect(everyHour(rows, null)).toEqual(rows);
  });
});
