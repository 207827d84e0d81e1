/** Formats go forward only: what each step does, what it leaves alone, and that the schema changes only on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../electron/persistence/connection.ts';
import { PROJECTIONS } from '../../electron/persistence/projections/all.ts';
import { MIGRATIONS } from '../../electron/persistence/schema/migrate.ts';
import type { Migration } from '../../electron/persistence/schema/migrate.ts';
import { expectedSchema, schemaOf } from '../../electron/persistence/verify/check-structure.ts';
import { restoreBooks } from '../../electron/persistence/restore.ts';
import { openIn, openTestBooks, refusedWith, taken } from '../support/books.ts';
import type { TestBooks } from '../support/books.ts';
import { openDrawer, postPayment } from '../support/sample-events.ts';

const NEXT: Migration = {
  to: MIGRATIONS.length + 1,
  sql: `CREATE TABLE calendar (date TEXT PRIMARY KEY) STRICT; INSERT INTO calendar VALUES ('2026-11-26')`,
};

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
  books.write((tx) => openDrawer(tx, 's1'));
  books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
});
afterEach(() => {
  books.remove();
});

const read = (sql: string): unknown => {
  const db = new Database(join(books.folder, 'books.sqlite'), { readonly: true });
  const value = db.prepare(sql).pluck().get();
  db.close();
  return value;
};

describe('the schema', () => {
  it('is the one in the snapshot: a change of it is a new step, never an edit of an old one', async () => {
    const objects = expectedSchema().map(
      ({ type, name, sql }) => `${type} ${name}\n${sql ?? '(made by SQLite)'}\n`,
    );
    // Lists may change their tables, with their number: then books that have them otherwise make them anew.
    const lists = PROJECTIONS.map(({ name, codeVersion }) => `list ${name}, code ${String(codeVersion)}\n`);
    await expect([...objects, ...lists].join('\n')).toMatchFileSnapshot('./books.schema.sql');
  });

  it('numbers its steps densely from 1', () => {
    expect(MIGRATIONS.map(({ to }) => to)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('is the same in opened books', () => {
    const stored = connect(join(books.folder, 'books.sqlite'), { readonly: true });
    expect(schemaOf(stored)).toEqual(expectedSchema());
    stored.close();
  });
});

describe('step 1', () => {
  it('makes empty books of format 1, with the first slot in force and no event', async () => {
    const fresh = await openTestBooks({ migrations: MIGRATIONS.slice(0, 1) });
    expect(fresh.store.head()).toEqual({ workstation: '01', sequence: 0, hash: '0'.repeat(64) });
    expect(fresh.store.accountCount()).toBe(0);
    fresh.remove();
  });
});

describe('a step forward', () => {
  it('keeps every event, after a verified backup of the old format', async () => {
    const head = books.store.head();
    await books.reopen({ migrations: [...MIGRATIONS, NEXT] });
    expect(books.store.head()).toEqual(head);
    expect(read('SELECT date FROM calendar')).toBe('2026-11-26');
    expect(read('SELECT * FROM pragma_user_version')).toBe(NEXT.to);
    const [backup] = readdirSync(join(books.folder, 'backups'));
    expect(backup).toMatch(/^before-format-2-/);
    books.close();
    const old = join(books.folder, 'restored');
    const restored = taken(await restoreBooks(join(books.folder, 'backups', backup ?? ''), old));
    expect(restored.head).toEqual(head);
    // And the program of yesterday refuses the books of today.
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_NEWER');
  });

  it('takes no backup of books that are new', async () => {
    const fresh = await openTestBooks({ migrations: [...MIGRATIONS, NEXT] });
    expect(readdirSync(join(fresh.folder, 'backups'))).toEqual([]);
    fresh.remove();
  });

  it('that fails leaves the file as it was', async () => {
    books.close();
    const before = readFileSync(join(books.folder, 'books.sqlite'));
    const broken: Migration = { to: NEXT.to, sql: 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)' };
    await expect(openIn(books.folder, { migrations: [...MIGRATIONS, broken] })).rejects.toThrow('nowhere');
    const page1 = 4_096;
    expect(read(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`)).toBe(0);
    expect(read('SELECT * FROM pragma_user_version')).toBe(MIGRATIONS.length);
    expect(readFileSync(join(books.folder, 'books.sqlite')).subarray(100, page1)).toEqual(
      before.subarray(100, page1),
    );
    await books.reopen();
    expect(books.store.payment('p1')?.receiptNumber).toBe('01-000001');
  });
});
