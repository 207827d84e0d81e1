/**
 * Print jobs by state: the outbox that a person sees and resolves. Those that wait for somebody
 * lie together, and within that the jobs of one payment, deposit or session;
 * what was asked for stays in the job's first event.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { PrintSaid } from '../../../shared/domain/print/rules.ts';
import type { PrintQueued, PrintStatus, PrintSubject } from '../../../shared/domain/print/types.ts';
import { assertNever, certain } from '../../../shared/kernel/assert.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { eventAt, firstSequenceOf } from '../journal/journal.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_print (
  waiting INTEGER NOT NULL,
  subject_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT,
  queued_at TEXT NOT NULL,
  ended_at TEXT,
  fault TEXT,
  bytes_sent INTEGER NOT NULL DEFAULT 0,
  kick TEXT,
  PRIMARY KEY (waiting, subject_seq, seq)
) STRICT, WITHOUT ROWID;
`;

/** A person or the device still has something to say about these; the few rows with `waiting = 1`. */
export const WAITING: ReadonlySet<PrintStatus> = new Set(['queued', 'sent', 'failed', 'unknown']);

/** A self-test prints nothing of the books. */
const NO_SUBJECT = 0;

/** The stream of what is printed; its first event's sequence stands for it. */
function subjectStream(subject: PrintSubject): string | null {
  switch (subject.kind) {
    case 'receipt':
    case 'void-slip':
    case 'validation':
    case 'endorsement':
      return stream.payment(subject.paymentId);
    case 'deposit-slip':
      return stream.deposit(subject.depositId);
    case 'balancing-report':
    case 'drawer':
      return stream.session(subject.sessionId);
    case 'self-test':
      return null;
    default:
      return assertNever(subject);
  }
}

type Ending = { readonly fault?: string; readonly bytesSent?: number; readonly kick?: string };

/** One row, wherever it stands. */
const ONE = 'waiting IN (0, 1) AND subject_seq = ? AND seq = ?';

/** Where the row of a job is: its subject stands in its first event. */
function rowOf(c: Connection, jobId: string): [subjectSeq: number, seq: number] {
  const seq = keyOf(c, stream.print(jobId));
  const queued = certain(eventAt(c, seq), `print job ${jobId}`).event as PrintQueued;
  return [subjectSeqOf(c, queued.subject), seq];
}

export function subjectSeqOf(c: Connection, subject: PrintSubject): number {
  const name = subjectStream(subject);
  return name === null ? NO_SUBJECT : (firstSequenceOf(c, name) ?? NO_SUBJECT);
}

/** What the device said. */
function end(c: Connection, jobId: string, recorded: Recorded, outcome: PrintSaid, ending: Ending): void {
  c.sql(
    `UPDATE p_print SET waiting = ?, status = ?, outcome = ?, ended_at = ?, fault = ?, bytes_sent = ?, kick = ?
     WHERE ${ONE}`,
  ).run(
    WAITING.has(outcome) ? 1 : 0,
    outcome,
    outcome,
    recorded.recordedAt,
    ending.fault ?? null,
    ending.bytesSent ?? 0,
    ending.kick ?? null,
    ...rowOf(c, jobId),
  );
}

const setStatus = (c: Connection, jobId: string, status: PrintStatus): void => {
  c.sql(`UPDATE p_print SET waiting = ?, status = ? WHERE ${ONE}`).run(
    WAITING.has(status) ? 1 : 0,
    status,
    ...rowOf(c, jobId),
  );
};

export const prints: Projection = {
  name: 'prints',
  codeVersion: 1,
  tables: ['p_print'],
  schema,
  on: {
    'print.queued': (c, event, recorded) => {
      c.sql(
        `INSERT INTO p_print (waiting, subject_seq, seq, status, queued_at) VALUES (1, ?, ?, 'queued', ?)`,
      ).run(subjectSeqOf(c, event.subject), recorded.sequence, recorded.recordedAt);
    },
    'print.sent': (c, event) => {
      setStatus(c, event.jobId, 'sent');
    },
    'print.printed': (c, event, recorded) => {
      end(c, event.jobId, recorded, 'printed', { kick: event.kick });
    },
    'print.failed': (c, event, recorded) => {
      end(c, event.jobId, recorded, 'failed', { fault: event.fault });
    },
    'print.unknown': (c, event, recorded) => {
      end(c, event.jobId, recorded, 'unknown', { fault: event.fault, bytesSent: event.bytesSent });
    },
    'print.resolved': (c, event) => {
      setStatus(c, event.jobId, event.resolution);
    },
  },
};
