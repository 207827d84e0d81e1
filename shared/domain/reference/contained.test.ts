import { describe, expect, it } from 'vitest';
import type { BusinessDate, Instant } from '../../kernel/time.ts';
import { batchNumberOf, containedInExtract, startOfDate } from './contained.ts';

const PHOENIX = 'America/Phoenix';
const asOf = '2026-11-19' as BusinessDate;
const posted = (postedAt: string, exportedIn: string | null = null) => ({
  postedAt: postedAt as Instant,
  exportedIn,
});

describe('whether an extract contains an own payment', () => {
  it('goes by the batch when the extract names one, whatever the dates say', () => {
    const extract = { asOf, lastPostingBatch: '000012' };
    expect(containedInExtract(extract, posted('2026-12-24T00:00:00.000Z', 'P-000012'), PHOENIX)).toBe(true);
    expect(containedInExtract(extract, posted('2026-01-01T00:00:00.000Z', 'P-000013'), PHOENIX)).toBe(false);
    expect(containedInExtract(extract, posted('2026-01-01T00:00:00.000Z'), PHOENIX)).toBe(false);
  });

  it('contains nothing by a batch name without a number', () => {
    const extract = { asOf, lastPostingBatch: 'none' };
    expect(containedInExtract(extract, posted('2026-01-01T00:00:00.000Z', 'P-000001'), PHOENIX)).toBe(false);
  });

  it('goes by the instant when it says one, inclusive', () => {
    const extract = { asOf, asOfInstant: '2026-11-19T03:00:00.000Z' as Instant };
    expect(containedInExtract(extract, posted('2026-11-19T03:00:00.000Z'), PHOENIX)).toBe(true);
    expect(containedInExtract(extract, posted('2026-11-19T03:00:00.001Z'), PHOENIX)).toBe(false);
  });

  it('else goes by the beginning of its date where the office is', () => {
    // Midnight in Phoenix is 7:00 UTC.
    expect(startOfDate(asOf, PHOENIX)).toBe('2026-11-19T07:00:00.000Z');
    expect(containedInExtract({ asOf }, posted('2026-11-19T06:59:59.999Z'), PHOENIX)).toBe(true);
    expect(containedInExtract({ asOf }, posted('2026-11-19T07:00:00.000Z'), PHOENIX)).toBe(false);
  });

  it('knows that a date may begin at another hour in summer', () => {
    expect(startOfDate('2026-07-01' as BusinessDate, 'America/New_York')).toBe('2026-07-01T04:00:00.000Z');
    expect(startOfDate('2026-12-01' as BusinessDate, 'America/New_York')).toBe('2026-12-01T05:00:00.000Z');
  });
});

describe('a batch number', () => {
  it.each([
    ['P-000012', 12],
    ['000000', 0],
    ['7', 7],
    ['2026-11/0004 final', 4],
  ])('%s is %i', (batch, number) => {
    expect(batchNumberOf(batch)).toBe(number);
  });
  it('is none where there is no digit', () => {
    expect(batchNumberOf('none')).toBeUndefined();
  });
});
