/**
 * Old events are never rewritten: what was once journaled must be read for ever. `journal/` keeps the bytes of every event
 * in every version that was ever written; a version that changes gets a new file, and this one stays as it is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../electron/services/desk/event-summary.ts';
import type { BooksWriter } from '../../electron/services/ports.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { findings, openTestBooks, taken } from '../support/books.ts';
import type { TestBooks } from '../support/books.ts';
import { EVENT_TYPES, STORY } from '../support/every-event.ts';
import type { Told } from '../support/every-event.ts';
import { AT, DATE } from '../support/sample-events.ts';

const FILE = join(import.meta.dirname, 'journal', 'version-1.jsonl');

const lineOf = ({ stream, event }: Told): string => canonicalJson({ stream, event });
const kept = (): Told[] =>
  readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);

describe('the events of version 1', () => {
  it('are written as they always were, byte for byte', async () => {
    await expect(`${STORY.map(lineOf).join('\n')}\n`).toMatchFileSnapshot(FILE);
  });

  it('are all there', () => {
    expect([...new Set(kept().map(({ event }) => event.type))].sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each(EVENT_TYPES)('%s has a line for the auditor', (type) => {
    const told = kept().find(({ event }) => event.type === type);
    expect(typeof summaryOf(told?.event as DomainEvent)).toBe('string');
  });
});

describe('books made of the kept bytes', () => {
  let books: TestBooks;
  beforeAll(async () => {
    books = await openTestBooks();
    for (const told of kept()) books.write((tx) => append(books, tx, told));
  });
  afterAll(() => {
    books.remove();
  });

  /** With what belongs to an event beside the journal: the rows of an import, the secret of a user. */
  function append({ store }: TestBooks, tx: BooksWriter, { stream, event }: Told): Result<unknown> {
    if (event.type === 'import.extract-imported') {
      const load = { stagingId: store.stageExtract().stagingId, lossyTextCutAt: null, sameAsOf: false };
      expect(taken(tx.replaceExtract(event.importId, load)).rowsHash).toBe(event.rowsHash);
    }
    if (event.type === 'user.secret-set') tx.putSecret('user-secret', event.userName, '$argon2id$');
    return tx.append(stream, tx.streamVersion(stream), [event], { actor: 'mei', at: AT, businessDate: DATE });
  }

  it('verify, and rebuild to the same lists', () => {
    expect(findings(books.folder)).toEqual([]);
  });

  it('say what happened, in today’s words', () => {
    const { store } = books;
    expect(store.session('s1')).toMatchObject({ status: 'approved', noSales: 1 });
    expect(store.sessionTotals('s1')).toMatchObject({ payments: 1, voids: 1, linesCents: 18_989 });
    expect(store.payments({ limit: 5 }).map(({ paymentId, status }) => [paymentId, status])).toEqual([
      ['p2', 'voided'],
      ['p1', 'posted'],
    ]);
    expect(store.deposit('d1')).toMatchObject({ custody: 'adjusted', approval: 'approved', bags: ['A-1', 'A-2'] });
    expect(store.deposit('d0')).toMatchObject({ custody: 'dissolved' });
    expect(store.prints({ limit: 9 }).map(({ jobId, status }) => [jobId, status])).toEqual([
      ['j3', 'unknown'],
      ['j2', 'abandoned'],
      ['j1', 'printed'],
    ]);
    expect(store.parked({})).toEqual([]);
    expect(store.user('mei')).toMatchObject({ enabled: true, hasSecret: true, lockedUntil: null });
    expect(store.imports()[0]).toMatchObject({ importId: 'i1', asOf: DATE });
    expect(store.exports()[0]).toMatchObject({ batchId: 'J-000001', delivered: true });
    expect(store.overShort({ from: DATE, to: DATE })).toMatchObject([{ kind: 'cash', differenceCents: -5 }]);
    const balance = (glAccount: string): number =>
      store
        .balances({ range: { from: DATE, to: '2026-11-20' as typeof DATE }, by: 'date' })
        .filter((row) => row.glAccount === glAccount)
        .reduce((sum, row) => sum + row.debitCents - row.creditCents, 0);
    // Short by a nickel, and the bank's dime; two deposits' worth in the bank less it, and the settled cards.
    expect(balance('900-000-77000')).toBe(5 + 10);
    expect(balance('900-000-10100')).toBe(19_489 - 10 + 9_725);
  });
});
