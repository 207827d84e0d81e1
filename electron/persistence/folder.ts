/** What lies where in a data folder. */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

export type BooksFolder = {
  readonly folder: string;
  /** The database: journal, projections, reference tables, sealed side table. */
  readonly books: string;
  readonly anchor: string;
  /** The key of the side table: 0600, never inside the database or a backup. */
  readonly sideKey: string;
  /** Held by an operating-system lock while a process may write. */
  readonly writerLock: string;
  /** Who holds it, and on which port it answers. */
  readonly host: string;
  readonly backups: string;
  readonly exports: string;
};

export const booksFolder = (folder: string): BooksFolder => ({
  folder,
  books: join(folder, 'books.sqlite'),
  anchor: join(folder, 'anchor.json'),
  sideKey: join(folder, 'side.key'),
  writerLock: join(folder, 'writer.lock'),
  host: join(folder, 'host.lock'),
  backups: join(folder, 'backups'),
  exports: join(folder, 'exports'),
});

/** Only its owner may look into a data folder. @throws when the folder cannot be made */
export function makeFolders(paths: BooksFolder): void {
  for (const folder of [paths.folder, paths.backups, paths.exports]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

/**
 * Made before SQLite does it, which would let everybody read it: the folder may have been there before, and be open to
 * others. What SQLite lays beside it gets the same mode. Where no file can be made, SQLite's own opening says why.
 */
export function makePrivateFile(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === undefined) throw fault;
  }
}
