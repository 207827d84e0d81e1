import { Worker } from 'node:worker_threads';
import type { VerifyOptions, VerifyReport } from '../../services/ports.ts';
import type { VerifyJob, VerifyMessage } from './verify-worker.ts';
import type { VerifySubject } from './verify.ts';

/** What a stopped verify answers: nothing was found, and nothing was proved. */
const STOPPED: VerifyReport = {
  ok: false,
  events: 0,
  head: { workstation: '', sequence: 0, hash: '' },
  importedRows: 0,
  findings: [],
  notes: [],
};

/** Verifies on a thread of its own. Stopped by the signal it answers `ok: false` without findings. */
export function verifyInWorker(subject: VerifySubject, options: VerifyOptions): Promise<VerifyReport> {
  const stop = new SharedArrayBuffer(4);
  const job: VerifyJob = { subject, projections: options.projections ?? true, stop };
  const askToStop = (): void => {
    Atomics.store(new Int32Array(stop), 0, 1);
  };
  if (options.signal?.aborted === true) return Promise.resolve(STOPPED);
  return new Promise<VerifyReport>((resolve, reject) => {
    const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: job });
    options.signal?.addEventListener('abort', askToStop, { once: true });
    worker.on('message', (message: VerifyMessage) => {
      if (message.kind === 'progress') options.onProgress?.(message.step, message.done, message.total);
      else resolve(message.kind === 'report' ? message.report : STOPPED);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`the verify thread ended with code ${String(code)} and no report`));
    });
  }).finally(() => {
    options.signal?.removeEventListener('abort', askToStop);
  });
}
