/** The journal for a ledger system: one row per posting, layout in docs/interfaces/journal-file.md. */
import { decimalText } from '../../../shared/money/money.ts';
import type { JournalEntry, Posting } from '../../../shared/domain/ledger/types.ts';
import type { GlAccount } from '../../../shared/domain/reference/types.ts';
import { glKeyOf } from '../../../shared/domain/reference/types.ts';
import type { BatchHead } from '../../services/outside.ts';
import { csvLine, textCell } from '../file-text.ts';
import { totalsOf } from './journal-totals.ts';

export const JOURNAL_COLUMNS = [
  'record',
  'batch',
  'entry',
  'line',
  'kind',
  'date',
  'business_date',
  'source_type',
  'source_id',
  'source',
  'fund',
  'department',
  'account',
  'account_name',
  'debit',
  'credit',
  'description',
  'memo',
] as const;
export type JournalColumn = (typeof JOURNAL_COLUMNS)[number];

/** Which columns a city's ledger system wants, in which order, under which heading. */
export type ColumnMapping = readonly { readonly column: JournalColumn; readonly heading: string }[];

export const DOCUMENTED_COLUMNS: ColumnMapping = JOURNAL_COLUMNS.map((column) => ({
  column,
  heading: column,
}));

type Row = Readonly<Record<JournalColumn, string>>;

/** @returns headings, a row per posting, and a last row of record `total` with the control totals; UTF-8, CRLF */
export function journalCsv(
  head: BatchHead,
  entries: readonly JournalEntry[],
  chart: readonly GlAccount[],
  columns: ColumnMapping = DOCUMENTED_COLUMNS,
): string {
  const names = new Map(chart.map((account) => [glKeyOf(account), account.name]));
  const batch = textCell(head.batchId);
  const line = (row: Row): string => csvLine(columns.map(({ column }) => row[column]));
  const parts = [csvLine(columns.map(({ heading }) => textCell(heading)))];
  for (const entry of entries) {
    const shared = entryCells(entry, batch, head.training);
    entry.postings.forEach((posting, index) => {
      parts.push(line({ ...shared, ...postingCells(posting, index, names) }));
    });
  }
  parts.push(line(totalRow(batch, entries, head.training)));
  return parts.join('');
}

const NO_CELLS = Object.fromEntries(JOURNAL_COLUMNS.map((column) => [column, ''])) as Row;

const entryCells = (entry: JournalEntry, batch: string, training: boolean): Row => ({
  ...NO_CELLS,
  record: training ? 'training posting' : 'posting',
  batch,
  entry: textCell(entry.entryId),
  kind: entry.kind,
  date: entry.date,
  business_date: entry.businessDate,
  source_type: entry.source.type,
  source_id: textCell(entry.source.id),
  source: textCell(entry.source.label),
  description: textCell(entry.description),
});

function postingCells(posting: Posting, index: number, names: ReadonlyMap<string, string>): Partial<Row> {
  const [fund = '', department = '', account = ''] = posting.glAccount.split('-');
  return {
    line: String(index + 1),
    fund,
    department,
    account,
    account_name: textCell(names.get(posting.glAccount) ?? ''),
    debit: decimalText(posting.debitCents),
    credit: decimalText(posting.creditCents),
    memo: textCell(posting.memo ?? ''),
  };
}

function totalRow(batch: string, entries: readonly JournalEntry[], training: boolean): Row {
  const totals = totalsOf(entries);
  return {
    ...NO_CELLS,
    record: training ? 'training total' : 'total',
    batch,
    entry: String(totals.entries),
    line: String(totals.postings),
    debit: decimalText(totals.debitCents),
    credit: decimalText(totals.creditCents),
  };
}
