/**
 * A backup is a whole copy made by SQLite's own backup interface while the counter works: a file copy would miss the
 * WAL. The side table's key is not in it: who finds a backup finds no sign-in secret and no check account.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BackupReport } from '../services/ports.ts';
import { syncFolder } from './anchor.ts';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';
import { refusalOf } from './sqlite-errors.ts';
import { verifyInWorker } from './verify/verify-in-worker.ts';
import { headOf } from './journal/journal.ts';

/** A slice between two turns of the event loop: 2,000 pages are 8 MB, a few milliseconds. */
const PAGES_PER_TURN = 2_000;

/**
 * Writes to a temporary name, verifies that copy, and only then gives it its name.
 * Errors: BACKUP_EXISTS, BACKUP_NOT_WHOLE, and the conditions of the disk.
 */
export async function backupBooks(
  c: Connection,
  toFile: string,
  onProgress?: (done: number, total: number) => void,
): Promise<Result<BackupReport>> {
  if (existsSync(toFile)) return refuse('BACKUP_EXISTS', { params: { file: toFile } });
  const partial = `${toFile}.partial`;
  removeDatabase(partial);
  try {
    await c.raw.backup(partial, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress?.(totalPages - remainingPages, totalPages);
        return PAGES_PER_TURN;
      },
    });
    closeCopy(partial);
    const report = await verifyInWorker({ file: partial }, {});
    const finding = report.findings[0];
    if (finding) {
      return refuse('BACKUP_NOT_WHOLE', { params: { file: toFile, finding: finding.text } });
    }
    const sha256 = await sha256Of(partial);
    renameSync(partial, toFile);
    syncFolder(dirname(toFile));
    return ok({ file: toFile, head: report.head, bytes: statSync(toFile).size, sha256 });
  } catch (fault) {
    const refusal = refusalOf(fault, toFile);
    if (refusal === undefined) throw fault;
    return { ok: false, error: refusal };
  } finally {
    removeDatabase(partial);
  }
}

/** One database file into another, whatever state its WAL is in. @throws SqliteError */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const c = connect(from, { readonly: true });
  try {
    await c.raw.backup(to);
  } finally {
    c.close();
  }
}

/** The copy leaves WAL mode, so that it is one file and can be opened from a medium that cannot be written. */
function closeCopy(file: string): void {
  const copy = connect(file, { readonly: false });
  copy.raw.pragma('journal_mode = DELETE');
  headOf(copy);
  copy.close();
}

export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

export async function sha256Of(file: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}
