/** The thread in which verify runs, so that the counter's own thread keeps answering. */
import { parentPort, workerData } from 'node:worker_threads';
import { certain } from '../../../shared/kernel/assert.ts';
import type { VerifyReport } from '../../services/ports.ts';
import { VerifyStopped } from './context.ts';
import { verifyBooks } from './verify.ts';
import type { VerifySubject } from './verify.ts';

export type VerifyJob = {
  readonly subject: VerifySubject;
  readonly projections: boolean;
  /** One Int32: 1 asks to stop. A message would only be read once the work is done. */
  readonly stop: SharedArrayBuffer;
};

export type VerifyMessage =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: VerifyReport }
  | { readonly kind: 'stopped' };

const job = workerData as VerifyJob;
const stop = new Int32Array(job.stop);
const say = (message: VerifyMessage): void => {
  certain(parentPort, 'parent of the verify thread').postMessage(message);
};

try {
  const report = verifyBooks(job.subject, {
    projections: job.projections,
    progress: (step, done, total) => {
      say({ kind: 'progress', step, done, total });
    },
    stopped: () => Atomics.load(stop, 0) === 1,
  });
  say({ kind: 'report', report });
} catch (fault) {
  if (!(fault instanceof VerifyStopped)) throw fault;
  say({ kind: 'stopped' });
}
