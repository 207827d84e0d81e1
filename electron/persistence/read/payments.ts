import { stream } from '../../../shared/domain/events.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { parseAmount } from '../../../shared/money/money.ts';
import type { BooksReader, PaymentQuery, PaymentRow, TenderRow } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { firstSequenceOf, identityOf } from '../journal/journal.ts';
import { receiptNumberOf, receiptOrdinal } from '../receipt-number.ts';
import { bounds, linesOf, paymentRow, tendersOf } from './money-rows.ts';
import type { PaymentSql, TenderMark } from './money-rows.ts';
import { instrumentNumber, INSTRUMENT_KINDS } from '../projections/gathered.ts';
import { accountTerm, amountTerm, instrumentTerm, receiptTerm, searchWords } from '../search-words.ts';
import { findPayer, findTerm } from './ungathered.ts';

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

/** A session's payments are found through its entries, and a date's through its sessions: payments need no such index. */
const OF_SESSION = 'p.seq IN (SELECT seq FROM p_entry WHERE session_seq = ?)';
const OF_DATES = `p.seq IN (SELECT e.seq FROM p_session d JOIN p_entry e ON e.session_seq = d.seq
  WHERE d.business_date BETWEEN ? AND ?)`;

export function paymentReads(c: Connection): PaymentReads {
  const identity = once(() => identityOf(c));
  return {
    nextReceiptNumber: () => {
      const last = c
        .sql<{ receipt_number: string }>('SELECT receipt_number FROM p_payment ORDER BY seq DESC LIMIT 1')
        .get();
      const ordinal = last === undefined ? 0 : receiptOrdinal(last.receipt_number);
      return receiptNumberOf(identity().workstation, ordinal + 1);
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
      const [seq] = findTerm(c, receiptTerm(receiptNumber), 1);
      const row =
        seq === undefined
          ? undefined
          : c.sql<PaymentSql>(`SELECT ${PAYMENT_COLUMNS} FROM ${PAYMENT} WHERE p.seq = ?`).get(seq);
      return row && paymentRow(row);
    },
    tenders: (query) => findTenders(c, query),
    lines: (query) => {
      const [where, params] = scopeOf(c, query);
      return c
        .sql<PaymentSql & { lines: string }>(
          `SELECT ${PAYMENT_COLUMNS}, p.lines FROM ${PAYMENT} WHERE ${where} ORDER BY p.seq`,
        )
        .all(...params)
        .flatMap(linesOf);
    },
    sameInstrument: ({ routing, number, kind, since }) =>
      tendersWhere(
        c,
        `p.seq IN (SELECT value FROM json_each(?)) AND p.business_date >= ? AND p.status = 'posted'`,
        [JSON.stringify(findTerm(c, instrumentTerm(kind, number), CANDIDATES)), since],
      )
        .filter(({ tender }) => tender.kind === kind && instrumentNumber(tender) === number)
        .filter(({ tender }) => routing === undefined || tender.check?.routing === routing)
        .reverse(),
    paymentsByHour: (date) =>
      c
        .sql<{ hour: string; payments: number }>(
          `SELECT substr(p.posted_at, 1, 13) AS hour, count(*) AS payments FROM p_payment p
           WHERE ${OF_DATES} AND p.status = 'posted' GROUP BY hour ORDER BY hour`,
        )
        .all(date, date)
        .map(({ hour, payments }) => ({ hourStart: `${hour}:00:00.000Z` as Instant, payments })),
  };
}

/** The workstation of open books never changes; it is read with the first receipt. */
function once<T>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

type Scope = {
  readonly sessionId?: string | undefined;
  readonly sessionIds?: readonly string[] | undefined;
  readonly paymentId?: string | undefined;
  readonly range?: PaymentQuery['range'] | undefined;
};

/** Which payments: of one payment, of sessions, of the sessions of some dates, or all. */
function scopeOf(c: Connection, scope: Scope): [where: string, params: SqlValue[]] {
  const where: string[] = [];
  const params: SqlValue[] = [];
  if (scope.paymentId !== undefined) {
    where.push('p.seq = ?');
    params.push(firstSequenceOf(c, stream.payment(scope.paymentId)) ?? null);
  }
  if (scope.sessionId !== undefined) {
    where.push(OF_SESSION);
    params.push(firstSequenceOf(c, stream.session(scope.sessionId)) ?? null);
  }
  if (scope.sessionIds !== undefined) {
    where.push('p.seq IN (SELECT seq FROM p_entry WHERE session_seq IN (SELECT value FROM json_each(?)))');
    const seqs = scope.sessionIds.map((id) => firstSequenceOf(c, stream.session(id)) ?? null);
    params.push(JSON.stringify(seqs));
  }
  if (scope.range !== undefined) {
    where.push(OF_DATES);
    params.push(...bounds(scope.range));
  }
  return [where.length === 0 ? 'true' : where.join(' AND '), params];
}

function findTenders(c: Connection, query: Parameters<BooksReader['tenders']>[0]): TenderRow[] {
  const [scope, params] = scopeOf(c, query);
  const where = [scope];
  const depositId = query.depositId;
  if (depositId !== undefined) {
    where.push('p.seq IN (SELECT payment_seq FROM p_tender_mark WHERE deposit_seq = ?)');
    params.push(firstSequenceOf(c, stream.deposit(depositId)) ?? null);
  }
  const rows = tendersWhere(c, where.join(' AND '), params);
  return rows.filter(
    (row) =>
      (depositId === undefined || row.depositId === depositId) &&
      (query.kinds?.includes(row.tender.kind) ?? true),
  );
}

type MarkSql = {
  readonly payment_seq: number;
  readonly tender_no: number;
  readonly deposit_id: string | null;
  readonly missing: number;
};

/** In the order of their payments; few tenders carry a mark until they are deposited, so marks are read apart. */
function tendersWhere(c: Connection, where: string, params: readonly SqlValue[]): TenderRow[] {
  const marks = new Map<string, TenderMark>();
  const marked = c
    .sql<MarkSql>(
      `SELECT m.payment_seq, m.tender_no, d.deposit_id, m.missing FROM ${PAYMENT}
       JOIN p_tender_mark m ON m.payment_seq = p.seq LEFT JOIN p_deposit d ON d.seq = m.deposit_seq WHERE ${where}`,
    )
    .all(...params);
  for (const row of marked) {
    const mark = { depositId: row.deposit_id, missing: row.missing === 1 };
    marks.set(`${String(row.payment_seq)}/${String(row.tender_no)}`, mark);
  }
  return c
    .sql<PaymentSql & { tenders: string }>(
      `SELECT ${PAYMENT_COLUMNS}, p.tenders FROM ${PAYMENT} WHERE ${where} ORDER BY p.seq`,
    )
    .all(...params)
    .flatMap((row) => tendersOf(row, (tenderNo) => marks.get(`${String(row.seq)}/${String(tenderNo)}`)));
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

/** More than any list shows; so that the name of every second payer costs no more than a rare one. */
const CANDIDATES = 5_000;

function matching(c: Connection, text: string, limit: number): number[] {
  const candidates = Math.max(limit, CANDIDATES);
  // A receipt is asked for as it is printed, or by its digits alone.
  const receipt = /^\d{1,9}$/.test(text) ? receiptNumberOf(identityOf(c).workstation, Number(text)) : text;
  const amount = parseAmount(text, 'text');
  const terms = [
    receiptTerm(receipt),
    accountTerm(text),
    ...INSTRUMENT_KINDS.map((kind) => instrumentTerm(kind, text)),
    ...(amount.ok ? [amountTerm(amount.value)] : []),
  ];
  return [
    ...new Set([
      ...terms.flatMap((term) => findTerm(c, term, candidates)),
      ...findPayer(c, searchWords(text), candidates),
    ]),
  ];
}
