/** A table file as rows of named cells, each with its line, or as rejects. Strict UTF-8, one header line, no ragged rows. */
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import { shownValue } from '../../../shared/domain/reference/reject.ts';
import type { TableReject } from '../../../shared/domain/reference/validate.ts';

export type CsvRow = { readonly line: number; readonly cells: ReadonlyMap<string, string> };
export type CsvTable = { readonly rows: readonly CsvRow[]; readonly rejects: readonly TableReject[] };

type RawRecord = { readonly record: string[]; readonly info: { readonly lines: number } };

/** Far above any city's table; a file beyond it is not one. */
export const TABLE_LIMIT_BYTES = 16 * 1024 * 1024;

/** @param columns the column names that the table must have, in any order; others are ignored */
export function readCsv(table: ReferenceTable, bytes: Uint8Array, columns: readonly string[]): CsvTable {
  const whole = (line: number, code: TableReject['code'], params: Record<string, string> = {}): CsvTable => ({
    rows: [],
    rejects: [{ table, line, field: params['field'] ?? 'file', value: '', code, params }],
  });
  if (bytes.length === 0) return whole(0, 'FILE_EMPTY');
  if (bytes.length > TABLE_LIMIT_BYTES) {
    return whole(0, 'FILE_UNREADABLE', { reason: `it is larger than ${String(TABLE_LIMIT_BYTES)} bytes` });
  }
  if (!isUtf8(bytes)) return whole(firstLineThatIsNot(isUtf8, bytes), 'FILE_ENCODING', { encoding: 'UTF-8' });

  const parsed = parseRecords(Buffer.from(bytes).toString('utf8'));
  if (!parsed.ok) return whole(parsed.line, 'FILE_QUOTE');
  const [heading, ...records] = parsed.records;
  if (!heading) return whole(0, 'FILE_EMPTY');
  const names = heading.record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    return whole(heading.info.lines, 'TABLE_COLUMN_MISSING', { field: missing.join(', ') });
  return toRows(table, names, records);
}

function toRows(table: ReferenceTable, names: readonly string[], records: readonly RawRecord[]): CsvTable {
  const rows: CsvRow[] = [];
  const rejects: TableReject[] = [];
  for (const { record, info } of records) {
    if (record.length !== names.length) {
      const params = { count: String(record.length), expected: String(names.length) };
      const value = shownValue(record.join(','));
      rejects.push({ table, line: info.lines, field: 'row', value, code: 'FILE_FIELD_COUNT', params });
      continue;
    }
    rows.push({
      line: info.lines,
      cells: new Map(names.map((name, index) => [name, (record[index] ?? '').trim()])),
    });
  }
  return { rows, rejects };
}

type Parsed =
  | { readonly ok: true; readonly records: readonly RawRecord[] }
  | { readonly ok: false; readonly line: number };

function parseRecords(text: string): Parsed {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as RawRecord[];
    return { ok: true, records };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, line: Number(error['lines'] ?? 0) };
    throw error;
  }
}

/** 1-based; a line feed is a whole character in every encoding read here. */
function firstLineThatIsNot(valid: (bytes: Uint8Array) => boolean, bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    if (!valid(bytes.subarray(start, stop))) return line;
    start = stop + 1;
  }
  return line;
}
