import { describe, expect, it } from 'vitest';
import { decideResolve, nextCopy } from './rules.ts';
import type { PrintSaid } from './rules.ts';
import type { PrintStatus } from './types.ts';

const job = (status: PrintStatus, copy = 0) => ({ status, queued: { jobId: 'job-1', copy } });

describe('a print job', () => {
  it('that is unknown is ended only once, by a person', () => {
    const printed = decideResolve(job('unknown'), 'printed', 'rosa', {});
    expect(printed).toMatchObject({ ok: true, value: { resolution: 'printed', by: 'rosa' } });
    expect(decideResolve(job('printed'), 'printed', 'rosa', {})).toMatchObject({
      error: { code: 'PRINT_NOT_OPEN' },
    });
  });

  it('that failed before any byte cannot be declared printed', () => {
    expect(decideResolve(job('failed'), 'printed', 'rosa', {})).toMatchObject({
      error: { code: 'PRINT_NOT_STARTED' },
    });
  });

  it('is abandoned only with a reason', () => {
    expect(decideResolve(job('failed'), 'abandon', 'rosa', { reason: '  ' })).toMatchObject({
      error: { code: 'PRINT_REASON' },
    });
    expect(decideResolve(job('failed'), 'abandon', 'rosa', { reason: 'left' }).ok).toBe(true);
  });
});

describe('the copy number of the next print', () => {
  const said = (outcome: PrintSaid | null, copy = 0) => ({ outcome, queued: { copy } });

  it('stays 0, the original, while every earlier job failed before any byte', () => {
    expect(nextCopy([])).toBe(0);
    expect(nextCopy([said('failed'), said('failed')])).toBe(0);
  });

  it('is one more than any copy that may be on paper, and a job under way may be', () => {
    expect(nextCopy([said('unknown')])).toBe(1);
    expect(nextCopy([said(null)])).toBe(1);
    expect(nextCopy([said('printed'), said('unknown', 1), said('failed', 2)])).toBe(2);
  });
});
