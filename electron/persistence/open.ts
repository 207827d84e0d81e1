/**
 * Opening the books: lock, recognise, bring up to date, prove that commits are durable, compare with the anchor. Either
 * everything holds and the desk may work, or there is a stated reason and nothing was changed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { BooksStore } from '../services/ports.ts';
import { openAnchor, placeAnchor, readAnchor } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { backupBooks } from './backup.ts';
import { checkDurable, connect, makeDurable } from './connection.ts';
import type { Connection } from './connection.ts';
import { clearIdleSlot } from './extract/slots.ts';
import { booksFolder, makeFolders, makePrivateFile } from './folder.ts';
import type { BooksFolder } from './folder.ts';
import { headOf, identityOf } from './journal/journal.ts';
import { projectionsAreStale, rebuildProjections } from './projections/all.ts';
import { formatOf, MIGRATIONS, migrate, newestOf, recognise } from './schema/migrate.ts';
import type { Migration } from './schema/migrate.ts';
import { readSetting, writeSetting } from './schema/settings.ts';
import { createSideKey, readSideKey } from './side/side-key.ts';
import type { SideKey } from './side/side-key.ts';
import { refusalOf } from './sqlite-errors.ts';
import { createStore } from './store.ts';
import { acquireWriterLock } from './writer-lock.ts';

export type OpenOptions = {
  readonly folder: string;
  /** Two characters or more; fixed with the first event. Absent: whatever the books say, `01` for new ones. */
  readonly workstation?: string;
  readonly clock: () => Instant;
  /** Names a new database; events are named by their place in it. */
  readonly newId: () => string;
  readonly busyTimeoutMs?: number;
  /** Events projected so far, when projections have to be rebuilt. */
  readonly onRebuild?: (done: number) => void;
  /** For tests of a full disk: the file does not grow beyond as many pages, and SQLite says what it says then. */
  readonly maxPages?: number;
  /** For tests of the steps themselves. */
  readonly migrations?: readonly Migration[];
};

const FIRST_WORKSTATION = '01';

/**
 * Errors: BOOKS_LOCKED, BOOKS_FOREIGN, BOOKS_NEWER, BOOKS_DAMAGED, BOOKS_READ_ONLY, BOOKS_DISK_FULL, BOOKS_SETTINGS,
 * BOOKS_SHORTENED, BOOKS_ANCHOR_MISSING, BOOKS_OTHER_WORKSTATION, BOOKS_KEY_MISSING, BOOKS_KEY_WRONG.
 */
export async function openBooks(options: OpenOptions): Promise<Result<BooksStore>> {
  const paths = booksFolder(options.folder);
  const made = makeFolder(paths);
  if (!made.ok) return made;
  const lock = acquireWriterLock(options.folder);
  if (!lock.ok) return lock;
  let connection: Connection | undefined;
  let store: BooksStore | undefined;
  try {
    makePrivateFile(paths.books);
    connection = connect(paths.books, {
      readonly: false,
      ...(options.busyTimeoutMs === undefined ? {} : { busyTimeoutMs: options.busyTimeoutMs }),
    });
    const prepared = await prepare(connection, paths, options);
    if (!prepared.ok) return prepared;
    if (options.maxPages !== undefined) connection.raw.pragma(`max_page_count = ${String(options.maxPages)}`);
    store = createStore({
      connection,
      paths,
      anchor: openAnchor(paths.anchor),
      sideKey: prepared.value,
      now: options.clock,
      lock: lock.value,
    });
    return ok(store);
  } catch (fault) {
    return refuseFault(fault, paths);
  } finally {
    if (store === undefined) {
      connection?.close();
      lock.value.release();
    }
  }
}

function makeFolder(paths: BooksFolder): Result<void> {
  try {
    makeFolders(paths);
    return ok(undefined);
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') return refuse('BOOKS_DISK_FULL');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      return refuse('BOOKS_READ_ONLY', { params: { file: paths.folder } });
    }
    if (code !== undefined) return refuse('BOOKS_FOLDER', { params: { folder: paths.folder, reason: code } });
    throw fault;
  }
}

/** A file that is no database at all was ours if its anchor lies beside it. */
function refuseFault(fault: unknown, paths: BooksFolder): Result<never> {
  const refusal = refusalOf(fault, paths.books);
  if (refusal === undefined) throw fault;
  if (refusal.code === 'BOOKS_FOREIGN' && existsSync(paths.anchor)) {
    return refuse('BOOKS_DAMAGED', { params: { reason: 'the file is no database any more' } });
  }
  return { ok: false, error: refusal };
}

/** Nothing is written before the file is known to be ours, of a format we know, and not shorter than its anchor. */
async function prepare(c: Connection, paths: BooksFolder, options: OpenOptions): Promise<Result<SideKey>> {
  const migrations = options.migrations ?? MIGRATIONS;
  const kind = recognise(c, newestOf(migrations));
  if (!kind.ok) return kind;
  const known = kind.value === 'ours' && hasIdentity(c);
  const anchored = known ? checkAnchor(c, paths) : checkNoHistory(paths);
  if (!anchored.ok) return anchored;
  const sideKey = known ? checkSideKey(c, paths) : ok(undefined);
  if (!sideKey.ok) return sideKey;
  makeDurable(c);
  if (known && formatOf(c) < newestOf(migrations)) {
    const name = `before-format-${String(newestOf(migrations))}-${options.clock().replace(/[:.]/g, '')}.sqlite`;
    const backedUp = await backupBooks(c, join(paths.backups, name));
    if (!backedUp.ok) return backedUp;
  }
  migrate(c, migrations);
  const identified = identify(c, options);
  if (!identified.ok) return identified;
  if (projectionsAreStale(c)) {
    c.raw
      .transaction(() => {
        rebuildProjections(c, options.onRebuild);
      })
      .immediate();
  }
  const key = sideKey.value ?? createSideKey(paths.sideKey);
  c.raw
    .transaction(() => {
      writeSetting(c, 'side-key', key.id);
      writeSetting(c, 'last-opened', options.clock());
    })
    .immediate();
  // After a write: a pragma that SQLite put off until the file is touched shows its true value only now.
  const durable = checkDurable(c);
  if (!durable.ok) return durable;
  clearIdleSlot(c);
  if (headOf(c).sequence === 0) placeAnchor(paths.anchor, currentAnchor(c));
  return ok(key);
}

const hasIdentity = (c: Connection): boolean => c.sql('SELECT 1 FROM books').get() !== undefined;

function identify(c: Connection, options: OpenOptions): Result<void> {
  if (!hasIdentity(c)) {
    c.sql('INSERT INTO books (one, database_id, workstation, created_at) VALUES (1, ?, ?, ?)').run(
      options.newId(),
      options.workstation ?? FIRST_WORKSTATION,
      options.clock(),
    );
    return ok(undefined);
  }
  const { workstation } = identityOf(c);
  const wanted = options.workstation ?? workstation;
  if (wanted === workstation) return ok(undefined);
  if (headOf(c).sequence > 0) {
    return refuse('BOOKS_OTHER_WORKSTATION', { params: { found: workstation, wanted } });
  }
  c.sql('UPDATE books SET workstation = ?').run(wanted);
  return ok(undefined);
}

export const currentAnchor = (c: Connection): Anchor => ({ database: identityOf(c).database, ...headOf(c) });

/** The head is not behind the anchor, and the anchored event is the one that was written. */
function checkAnchor(c: Connection, paths: BooksFolder): Result<void> {
  const head = headOf(c);
  const anchor = readAnchor(paths.anchor);
  if (typeof anchor === 'string') {
    // A crash of the very first opening: there is no history yet that could be shorter.
    return head.sequence === 0 ? ok(undefined) : refuse('BOOKS_ANCHOR_MISSING');
  }
  const at = c
    .sql<{ hash: Buffer }>('SELECT hash FROM journal WHERE sequence = ?')
    .get(anchor.sequence)
    ?.hash.toString('hex');
  const fits = anchor.database === identityOf(c).database && (anchor.sequence === 0 || at === anchor.hash);
  return fits
    ? ok(undefined)
    : refuse('BOOKS_SHORTENED', {
        params: { found: String(head.sequence), anchored: String(anchor.sequence) },
      });
}

/** A new file beside an anchor that names events: the books themselves were lost, and nothing may begin in their place. */
function checkNoHistory(paths: BooksFolder): Result<void> {
  const anchor = readAnchor(paths.anchor);
  return typeof anchor === 'object' && anchor.sequence > 0
    ? refuse('BOOKS_SHORTENED', { params: { found: '0', anchored: String(anchor.sequence) } })
    : ok(undefined);
}

/** Undefined: a key has to be made, because nothing was ever sealed. */
function checkSideKey(c: Connection, paths: BooksFolder): Result<SideKey | undefined> {
  const wanted = readSetting(c, 'side-key');
  const key = readSideKey(paths.sideKey);
  if (typeof key === 'object') {
    return wanted === undefined || wanted === key.id ? ok(key) : refuse('BOOKS_KEY_WRONG');
  }
  const sealed = c.sql('SELECT 1 FROM side_secret LIMIT 1').get() !== undefined;
  if (key === 'missing' && !sealed) return ok(undefined);
  return refuse(key === 'missing' ? 'BOOKS_KEY_MISSING' : 'BOOKS_KEY_WRONG');
}
