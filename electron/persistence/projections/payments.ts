/** Payments, their lines and tenders as they stand: what screens list, find and count. */
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { Tender } from '../../../shared/domain/tender/types.ts';
import type { Connection } from '../connection.ts';
import { searchWords } from '../search-words.ts';
import { businessDateOf, keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_payment (
  seq INTEGER PRIMARY KEY,
  payment_id TEXT NOT NULL,
  session_seq INTEGER NOT NULL,
  receipt_number TEXT NOT NULL UNIQUE,
  business_date TEXT NOT NULL,
  received_date TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  cashier TEXT NOT NULL,
  source TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  change_cents INTEGER NOT NULL,
  status TEXT NOT NULL,
  exported_in TEXT
) STRICT;
CREATE INDEX p_payment_session ON p_payment (session_seq);
CREATE INDEX p_payment_total ON p_payment (total_cents);
CREATE TABLE p_payer_word (
  word TEXT NOT NULL,
  payment_seq INTEGER NOT NULL,
  PRIMARY KEY (word, payment_seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE p_line (
  payment_seq INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  receipt_type TEXT NOT NULL,
  name TEXT NOT NULL,
  account TEXT,
  charge TEXT,
  reference TEXT,
  amount_cents INTEGER NOT NULL,
  PRIMARY KEY (payment_seq, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_line_account ON p_line (account, payment_seq) WHERE account IS NOT NULL;
CREATE TABLE p_tender (
  payment_seq INTEGER NOT NULL,
  tender_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  number TEXT,
  routing TEXT,
  tender TEXT NOT NULL,
  deposit_seq INTEGER,
  missing INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (payment_seq, tender_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_tender_number ON p_tender (number, kind) WHERE number IS NOT NULL;
CREATE INDEX p_tender_deposit ON p_tender (deposit_seq) WHERE deposit_seq IS NOT NULL;
`;

/** The number printed on the instrument, by which it is found and recognised again; cash and cards have none. */
const instrumentNumber = (tender: Tender): string | null =>
  tender.check?.number ?? tender.item?.number ?? tender.pledge?.number ?? null;

function insertTenders(c: Connection, paymentSeq: number, tenders: readonly Tender[]): void {
  const insert = c.sql(
    'INSERT INTO p_tender (payment_seq, tender_no, kind, number, routing, tender) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const tender of tenders) {
    insert.run(
      paymentSeq,
      tender.tenderNo,
      tender.kind,
      instrumentNumber(tender),
      tender.check?.routing ?? null,
      canonicalJson(tender),
    );
  }
}

export const payments: Projection = {
  name: 'payments',
  codeVersion: 1,
  tables: ['p_payment', 'p_payer_word', 'p_line', 'p_tender'],
  schema,
  on: {
    'payment.posted': (c, event, recorded) => {
      const seq = recorded.sequence;
      c.sql(
        `INSERT INTO p_payment (seq, payment_id, session_seq, receipt_number, business_date, received_date, posted_at,
           cashier, source, payer_name, total_cents, change_cents, status)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted')`,
      ).run(
        seq,
        event.paymentId,
        keyOf(c, stream.session(event.sessionId)),
        event.receiptNumber,
        businessDateOf(recorded),
        event.receivedDate,
        recorded.recordedAt,
        event.cashier,
        event.source,
        event.payer.name,
        event.totalCents,
        event.changeCents,
      );
      const insertLine = c.sql(
        `INSERT INTO p_line (payment_seq, line_no, receipt_type, name, account, charge, reference, amount_cents)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const line of event.lines) {
        insertLine.run(
          seq,
          line.lineNo,
          line.receiptType,
          line.name,
          line.account ?? null,
          line.charge === undefined ? null : canonicalJson(line.charge),
          line.reference ?? null,
          line.amountCents,
        );
      }
      insertTenders(c, seq, event.tenders);
      for (const word of new Set(searchWords(event.payer.name))) {
        c.sql('INSERT INTO p_payer_word (word, payment_seq) VALUES (?, ?)').run(word, seq);
      }
    },
    'payment.voided': (c, event) => {
      c.sql(`UPDATE p_payment SET status = 'voided' WHERE seq = ?`).run(
        keyOf(c, stream.payment(event.paymentId)),
      );
    },
    'payment.tender-corrected': (c, event) => {
      const seq = keyOf(c, stream.payment(event.paymentId));
      c.sql('DELETE FROM p_tender WHERE payment_seq = ?').run(seq);
      insertTenders(c, seq, event.after);
      c.sql('UPDATE p_payment SET change_cents = ? WHERE seq = ?').run(event.changeAfterCents, seq);
    },
    'session.approved': (c, event) => {
      for (const { paymentId, tenderNo } of event.missing) {
        c.sql('UPDATE p_tender SET missing = 1 WHERE payment_seq = ? AND tender_no = ?').run(
          keyOf(c, stream.payment(paymentId)),
          tenderNo,
        );
      }
    },
    'session.reopened': (c, event) => {
      c.sql(
        `UPDATE p_tender SET missing = 0 WHERE missing = 1
         AND payment_seq IN (SELECT seq FROM p_payment WHERE session_seq = ?)`,
      ).run(keyOf(c, stream.session(event.sessionId)));
    },
    'deposit.prepared': (c, event, recorded) => {
      const hold = c.sql('UPDATE p_tender SET deposit_seq = ? WHERE payment_seq = ? AND tender_no = ?');
      for (const { paymentId, tenderNo } of event.items) {
        hold.run(recorded.sequence, keyOf(c, stream.payment(paymentId)), tenderNo);
      }
    },
    'deposit.dissolved': (c, event) => {
      c.sql('UPDATE p_tender SET deposit_seq = NULL WHERE deposit_seq = ?').run(
        keyOf(c, stream.deposit(event.depositId)),
      );
    },
    // A batch holds the released payments in its dates up to its last event, less those that an earlier one holds.
    'export.built': (c, event) => {
      if (event.kind !== 'payments') return;
      const { throughSequence, from, to } = event.scope;
      c.sql(
        `UPDATE p_payment SET exported_in = ? WHERE exported_in IS NULL AND seq IN
           (SELECT seq FROM p_entry WHERE released_seq <= ? AND business_date BETWEEN ? AND ?)`,
      ).run(event.batchId, throughSequence, from, to);
    },
  },
};
