/** Rows of sessions, payments, lines and tenders, as the ports name them. */
import type { DateRange, LineRow, PaymentRow, SessionRow, TenderRow } from '../../services/ports.ts';
import type { Tender } from '../../../shared/domain/tender/types.ts';
import type { KeptLine } from '../projections/payments.ts';

/** `p_` rows were written from events whose types are stated there; texts keep their narrow types on the way back. */
export type PaymentSql = {
  readonly seq: number;
  readonly payment_id: string;
  readonly session_id: string;
  readonly receipt_number: string;
  readonly business_date: PaymentRow['businessDate'];
  readonly received_date: PaymentRow['receivedDate'];
  readonly posted_at: PaymentRow['postedAt'];
  readonly cashier: string;
  readonly source: string;
  readonly payer_name: string;
  readonly total_cents: number;
  readonly change_cents: number;
  readonly status: PaymentRow['status'];
  readonly exported_in: string | null;
};

export const paymentRow = (row: PaymentSql): PaymentRow => ({
  paymentId: row.payment_id,
  sessionId: row.session_id,
  receiptNumber: row.receipt_number,
  businessDate: row.business_date,
  receivedDate: row.received_date,
  postedAt: row.posted_at,
  cashier: row.cashier,
  source: row.source,
  payerName: row.payer_name,
  totalCents: row.total_cents,
  changeCents: row.change_cents,
  status: row.status,
});

export const linesOf = (row: PaymentSql & { readonly lines: string }): LineRow[] =>
  (JSON.parse(row.lines) as KeptLine[]).map((line) => ({
    paymentId: row.payment_id,
    receiptNumber: row.receipt_number,
    lineNo: line.lineNo,
    sessionId: row.session_id,
    businessDate: row.business_date,
    receivedDate: row.received_date,
    postedAt: row.posted_at,
    receiptType: line.receiptType,
    name: line.name,
    account: line.account ?? null,
    charge: line.charge ?? null,
    reference: line.reference ?? null,
    amountCents: line.amountCents,
    status: row.status,
    exportedIn: row.exported_in,
  }));

/** What came of a tender after it was taken, where something did. */
export type TenderMark = { readonly depositId: string | null; readonly missing: boolean };

export const tendersOf = (
  row: PaymentSql & { readonly tenders: string },
  markOf: (tenderNo: number) => TenderMark | undefined,
): TenderRow[] =>
  (JSON.parse(row.tenders) as Tender[]).map((tender) => ({
    paymentId: row.payment_id,
    sessionId: row.session_id,
    receiptNumber: row.receipt_number,
    businessDate: row.business_date,
    postedAt: row.posted_at,
    cashier: row.cashier,
    tender,
    status: row.status === 'voided' ? 'voided' : 'taken',
    depositId: markOf(tender.tenderNo)?.depositId ?? null,
    missing: markOf(tender.tenderNo)?.missing ?? false,
  }));

export type SessionSql = {
  readonly seq: number;
  readonly session_id: string;
  readonly number: number;
  readonly source_kind: SessionRow['source']['kind'];
  readonly source_code: string;
  readonly source_name: string;
  readonly cashier: string;
  readonly business_date: SessionRow['businessDate'];
  readonly status: SessionRow['status'];
  readonly opened_at: SessionRow['openedAt'];
  readonly float_cents: number;
  readonly limit_cents: number | null;
  readonly last_activity_at: SessionRow['lastActivityAt'];
  readonly last_activity: string;
  readonly no_sales: number;
};

export const sessionRow = (row: SessionSql): SessionRow => ({
  sessionId: row.session_id,
  sessionNumber: row.number,
  source: { kind: row.source_kind, code: row.source_code, name: row.source_name },
  cashier: row.cashier,
  businessDate: row.business_date,
  status: row.status,
  openedAt: row.opened_at,
  floatCents: row.float_cents,
  limitCents: row.limit_cents,
  lastActivityAt: row.last_activity_at,
  lastActivity: row.last_activity,
  noSales: row.no_sales,
});

/** A range with open ends reads everything. */
export const bounds = (range: DateRange | undefined): [from: string, to: string] => [
  range?.from ?? '',
  range?.to ?? '9999-12-31',
];
