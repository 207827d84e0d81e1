/** Deposits by state, the bags they were sealed in, and the cash that they took from each session. */
import { stream } from '../../../shared/domain/events.ts';
import type { Approval, Custody } from '../../../shared/domain/deposit/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { Connection } from '../connection.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_deposit (
  seq INTEGER PRIMARY KEY,
  deposit_id TEXT NOT NULL,
  number TEXT NOT NULL,
  business_date TEXT NOT NULL,
  bank_account TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  custody TEXT NOT NULL,
  approval TEXT NOT NULL
) STRICT;
CREATE INDEX p_deposit_date ON p_deposit (business_date);
CREATE INDEX p_deposit_open ON p_deposit (seq)
  WHERE custody IN ('preparing', 'sealed', 'sent') OR (custody <> 'dissolved' AND approval <> 'approved');
CREATE TABLE p_deposit_bag (
  bag_number TEXT NOT NULL,
  deposit_seq INTEGER NOT NULL,
  PRIMARY KEY (bag_number, deposit_seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE p_deposit_cash (
  session_seq INTEGER NOT NULL,
  deposit_seq INTEGER NOT NULL,
  bank_account TEXT NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, deposit_seq)
) STRICT, WITHOUT ROWID;
`;

function set(c: Connection, depositId: string, change: { custody?: Custody; approval?: Approval }): void {
  c.sql(
    'UPDATE p_deposit SET custody = coalesce(?, custody), approval = coalesce(?, approval) WHERE seq = ?',
  ).run(change.custody ?? null, change.approval ?? null, keyOf(c, stream.deposit(depositId)));
}

export const deposits: Projection = {
  name: 'deposits',
  codeVersion: 1,
  tables: ['p_deposit', 'p_deposit_bag', 'p_deposit_cash'],
  schema,
  on: {
    'deposit.prepared': (c, event, recorded) => {
      c.sql(
        `INSERT INTO p_deposit (seq, deposit_id, number, business_date, bank_account, total_cents, custody, approval)
         VALUES (?, ?, ?, ?, ?, ?, 'preparing', 'unapproved')`,
      ).run(
        recorded.sequence,
        event.depositId,
        event.number,
        event.businessDate,
        event.bankAccount.code,
        event.totalCents,
      );
      for (const session of event.sessions) {
        c.sql(
          'INSERT INTO p_deposit_cash (session_seq, deposit_seq, bank_account, cents) VALUES (?, ?, ?, ?)',
        ).run(
          keyOf(c, stream.session(session.sessionId)),
          recorded.sequence,
          event.bankAccount.code,
          session.cashCents,
        );
      }
    },
    'deposit.sealed': (c, event) => {
      set(c, event.depositId, { custody: 'sealed' });
      c.sql('INSERT OR IGNORE INTO p_deposit_bag (bag_number, deposit_seq) VALUES (?, ?)').run(
        event.bagNumber,
        keyOf(c, stream.deposit(event.depositId)),
      );
    },
    'deposit.unsealed': (c, event) => {
      set(c, event.depositId, { custody: 'preparing', approval: 'unapproved' });
    },
    'deposit.sent': (c, event) => {
      set(c, event.depositId, { custody: 'sent' });
    },
    'deposit.approved': (c, event) => {
      set(c, event.depositId, { approval: 'approved' });
    },
    'deposit.sent-back': (c, event) => {
      set(c, event.depositId, { approval: 'sent-back' });
    },
    'deposit.dissolved': (c, event) => {
      set(c, event.depositId, { custody: 'dissolved' });
      c.sql('DELETE FROM p_deposit_cash WHERE deposit_seq = ?').run(
        keyOf(c, stream.deposit(event.depositId)),
      );
    },
    'deposit.confirmed': (c, event) => {
      const row = c
        .sql<{ total_cents: number }>('SELECT total_cents FROM p_deposit WHERE seq = ?')
        .get(keyOf(c, stream.deposit(event.depositId)));
      const agrees = certain(row, 'deposit').total_cents === event.creditedCents;
      set(c, event.depositId, { custody: agrees ? 'confirmed' : 'adjusted' });
    },
  },
};
