import { stream } from '../../../shared/domain/events.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { parseAmount } from '../../../shared/money/money.ts';
import type { BooksReader, PaymentQuery, PaymentRow } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { firstSequenceOf, identityOf } from '../journal/journal.ts';
import { afterPrefix, searchWords } from '../search-words.ts';
import { bounds, lineRow, paymentRow, tenderRow } from './money-rows.ts';
import type { LineSql, PaymentSql, TenderSql } from './money-rows.ts';

type PaymentReads = Pick<
  BooksReader,
  | 'nextReceiptNumber'
  | 'payments'
  | 'payment'
  | 'paymentByReceipt'
  | 'tenders'
  | 'lines'
  | 'sameInstrument'
  | 'paymentsByHour'
>;

/** A payment with its session's id; every query of this file joins it the same way. */
const PAYMENT = `p_payment p JOIN p_session s ON s.seq = p.session_seq`;
const PAYMENT_COLUMNS = `p.seq, p.payment_id, s.session_id, p.receipt_number, p.business_date, p.received_date, p.posted_at,
  p.cashier, p.source, p.payer_name, p.total_cents, p.change_cents, p.status, p.exported_in`;
const TENDER = `p_tender t JOIN p_payment p ON p.seq = t.payment_seq JOIN p_session s ON s.seq = p.session_seq
  LEFT JOIN p_deposit d ON d.seq = t.deposit_seq`;
const TENDER_COLUMNS = `${PAYMENT_COLUMNS}, t.tender, t.missing, d.deposit_id`;

/** Dates belong to sessions, so that a range of dates is a range of sessions and payments need no index of their own. */
const IN_SESSIONS = `p.session_seq IN (SELECT seq FROM p_session WHERE business_date BETWEEN ? AND ?)`;

const RECEIPT_DIGITS = 6;

export const paymentReads = (c: Connection): PaymentReads => ({
  nextReceiptNumber: () => {
    const last = c
      .sql<{ receipt_number: string }>('SELECT receipt_number FROM p_payment ORDER BY seq DESC LIMIT 1')
      .get();
    const number =
      last === undefined
        ? 1
        : Number(last.receipt_number.slice(last.receipt_number.lastIndexOf('-') + 1)) + 1;
    return `${identityOf(c).workstation}-${String(number).padStart(RECEIPT_DIGITS, '0')}`;
  },
  payments: (query) => findPayments(c, query),
  payment: (paymentId) => {
    const seq = firstSequenceOf(c, stream.payment(paymentId));
    const row =
      seq === undefined
        ? undefined
        : c.sql<PaymentSql>(`SELECT ${PAYMENT_COLUMNS} FROM ${PAYMENT} WHERE p.seq = ?`).get(seq);
    return row && paymentRow(row);
  },
  paymentByReceipt: (receiptNumber) => {
    const row = c
      .sql<PaymentSql>(`SELECT ${PAYMENT_COLUMNS} FROM ${PAYMENT} WHERE p.receipt_number = ?`)
      .get(receiptNumber);
    return row && paymentRow(row);
  },
  tenders: (query) => findTenders(c, query),
  lines: ({ sessionId, range, paymentId }) => {
    const [where, params] = scopeOf(c, { sessionId, paymentId, range });
    return c
      .sql<LineSql>(
        `SELECT ${PAYMENT_COLUMNS}, l.line_no, l.receipt_type, l.name, l.account, l.charge, l.reference, l.amount_cents
         FROM ${PAYMENT} JOIN p_line l ON l.payment_seq = p.seq WHERE ${where} ORDER BY p.seq, l.line_no`,
      )
      .all(...params)
      .map(lineRow);
  },
  sameInstrument: ({ routing, number, kind, since }) =>
    c
      .sql<TenderSql>(
        `SELECT ${TENDER_COLUMNS} FROM ${TENDER}
         WHERE t.number = ? AND t.kind = ? AND (? IS NULL OR t.routing = ?) AND p.business_date >= ? AND p.status = 'posted'
         ORDER BY p.seq DESC, t.tender_no`,
      )
      .all(number, kind, routing ?? null, routing ?? null, since)
      .map(tenderRow),
  paymentsByHour: (date) =>
    c
      .sql<{ hour: string; payments: number }>(
        `SELECT substr(p.posted_at, 1, 13) AS hour, count(*) AS payments FROM p_payment p
         WHERE ${IN_SESSIONS} AND p.status = 'posted' GROUP BY hour ORDER BY hour`,
      )
      .all(date, date)
      .map(({ hour, payments }) => ({ hourStart: `${hour}:00:00.000Z` as Instant, payments })),
});

type Scope = {
  readonly sessionId?: string | undefined;
  readonly paymentId?: string | undefined;
  readonly range?: PaymentQuery['range'] | undefined;
};

/** Which payments: of one payment, of one session, of the sessions of some dates, or all. */
function scopeOf(c: Connection, scope: Scope): [where: string, params: SqlValue[]] {
  const where: string[] = [];
  const params: SqlValue[] = [];
  if (scope.paymentId !== undefined) {
    where.push('p.seq = ?');
    params.push(firstSequenceOf(c, stream.payment(scope.paymentId)) ?? null);
  }
  if (scope.sessionId !== undefined) {
    where.push('p.session_seq = ?');
    params.push(firstSequenceOf(c, stream.session(scope.sessionId)) ?? null);
  }
  if (scope.range !== undefined) {
    where.push(IN_SESSIONS);
    params.push(...bounds(scope.range));
  }
  return [where.length === 0 ? 'true' : where.join(' AND '), params];
}

function findTenders(c: Connection, query: Parameters<BooksReader['tenders']>[0]) {
  const [scope, params] = scopeOf(c, query);
  const where = [scope];
  if (query.sessionIds !== undefined) {
    where.push(
      `p.session_seq IN (SELECT sequence FROM journal WHERE stream_version = 1 AND stream IN
         (SELECT value FROM json_each(?)))`,
    );
    params.push(JSON.stringify(query.sessionIds.map((id) => stream.session(id))));
  }
  if (query.depositId !== undefined) {
    where.push('t.deposit_seq = ?');
    params.push(firstSequenceOf(c, stream.deposit(query.depositId)) ?? null);
  }
  if (query.kinds !== undefined) {
    where.push('t.kind IN (SELECT value FROM json_each(?))');
    params.push(JSON.stringify(query.kinds));
  }
  return c
    .sql<TenderSql>(
      `SELECT ${TENDER_COLUMNS} FROM ${TENDER} WHERE ${where.join(' AND ')} ORDER BY p.seq, t.tender_no`,
    )
    .all(...params)
    .map(tenderRow);
}

/** Newest first. A text is tried as all that it can be: receipt, amount, instrument, account, payer. */
function findPayments(c: Connection, query: PaymentQuery): PaymentRow[] {
  const [scope, params] = scopeOf(c, query);
  const text = query.text?.trim() ?? '';
  const found = text === '' ? undefined : matching(c, text, query.limit);
  const where = found === undefined ? scope : `${scope} AND p.seq IN (SELECT value FROM json_each(?))`;
  return c
    .sql<PaymentSql>(`SELECT ${PAYMENT_COLUMNS} FROM ${PAYMENT} WHERE ${where} ORDER BY p.seq DESC LIMIT ?`)
    .all(...params, ...(found === undefined ? [] : [JSON.stringify(found)]), query.limit)
    .map(paymentRow);
}

/** More than any list shows; so that a name of every second payer costs no more than a rare one. */
const CANDIDATES = 5_000;

function matching(c: Connection, text: string, limit: number): number[] {
  const candidates = Math.max(limit, CANDIDATES);
  const seqs = new Set<number>();
  const add = (sql: string, ...params: SqlValue[]): void => {
    for (const { seq } of c.sql<{ seq: number }>(sql).all(...params, candidates)) seqs.add(seq);
  };
  const prefix = `${identityOf(c).workstation}-`;
  const short = /^\d{1,6}$/.test(text) ? `${prefix}${text.padStart(RECEIPT_DIGITS, '0')}` : text;
  add('SELECT seq FROM p_payment WHERE receipt_number IN (?, ?) LIMIT ?', text, short);
  const amount = parseAmount(text, 'text');
  if (amount.ok)
    add('SELECT seq FROM p_payment WHERE total_cents = ? ORDER BY seq DESC LIMIT ?', amount.value);
  add('SELECT payment_seq AS seq FROM p_tender WHERE number = ? ORDER BY payment_seq DESC LIMIT ?', text);
  add('SELECT payment_seq AS seq FROM p_line WHERE account = ? ORDER BY payment_seq DESC LIMIT ?', text);
  for (const seq of byPayer(c, searchWords(text), candidates)) seqs.add(seq);
  return [...seqs];
}

/** Payments whose payer's name has a word beginning with each of the words. */
function byPayer(c: Connection, words: readonly string[], limit: number): number[] {
  const [first, ...others] = [...words].sort((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const also = others.map(
    () =>
      'AND EXISTS (SELECT 1 FROM p_payer_word o WHERE o.payment_seq = w.payment_seq AND o.word BETWEEN ? AND ?)',
  );
  return c
    .sql<{ seq: number }>(
      `SELECT payment_seq AS seq FROM p_payer_word w WHERE word BETWEEN ? AND ? ${also.join(' ')} LIMIT ?`,
    )
    .all(first, afterPrefix(first), ...others.flatMap((word) => [word, afterPrefix(word)]), limit)
    .map((row) => row.seq);
}
