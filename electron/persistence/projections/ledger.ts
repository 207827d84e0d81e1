/**
 * Journal entries by date, and the balance of every account. An entry's postings stay in its event; here is when it is
 * dated, what released it and which batch holds it (shared/domain/ledger/journal.ts has the rules).
 *
 * `p_balance` sums postings per account and dates, apart for each session that still waits for its approval
 * (`waiting_for`) and together (0) for all that is released, so that a trial balance never walks over entries.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { DomainEvent } from '../../../shared/domain/events.ts';
import { journalEntriesOf, releasedWith } from '../../../shared/domain/ledger/journal.ts';
import type { JournalLabels } from '../../../shared/domain/ledger/journal.ts';
import type { JournalEntry } from '../../../shared/domain/ledger/types.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { keyOf } from './projection.ts';
import type { Handlers, Projection } from './projection.ts';

const schema = `
CREATE TABLE p_entry (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  session_seq INTEGER,
  released_seq INTEGER,
  exported_in TEXT
) STRICT;
CREATE INDEX p_entry_date ON p_entry (date);
CREATE INDEX p_entry_business_date ON p_entry (business_date);
CREATE INDEX p_entry_waiting ON p_entry (session_seq) WHERE released_seq IS NULL;
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

export const RELEASED = 0;

function post(c: Connection, event: DomainEvent, recorded: Recorded): void {
  const release = releasedWith(event);
  if (release === undefined) return;
  const sessionSeq = release.by === 'session-approval' ? keyOf(c, stream.session(release.sessionId)) : null;
  for (const entry of journalEntriesOf(recorded, NO_LABELS)) {
    c.sql(
      'INSERT INTO p_entry (seq, kind, date, business_date, session_seq, released_seq) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(
      recorded.sequence,
      entry.kind,
      entry.date,
      entry.businessDate,
      sessionSeq,
      sessionSeq === null ? recorded.sequence : null,
    );
    addToBalance(c, sessionSeq ?? RELEASED, entry);
  }
}

const ADD = `INSERT INTO p_balance (waiting_for, date, business_date, gl_account, debit_cents, credit_cents)
  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (waiting_for, date, business_date, gl_account) DO UPDATE SET
  debit_cents = debit_cents + excluded.debit_cents, credit_cents = credit_cents + excluded.credit_cents`;

function addToBalance(c: Connection, waitingFor: number, entry: JournalEntry): void {
  const add = c.sql(ADD);
  for (const posting of entry.postings) {
    add.run(
      waitingFor,
      entry.date,
      entry.businessDate,
      posting.glAccount,
      posting.debitCents,
      posting.creditCents,
    );
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
  tables: ['p_entry', 'p_balance'],
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
        `UPDATE p_entry SET exported_in = ? WHERE exported_in IS NULL AND released_seq <= ? AND date BETWEEN ? AND ?`,
      ).run(event.batchId, throughSequence, from, to);
    },
  },
};
