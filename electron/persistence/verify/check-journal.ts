/** One pass over the journal: hashes, chain, order, entries by fund, receipt numbers; and the projections made anew. */
import { balanceErrors, postingErrors } from '../../../shared/domain/ledger/invariants.ts';
import type { Posting } from '../../../shared/domain/ledger/types.ts';
import type { PaymentPosted } from '../../../shared/domain/payment/types.ts';
import type { Head, Recorded } from '../../services/ports.ts';
import type { Anchor } from '../anchor.ts';
import { GENESIS_HASH, hashEvent } from '../journal/hash.ts';
import type { Identity } from '../journal/hash.ts';
import { identityOf, journalRows, recordedOf } from '../journal/journal.ts';
import type { JournalRow } from '../journal/journal.ts';
import { project } from '../projections/all.ts';
import type { VerifyContext } from './context.ts';

const STEP = 'Checking events';
const PROGRESS_EVERY = 512;

export type JournalResult = { readonly head: Head; readonly events: number; readonly projected: boolean };

/** @param rebuild also project every event into the scratch database */
export function checkJournal(
  ctx: VerifyContext,
  anchor: Anchor | undefined,
  rebuild: boolean,
): JournalResult {
  const { c, find, progress } = ctx;
  const identity = identityOf(c);
  const total = c.sql<{ count: number }>('SELECT count(*) AS count FROM main.journal').get()?.count ?? 0;
  let previous = { sequence: 0, hash: GENESIS_HASH };
  let events = 0;
  let projected = rebuild;
  const receipts = receiptCounter(ctx);
  for (const row of journalRows(c)) {
    if (events % PROGRESS_EVERY === 0) progress(STEP, events, total);
    events += 1;
    checkRow(ctx, identity, row, previous);
    if (anchor?.sequence === row.sequence && anchor.hash !== row.hash.toString('hex')) {
      find('anchor', eventName(row), `${eventName(row)} is not the one that the anchor file names`);
    }
    previous = { sequence: row.sequence, hash: row.hash.toString('hex') };
    const recorded = readable(ctx, row);
    if (recorded === undefined) {
      projected = false;
      continue;
    }
    checkEntry(ctx, row, recorded);
    if (recorded.event.type === 'payment.posted') receipts(row, recorded.event);
    if (projected) projected = projectable(ctx, row, recorded);
  }
  progress(STEP, total, total);
  checkStreams(ctx);
  return { head: { workstation: identity.workstation, ...previous }, events, projected };
}

const eventName = (row: JournalRow): string => `event ${String(row.sequence)} (${row.type})`;

function checkRow(
  { find }: VerifyContext,
  identity: Identity,
  row: JournalRow,
  previous: { readonly sequence: number; readonly hash: string },
): void {
  const name = eventName(row);
  if (row.sequence !== previous.sequence + 1) {
    find(
      'sequence',
      name,
      `${name} follows event ${String(previous.sequence)}: events between them are missing`,
    );
  }
  const previousHash = row.previous_hash.toString('hex');
  if (previousHash !== previous.hash) {
    find('chain', name, `${name} does not follow the event before it: the previous hash differs`);
  }
  if (row.workstation !== identity.workstation) {
    find('chain', name, `${name} names workstation ${row.workstation}`);
  }
  const fields = {
    ...identity,
    workstation: row.workstation,
    sequence: row.sequence,
    stream: row.stream,
    version: row.stream_version,
    type: row.type,
    typeVersion: row.type_version,
    businessDate: row.business_date,
    recordedAt: row.recorded_at,
    actor: row.actor,
    previousHash,
  };
  if (!hashEvent(fields, row.payload).equals(row.hash)) {
    find('chain', name, `${name}: its bytes do not match its hash`);
  }
}

function readable({ find }: VerifyContext, row: JournalRow): Recorded | undefined {
  try {
    const recorded = recordedOf(row);
    if (recorded.event.type === row.type && recorded.event.v === row.type_version) return recorded;
    find('chain', eventName(row), `${eventName(row)}: its bytes say ${recorded.event.type}`);
  } catch {
    find('chain', eventName(row), `${eventName(row)}: its bytes are not readable`);
  }
  return undefined;
}

function projectable({ c, find }: VerifyContext, row: JournalRow, recorded: Recorded): boolean {
  try {
    project(c, recorded);
    return true;
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    find('projection', eventName(row), `${eventName(row)} cannot be projected: ${reason}`);
    return false;
  }
}

/** Debits equal credits in each fund of each entry, whoever wrote it. */
function checkEntry({ find }: VerifyContext, row: JournalRow, { event }: Recorded): void {
  if (!('entry' in event)) return;
  const postings: readonly Posting[] = event.entry;
  const errors = postingErrors(postings);
  for (const error of errors.length > 0 ? errors : balanceErrors(postings)) {
    find('ledger', eventName(row), `${eventName(row)}: ${error}`);
  }
}

/** Receipt numbers are dense per workstation: the nth payment carries n. */
function receiptCounter({ find }: VerifyContext): (row: JournalRow, event: PaymentPosted) => void {
  let expected = 1;
  return (row, { receiptNumber }) => {
    const number = Number(receiptNumber.slice(receiptNumber.lastIndexOf('-') + 1));
    if (number !== expected || !receiptNumber.startsWith(`${row.workstation}-`)) {
      find(
        'receipts',
        receiptNumber,
        `${eventName(row)} carries receipt ${receiptNumber}, number ${String(expected)} was next`,
      );
    }
    expected = number + 1;
  };
}

/** Versions of each stream are dense: as many events as the highest version. */
function checkStreams({ c, find }: VerifyContext): void {
  const broken = c
    .sql<{ stream: string; count: number; last: number }>(
      `SELECT stream, count(*) AS count, max(stream_version) AS last FROM main.journal GROUP BY stream
       HAVING count(*) <> max(stream_version) OR min(stream_version) <> 1 LIMIT 20`,
    )
    .all();
  for (const { stream, count, last } of broken) {
    find('stream', stream, `${stream} holds ${String(count)} events and ends at version ${String(last)}`);
  }
}
