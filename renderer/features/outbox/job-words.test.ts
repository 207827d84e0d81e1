import { expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/time.ts';
import { jobTitle, jobWords, kickWords, slipWords } from './job-words.ts';
import type { PrintJob } from './job-words.ts';

const job = (changes: Partial<PrintJob>): PrintJob => ({
  jobId: 'j1',
  status: 'printed',
  subject: 'Receipt 03-018462',
  subjectId: 'p1',
  kind: 'receipt',
  copy: 0,
  kick: null,
  fault: null,
  mayPrintOriginal: false,
  slipStep: null,
  queuedAt: '2026-11-19T21:31:06.000Z' as Instant,
  endedAt: '2026-11-19T21:31:07.000Z' as Instant,
  requestedBy: 'rosa',
  ...changes,
});

it('says when it was confirmed, and that it was the original', () => {
  expect(jobWords(job({}), 'America/Phoenix')).toEqual({
    tone: 'ok',
    state: 'Printed',
    text: 'Confirmed 2:31:07 PM. The original.',
  });
});

it('says what stands, what to do, and whether the copy will be a DUPLICATE', () => {
  const failed = { status: 'failed', fault: 'cover open' } as const;
  expect(jobWords(job({ ...failed, mayPrintOriginal: true }), 'UTC')).toMatchObject({
    state: 'Not printed: cover open',
    text: 'The payment is posted. Close the cover, then print.',
  });
  expect(jobWords(job(failed), 'UTC').text).toMatch(/The copy will say DUPLICATE\.$/);
});

it('never says that the drawer opened when nothing reached the printer', () => {
  expect(kickWords(job({ kick: 'opened' }), true)).toBe('Drawer opened, still open');
  expect(kickWords(job({ status: 'failed', kick: null }), false)).toMatch(/^Drawer not opened/);
  expect(kickWords(job({ status: 'reprinted', kick: null }), false)).toMatch(/^Drawer not opened/);
  expect(kickWords(job({ status: 'sent' }), false)).toBe('Drawer is being opened');
  expect(kickWords(job({ kick: 'not-opened' }), false)).toBe('Drawer did not open: use its key');
});

it('asks the person when the printer cannot tell', () => {
  const words = jobWords(job({ status: 'unknown' }), 'UTC');
  expect(words.tone).toBe('warn');
  expect(words.text).toBe('Is receipt 03-018462 in your hand, whole?');
});

it('names a copy with its number', () =>
  expect(jobTitle(job({ copy: 2 }))).toBe('Receipt 03-018462, DUPLICATE no. 2'));

it('says what to do with the paper that the person holds', () => {
  expect(slipWords('validation', 'insert').title).toBe('Insert the stub');
  expect(slipWords('endorsement', 'insert')).toEqual({
    title: 'Insert the check',
    text: 'The printer waits for it. It prints on the back.',
  });
  expect(slipWords('deposit-slip', 'printing').text).toBe('Leave the deposit slip in the printer.');
  expect(slipWords('validation', 'remove').title).toBe('Take it out');
});

it('says plainly that nothing was printed where no paper came', () => {
  const slip = { kind: 'validation', status: 'failed', mayPrintOriginal: true } as const;
  expect(jobWords(job({ ...slip, fault: 'nothing was inserted' }), 'UTC')).toMatchObject({
    state: 'Nothing was inserted. Nothing was printed.',
    text: 'The payment is posted. Print it when the paper is at hand.',
  });
  expect(jobWords(job({ ...slip, fault: 'cancelled before it was printed' }), 'UTC').state).toBe(
    'Cancelled. Nothing was printed.',
  );
  const givenUp = { ...slip, status: 'abandoned', fault: 'cancelled before it was printed' } as const;
  expect(jobWords(job(givenUp), 'UTC')).toEqual({
    tone: 'note',
    state: 'Cancelled. Nothing was printed.',
    text: 'The payment is posted.',
  });
});
