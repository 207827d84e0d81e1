/**
 * One writer per data folder. The lock itself is the operating system's, taken through SQLite on a small file of its
 * own: it vanishes with the process that held it, so that nothing is ever stale and a reused process id locks nobody
 * out. `host.lock` beside it is only information: who holds it, and where a running host answers.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { booksFolder, makePrivateFile } from './folder.ts';
import { isSqliteError, refusalOf } from './sqlite-errors.ts';

export type HostInfo = {
  readonly pid: number;
  /** Present once a host answers there, on 127.0.0.1. */
  readonly port?: number;
};

export type WriterLock = { release(): void };

/** Errors: BOOKS_LOCKED with the holder's process id and port; BOOKS_READ_ONLY when the folder cannot be written. */
export function acquireWriterLock(folder: string): Result<WriterLock> {
  const paths = booksFolder(folder);
  let lock: Database.Database | undefined;
  try {
    makePrivateFile(paths.writerLock);
    lock = new Database(paths.writerLock, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (fault) {
    lock?.close();
    if (isSqliteError(fault) && fault.code.startsWith('SQLITE_BUSY')) return refuseHeld(folder);
    const refusal = refusalOf(fault, paths.writerLock);
    if (refusal) return { ok: false, error: refusal };
    throw fault;
  }
  const held = lock;
  onWritableDisk(() => {
    announceHost(folder, {});
  });
  return ok({
    release: () => {
      onWritableDisk(() => {
        rmSync(paths.host, { force: true });
      });
      held.close();
    },
  });
}

/** `host.lock` only informs: a disk that is full or read-only is for the books themselves to refuse. */
function onWritableDisk(work: () => void): void {
  try {
    work();
  } catch (fault) {
    if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC'].includes((fault as NodeJS.ErrnoException).code ?? ''))
      throw fault;
  }
}

/** Tells other processes of this user who holds the folder, and where the running host answers. */
export function announceHost(folder: string, info: Omit<HostInfo, 'pid'>): void {
  writeFileSync(booksFolder(folder).host, `${JSON.stringify({ pid: process.pid, ...info })}\n`, {
    mode: 0o600,
  });
}

function refuseHeld(folder: string): Result<never> {
  const info = readHostInfo(folder);
  const holder = info
    ? `process ${String(info.pid)}${info.port === undefined ? '' : `, port ${String(info.port)}`}`
    : 'another process';
  return refuse('BOOKS_LOCKED', { params: { holder, ...(info ? { pid: String(info.pid) } : {}) } });
}

/** Who holds the folder now; undefined when nobody does, whatever a crashed process left in `host.lock`. */
export function hostOf(folder: string): HostInfo | undefined {
  const lock = existsSync(booksFolder(folder).writerLock) ? acquireWriterLockOnly(folder) : 'free';
  return lock === 'free' ? undefined : readHostInfo(folder);
}

function acquireWriterLockOnly(folder: string): 'free' | 'held' {
  const probe = new Database(booksFolder(folder).writerLock, { timeout: 0, readonly: true });
  try {
    probe.exec('BEGIN; SELECT count(*) FROM sqlite_schema; COMMIT');
    return 'free';
  } catch {
    return 'held';
  } finally {
    probe.close();
  }
}

function readHostInfo(folder: string): HostInfo | undefined {
  try {
    const info = JSON.parse(readFileSync(booksFolder(folder).host, 'utf8')) as HostInfo;
    return Number.isSafeInteger(info.pid) ? info : undefined;
  } catch {
    return undefined;
  }
}
