/** The journal as another connection sees it: only what is committed. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type Committed = { readonly type: string; readonly stream: string } & Readonly<
  Record<string, unknown>
>;

/** @param type of the events; in the order of the journal */
export function committed(folder: string, type: string): readonly Committed[] {
  const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
  try {
    return books
      .prepare<[string], { stream: string; payload: Buffer }>(
        'SELECT stream, payload FROM journal WHERE type = ? ORDER BY sequence',
      )
      .all(type)
      .map(({ stream, payload }) => ({
        ...(JSON.parse(payload.toString('utf8')) as Committed),
        stream,
      }));
  } finally {
    books.close();
  }
}
