/**
 * The process that gets killed: it opens the books, settles what was in doubt before, and then posts payments and brings
 * in extracts until it dies. It says on standard output what it is about to do and what is done, a line at a time,
 * written before anything else happens: an `ack` line is a payment that the customer was told about.
 */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { openBooks } from '../../electron/persistence/open.ts';
import type { BooksStore, BooksWriter } from '../../electron/services/ports.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { taken } from '../support/books.ts';
import { AT, openDrawer, postPayment } from '../support/sample-events.ts';
import { importRows } from '../support/sample-extract.ts';
import { say } from './say.ts';

export type PosterJob = {
  readonly folder: string;
  /** Payments tried before and never acknowledged: sent again with the same id, as a client does. */
  readonly inDoubt: readonly string[];
};

const SESSION = 's1';
const IMPORT_EVERY = 40;

/** What the command bus does: the stored answer of a known id, else the work and its answer in one transaction. */
function post(store: BooksStore, paymentId: string): void {
  say('try', paymentId);
  const answer = taken(store.transact((tx) => answerOnce(tx, paymentId)));
  say('ack', paymentId, answer);
}

function answerOnce(tx: BooksWriter, paymentId: string): Result<string> {
  const stored = tx.findCommand(`command-${paymentId}`);
  if (stored) return ok((JSON.parse(stored.answer) as { receiptNumber: string }).receiptNumber);
  const posted = postPayment(tx, { paymentId, sessionId: SESSION, checkNumber: paymentId.slice(0, 8) });
  return posted.ok ? ok(tx.payment(paymentId)?.receiptNumber ?? '') : posted;
}

async function main({ folder, inDoubt }: PosterJob): Promise<void> {
  const store = taken(await openBooks({ folder, clock: () => AT, newId: randomUUID }));
  if (!store.session(SESSION)) taken(store.transact((tx) => openDrawer(tx, SESSION)));
  say('ready');
  for (const paymentId of inDoubt) post(store, paymentId);
  for (let count = 1; ; count += 1) {
    post(store, randomUUID());
    if (count % IMPORT_EVERY !== 0) continue;
    const importId = randomUUID();
    importRows(store, importId, 50);
    say('imported', importId);
    // The quiet moment in which the WAL is copied back.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

await main(JSON.parse(process.argv[2] ?? '') as PosterJob);
