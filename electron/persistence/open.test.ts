import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDrawer, postPayment } from '../../test/support/sample-events.ts';
import { openIn, openTestBooks, refusedWith, taken, tamper, tempFolder } from '../../test/support/books.ts';
import type { TestBooks } from '../../test/support/books.ts';
import { acceptJournal } from './accept-journal.ts';
import { readAnchor } from './anchor.ts';
import { checkDurable, connect, makeDurable } from './connection.ts';
import { APPLICATION_ID } from './schema/migrate.ts';
import { acquireWriterLock, announceHost, hostOf } from './writer-lock.ts';

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
});
afterEach(() => {
  books.remove();
});

const file = (name: string): string => join(books.folder, name);

describe('opening the books', () => {
  it('makes a folder that only its owner may read, with everything in it', () => {
    for (const name of ['books.sqlite', 'anchor.json', 'side.key', 'backups', 'exports']) {
      expect(existsSync(file(name))).toBe(true);
    }
    if (process.platform !== 'win32') expect(statSync(file('side.key')).mode & 0o777).toBe(0o600);
  });

  it('lets nobody else read them in a folder that was there before and is open to others', async () => {
    if (process.platform === 'win32') return;
    const folder = tempFolder();
    chmodSync(folder, 0o755);
    const opened = await openIn(folder);
    if (!opened.ok) throw new Error(opened.error.code);
    try {
      for (const name of readdirSync(folder))
        expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    } finally {
      opened.value.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('finds everything again after it was closed', async () => {
    books.write((tx) => openDrawer(tx, 's1'));
    const head = books.store.head();
    await books.reopen();
    expect(books.store.head()).toEqual(head);
    expect(books.store.session('s1')?.status).toBe('open');
  });

  it('marks the file and its format, and keeps WAL, FULL and foreign keys on every connection', () => {
    books.close();
    const c = connect(file('books.sqlite'), { readonly: false });
    expect(c.raw.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(c.raw.pragma('user_version', { simple: true })).toBe(1);
    // What better-sqlite3 is built with: a commit that a power cut may lose.
    expect(c.raw.pragma('synchronous', { simple: true })).not.toBe(2);
    makeDurable(c);
    c.raw.exec(`INSERT INTO setting (name, value) VALUES ('test', '1')`);
    expect(checkDurable(c).ok).toBe(true);
    c.raw.pragma('synchronous = NORMAL');
    expect(refusedWith(checkDurable(c))).toBe('BOOKS_SETTINGS');
    c.close();
  });

  it('refuses a file of a newer version and leaves it alone', async () => {
    books.close();
    tamper(books.folder, (db) => db.pragma('user_version = 99'));
    const before = readFileSync(file('books.sqlite'));
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_NEWER');
    expect(readFileSync(file('books.sqlite')).equals(before)).toBe(true);
  });

  it('refuses somebody else’s database and leaves it alone', async () => {
    const folder = tempFolder();
    const foreign = new Database(join(folder, 'books.sqlite'));
    foreign.exec('CREATE TABLE theirs (a)');
    foreign.close();
    const before = readFileSync(join(folder, 'books.sqlite'));
    expect(refusedWith(await openIn(folder))).toBe('BOOKS_FOREIGN');
    expect(readFileSync(join(folder, 'books.sqlite')).equals(before)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('refuses a file that is no database: foreign in a strange folder, damaged where books were', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'books.sqlite'), 'a letter to the city council, of some length'.repeat(100));
    expect(refusedWith(await openIn(folder))).toBe('BOOKS_FOREIGN');
    rmSync(folder, { recursive: true });
    books.write((tx) => openDrawer(tx, 's1'));
    books.close();
    writeFileSync(file('books.sqlite'), Buffer.alloc(8_192, 0x20));
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_DAMAGED');
  });

  it('refuses a database whose pages are damaged', async () => {
    books.write((tx) => openDrawer(tx, 's1'));
    books.close();
    const bytes = readFileSync(file('books.sqlite'));
    bytes.fill(0xa5, 100, 4_096);
    writeFileSync(file('books.sqlite'), bytes);
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_DAMAGED');
  });

  it('refuses a second opening while the first one lives, and says who holds it', async () => {
    const second = await openIn(books.folder);
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'BOOKS_LOCKED', params: { pid: String(process.pid) } },
    });
  });

  it('refuses while another program is writing, changes nothing, and works when it is done', async () => {
    books.close();
    books = await openTestBooks({ folder: books.folder, busyTimeoutMs: 50 });
    const other = new Database(file('books.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    expect(refusedWith(books.store.transact((tx) => openDrawer(tx, 's1')))).toBe('BOOKS_LOCKED');
    other.exec('ROLLBACK');
    other.close();
    books.write((tx) => openDrawer(tx, 's1'));
    expect(books.store.head().sequence).toBe(1);
  });

  it('refuses a payment on a full disk whole, keeps what was there, and takes it when there is room', async () => {
    books.write((tx) => openDrawer(tx, 's1'));
    books.close();
    const pages = Math.ceil(statSync(file('books.sqlite')).size / 4_096);
    books = await openTestBooks({ folder: books.folder, maxPages: pages + 6 });
    let posted = 0;
    let refused = '';
    while (refused === '') {
      const result = books.store.transact((tx) =>
        postPayment(tx, { paymentId: `p${String(posted + 1)}`, sessionId: 's1' }),
      );
      if (result.ok) posted += 1;
      else refused = result.error.code;
    }
    expect(refused).toBe('BOOKS_DISK_FULL');
    expect(posted).toBeGreaterThan(0);
    expect(books.store.sessionTotals('s1').payments).toBe(posted);
    await books.reopen();
    expect(books.store.head().sequence).toBe(1 + 2 * posted);
    expect(books.store.payment(`p${String(posted + 1)}`)).toBeUndefined();
    books.write((tx) => postPayment(tx, { paymentId: `p${String(posted + 1)}`, sessionId: 's1' }));
    expect((await books.store.verify({})).findings).toEqual([]);
  });

  it('keeps the workstation of its first event', async () => {
    await books.reopen({ workstation: '03' });
    books.write((tx) => openDrawer(tx, 's1'));
    expect(books.store.head().workstation).toBe('03');
    books.close();
    expect(refusedWith(await openIn(books.folder, { workstation: '04' }))).toBe('BOOKS_OTHER_WORKSTATION');
    await books.reopen();
    expect(books.store.nextReceiptNumber()).toBe('03-000001');
  });

  it('says so when the folder cannot be made', async () => {
    writeFileSync(file('in-the-way'), '');
    expect(refusedWith(await openIn(join(file('in-the-way'), 'books')))).toBe('BOOKS_FOLDER');
  });
});

describe('a journal that is shorter than its anchor', () => {
  beforeEach(() => {
    books.write((tx) => openDrawer(tx, 's1'));
    books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
  });

  /** The process dies; afterwards the end of the WAL is gone. */
  function copyWithWalCut(toBytes: number): string {
    const folder = tempFolder();
    for (const name of ['books.sqlite', 'books.sqlite-wal', 'anchor.json', 'side.key']) {
      writeFileSync(join(folder, name), readFileSync(file(name)));
    }
    truncateSync(join(folder, 'books.sqlite-wal'), toBytes);
    return folder;
  }

  it('is refused, and opens as accepted once somebody has accepted it', async () => {
    const size = statSync(file('books.sqlite-wal')).size;
    const folder = copyWithWalCut(size - 100);
    const refused = await openIn(folder);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'BOOKS_SHORTENED', params: { found: '1', anchored: '3' } },
    });
    const accepted = taken(acceptJournal(folder));
    expect(accepted).toMatchObject({ head: { sequence: 1 }, anchored: 3 });
    expect(existsSync(join(folder, 'anchor.json.replaced-1'))).toBe(true);
    const store = taken(await openIn(folder));
    expect(store.head().sequence).toBe(1);
    expect((await store.verify({})).ok).toBe(true);
    store.close();
    rmSync(folder, { recursive: true });
  });

  it('is refused when the whole database is gone, or all of its first WAL', async () => {
    expect(await openIn(copyWithWalCut(0))).toMatchObject({
      ok: false,
      error: { code: 'BOOKS_SHORTENED', params: { found: '0', anchored: '3' } },
    });
    books.close();
    rmSync(file('books.sqlite'));
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_SHORTENED');
  });

  it('is refused when the anchor itself is gone or was touched', async () => {
    books.close();
    const anchor = readFileSync(file('anchor.json'), 'utf8');
    rmSync(file('anchor.json'));
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_ANCHOR_MISSING');
    writeFileSync(file('anchor.json'), anchor.replace('"sequence":3', '"sequence":2'));
    expect(readAnchor(file('anchor.json'))).toBe('unreadable');
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_ANCHOR_MISSING');
    writeFileSync(file('anchor.json'), anchor);
    await books.reopen();
  });

  it('is refused when the anchored event is another one', async () => {
    books.close();
    const other = await openTestBooks();
    other.write((tx) => openDrawer(tx, 's1'));
    other.close();
    writeFileSync(file('anchor.json'), readFileSync(join(other.folder, 'anchor.json')));
    expect(refusedWith(await openIn(books.folder))).toBe('BOOKS_SHORTENED');
    other.remove();
  });
});

describe('the writer lock', () => {
  it('tells who holds the folder and where the host answers, and nothing once it is released', () => {
    const folder = tempFolder();
    expect(hostOf(folder)).toBeUndefined();
    const lock = taken(acquireWriterLock(folder));
    announceHost(folder, { port: 4711 });
    expect(hostOf(folder)).toEqual({ pid: process.pid, port: 4711 });
    expect(refusedWith(acquireWriterLock(folder))).toBe('BOOKS_LOCKED');
    lock.release();
    expect(hostOf(folder)).toBeUndefined();
    taken(acquireWriterLock(folder)).release();
    rmSync(folder, { recursive: true });
  });

  it('is not fooled by what a crashed process left behind', () => {
    const folder = tempFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'host.lock'), JSON.stringify({ pid: process.pid, port: 1 }));
    writeFileSync(join(folder, 'writer.lock'), '');
    expect(hostOf(folder)).toBeUndefined();
    taken(acquireWriterLock(folder)).release();
    rmSync(folder, { recursive: true });
  });
});
