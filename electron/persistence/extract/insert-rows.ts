/** Rows into one table, many to a statement: the call into SQLite costs more than the row does. */
import type { Connection, SqlValue } from '../connection.ts';

/** More than this gains nothing that can be measured. */
const ROWS_AT_ONCE = 32;

/** @returns how many of the rows were not there yet; those that were are left as they are */
export type InsertRows = (rows: readonly (readonly SqlValue[])[]) => number;

/** @param columns their names, as many as each row has values */
export function rowInserter(c: Connection, table: string, columns: string): InsertRows {
  const width = columns.split(',').length;
  const row = `(${Array.from({ length: width }, () => '?').join(',')})`;
  const insert = (count: number) =>
    c.raw.prepare<[readonly SqlValue[]]>(
      `INSERT INTO ${table} (${columns}) VALUES ${Array.from({ length: count }, () => row).join(',')}
       ON CONFLICT DO NOTHING`,
    );
  const many = insert(ROWS_AT_ONCE);
  const one = insert(1);
  return (rows) => {
    const whole = rows.length - (rows.length % ROWS_AT_ONCE);
    let inserted = 0;
    for (let at = 0; at < whole; at += ROWS_AT_ONCE) {
      inserted += many.run(rows.slice(at, at + ROWS_AT_ONCE).flat()).changes;
    }
    for (const last of rows.slice(whole)) inserted += one.run(last).changes;
    return inserted;
  };
}
