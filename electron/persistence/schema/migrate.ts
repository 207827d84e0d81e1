/**
 * Formats go forward only. Each step runs in one transaction with the new number, after a verified backup of a file
 * that holds anything; a file of a newer format is refused, never guessed at.
 */
import { assert } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Connection } from '../connection.ts';
import { BOOKS_1 } from './0001-books.ts';

export type Migration = { readonly to: number; readonly sql: string };

export const MIGRATIONS: readonly Migration[] = [{ to: 1, sql: BOOKS_1 }];

/** `TILL` in ASCII: a file with another mark is somebody else's. */
export const APPLICATION_ID = 0x54494c4c;

export const formatOf = (c: Connection): number => c.raw.pragma('user_version', { simple: true }) as number;

export type FileKind = 'empty' | 'ours';

/** Errors: BOOKS_FOREIGN, BOOKS_NEWER. @param newest the newest format this program knows */
export function recognise(c: Connection, newest: number): Result<FileKind> {
  const mark = c.raw.pragma('application_id', { simple: true });
  const objects = c.sql<{ count: number }>('SELECT count(*) AS count FROM sqlite_schema').get()?.count;
  if (mark === 0 && objects === 0) return ok('empty');
  if (mark !== APPLICATION_ID) return refuse('BOOKS_FOREIGN', { params: { file: c.file } });
  const found = formatOf(c);
  return found > newest
    ? refuse('BOOKS_NEWER', { params: { found: String(found), known: String(newest) } })
    : ok('ours');
}

/** Runs the steps that the file lacks. @throws SqliteError with that step taken back */
export function migrate(c: Connection, migrations: readonly Migration[]): void {
  for (const { to, sql } of migrations) {
    const from = formatOf(c);
    if (to <= from) continue;
    assert(to === from + 1, `format ${String(to)} follows ${String(to - 1)}`);
    c.raw.exec('BEGIN IMMEDIATE');
    try {
      c.raw.pragma(`application_id = ${String(APPLICATION_ID)}`);
      c.raw.exec(sql);
      c.raw.pragma(`user_version = ${String(to)}`);
      c.raw.exec('COMMIT');
    } catch (fault) {
      if (c.raw.inTransaction) c.raw.exec('ROLLBACK');
      throw fault;
    }
  }
}

export const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.to ?? 0;
