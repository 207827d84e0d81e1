/**
 * Restoring: a verified backup becomes the books of an empty folder. The database gets its name last, so that a restore
 * that was interrupted leaves no books behind, half or whole.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Head } from '../services/ports.ts';
import { placeAnchor, syncFolder } from './anchor.ts';
import { copyDatabase, removeDatabase } from './backup.ts';
import { connect } from './connection.ts';
import { booksFolder, makeFolders } from './folder.ts';
import type { BooksFolder } from './folder.ts';
import { identityOf } from './journal/journal.ts';
import { MIGRATIONS, newestOf, recognise } from './schema/migrate.ts';
import { readSetting, writeSetting } from './schema/settings.ts';
import { createSideKey, placeSideKey, readSideKey } from './side/side-key.ts';
import { refusalOf } from './sqlite-errors.ts';
import { verifyInWorker } from './verify/verify-in-worker.ts';
import { acquireWriterLock } from './writer-lock.ts';

export type RestoreOptions = {
  /** The copy of side.key that belongs to the backup. Absent: looked for beside the backup and in its data folder. */
  readonly keyFile?: string;
  /** Moves books that are already there into a folder of their own instead of refusing. */
  readonly replace?: boolean;
};

export type RestoreReport = {
  readonly folder: string;
  readonly head: Head;
  readonly events: number;
  readonly bytes: number;
  /** `new`: no key was found, so sealed values (PINs, check accounts) cannot be read and PINs have to be set again. */
  readonly key: 'restored' | 'new';
};

/**
 * Errors: BOOKS_MISSING, BOOKS_FOREIGN, BOOKS_NEWER, BACKUP_NOT_WHOLE, RESTORE_NOT_EMPTY, BOOKS_KEY_WRONG, BOOKS_LOCKED,
 * and the conditions of the disk. A refusal leaves the folder without books, or with those that were there.
 */
export async function restoreBooks(
  backup: string,
  folder: string,
  options: RestoreOptions = {},
): Promise<Result<RestoreReport>> {
  try {
    const source = await checkBackup(backup);
    if (!source.ok) return source;
    const paths = booksFolder(folder);
    makeFolders(paths);
    const lock = acquireWriterLock(folder);
    if (!lock.ok) return lock;
    try {
      return await restoreInto(backup, source.value, paths, options);
    } finally {
      lock.value.release();
    }
  } catch (fault) {
    const refusal = refusalOf(fault, folder);
    if (refusal === undefined) throw fault;
    return { ok: false, error: refusal };
  }
}

type Source = { readonly head: Head; readonly database: string; readonly keyId: string | undefined };

async function checkBackup(backup: string): Promise<Result<Source>> {
  if (!existsSync(backup)) return refuse('BOOKS_MISSING', { params: { folder: backup } });
  const c = connect(backup, { readonly: true });
  try {
    const kind = recognise(c, newestOf(MIGRATIONS));
    if (!kind.ok) return kind;
    if (kind.value === 'empty') return refuse('BOOKS_FOREIGN', { params: { file: backup } });
    const report = await verifyInWorker({ file: backup }, {});
    const finding = report.findings[0];
    if (finding) return refuse('BACKUP_NOT_WHOLE', { params: { file: backup, finding: finding.text } });
    return ok({ head: report.head, database: identityOf(c).database, keyId: readSetting(c, 'side-key') });
  } finally {
    c.close();
  }
}

async function restoreInto(
  backup: string,
  source: Source,
  paths: BooksFolder,
  options: RestoreOptions,
): Promise<Result<RestoreReport>> {
  const key = findKey(backup, source, paths, options.keyFile);
  if (!key.ok) return key;
  if (existsSync(paths.books)) {
    if (options.replace !== true) return refuse('RESTORE_NOT_EMPTY', { params: { folder: paths.folder } });
    moveAside(paths);
  }
  const partial = `${paths.books}.partial`;
  removeDatabase(partial);
  await copyDatabase(backup, partial);
  placeKey(partial, paths, key.value);
  placeAnchor(paths.anchor, { database: source.database, ...source.head });
  renameSync(partial, paths.books);
  syncFolder(paths.folder);
  const report = await verifyInWorker({ folder: paths.folder }, {});
  const finding = report.findings[0];
  if (finding) return refuse('BACKUP_NOT_WHOLE', { params: { file: paths.books, finding: finding.text } });
  return ok({
    folder: paths.folder,
    head: report.head,
    events: report.events,
    bytes: statSync(paths.books).size,
    key: key.value === undefined ? 'new' : 'restored',
  });
}

/** The text of the key file that sealed the backup's values. Errors: BOOKS_KEY_WRONG for a file that was named. */
function findKey(
  backup: string,
  source: Source,
  paths: BooksFolder,
  keyFile: string | undefined,
): Result<string | undefined> {
  const fits = (file: string): boolean => {
    const key = readSideKey(file);
    return typeof key === 'object' && (source.keyId === undefined || key.id === source.keyId);
  };
  if (keyFile !== undefined) {
    return fits(keyFile) ? ok(readFileSync(keyFile, 'latin1')) : refuse('BOOKS_KEY_WRONG');
  }
  const beside = dirname(backup);
  const found = [paths.sideKey, join(beside, 'side.key'), join(dirname(beside), 'side.key')].find(fits);
  return ok(found === undefined ? undefined : readFileSync(found, 'latin1'));
}

function placeKey(database: string, paths: BooksFolder, text: string | undefined): void {
  if (existsSync(paths.sideKey) && text === readFileSync(paths.sideKey, 'latin1')) return;
  if (existsSync(paths.sideKey)) renameSync(paths.sideKey, unusedName(`${paths.sideKey}.replaced`));
  if (text !== undefined) {
    placeSideKey(paths.sideKey, text);
    return;
  }
  const { id } = createSideKey(paths.sideKey);
  const c = connect(database, { readonly: false });
  writeSetting(c, 'side-key', id);
  c.close();
}

function moveAside(paths: BooksFolder): void {
  const aside = unusedName(join(paths.folder, 'replaced'));
  mkdirSync(aside, { mode: 0o700 });
  for (const file of [paths.books, `${paths.books}-wal`, `${paths.books}-shm`, paths.anchor]) {
    if (existsSync(file)) renameSync(file, join(aside, file.slice(paths.folder.length + 1)));
  }
}

/** `replaced-1`, `replaced-2` … */
export function unusedName(stem: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}-${String(number)}`;
    if (!existsSync(name)) return name;
  }
}
