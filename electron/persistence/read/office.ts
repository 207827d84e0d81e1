import { stream } from '../../../shared/domain/events.ts';
import type { ExportBuilt, ExtractImported } from '../../../shared/domain/office/types.ts';
import type { PrintQueued } from '../../../shared/domain/print/types.ts';
import type { ParkedDraft } from '../../../shared/domain/payment/types.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { BooksReader, ParkedRow, PrintRow, UserRow } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { eventAt, firstSequenceOf, recordedOf } from '../journal/journal.ts';
import type { JournalRow } from '../journal/journal.ts';
import { subjectSeqOf, WAITING } from '../projections/prints.ts';

type OfficeReads = Pick<
  BooksReader,
  'users' | 'user' | 'imports' | 'exports' | 'nextExportNumber' | 'parked' | 'parkedOne' | 'prints' | 'print'
>;

export const officeReads = (c: Connection): OfficeReads => ({
  users: () => c.sql<UserSql>('SELECT * FROM p_user ORDER BY name, user_name').all().map(userRow),
  user: (userName) => {
    const row = c.sql<UserSql>('SELECT * FROM p_user WHERE user_name = ?').get(userName);
    return row && userRow(row);
  },
  imports: () =>
    c
      .sql<JournalRow>('SELECT j.* FROM p_import i JOIN journal j ON j.sequence = i.seq ORDER BY i.seq DESC')
      .all()
      .map(recordedOf)
      .map(({ event, recordedAt }) => ({ ...(event as ExtractImported), recordedAt })),
  exports: () =>
    c
      .sql<JournalRow & { delivered: number }>(
        'SELECT j.*, x.delivered FROM p_export x JOIN journal j ON j.sequence = x.seq ORDER BY x.seq DESC',
      )
      .all()
      .map((row) => {
        const { event, recordedAt } = recordedOf(row);
        return { ...(event as ExportBuilt), builtAt: recordedAt, delivered: row.delivered === 1 };
      }),
  nextExportNumber: (kind) =>
    (c.sql<{ last: number | null }>('SELECT max(number) AS last FROM p_export WHERE kind = ?').get(kind)
      ?.last ?? 0) + 1,
  parked: ({ sessionId }) =>
    c
      .sql<ParkedSql>('SELECT * FROM p_parked WHERE ? IS NULL OR session_id = ? ORDER BY seq')
      .all(sessionId ?? null, sessionId ?? null)
      .map(parkedRow),
  parkedOne: (parkedId) => {
    const row = c
      .sql<ParkedSql>('SELECT * FROM p_parked WHERE seq = ?')
      .get(firstSequenceOf(c, stream.parked(parkedId)) ?? null);
    return row && parkedRow(row);
  },
  prints: (query) => findPrints(c, query),
  print: (jobId) => {
    const row = c
      .sql<PrintSql>(
        `SELECT ${PRINT_COLUMNS} FROM ${PRINT} WHERE p.waiting IN (0, 1) AND p.subject_seq = ? AND p.seq = ?`,
      )
      .get(...printKey(c, jobId));
    return row && printRow(row);
  },
});

type UserSql = {
  readonly user_name: string;
  readonly name: string;
  readonly role: UserRow['role'];
  readonly enabled: number;
  readonly has_secret: number;
  readonly failed_tries: number;
  readonly locked_until: Instant | null;
};
const userRow = (row: UserSql): UserRow => ({
  userName: row.user_name,
  name: row.name,
  role: row.role,
  enabled: row.enabled === 1,
  hasSecret: row.has_secret === 1,
  failedTries: row.failed_tries,
  lockedUntil: row.locked_until,
});

type ParkedSql = {
  readonly parked_id: string;
  readonly session_id: string;
  readonly parked_by: string;
  readonly parked_at: Instant;
  readonly draft: string;
};
const parkedRow = (row: ParkedSql): ParkedRow => ({
  parkedId: row.parked_id,
  sessionId: row.session_id,
  by: row.parked_by,
  at: row.parked_at,
  draft: JSON.parse(row.draft) as ParkedDraft,
});

/** The job's own words stay in its first event; the row holds what became of it. */
const PRINT = 'p_print p JOIN journal j ON j.sequence = p.seq';
const PRINT_COLUMNS = 'p.*, j.payload';
type PrintSql = {
  readonly seq: number;
  readonly status: PrintRow['status'];
  readonly outcome: PrintRow['outcome'];
  readonly queued_at: Instant;
  readonly ended_at: Instant | null;
  readonly fault: string | null;
  readonly bytes_sent: number;
  readonly kick: string | null;
  readonly payload: Buffer;
};
function printRow(row: PrintSql): PrintRow {
  const queued = JSON.parse(row.payload.toString('utf8')) as PrintQueued;
  return {
    jobId: queued.jobId,
    status: row.status,
    outcome: row.outcome,
    queued,
    queuedAt: row.queued_at,
    endedAt: row.ended_at,
    fault: row.fault,
    bytesSent: row.bytes_sent,
    kick: row.kick,
  };
}

function printKey(c: Connection, jobId: string): [subjectSeq: number | null, seq: number | null] {
  const seq = firstSequenceOf(c, stream.print(jobId));
  const queued = seq === undefined ? undefined : eventAt(c, seq)?.event;
  if (seq === undefined || queued?.type !== 'print.queued') return [null, null];
  return [subjectSeqOf(c, queued.subject), seq];
}

/** Newest first. */
function findPrints(c: Connection, query: Parameters<BooksReader['prints']>[0]): PrintRow[] {
  const onlyWaiting = query.statuses?.every((status) => WAITING.has(status)) ?? false;
  const where = [onlyWaiting ? 'p.waiting = 1' : 'p.waiting IN (0, 1)'];
  const params: SqlValue[] = [];
  const subject = (name: string): void => {
    where.push('p.subject_seq = ?');
    params.push(firstSequenceOf(c, name) ?? null);
  };
  if (query.paymentId !== undefined) subject(stream.payment(query.paymentId));
  if (query.depositId !== undefined) subject(stream.deposit(query.depositId));
  if (query.sessionId !== undefined) {
    // What a session prints is about itself or about one of its payments.
    where.push('(p.subject_seq = ? OR p.subject_seq IN (SELECT seq FROM p_entry WHERE session_seq = ?))');
    const session = firstSequenceOf(c, stream.session(query.sessionId)) ?? null;
    params.push(session, session);
  }
  if (query.statuses !== undefined) {
    where.push('p.status IN (SELECT value FROM json_each(?))');
    params.push(JSON.stringify(query.statuses));
  }
  return c
    .sql<PrintSql>(
      `SELECT ${PRINT_COLUMNS} FROM ${PRINT} WHERE ${where.join(' AND ')}
       ORDER BY p.seq DESC LIMIT ?`,
    )
    .all(...params, query.limit)
    .map(printRow);
}
