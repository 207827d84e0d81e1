import { stream } from '../../../shared/domain/events.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import type { TenderSource } from '../../../shared/domain/session/types.ts';
import { TENDER_KINDS } from '../../../shared/domain/tender/types.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { BooksReader, SessionTotals } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { eventsOfSession, firstSequenceOf } from '../journal/journal.ts';
import { bounds, sessionRow } from './money-rows.ts';
import type { SessionSql } from './money-rows.ts';

type SessionReads = Pick<
  BooksReader,
  | 'sessions'
  | 'session'
  | 'unfinishedSessionOf'
  | 'lastCashierOf'
  | 'nextSessionNumber'
  | 'sessionTotals'
  | 'sessionSeal'
  | 'sessionEvents'
  | 'sessionActors'
  | 'overShort'
>;

export const sessionReads = (c: Connection): SessionReads => ({
  sessions: ({ statuses, range, cashier }) =>
    c
      .sql<SessionSql>(
        `SELECT * FROM p_session WHERE business_date BETWEEN ? AND ?
         AND (? IS NULL OR status IN (SELECT value FROM json_each(?))) AND (? IS NULL OR cashier = ?)
         ORDER BY seq`,
      )
      .all(
        ...bounds(range),
        ...(statuses ? twice(JSON.stringify(statuses)) : [null, null]),
        ...twice(cashier ?? null),
      )
      .map(sessionRow),
  session: (sessionId) => {
    const row = sessionSql(c, sessionId);
    return row && sessionRow(row);
  },
  unfinishedSessionOf: (sourceCode) => {
    const row = c
      .sql<SessionSql>(
        `SELECT * FROM p_session WHERE source_code = ? AND status <> 'approved' ORDER BY seq DESC LIMIT 1`,
      )
      .get(sourceCode);
    return row && sessionRow(row);
  },
  lastCashierOf: (sourceCode) =>
    c
      .sql<{ cashier: string }>(
        'SELECT cashier FROM p_session WHERE source_code = ? ORDER BY seq DESC LIMIT 1',
      )
      .get(sourceCode)?.cashier,
  nextSessionNumber: (sourceCode, date) =>
    (c
      .sql<{ last: number | null }>(
        'SELECT max(number) AS last FROM p_session WHERE source_code = ? AND business_date = ?',
      )
      .get(sourceCode, date)?.last ?? 0) + 1,
  sessionTotals: (sessionId) => totalsOf(c, sessionId),
  sessionSeal: (sessionId) => {
    const row = c
      .sql<{ seal_events: number; seal_last_sequence: number; seal_hash: Buffer }>(
        'SELECT seal_events, seal_last_sequence, seal_hash FROM p_session WHERE seq = ?',
      )
      .get(seqOf(c, sessionId));
    const seal = certain(row, `session ${sessionId}`);
    return {
      events: seal.seal_events,
      lastSequence: seal.seal_last_sequence,
      hash: seal.seal_hash.toString('hex'),
    };
  },
  sessionEvents: (sessionId, types) => eventsOfSession(c, sessionId, types),
  sessionActors: (sessionId) =>
    c
      .sql<ReturnType<BooksReader['sessionActors']>[number]>(
        'SELECT user, act FROM p_session_actor WHERE session_seq = ? ORDER BY user, act',
      )
      .all(seqOf(c, sessionId)),
  overShort: (range) =>
    c
      .sql<OverShortSql>(
        `SELECT session_id, number, source_kind, source_code, source_name, business_date, d.kind AS kind, difference_cents
         FROM p_session s JOIN p_session_difference d ON d.session_seq = s.seq
         WHERE business_date BETWEEN ? AND ? AND status IN ('balanced', 'submitted', 'approved')
         ORDER BY business_date, s.seq, d.kind`,
      )
      .all(...bounds(range))
      .map((row) => ({
        sessionId: row.session_id,
        date: row.business_date,
        label: labelOf(row),
        kind: row.kind,
        differenceCents: row.difference_cents,
      })),
});

type LabelSql = {
  readonly number: number;
  readonly source_kind: TenderSource['kind'];
  readonly source_code: string;
  readonly source_name: string;
};
type OverShortSql = LabelSql & {
  readonly session_id: string;
  readonly business_date: BusinessDate;
  readonly kind: TenderKind;
  readonly difference_cents: number;
};

const labelOf = (row: LabelSql): string =>
  sessionLabel({
    sessionNumber: row.number,
    source: { kind: row.source_kind, code: row.source_code, name: row.source_name },
  });

/** `Drawer 3, session 2` */
export const sessionLabelOf = (c: Connection, sessionId: string): string => {
  const row = sessionSql(c, sessionId);
  return labelOf(certain(row, `session ${sessionId}`));
};

const twice = <T>(value: T): [T, T] => [value, value];

const seqOf = (c: Connection, sessionId: string): number =>
  certain(firstSequenceOf(c, stream.session(sessionId)), `session ${sessionId}`);

const sessionSql = (c: Connection, sessionId: string): SessionSql | undefined => {
  const seq = firstSequenceOf(c, stream.session(sessionId));
  return seq === undefined ? undefined : c.sql<SessionSql>('SELECT * FROM p_session WHERE seq = ?').get(seq);
};

type TotalsSql = {
  readonly payments: number;
  readonly voids: number;
  readonly lines_cents: number;
  readonly change_cents: number;
} & Readonly<Record<`${TenderKind}_cents` | `${TenderKind}_items`, number>>;

function totalsOf(c: Connection, sessionId: string): SessionTotals {
  const row = certain(
    c.sql<TotalsSql>('SELECT * FROM p_session WHERE seq = ?').get(seqOf(c, sessionId)),
    `session ${sessionId}`,
  );
  return {
    sessionId,
    payments: row.payments,
    voids: row.voids,
    linesCents: row.lines_cents,
    changeCents: row.change_cents,
    byKind: TENDER_KINDS.map((kind) => ({
      kind,
      cents: row[`${kind}_cents`],
      items: row[`${kind}_items`],
    })),
  };
}
