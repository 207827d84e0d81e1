/** The books as a whole, from the command line: verify, back up, restore, accept. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { acceptJournal } from '../../persistence/accept-journal.ts';
import { booksFolder } from '../../persistence/folder.ts';
import { restoreBooks } from '../../persistence/restore.ts';
import { verifyInWorker } from '../../persistence/verify/verify-in-worker.ts';
import { errorEnvelope } from '../../services/envelope.ts';
import { ask, withDesk } from './desk.ts';
import { report, reportError, showProgress, stoppable } from './output.ts';
import type { Common } from './output.ts';

/** Reads the files themselves, without opening a desk: also books that cannot be opened, or that a desk has open. */
export async function verify(options: Common): Promise<void> {
  const folder = resolve(options.data);
  if (!existsSync(booksFolder(folder).books)) {
    const params = { folder };
    reportError(options, errorEnvelope({ code: 'BOOKS_MISSING', field: 'data', value: folder, params }));
    return;
  }
  await stoppable(async (signal) => {
    const verified = await verifyInWorker({ folder }, { signal, onProgress: showProgress });
    if (signal.aborted) {
      reportError(options, errorEnvelope({ code: 'TASK_STOPPED' }));
      return;
    }
    const value = { ...verified, head: verified.head.hash };
    const counted = `${String(value.events)} events, ${String(value.importedRows)} imported rows, head ${value.head}`;
    const lines = [
      value.ok ? `The books are whole: ${counted}.` : `The books are NOT whole: ${counted}.`,
      ...value.findings.map((finding) => `  ${finding.check}: ${finding.text}`),
      ...value.notes.map((note) => `  ${note}`),
    ];
    report(options, value, lines.join('\n'), !value.ok);
  });
}

export async function backup(options: Common): Promise<void> {
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'books.backup', {});
    if (value === undefined) return;
    const words = `backups/${value.fileName}: ${String(value.events)} events, SHA-256 ${value.sha256}`;
    report(options, value, words);
  });
}

export async function restore(file: string, options: Common): Promise<void> {
  const restored = await restoreBooks(resolve(file), resolve(options.data));
  if (!restored.ok) {
    reportError(options, errorEnvelope(restored.error));
    return;
  }
  const { head, key } = restored.value;
  const words = `Restored ${String(head.sequence)} events; head ${head.hash}`;
  const noKey = '\nNo side.key was found: PINs have to be set again with users set-pin.';
  report(options, restored.value, key === 'new' ? words + noKey : words);
}

export function accept(options: Common): void {
  const accepted = acceptJournal(resolve(options.data));
  if (!accepted.ok) {
    reportError(options, errorEnvelope(accepted.error));
    return;
  }
  const { head } = accepted.value;
  const words = `The journal is accepted as it is: ${String(head.sequence)} events; head ${head.hash}`;
  report(options, accepted.value, words);
}
