/**
 * The way on when the end of a journal is truly lost, or its anchor file is: somebody compared the last receipts with
 * the paper and accepts the journal as it is. The old anchor stays beside the new one as evidence.
 */
import { existsSync, renameSync } from 'node:fs';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Head } from '../services/ports.ts';
import { placeAnchor, readAnchor } from './anchor.ts';
import { connect } from './connection.ts';
import { booksFolder } from './folder.ts';
import { headOf, identityOf } from './journal/journal.ts';
import { unusedName } from './restore.ts';
import { MIGRATIONS, newestOf, recognise } from './schema/migrate.ts';
import { refusalOf } from './sqlite-errors.ts';
import { acquireWriterLock } from './writer-lock.ts';

export type Acceptance = {
  readonly head: Head;
  /** Sequence that the old anchor named; null when there was none to read. */
  readonly anchored: number | null;
  readonly keptAnchor: string | null;
};

/** Errors: BOOKS_MISSING, BOOKS_LOCKED, BOOKS_FOREIGN, BOOKS_NEWER, BOOKS_DAMAGED. */
export function acceptJournal(folder: string): Result<Acceptance> {
  const paths = booksFolder(folder);
  if (!existsSync(paths.books)) return refuse('BOOKS_MISSING', { params: { folder } });
  const lock = acquireWriterLock(folder);
  if (!lock.ok) return lock;
  try {
    const c = connect(paths.books, { readonly: true });
    try {
      const kind = recognise(c, newestOf(MIGRATIONS));
      if (!kind.ok) return kind;
      const head = headOf(c);
      const before = readAnchor(paths.anchor);
      const keptAnchor = existsSync(paths.anchor) ? unusedName(`${paths.anchor}.replaced`) : null;
      if (keptAnchor !== null) renameSync(paths.anchor, keptAnchor);
      placeAnchor(paths.anchor, { database: identityOf(c).database, ...head });
      return ok({ head, anchored: typeof before === 'object' ? before.sequence : null, keptAnchor });
    } finally {
      c.close();
    }
  } catch (fault) {
    const refusal = refusalOf(fault, paths.books);
    if (refusal === undefined) throw fault;
    return { ok: false, error: refusal };
  } finally {
    lock.value.release();
  }
}
