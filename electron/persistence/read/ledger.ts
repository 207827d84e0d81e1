import { stream } from '../../../shared/domain/events.ts';
import { byFund, journalEntriesOf } from '../../../shared/domain/ledger/journal.ts';
import type { JournalLabels } from '../../../shared/domain/ledger/journal.ts';
import type { Posting } from '../../../shared/domain/ledger/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { BooksReader, EntryRow } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { recordedOf } from '../journal/journal.ts';
import type { JournalRow } from '../journal/journal.ts';
import { RELEASED } from '../projections/ledger.ts';
import { depositNumberOf } from './deposits.ts';
import { bounds } from './money-rows.ts';
import { sessionLabelOf } from './sessions.ts';
import { ungatheredPostings } from './ungathered.ts';

type Balance = Pick<Posting, 'glAccount' | 'debitCents' | 'creditCents'>;

type LedgerReads = Pick<BooksReader, 'entries' | 'balances'>;

export const ledgerReads = (c: Connection): LedgerReads => ({
  entries: (query) => findEntries(c, query),
  balances: ({ range, by, released }) => {
    const waiting =
      released === undefined
        ? 'true'
        : released
          ? `waiting_for = ${String(RELEASED)}`
          : `waiting_for <> ${String(RELEASED)}`;
    const rows = c
      .sql<Balance>(
        `SELECT gl_account AS glAccount, sum(debit_cents) AS debitCents, sum(credit_cents) AS creditCents FROM p_balance
         WHERE ${dateColumn(by)} BETWEEN ? AND ? AND ${waiting} GROUP BY gl_account`,
      )
      .all(...bounds(range));
    // Every payment that is not gathered yet still waits, and is dated its business date either way.
    const [from, to] = bounds(range);
    const postings = released === true ? [] : ungatheredPostings(c, from, to);
    return byFund([{ postings: [...rows, ...postings] }]).flatMap(({ fund, accounts }) =>
      accounts.map((account) => ({ fund, ...account })),
    );
  },
});

const dateColumn = (by: 'date' | 'business-date' | undefined): string =>
  by === 'business-date' ? 'business_date' : 'date';

type EntrySql = JournalRow & {
  readonly session_id: string | null;
  readonly released_seq: number | null;
  readonly exported_in: string | null;
};

function findEntries(c: Connection, query: Parameters<BooksReader['entries']>[0]): EntryRow[] {
  const where: string[] = [];
  const params: SqlValue[] = [];
  const and = (condition: string, ...values: SqlValue[]): void => {
    where.push(condition);
    params.push(...values);
  };
  if (query.range !== undefined) {
    const column = dateColumn(query.by);
    and(
      `e.${column} BETWEEN ? AND ? AND e.session_seq IN
         (SELECT session_seq FROM p_entry_day WHERE ${column} BETWEEN ? AND ?)`,
      ...bounds(query.range),
      ...bounds(query.range),
    );
  }
  if (query.kinds !== undefined)
    and('e.kind IN (SELECT value FROM json_each(?))', JSON.stringify(query.kinds));
  if (query.released !== undefined) and(`e.released_seq IS ${query.released ? 'NOT NULL' : 'NULL'}`);
  if (query.throughSequence !== undefined) and('e.seq <= ?', query.throughSequence);
  if (query.releasedThrough !== undefined) and('e.released_seq <= ?', query.releasedThrough);
  if (query.exportedIn !== undefined) and('e.exported_in IS ?', query.exportedIn);
  if (query.sourceId !== undefined) {
    // Through the events of whatever bears this id; only few entries share one.
    and(
      'e.seq IN (SELECT sequence FROM journal WHERE stream IN (?, ?, ?, ?))',
      ...SOURCES.map((source) => source(query.sourceId ?? '')),
    );
  }
  const statement = c.sql<EntrySql>(
    `SELECT j.*, s.session_id, e.released_seq, e.exported_in
       FROM p_entry e JOIN journal j ON j.sequence = e.seq LEFT JOIN p_session s ON s.seq = e.session_seq
       ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY e.seq LIMIT ?`,
  );
  const labels = labelsOf(c);
  const entries: EntryRow[] = [];
  // One event in memory at a time: a year of payments is a gigabyte of events, and their entries a tenth of it.
  for (const row of statement.iterate(...params, query.limit ?? -1)) {
    for (const entry of journalEntriesOf(recordedOf(row), labels)) {
      entries.push({
        ...entry,
        sequence: row.sequence,
        sessionId: row.session_id,
        released: row.released_seq !== null,
        releasedAtSequence: row.released_seq,
        exportedIn: row.exported_in,
      });
    }
  }
  return entries;
}

const SOURCES = [stream.payment, stream.session, stream.deposit, stream.settlement] as const;

/** Names are asked once per list. */
function labelsOf(c: Connection): JournalLabels {
  const sessions = new Map<string, string>();
  const deposits = new Map<string, string>();
  return {
    session: (id) => remember(sessions, id, () => sessionLabelOf(c, id)),
    deposit: (id) => remember(deposits, id, () => certain(depositNumberOf(c, id), `deposit ${id}`)),
  };
}

function remember(known: Map<string, string>, key: string, find: () => string): string {
  const value = known.get(key) ?? find();
  known.set(key, value);
  return value;
}
