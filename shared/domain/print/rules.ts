/**
 * What may become of a print job. Failed before any byte: the original may be printed again. After any byte, or when
 * nobody knows: the copy says DUPLICATE. Nothing is ever printed again by itself.
 */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { PrintQueued, PrintResolved, PrintStatus } from './types.ts';

/** What the device said, whatever a person decided afterwards. */
export type PrintSaid = 'printed' | 'failed' | 'unknown';

/** A job that waits for a person. */
export const isOpenJob = ({ status }: { readonly status: PrintStatus }): boolean =>
  status === 'failed' || status === 'unknown';

/** True where the very original may be printed: this job failed before any byte left. */
export const mayPrintOriginal = ({ status }: { readonly status: PrintStatus }): boolean =>
  status === 'failed';

/**
 * The copy number of the next print of the same subject: 0 while no original may be on paper, else one more than any
 * that may be. A job that failed before any byte put nothing on paper, whatever was decided about it since.
 */
export function nextCopy(
  jobs: readonly { readonly outcome: PrintSaid | null; readonly queued: Pick<PrintQueued, 'copy'> }[],
): number {
  const onPaper = jobs.filter(({ outcome }) => outcome !== 'failed');
  return onPaper.reduce((next, { queued }) => Math.max(next, queued.copy + 1), 0);
}

export type Resolution = 'printed' | 'print-again' | 'abandon';

/**
 * A person decides what became of a failed or unknown job. `abandon` needs a reason.
 * Errors: PRINT_NOT_OPEN, PRINT_REASON, PRINT_NOT_STARTED.
 * @param replacedBy the job that takes its place, when it is printed again
 */
export function decideResolve(
  job: { readonly status: PrintStatus; readonly queued: Pick<PrintQueued, 'jobId'> },
  resolution: Resolution,
  by: string,
  details: { readonly reason?: string; readonly replacedBy?: string },
): Result<PrintResolved> {
  if (!isOpenJob(job)) return refuse('PRINT_NOT_OPEN', { params: { status: job.status } });
  const { jobId } = job.queued;
  switch (resolution) {
    case 'printed':
      // No byte left the program: whatever paper there is, this job did not make it.
      if (job.status === 'failed') return refuse('PRINT_NOT_STARTED');
      return ok({ type: 'print.resolved', v: 1, jobId, resolution: 'printed', by });
    case 'print-again':
      return ok({
        type: 'print.resolved',
        v: 1,
        jobId,
        resolution: 'reprinted',
        by,
        ...(details.replacedBy === undefined ? {} : { replacedBy: details.replacedBy }),
      });
    case 'abandon': {
      const reason = (details.reason ?? '').trim();
      if (reason === '') return refuse('PRINT_REASON', { field: 'reason' });
      return ok({ type: 'print.resolved', v: 1, jobId, resolution: 'abandoned', by, reason });
    }
  }
}
