/** The printer's last self-test is a page of the outbox; its number is kept while the program runs, for whoever comes back. */
import type { Output } from '../../bridge/bridge.ts';
import { sentence } from '../../shell/device-words.ts';
import type { TestWords } from './device-state.ts';

type Job = Output<'print.show'>;

let lastJobId: string | null = null;

export const printerTest = {
  jobId: (): string | null => lastJobId,
  begun(jobId: string): void {
    lastJobId = jobId;
  },
};

const RESULTS: Readonly<Record<Job['status'], Pick<TestWords, 'result' | 'tone'>>> = {
  queued: { result: 'Waits', tone: 'note' },
  sent: { result: 'Printing', tone: 'note' },
  printed: { result: 'Passed', tone: 'ok' },
  failed: { result: 'Failed', tone: 'danger' },
  unknown: { result: 'Not known', tone: 'warn' },
  reprinted: { result: 'Printed again', tone: 'note' },
  abandoned: { result: 'Failed', tone: 'danger' },
};

/** A page that was printed is the test passed; one that may have been is for a person to say. */
export const printerTestWords = (job: Job): TestWords => ({
  ...RESULTS[job.status],
  at: job.endedAt ?? job.queuedAt,
  said: sentence(job.fault ?? ''),
});
