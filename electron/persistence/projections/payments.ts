/**
 * Payments as they stand: what screens list, find and count. Lines and tenders are kept with their payment as JSON,
 * because they are always read with it. What finds a payment among others is in `gathered.ts`.
 */
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { Line } from '../../../shared/domain/payment/types.ts';
import type { Connection } from '../connection.ts';
import { businessDateOf, keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_payment (
  seq INTEGER PRIMARY KEY,
  payment_id TEXT NOT NULL,
  session_seq INTEGER NOT NULL,
  receipt_number TEXT NOT NULL,
  business_date TEXT NOT NULL,
  received_date TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  cashier TEXT NOT NULL,
  source TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  change_cents INTEGER NOT NULL,
  status TEXT NOT NULL,
  lines TEXT NOT NULL,
  tenders TEXT NOT NULL,
  exported_in TEXT
) STRICT;
CREATE TABLE p_tender_mark (
  payment_seq INTEGER NOT NULL,
  tender_no INTEGER NOT NULL,
  deposit_seq INTEGER,
  missing INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (payment_seq, tender_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX p_tender_mark_deposit ON p_tender_mark (deposit_seq) WHERE deposit_seq IS NOT NULL;
`;

/** What a list of lines shows; the rest stays in the event. */
export type KeptLine = Pick<
  Line,
  'lineNo' | 'receiptType' | 'name' | 'account' | 'charge' | 'reference' | 'amountCents'
>;

const keptLine = ({ lineNo, receiptType, name, account, charge, reference, amountCents }: Line) => ({
  lineNo,
  receiptType,
  name,
  account,
  charge,
  reference,
  amountCents,
});

const mark = (
  c: Connection,
  paymentId: string,
  tenderNo: number,
  column: 'deposit_seq' | 'missing',
  value: number,
) => {
  c.sql(
    `INSERT INTO p_tender_mark (payment_seq, tender_no, ${column}) VALUES (?, ?, ?)
     ON CONFLICT (payment_seq, tender_no) DO UPDATE SET ${column} = excluded.${column}`,
  ).run(keyOf(c, stream.payment(paymentId)), tenderNo, value);
};

/** A mark that says nothing any more is no row: a rebuilt table is the same table. */
const sweepMarks = (c: Connection): void => {
  c.sql('DELETE FROM p_tender_mark WHERE deposit_seq IS NULL AND missing = 0').run();
};

export const payments: Projection = {
  name: 'payments',
  codeVersion: 1,
  tables: ['p_payment', 'p_tender_mark'],
  schema,
  on: {
    'payment.posted': (c, event, recorded) => {
      const seq = recorded.sequence;
      c.sql(
        `INSERT INTO p_payment (seq, payment_id, session_seq, receipt_number, business_date, received_date, posted_at,
           cashier, source, payer_name, total_cents, change_cents, status, lines, tenders)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?)`,
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
        canonicalJson(event.lines.map(keptLine)),
        canonicalJson(event.tenders),
      );
    },
    'payment.voided': (c, event) => {
      c.sql(`UPDATE p_payment SET status = 'voided' WHERE seq = ?`).run(
        keyOf(c, stream.payment(event.paymentId)),
      );
    },
    'payment.tender-corrected': (c, event) => {
      c.sql('UPDATE p_payment SET change_cents = ?, tenders = ? WHERE seq = ?').run(
        event.changeAfterCents,
        canonicalJson(event.after),
        keyOf(c, stream.payment(event.paymentId)),
      );
    },
    'session.approved': (c, event) => {
      for (const { paymentId, tenderNo } of event.missing) mark(c, paymentId, tenderNo, 'missing', 1);
    },
    'session.reopened': (c, event) => {
      c.sql(
        `UPDATE p_tender_mark SET missing = 0 WHERE missing = 1
         AND payment_seq IN (SELECT seq FROM p_entry WHERE session_seq = ?)`,
      ).run(keyOf(c, stream.session(event.sessionId)));
      sweepMarks(c);
    },
    'deposit.prepared': (c, event, recorded) => {
      for (const { paymentId, tenderNo } of event.items) {
        mark(c, paymentId, tenderNo, 'deposit_seq', recorded.sequence);
      }
    },
    'deposit.dissolved': (c, event) => {
      c.sql('UPDATE p_tender_mark SET deposit_seq = NULL WHERE deposit_seq = ?').run(
        keyOf(c, stream.deposit(event.depositId)),
      );
      sweepMarks(c);
    },
    // A batch holds the released payments in its dates up to its last event, less those that an earlier one holds.
    'export.built': (c, event) => {
      if (event.kind !== 'payments') return;
      const { throughSequence, from, to } = event.scope;
      c.sql(
        `UPDATE p_payment SET exported_in = ? WHERE exported_in IS NULL AND seq IN
           (SELECT seq FROM p_entry WHERE released_seq <= ? AND business_date BETWEEN ? AND ?
            AND session_seq IN (SELECT session_seq FROM p_entry_day WHERE business_date BETWEEN ? AND ?))`,
      ).run(event.batchId, throughSequence, from, to, from, to);
    },
  },
};
