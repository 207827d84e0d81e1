/**
 * Export batches: to billing what was paid on its accounts, to the ledger its entries. A batch holds what is released
 * and in no earlier batch; making it again from the journal gives the same bytes, and they are checked against its hash.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { SessionState } from '../../../shared/domain/session/types.ts';
import type { ExportBuilt } from '../../../shared/domain/office/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatDate } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { textFile } from '../files.ts';
import type { CommandHandler, Desk, QueryHandler } from '../handler.ts';
import { hashOf } from '../hash.ts';
import { loadPayment, loadSession } from '../load.ts';
import { officeAt } from '../office.ts';
import type { Office } from '../office.ts';
import type { BatchHead, JournalFormat, PaymentRecord } from '../outside.ts';
import type { BooksReader, DateRange, EntryRow, LineRow } from '../ports.ts';

type Row = Output<'export.build'>;
type Kind = ExportBuilt['kind'];

const ENDINGS: Readonly<Record<JournalFormat, string>> = {
  csv: 'csv',
  ledger: 'ledger',
  hledger: 'journal',
  beancount: 'beancount',
};

type Content = { readonly text: string; readonly records: number; readonly totalCents: number };
/** `office` and `through`, the journal's sequence, are those of the batch: what came later changes nothing in it. */
type Made = {
  readonly desk: Desk;
  readonly office: Office;
  readonly books: BooksReader;
  readonly through: number;
};

export const build: CommandHandler<'export.build'> = (ctx, input) => {
  const format = input.kind === 'payments' && input.format !== 'csv' ? null : input.format;
  if (format === null) return refuse('EXPORT_FORMAT', { field: 'format', value: input.format });
  const { kind, range } = input;
  if (range.to < range.from)
    return refuse('RANGE_BACKWARDS', { field: 'range', value: `${range.from} – ${range.to}` });
  const batchId = `${kind === 'payments' ? 'PAY' : 'JRN'}-${ctx.tx.head().workstation}-${String(ctx.tx.nextExportNumber(kind)).padStart(5, '0')}`;
  const through = ctx.tx.head().sequence;
  const made = { desk: ctx.desk, office: ctx.office, books: ctx.tx, through };
  const head = headOf(ctx.office, batchId, range, ctx.at);
  const content =
    kind === 'payments'
      ? paymentsContent(made, head, releasedLines(ctx.tx, range))
      : journalContent(made, head, format, unexportedEntries(ctx.tx, range));
  if (content.records === 0) return nothingNew(ctx.tx, kind, input);
  const event: ExportBuilt = {
    type: 'export.built',
    v: 1,
    batchId,
    kind,
    format,
    scope: { ...range, throughSequence: through },
    fileName: `${batchId}.${ENDINGS[format]}`,
    records: content.records,
    totalCents: content.totalCents,
    sha256: hashOf(content.text),
  };
  const appended = ctx.append(stream.export(batchId), 0, [event]);
  if (!appended.ok) return appended;
  ctx.changed('exports', 'journal');
  return ok(rowOf({ ...event, builtAt: ctx.at, delivered: false }));
};

function nothingNew(books: BooksReader, kind: Kind, { range }: Input<'export.build'>): Result<never> {
  const last = books.exports().find((batch) => batch.kind === kind);
  return refuse('EXPORT_NOTHING_NEW', {
    params: {
      range:
        range.from === range.to
          ? formatDate(range.from)
          : `${formatDate(range.from)} to ${formatDate(range.to)}`,
      last: last === undefined ? 'There is no earlier batch.' : `The last batch is ${last.batchId}.`,
    },
  });
}

const headOf = (office: Office, batchId: string, range: DateRange, createdAt: Instant): BatchHead => ({
  batchId,
  createdAt,
  ...range,
  city: office.founded?.city ?? '',
  timeZone: office.timeZone,
  training: office.training,
});

/**
 * Lines on billing accounts of closes that were approved, and that no batch holds yet. A close that was opened again is
 * only counted again: its payments can no longer change, and stay released as their entries do.
 */
function releasedLines(books: BooksReader, range: DateRange): readonly LineRow[] {
  const released = new Map<string, boolean>();
  const isReleased = (sessionId: string): boolean => {
    const known = released.get(sessionId) ?? wasApproved(loadSession(books, sessionId));
    released.set(sessionId, known);
    return known;
  };
  return billed(books.lines({ range })).filter(
    (line) => line.exportedIn === null && isReleased(line.sessionId),
  );
}

const wasApproved = (session: SessionState | undefined): boolean =>
  session !== undefined && (session.status === 'approved' || session.version > 1);

const billed = (lines: readonly LineRow[]): readonly LineRow[] =>
  lines.filter((line) => line.account !== null && line.status === 'posted');

const unexportedEntries = (books: BooksReader, range: DateRange): readonly EntryRow[] =>
  books.entries({ range, by: 'date', released: true }).filter((entry) => entry.exportedIn === null);

function paymentsContent(
  { desk, books, through }: Made,
  head: BatchHead,
  lines: readonly LineRow[],
): Content {
  const tenders = new Map<string, string>();
  const tendersOf = (paymentId: string): string => {
    const known =
      tenders.get(paymentId) ??
      loadPayment(books, paymentId, through)
        ?.tenders.map((tender) => tender.tenderType)
        .join('+') ??
      '';
    tenders.set(paymentId, known);
    return known;
  };
  const records = lines.map((line): PaymentRecord => ({
    record: 'payment',
    account: line.account ?? '',
    receiptNumber: line.receiptNumber,
    businessDate: line.businessDate,
    receivedDate: line.receivedDate,
    receiptType: line.receiptType,
    service: line.charge?.service ?? '',
    billDate: line.charge?.billDate ?? '',
    dueDate: line.charge?.dueDate ?? '',
    chargeKind: line.charge?.kind ?? '',
    forService: line.charge?.forService ?? '',
    amountCents: line.amountCents,
    tenders: tendersOf(line.paymentId),
  }));
  return {
    text: desk.files.paymentsFile(head, records),
    records: records.length,
    totalCents: sumCents(records.map((record) => record.amountCents)),
  };
}

function journalContent(
  { desk, office }: Made,
  head: BatchHead,
  format: JournalFormat,
  rows: readonly EntryRow[],
): Content {
  return {
    text: desk.files.journalFile(format, head, rows, office.reference.glAccounts),
    records: rows.length,
    totalCents: sumCents(rows.flatMap((row) => row.postings.map((posting) => posting.debitCents))),
  };
}

const rowOf = (batch: ExportBuilt & { readonly builtAt: Instant; readonly delivered: boolean }): Row => ({
  batchId: batch.batchId,
  kind: batch.kind,
  format: batch.format,
  from: batch.scope.from,
  to: batch.scope.to,
  fileName: batch.fileName,
  records: batch.records,
  totalCents: batch.totalCents,
  sha256: batch.sha256,
  builtAt: batch.builtAt,
  delivered: batch.delivered,
});

export const list: QueryHandler<'export.list'> = (ctx) => ok({ exports: ctx.books.exports().map(rowOf) });

export const file: QueryHandler<'export.file'> = (ctx, { batchId, format: asked }) => {
  const batch = ctx.books.exports().find((each) => each.batchId === batchId);
  if (!batch)
    return refuse('NOT_FOUND', { field: 'batchId', value: batchId, params: { what: 'export batch' } });
  const format = (asked ?? batch.format) as JournalFormat;
  if (batch.kind === 'payments' && format !== 'csv')
    return refuse('EXPORT_FORMAT', { field: 'format', value: format });
  const through = batch.scope.throughSequence;
  const made = { desk: ctx.desk, office: officeAt(ctx.books, through), books: ctx.books, through };
  const head = headOf(made.office, batchId, batch.scope, batch.builtAt);
  const content =
    batch.kind === 'payments'
      ? paymentsContent(
          made,
          head,
          billed(ctx.books.lines({ range: batch.scope })).filter((line) => line.exportedIn === batchId),
        )
      : journalContent(made, head, format, ctx.books.entries({ exportedIn: batchId }));
  if (format === batch.format && hashOf(content.text) !== batch.sha256) {
    return refuse('EXPORT_NOT_THE_SAME', { value: batchId });
  }
  const name = `${batchId}.${certain(ENDINGS[format], 'an ending')}`;
  return ok(
    textFile(name, format === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8', content.text),
  );
};

export const delivered: CommandHandler<'export.delivered'> = (ctx, { batchId }) => {
  const batch = ctx.tx.exports().find((each) => each.batchId === batchId);
  if (!batch)
    return refuse('NOT_FOUND', { field: 'batchId', value: batchId, params: { what: 'export batch' } });
  if (batch.delivered) return ok({});
  const appended = ctx.append(stream.export(batchId), ctx.tx.streamVersion(stream.export(batchId)), [
    { type: 'export.delivered', v: 1, batchId },
  ]);
  if (!appended.ok) return appended;
  ctx.changed('exports');
  return ok({});
};
