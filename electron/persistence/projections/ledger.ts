/**
 * Journal entries by date, and the balance of every account. An entry's postings stay in its event; here is when it is
 * dated, what released it and which batch holds it (shared/domain/ledger/journal.ts has the rules).
 *
 * Rows lie together by session (0: of none), because a session has one date, is released as one and is listed as one.
 * `p_entry_day` says which of them have entries on a date. `p_balance` sums postings per account and dates, apart for each session that still waits for its approval
 * (`waiting_for`) and together (0) for all that is released, so that a trial balance never walks over entries.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { DomainEvent } from '../../../shared/domain/events.ts';
import { journalEntriesOf, releasedWith } from '../../../shared/domain/ledger/journal.ts';
import type { JournalLabels } from '../../../shared/domain/ledger/journal.ts';
import type { JournalEntry, Posting } from '../../../shared/domain/ledger/types.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { keyOf } from './projection.ts';
import type { Handlers, Projection } from './projection.ts';

const schema = `
CREATE TABLE p_entry (
  session_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  released_seq INTEGER,
  exported_in TEXT,
  PRIMARY KEY (session_seq, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE p_entry_day (
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  session_seq INTEGER NOT NULL,
  PRIMARY KEY (date, business_date, session_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_entry_exported ON p_entry (exported_in) WHERE exported_in IS NOT NULL;
CREATE TABLE p_balance (
  waiting_for INTEGER NOT NULL,
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  gl_account TEXT NOT NULL,
  debit_cents INTEGER NOT NULL,
  credit_cents INTEGER NOT NULL,
  PRIMARY KEY (waiting_for, date, business_date, gl_account)
) STRICT, WITHOUT ROWID;
`;

/** Balances need no words; the reader asks for real ones. */
const NO_LABELS: JournalLabels = { session: () => '', deposit: () => '' };

export type BalanceEntry = Pick<JournalEntry, 'date' | 'businessDate'> & {
  readonly postings: readonly Pick<Posting, 'glAccount' | 'debitCents' | 'creditCents'>[];
};

export const RELEASED = 0;
export const NO_SESSION = 0;

/** An opening variance belongs to its session and waits for nobody; its event is the session's first. */
const sessionOf = (event: DomainEvent, recorded: Recorded): number =>
  event.type === 'session.opened' ? recorded.sequence : NO_SESSION;

function post(c: Connection, event: DomainEvent, recorded: Recorded): void {
  const release = releasedWith(event);
  if (release === undefined) return;
  const waits = release.by === 'session-approval';
  const sessionSeq = waits ? keyOf(c, stream.session(release.sessionId)) : sessionOf(event, recorded);
  for (const entry of journalEntriesOf(recorded, NO_LABELS)) {
    c.sql(
      'INSERT INTO p_entry (session_seq, seq, kind, date, business_date, released_seq) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(
      sessionSeq,
      recorded.sequence,
      entry.kind,
      entry.date,
      entry.businessDate,
      waits ? null : recorded.sequence,
    );
    c.sql('INSERT OR IGNORE INTO p_entry_day (date, business_date, session_seq) VALUES (?, ?, ?)').run(
      entry.date,
      entry.businessDate,
      sessionSeq,
    );
    // A payment's postings are gathered with those of many others.
    if (event.type !== 'payment.posted') addToBalance(c, waits ? sessionSeq : RELEASED, entry);
  }
}

/** @param waitingFor the session whose approval releases the entry, or RELEASED */
export function addToBalance(c: Connection, waitingFor: number, entry: BalanceEntry): void {
  const add = c.sql(
    `INSERT INTO p_balance (waiting_for, date, business_date, gl_account, debit_cents, credit_cents)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (waiting_for, date, business_date, gl_account) DO UPDATE SET
     debit_cents = debit_cents + excluded.debit_cents, credit_cents = credit_cents + excluded.credit_cents`,
  );
  for (const { glAccount, debitCents, creditCents } of entry.postings) {
    add.run(waitingFor, entry.date, entry.businessDate, glAccount, debitCents, creditCents);
  }
}

function release(c: Connection, sessionSeq: number, at: number): void {
  c.sql('UPDATE p_entry SET released_seq = ? WHERE session_seq = ? AND released_seq IS NULL').run(
    at,
    sessionSeq,
  );
  c.sql(
    `INSERT INTO p_balance SELECT ${String(RELEASED)}, date, business_date, gl_account, debit_cents, credit_cents
     FROM p_balance WHERE waiting_for = ?
     ON CONFLICT (waiting_for, date, business_date, gl_account) DO UPDATE SET
     debit_cents = debit_cents + excluded.debit_cents, credit_cents = credit_cents + excluded.credit_cents`,
  ).run(sessionSeq);
  c.sql('DELETE FROM p_balance WHERE waiting_for = ?').run(sessionSeq);
}

const posting = {
  'payment.posted': post,
  'payment.voided': post,
  'payment.tender-corrected': post,
  'session.opened': post,
  'session.reopened': post,
  'deposit.sent': post,
  'deposit.confirmed': post,
  'settlement.recorded': post,
} as const satisfies Handlers;

export const ledger: Projection = {
  name: 'ledger',
  codeVersion: 1,
  tables: ['p_entry', 'p_entry_day', 'p_balance'],
  schema,
  on: {
    ...posting,
    'session.approved': (c, event, recorded) => {
      post(c, event, recorded);
      release(c, keyOf(c, stream.session(event.sessionId)), recorded.sequence);
    },
    // A batch holds what was released in its dates up to its last event, less what an earlier batch holds.
    'export.built': (c, event) => {
      if (event.kind !== 'journal') return;
      const { throughSequence, from, to } = event.scope;
      c.sql(
        `UPDATE p_entry SET exported_in = ? WHERE exported_in IS NULL AND released_seq <= ? AND date BETWEEN ? AND ?
         AND session_seq IN (SELECT session_seq FROM p_entry_day WHERE date BETWEEN ? AND ?)`,
      ).run(event.batchId, throughSequence, from, to, from, to);
    },
  },
};
