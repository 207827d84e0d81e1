/** What a disk or its owner can do to the books: a stated reason, nothing half done, nothing lost. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findings, openIn, openTestBooks, refusedWith, taken, tempFolder } from '../support/books.ts';
import { openDrawer, postPayment } from '../support/sample-events.ts';
import type { PosterJob } from './poster.ts';

const isRoot = process.getuid?.() === 0;
const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** A disk of two megabytes, where this machine lets us mount one. */
function mountSmallDisk(): string | undefined {
  const folder = tempFolder();
  return works('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder) ? folder : undefined;
}

describe('a full disk', () => {
  let disk: string | undefined;
  beforeEach(() => {
    disk = mountSmallDisk();
  });
  afterEach(() => {
    if (disk !== undefined) execFileSync('umount', [disk]);
  });

  it('refuses whole payments, keeps those that were taken, and goes on when there is room', async (context) => {
    if (disk === undefined) {
      context.skip('this machine mounts no small disk; a limit on pages stands in for it beside the code');
      return;
    }
    const folder = join(disk, 'books');
    const ballast = join(disk, 'ballast');
    let store = taken(await openIn(folder));
    taken(store.transact((tx) => openDrawer(tx, 's1')));
    const free = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(free.bavail * free.bsize - 400_000));
    const posted: string[] = [];
    let refused = '';
    for (let number = 1; refused === ''; number += 1) {
      const paymentId = `p${String(number)}`;
      const result = store.transact((tx) => postPayment(tx, { paymentId, sessionId: 's1' }));
      if (result.ok) posted.push(paymentId);
      else refused = result.error.code;
    }
    expect(refused).toBe('BOOKS_DISK_FULL');
    expect(posted.length).toBeGreaterThan(5);
    expect(store.sessionTotals('s1').payments).toBe(posted.length);
    rmSync(ballast);
    // Without being opened again, and after it.
    taken(store.transact((tx) => postPayment(tx, { paymentId: 'after', sessionId: 's1' })));
    store.close();
    store = taken(await openIn(folder));
    expect(store.sessionTotals('s1').payments).toBe(posted.length + 1);
    for (const paymentId of posted) expect(store.payment(paymentId)).toBeDefined();
    store.close();
    expect(findings(folder)).toEqual([]);
  });

  it('refuses a backup and leaves no half of it', async (context) => {
    if (disk === undefined) {
      context.skip('this machine mounts no small disk');
      return;
    }
    const books = await openTestBooks();
    books.write((tx) => openDrawer(tx, 's1'));
    for (let number = 1; number <= 300; number += 1) {
      books.write((tx) => postPayment(tx, { paymentId: `p${String(number)}`, sessionId: 's1' }));
    }
    const free = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(free.bavail * free.bsize - 100_000));
    const file = join(disk, 'backup.sqlite');
    expect(refusedWith(await books.store.backup(file))).toBe('BOOKS_DISK_FULL');
    expect(() => statSync(file)).toThrow('ENOENT');
    expect(() => statSync(`${file}.partial`)).toThrow('ENOENT');
    books.remove();
  });
});

describe('books that may not be written', () => {
  it('are refused with the reason, and open again when they may', async (context) => {
    const books = await openTestBooks();
    books.write((tx) => openDrawer(tx, 's1'));
    books.close();
    const file = join(books.folder, 'books.sqlite');
    // For root nothing is read-only but what is immutable.
    const lock = (): boolean => (isRoot ? works('chattr', '+i', file) : (chmodSync(file, 0o400), true));
    const unlock = (): void => {
      if (isRoot) works('chattr', '-i', file);
      else chmodSync(file, 0o600);
    };
    if (!lock()) {
      context.skip('this machine has no file that root cannot write');
      return;
    }
    const result = await openIn(books.folder);
    unlock();
    expect(refusedWith(result)).toBe('BOOKS_READ_ONLY');
    await books.reopen();
    expect(books.store.session('s1')?.status).toBe('open');
    books.remove();
  });

  it('cannot be made in a folder that may not be written', async (context) => {
    if (isRoot) {
      context.skip('root may write everywhere');
      return;
    }
    const folder = tempFolder();
    mkdirSync(join(folder, 'closed'), { mode: 0o500 });
    expect(refusedWith(await openIn(join(folder, 'closed', 'books')))).toBe('BOOKS_READ_ONLY');
    rmSync(folder, { recursive: true });
  });
});

describe('books that another process holds', () => {
  it('are refused with its process id, verified all the same, and free again the moment it dies', async () => {
    const folder = tempFolder();
    const job: PosterJob = { folder, inDoubt: [] };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'poster.ts'), JSON.stringify(job)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const died = once(child, 'close');
    await once(child.stdout, 'data');
    // Read on, or the child would stop at a full pipe and hold nothing.
    child.stdout.resume();
    expect(await openIn(folder)).toMatchObject({
      ok: false,
      error: { code: 'BOOKS_LOCKED', params: { pid: String(child.pid) } },
    });
    expect(findings(folder)).toEqual([]);
    child.kill('SIGKILL');
    await died;
    const store = taken(await openIn(folder));
    expect(store.session('s1')?.status).toBe('open');
    store.close();
    rmSync(folder, { recursive: true });
  });
});
