/** Imported rows against the event of their import: which row was changed, or that rows are missing. */
import type { ExtractImported } from '../../../shared/domain/office/types.ts';
import { currentImport, currentSlot } from '../extract/slots.ts';
import type { ChangedRow } from '../extract/rows-hash.ts';
import { hashSlot } from '../extract/rows-hash.ts';
import { eventAt } from '../journal/journal.ts';
import type { VerifyContext } from './context.ts';

const STEP = 'Checking imported rows';
const PROGRESS_EVERY = 4_096;

/** @returns how many rows were read */
export function checkExtract({ c, find, progress }: VerifyContext): number {
  const last = c
    .sql<{ sequence: number }>(
      `SELECT sequence FROM main.journal WHERE type = 'import.extract-imported' ORDER BY sequence DESC LIMIT 1`,
    )
    .get();
  const event = last && (eventAt(c, last.sequence)?.event as ExtractImported);
  const stored = currentImport(c);
  if (stored !== (event?.importId ?? null)) {
    find(
      'extract-rows',
      stored ?? 'none',
      `the imported rows belong to import ${stored ?? 'none'}, the journal says ${event?.importId ?? 'none'}`,
    );
  }
  const total = event === undefined ? 0 : event.accounts + event.charges;
  let named = 0;
  progress(STEP, 0, total);
  const { hash, rows } = hashSlot(
    c,
    currentSlot(c),
    (row) => {
      named += 1;
      find('extract-rows', subjectOf(row), `imported ${subjectOf(row)} is not as it was imported`);
    },
    (done) => {
      if (done % PROGRESS_EVERY === 0) progress(STEP, done, total);
    },
  );
  if (event === undefined) return rows;
  if (rows !== total) {
    find(
      'extract-rows',
      event.fileName,
      `${event.fileName} brought ${String(total)} rows, ${String(rows)} are stored`,
    );
  } else if (hash !== event.rowsHash && named === 0) {
    find(
      'extract-rows',
      event.fileName,
      `the rows of ${event.fileName} do not match the hash of their import`,
    );
  }
  return rows;
}

function subjectOf({ table, text }: ChangedRow): string {
  const [account, ...rest] = JSON.parse(text) as (string | number | null)[];
  return table === 'account'
    ? `account ${String(account)}`
    : `charge ${[account, ...rest.slice(0, 5)].join(' ').trim()}`;
}
