/** Print jobs by state: the outbox that a person sees and resolves. */
import { stream } from '../../../shared/domain/events.ts';
import type { PrintSaid } from '../../../shared/domain/print/rules.ts';
import type { PrintSubject } from '../../../shared/domain/print/types.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { firstSequenceOf } from '../journal/journal.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_print (
  seq INTEGER PRIMARY KEY,
  status TEXT NOT NULL,
  outcome TEXT,
  subject_seq INTEGER,
  session_seq INTEGER,
  queued_at TEXT NOT NULL,
  ended_at TEXT,
  fault TEXT,
  bytes_sent INTEGER NOT NULL DEFAULT 0,
  kick TEXT
) STRICT;
CREATE INDEX p_print_subject ON p_print (subject_seq) WHERE subject_seq IS NOT NULL;
CREATE INDEX p_print_session ON p_print (session_seq) WHERE session_seq IS NOT NULL;
CREATE INDEX p_print_waiting ON p_print (seq) WHERE status IN ('queued', 'sent', 'failed', 'unknown');
`;

/** The stream of what is printed; its first event's sequence stands for it. */
export function subjectStream(subject: PrintSubject): string | null {
  switch (subject.kind) {
    case 'receipt':
    case 'void-slip':
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

/** What the device said. */
function end(c: Connection, jobId: string, recorded: Recorded, outcome: PrintSaid, ending: Ending): void {
  c.sql(
    `UPDATE p_print SET status = ?, outcome = ?, ended_at = ?, fault = ?, bytes_sent = ?, kick = ? WHERE seq = ?`,
  ).run(
    outcome,
    outcome,
    recorded.recordedAt,
    ending.fault ?? null,
    ending.bytesSent ?? 0,
    ending.kick ?? null,
    keyOf(c, stream.print(jobId)),
  );
}

export const prints: Projection = {
  name: 'prints',
  codeVersion: 1,
  tables: ['p_print'],
  schema,
  on: {
    'print.queued': (c, event, recorded) => {
      const subject = subjectStream(event.subject);
      c.sql(
        `INSERT INTO p_print (seq, status, subject_seq, session_seq, queued_at) VALUES (?, 'queued', ?, ?, ?)`,
      ).run(
        recorded.sequence,
        subject === null ? null : (firstSequenceOf(c, subject) ?? null),
        event.sessionId === undefined ? null : (firstSequenceOf(c, stream.session(event.sessionId)) ?? null),
        recorded.recordedAt,
      );
    },
    'print.sent': (c, event) => {
      c.sql(`UPDATE p_print SET status = 'sent' WHERE seq = ?`).run(keyOf(c, stream.print(event.jobId)));
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
      c.sql('UPDATE p_print SET status = ? WHERE seq = ?').run(
        event.resolution,
        keyOf(c, stream.print(event.jobId)),
      );
    },
  },
};
