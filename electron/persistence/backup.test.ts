import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findings, openIn, openTestBooks, refusedWith, taken, tempFolder } from '../../test/support/books.ts';
import type { TestBooks } from '../../test/support/books.ts';
import { importTwoAccounts } from '../../test/support/sample-extract.ts';
import { openDrawer, postPayment } from '../../test/support/sample-events.ts';
import { sha256Of } from './backup.ts';
import { restoreBooks } from './restore.ts';
import { readSideKey } from './side/side-key.ts';

let books: TestBooks;
let target: string;
beforeEach(async () => {
  books = await openTestBooks();
  target = join(tempFolder(), 'restored');
  importTwoAccounts(books);
  books.write((tx) => {
    tx.putSecret('check-account', 'p1/1', '000123456789');
    return openDrawer(tx, 's1');
  });
  books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
});
afterEach(() => {
  books.remove();
  rmSync(join(target, '..'), { recursive: true, force: true });
});

const PERMIT = 'BP-2026-0417';

const backupFile = (): string => join(books.folder, 'backups', 'one.sqlite');
const backUp = async () => taken(await books.store.backup(backupFile()));

/** Every row of every table that carries the books; what belongs to one file alone is left out. */
function contents(file: string): unknown {
  const db = new Database(file, { readonly: true });
  const names = db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'setting'
       AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  const rows = names.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).raw().all()]);
  db.close();
  return rows;
}

describe('a backup', () => {
  it('is one verified file with its head, size and hash', async () => {
    const report = await backUp();
    expect(report).toMatchObject({ file: backupFile(), head: books.store.head() });
    expect(report.sha256).toBe(await sha256Of(backupFile()));
    expect(readdirSync(join(books.folder, 'backups'))).toEqual(['one.sqlite']);
  });

  it('never overwrites another', async () => {
    await backUp();
    expect(refusedWith(await books.store.backup(backupFile()))).toBe('BACKUP_EXISTS');
  });

  it('holds neither the key nor a sealed value in clear', async () => {
    await backUp();
    const bytes = readFileSync(backupFile());
    const key = readFileSync(join(books.folder, 'side.key'), 'latin1').trim();
    expect(bytes.includes(key)).toBe(false);
    expect(bytes.includes(Buffer.from(key, 'hex'))).toBe(false);
    expect(bytes.includes('000123456789')).toBe(false);
  });

  it('made while payments go on is whole, and ends at a commit', async () => {
    for (let number = 2; number <= 400; number += 1) {
      books.write((tx) => postPayment(tx, { paymentId: `p${String(number)}`, sessionId: 's1' }));
    }
    let posted = 400;
    const report = await books.store.backup(backupFile(), () => {
      posted += 1;
      books.write((tx) => postPayment(tx, { paymentId: `p${String(posted)}`, sessionId: 's1' }));
    });
    const { head } = taken(report);
    expect(posted).toBeGreaterThan(400);
    // Import, drawer, and two events for each payment.
    expect(head.sequence % 2).toBe(0);
    expect(head.sequence).toBeGreaterThanOrEqual(2 + 2 * 400);
    expect(head.sequence).toBeLessThanOrEqual(2 + 2 * posted);
  });
});

describe('a restore', () => {
  it('gives identical books elsewhere, which open and go on', async () => {
    await backUp();
    const before = contents(join(books.folder, 'books.sqlite'));
    const report = taken(await restoreBooks(backupFile(), target));
    expect(report).toMatchObject({ head: books.store.head(), events: 4, key: 'restored' });
    expect(contents(join(target, 'books.sqlite'))).toEqual(before);
    expect(findings(target)).toEqual([]);
    const store = taken(await openIn(target));
    expect(store.secret('check-account', 'p1/1')).toBe('000123456789');
    expect(store.searchAccounts('martinez', 5)).toHaveLength(1);
    taken(store.transact((tx) => postPayment(tx, { paymentId: 'p2', sessionId: 's1' })));
    store.close();
  });

  it('refuses a folder that holds books, and moves them aside when told to', async () => {
    await backUp();
    const other = taken(await openIn(target));
    taken(other.transact((tx) => openDrawer(tx, 's9')));
    expect(refusedWith(await restoreBooks(backupFile(), target, { replace: true }))).toBe('BOOKS_LOCKED');
    other.close();
    expect(refusedWith(await restoreBooks(backupFile(), target))).toBe('RESTORE_NOT_EMPTY');
    const report = taken(await restoreBooks(backupFile(), target, { replace: true }));
    expect(report.events).toBe(4);
    expect(existsSync(join(target, 'replaced-1', 'books.sqlite'))).toBe(true);
    expect(existsSync(join(target, 'replaced-1', 'anchor.json'))).toBe(true);
    expect(findings(target)).toEqual([]);
  });

  it('without the key gives books that work, says so, and tells sealed values from changed ones', async () => {
    await backUp();
    const elsewhere = join(target, '..', 'usb');
    mkdirSync(elsewhere);
    copyFileSync(backupFile(), join(elsewhere, 'one.sqlite'));
    const report = taken(await restoreBooks(join(elsewhere, 'one.sqlite'), target));
    expect(report.key).toBe('new');
    const store = taken(await openIn(target));
    expect(store.secret('check-account', 'p1/1')).toBeUndefined();
    expect(await store.verify({})).toMatchObject({
      ok: true,
      notes: ['1 sealed values belong to another side.key and cannot be read with the one in this folder.'],
    });
    store.close();
  });

  it('takes the key that it is given, and refuses one that does not fit', async () => {
    await backUp();
    const elsewhere = join(target, '..', 'usb');
    mkdirSync(elsewhere);
    copyFileSync(backupFile(), join(elsewhere, 'one.sqlite'));
    const from = join(elsewhere, 'one.sqlite');
    writeFileSync(join(elsewhere, 'wrong.key'), `${'ab'.repeat(32)}\n`);
    copyFileSync(join(books.folder, 'side.key'), join(elsewhere, 'right.key'));
    const wrong = await restoreBooks(from, target, { keyFile: join(elsewhere, 'wrong.key') });
    expect(refusedWith(wrong)).toBe('BOOKS_KEY_WRONG');
    expect(existsSync(join(target, 'books.sqlite'))).toBe(false);
    const report = taken(await restoreBooks(from, target, { keyFile: join(elsewhere, 'right.key') }));
    expect(report.key).toBe('restored');
    expect(readSideKey(join(target, 'side.key'))).toEqual(readSideKey(join(books.folder, 'side.key')));
  });

  it('refuses a backup that was damaged, is missing, or is something else', async () => {
    await backUp();
    const file = join(target, '..', 'damaged.sqlite');
    const bytes = readFileSync(backupFile());
    // Pages that were given back may hold the same words once more: those are nobody's.
    for (let at = bytes.indexOf(PERMIT); at >= 0; at = bytes.indexOf(PERMIT, at + 1)) {
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    }
    writeFileSync(file, bytes);
    expect(await restoreBooks(file, target)).toMatchObject({
      ok: false,
      error: { code: 'BACKUP_NOT_WHOLE', params: { finding: expect.stringContaining('event 3') as string } },
    });
    expect(refusedWith(await restoreBooks(join(target, 'none.sqlite'), target))).toBe('BOOKS_MISSING');
    writeFileSync(file, 'a letter');
    expect(refusedWith(await restoreBooks(file, target))).toBe('BOOKS_FOREIGN');
    writeFileSync(file, '');
    expect(refusedWith(await restoreBooks(file, target))).toBe('BOOKS_FOREIGN');
    expect(existsSync(join(target, 'books.sqlite'))).toBe(false);
  });
});
