/** Reading one row's cells into typed values; each bad cell is a reject of its own, so that one pass lists them all. */
import { certain } from '../../../shared/kernel/assert.ts';
import { holdsCardNumber } from '../../../shared/kernel/card-number.ts';
import { isDate } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { parseAmount } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { shownValue } from '../../../shared/domain/reference/reject.ts';
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import type { TableReject } from '../../../shared/domain/reference/validate.ts';
import { readCsv } from './csv.ts';
import type { CsvRow } from './csv.ts';

export type TableResult<T> = {
  readonly rows: T;
  readonly rejects: readonly TableReject[];
  /** The line of each row, and of each share of a receipt type. */
  readonly lines: ReadonlyMap<object, number>;
};

/** 40 characters fit every list and receipt; a longer code is a column that slipped. */
const CODE_PATTERN = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
const NAME_LIMIT_CHARS = 80;

/**
 * A cell that cannot be read is rejected and answers with a stand-in of the right type; `readRows` drops every row
 * that had a reject, so the stand-in goes nowhere.
 */
export class Cells {
  readonly #row: CsvRow;
  readonly #table: ReferenceTable;
  readonly #rejects: TableReject[];

  constructor(table: ReferenceTable, row: CsvRow, rejects: TableReject[]) {
    this.#table = table;
    this.#row = row;
    this.#rejects = rejects;
  }

  get line(): number {
    return this.#row.line;
  }

  raw(column: string): string {
    return certain(this.#row.cells.get(column), `column ${column}`);
  }

  reject(column: string, code: TableReject['code'], params?: Readonly<Record<string, string>>): void {
    this.#rejects.push({
      table: this.#table,
      line: this.#row.line,
      field: column,
      value: shownValue(this.raw(column)),
      code,
      ...(params ? { params } : {}),
    });
  }

  text(column: string, limitChars = NAME_LIMIT_CHARS): string {
    const value = this.raw(column);
    if (value === '') this.reject(column, 'FIELD_EMPTY');
    else if (Array.from(value).length > limitChars) {
      this.reject(column, 'FIELD_TOO_LONG', { limit: String(limitChars) });
    } else if (/\p{C}/u.test(value)) this.reject(column, 'FIELD_CONTROL_CHARACTER');
    else if (holdsCardNumber(value)) this.reject(column, 'CARD_NUMBER_DISCARDED');
    return value;
  }

  code(column: string): string {
    return this.pattern(column, CODE_PATTERN, 'a code of capital letters, digits and hyphens');
  }

  pattern(column: string, pattern: RegExp, expected: string): string {
    const value = this.raw(column);
    if (value === '') this.reject(column, 'FIELD_EMPTY');
    else if (!pattern.test(value)) this.reject(column, 'FIELD_PATTERN', { expected });
    return value;
  }

  oneOf<T extends string>(column: string, values: readonly T[]): T {
    const value = this.raw(column);
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    if (value === '') this.reject(column, 'FIELD_EMPTY');
    else this.reject(column, 'FIELD_VALUE', { expected: values.join(', ') });
    return certain(values[0], 'an allowed value');
  }

  yesNo(column: string): boolean {
    return this.oneOf(column, ['yes', 'no']) === 'yes';
  }

  amount(column: string): Cents {
    const value = this.raw(column);
    if (value === '') {
      this.reject(column, 'FIELD_EMPTY');
      return 0;
    }
    const parsed = parseAmount(value, column);
    if (parsed.ok) return parsed.value;
    this.reject(column, parsed.error.code);
    return 0;
  }

  date(column: string): BusinessDate {
    const value = this.raw(column);
    if (value === '') this.reject(column, 'FIELD_EMPTY');
    else if (!isDate(value)) this.reject(column, 'NOT_A_DATE');
    return value as BusinessDate;
  }

  /** `{name: value}` when the cell is filled in, `{}` when it is empty: for optional members. */
  optional<K extends string, T>(name: K, column: string, read: (column: string) => T): Partial<Record<K, T>> {
    return this.raw(column) === '' ? {} : ({ [name]: read(column) } as Partial<Record<K, T>>);
  }
}

export function readRows<T extends object>(
  table: ReferenceTable,
  bytes: Uint8Array,
  columns: readonly string[],
  build: (cells: Cells) => T,
): TableResult<readonly T[]> {
  const csv = readCsv(table, bytes, columns);
  const rejects: TableReject[] = [...csv.rejects];
  const lines = new Map<object, number>();
  const rows: T[] = [];
  for (const row of csv.rows) {
    const before = rejects.length;
    const value = build(new Cells(table, row, rejects));
    if (rejects.length !== before) continue;
    rows.push(value);
    lines.set(value, row.line);
  }
  if (csv.rows.length === 0 && rejects.length === 0) {
    rejects.push({ table, line: 0, field: 'file', value: '', code: 'FILE_EMPTY' });
  }
  return { rows, rejects, lines };
}
