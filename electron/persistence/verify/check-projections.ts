/** Rebuilt projections equal the stored ones, row by row and byte by byte. */
import type { SqlValue } from '../connection.ts';
import { PROJECTIONS } from '../projections/all.ts';
import type { VerifyContext } from './context.ts';

const ROWS_NAMED = 5;

export function checkProjections(ctx: VerifyContext): void {
  const tables = PROJECTIONS.flatMap((projection) => projection.tables);
  tables.forEach((table, index) => {
    ctx.progress('Comparing lists with the journal', index, tables.length);
    compare(ctx, table);
  });
  ctx.progress('Comparing lists with the journal', tables.length, tables.length);
}

function compare({ c, find }: VerifyContext, table: string): void {
  const count = (schema: string): number =>
    c.sql<{ count: number }>(`SELECT count(*) AS count FROM ${schema}.${table}`).get()?.count ?? 0;
  const columns = c.raw.pragma(`temp.table_info(${table})`) as { name: string; pk: number }[];
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const sameKey = key.map((name) => `t.${name} = s.${name}`).join(' AND ');
  const sameRow = columns.map(({ name }) => `t.${name} IS s.${name}`).join(' AND ');
  const equal =
    c
      .sql<{ count: number }>(
        `SELECT count(*) AS count FROM temp.${table} t JOIN main.${table} s ON ${sameKey} WHERE ${sameRow}`,
      )
      .get()?.count ?? 0;
  if (equal === count('temp') && equal === count('main')) return;
  const keys = (from: 'temp' | 'main'): SqlValue[][] => {
    const other = from === 'temp' ? 'main' : 'temp';
    return c.raw
      .prepare<[], SqlValue[]>(
        `SELECT ${key.map((name) => `t.${name}`).join(', ')} FROM ${from}.${table} t WHERE NOT EXISTS
           (SELECT 1 FROM ${other}.${table} s WHERE ${sameKey} AND ${sameRow}) LIMIT ${String(ROWS_NAMED)}`,
      )
      .raw()
      .all();
  };
  const named = new Set([...keys('main'), ...keys('temp')].map((values) => values.map(String).join(', ')));
  for (const row of named) {
    find('projection', `${table} ${row}`, `${table}, row ${row}, is not what the journal says`);
  }
}
