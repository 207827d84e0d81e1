/** What SQLite refuses, in the words of the error registry. Anything not listed is a bug and stays an exception. */
import Database from 'better-sqlite3';
import type { Refusal } from '../../shared/kernel/result.ts';

/** The package's types give the class where they mean its instances. */
export type SqliteFault = InstanceType<typeof Database.SqliteError>;

export const isSqliteError = (fault: unknown): fault is SqliteFault => fault instanceof Database.SqliteError;

/** @param file shown to the person; undefined when the fault is no condition of the disk or the file */
export function refusalOf(fault: unknown, file: string): Refusal | undefined {
  if (!isSqliteError(fault)) return undefined;
  const code = fault.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return { code: 'BOOKS_LOCKED', params: { holder: 'another program is writing to them' } };
  }
  if (code === 'SQLITE_FULL') return { code: 'BOOKS_DISK_FULL' };
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return { code: 'BOOKS_READ_ONLY', params: { file } };
  }
  if (code.startsWith('SQLITE_CORRUPT')) return { code: 'BOOKS_DAMAGED', params: { reason: fault.message } };
  if (code === 'SQLITE_NOTADB') return { code: 'BOOKS_FOREIGN', params: { file } };
  if (code.startsWith('SQLITE_IOERR')) return { code: 'BOOKS_IO', params: { reason: code } };
  return undefined;
}
