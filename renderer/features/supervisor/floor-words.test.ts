import { describe, expect, it } from 'vitest';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import {
  byHourText,
  hourText,
  isUndepositedLate,
  netOverShort,
  overShortText,
  tenderShares,
  undepositedText,
} from './floor-words.ts';

const date = '2026-11-18' as BusinessDate;

describe('the floor in words', () => {
  it('says every bar of the hours, and which hour is not over', () => {
    expect(
      byHourText([
        { hour: 8, payments: 5, running: false },
        { hour: 13, payments: 8, running: true },
      ]),
    ).toBe('Payments by hour: 5 at 8 AM, 8 so far at 1 PM.');
    expect([hourText(0), hourText(12)]).toEqual(['12 AM', '12 PM']);
  });

  it('says over and short of each close and nets them', () => {
    const days = [
      { date, label: 'Drawer 1, session 1', differenceCents: 300 },
      { date, label: 'Drawer 4, session 1', differenceCents: -325 },
      { date, label: 'Mail desk, session 1', differenceCents: 0 },
    ];
    expect(overShortText(days)).toBe(
      'Over and short: Nov 18, drawer 1, session 1, over 3.00, Nov 18, drawer 4, session 1, short 3.25, Nov 18, mail desk, session 1, even.',
    );
    expect(netOverShort(days)).toBe(-25);
  });

  it('leaves out kinds of tender that nobody brought', () => {
    expect(
      tenderShares([
        { kind: 'cash', cents: 811_840, items: 53 },
        { kind: 'voucher', cents: 0, items: 0 },
      ]),
    ).toEqual([{ id: 'cash', label: 'Cash', cents: 811_840 }]);
  });

  it('warns of undeposited money from the limit on, and not of none', () => {
    expect(undepositedText({ cents: 549_268, oldestHours: 20, limitHours: 24 })).toBe(
      'Undeposited 5,492.68: oldest 20 hours, limit 24',
    );
    expect(isUndepositedLate({ cents: 1, oldestHours: 24, limitHours: 24 })).toBe(true);
    expect(isUndepositedLate({ cents: 0, oldestHours: 99, limitHours: 24 })).toBe(false);
  });
});
