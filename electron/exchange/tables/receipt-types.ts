/**
 * receipt-types.csv: one row per share. The rows of one code and one `from` are one period of one receipt type and say
 * the same in every other column; `from` and `to` are both inclusive, an empty `to` has no end.
 */
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import { shownValue } from '../../../shared/domain/reference/reject.ts';
import { AMOUNT_RULES, glKeyOf, LINE_REFERENCES } from '../../../shared/domain/reference/types.ts';
import type { ReceiptType, Share } from '../../../shared/domain/reference/types.ts';
import type { TableReject } from '../../../shared/domain/reference/validate.ts';
import { readRows } from './cells.ts';
import type { Cells, TableResult } from './cells.ts';
import { glPart } from './gl-accounts.ts';

const TABLE: ReferenceTable = 'receipt-types';

const COLUMNS = [
  'code',
  'name',
  'department',
  'amount',
  'price',
  'reference',
  'guaranteed_funds',
  'stock',
  'fund',
  'gl_department',
  'gl_account',
  'percent',
  'from',
  'to',
] as const;

/** What all rows of a period must repeat. */
const OF_THE_TYPE = [
  'name',
  'department',
  'amount',
  'price',
  'reference',
  'guaranteed_funds',
  'stock',
  'to',
] as const satisfies readonly (typeof COLUMNS)[number][];

const PERCENT = /^(?:100(?:\.0{1,6})?|\d{1,2}(?:\.\d{1,6})?)$/;

type ShareRow = {
  readonly line: number;
  readonly type: Omit<ReceiptType, 'distribution'>;
  readonly share: Share;
  readonly repeated: readonly string[];
};

export function readReceiptTypes(bytes: Uint8Array): TableResult<readonly ReceiptType[]> {
  const read = readRows(TABLE, bytes, COLUMNS, readShare);
  const rejects: TableReject[] = [...read.rejects];
  const lines = new Map<object, number>();
  const periods = new Map<string, { readonly first: ShareRow; readonly shares: Share[] }>();
  for (const row of read.rows) {
    const key = `${row.type.code} ${row.type.from}`;
    const period = periods.get(key);
    lines.set(row.share, row.line);
    if (!period) {
      periods.set(key, { first: row, shares: [row.share] });
      continue;
    }
    period.shares.push(row.share);
    rejects.push(...disagreements(period.first, row));
  }
  const rows = [...periods.values()].map(({ first, shares }) => {
    const type: ReceiptType = { ...first.type, distribution: shares };
    lines.set(type, first.line);
    return type;
  });
  return { rows, rejects, lines };
}

function readShare(cells: Cells): ShareRow {
  const amount = cells.oneOf('amount', AMOUNT_RULES);
  const hasPrice = cells.raw('price') !== '';
  if (amount === 'fixed' && !hasPrice) cells.reject('price', 'TABLE_PRICE_MISSING');
  if (amount !== 'fixed' && hasPrice) cells.reject('price', 'TABLE_PRICE_UNUSED');
  const fund = glPart(cells, 'fund');
  const department = glPart(cells, 'gl_department');
  const account = glPart(cells, 'gl_account');
  const percent = cells.pattern('percent', PERCENT, 'a percentage above 0 and up to 100');
  if (/^[0.]+$/.test(percent)) {
    cells.reject('percent', 'FIELD_PATTERN', { expected: 'a percentage above 0 and up to 100' });
  }
  return {
    line: cells.line,
    type: {
      code: cells.code('code'),
      name: cells.text('name'),
      department: cells.text('department'),
      amount,
      ...cells.optional('priceCents', 'price', (column) => cells.amount(column)),
      reference: cells.oneOf('reference', LINE_REFERENCES),
      guaranteedFunds: cells.yesNo('guaranteed_funds'),
      stock: cells.yesNo('stock'),
      from: cells.date('from'),
      ...cells.optional('to', 'to', (column) => cells.date(column)),
    },
    share: { glAccount: glKeyOf({ fund, department, account }), percent },
    repeated: OF_THE_TYPE.map((column) => cells.raw(column)),
  };
}

function disagreements(first: ShareRow, row: ShareRow): TableReject[] {
  return OF_THE_TYPE.flatMap((column, index) => {
    const [expected, value] = [first.repeated[index] ?? '', row.repeated[index] ?? ''];
    return expected === value
      ? []
      : [
          {
            table: TABLE,
            line: row.line,
            field: column,
            value: shownValue(value),
            code: 'TABLE_ROWS_DISAGREE' as const,
            params: { expected: shownValue(expected) },
          },
        ];
  });
}
