/** The two things every command does inside its transaction: append events, queue print jobs. */
import type { DomainEvent } from '../../shared/domain/events.ts';
import { stream } from '../../shared/domain/events.ts';
import type { PrintQueued, PrintSubject } from '../../shared/domain/print/types.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';
import type { BooksWriter, Recorded } from './ports.ts';

export type By = { readonly actor: string; readonly at: Instant };

export const appendTo = (
  tx: BooksWriter,
  by: By,
  name: string,
  expectedVersion: number,
  events: readonly DomainEvent[],
  businessDate: BusinessDate | null,
): Result<readonly Recorded[]> => tx.append(name, expectedVersion, events, { ...by, businessDate });

export function queuePrintJob(
  tx: BooksWriter,
  by: By,
  jobId: string,
  job: {
    subject: PrintSubject;
    copy: number;
    kick: boolean;
    sessionId?: string;
    businessDate?: BusinessDate | null;
  },
): Result<string> {
  const queued: PrintQueued = {
    type: 'print.queued',
    v: 1,
    jobId,
    subject: job.subject,
    copy: job.copy,
    kick: job.kick,
    requestedBy: by.actor,
    ...(job.sessionId === undefined ? {} : { sessionId: job.sessionId }),
  };
  const appended = appendTo(tx, by, stream.print(jobId), 0, [queued], job.businessDate ?? null);
  return appended.ok ? ok(jobId) : appended;
}
