/** Books in a folder of their own, opened as the host opens them. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBooks } from '../../electron/persistence/open.ts';
import type { OpenOptions } from '../../electron/persistence/open.ts';
import { verifyBooks } from '../../electron/persistence/verify/verify.ts';
import type { BooksStore, BooksWriter, VerifyFinding } from '../../electron/services/ports.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { describeRefusal } from '../../shared/errors/describe.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import { AT, DATE } from './sample-events.ts';

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'tillwright-books-'));

export function openIn(folder: string, options: Partial<OpenOptions> = {}): Promise<Result<BooksStore>> {
  return openBooks({ folder, clock: () => AT, newId: randomUUID, ...options });
}

/** The value, or a thrown error that names the refusal. */
export function taken<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${describeRefusal(result.error).what}`);
}

/** The code of the refusal, or a thrown error when there was none. */
export function refusedWith(result: Result<unknown>): string {
  if (!result.ok) return result.error.code;
  throw new Error('it was accepted');
}

export type TestBooks = {
  readonly folder: string;
  readonly store: BooksStore;
  /** Appends at whatever version the stream has; another day or hour by `at`. */
  append(stream: string, events: readonly DomainEvent[], at?: Instant): void;
  write<T>(work: (tx: BooksWriter) => Result<T>): T;
  reopen(options?: Partial<OpenOptions>): Promise<void>;
  close(): void;
  /** Closes and deletes. */
  remove(): void;
};

export async function openTestBooks(options: Partial<OpenOptions> = {}): Promise<TestBooks> {
  const folder = options.folder ?? tempFolder();
  let store = taken(await openIn(folder, options));
  let isOpen = true;
  const books: TestBooks = {
    folder,
    get store() {
      return store;
    },
    append: (stream, events, at = AT) => {
      books.write((tx) =>
        tx.append(stream, tx.streamVersion(stream), events, { actor: 'mei', at, businessDate: DATE }),
      );
    },
    write: (work) => taken(store.transact(work)),
    close: () => {
      if (isOpen) store.close();
      isOpen = false;
    },
    reopen: async (again = {}) => {
      books.close();
      store = taken(await openIn(folder, again));
      isOpen = true;
    },
    remove: () => {
      books.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return books;
}

/** Past every guard of the program: what damage, or somebody with a database tool, can do to closed books. */
export function tamper(folder: string, work: (db: Database.Database) => void): void {
  const db = new Database(join(folder, 'books.sqlite'));
  db.pragma('recursive_triggers = OFF');
  work(db);
  db.close();
}

/** What verify finds, on this thread; it looks while the books are open as well as when they are closed. */
export const findings = (folder: string): readonly VerifyFinding[] =>
  verifyBooks({ folder }, { projections: true, progress: () => undefined, stopped: () => false }).findings;

export const nothing = (): Result<undefined> => ok(undefined);
