/**
 * SIGKILL at random instants under load, 200 times by default (`TILLWRIGHT_KILLS`, `TILLWRIGHT_SEED`). After each one the
 * books are opened again: nothing acknowledged is lost, nothing is doubled, and verify passes.
 */
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BooksStore } from '../../electron/services/ports.ts';
import { findings, openIn, taken, tempFolder } from '../support/books.ts';
import { runUntilKilled } from './killed.ts';
import type { PosterJob } from './poster.ts';
import { randomOf, setting } from './random.ts';
import type { Random } from './random.ts';

const KILLS = setting('TILLWRIGHT_KILLS', 200);
const SEED = setting('TILLWRIGHT_SEED', Date.now() % 1_000_000);
/** Two at a time: the machine is busy enough that a kill meets every stage of a commit. */
const LANES = 2;
/** Books begin anew now and then, so that verifying all of them after each kill stays quick. */
const KILLS_PER_FOLDER = 8;

/** What one lane knows of its books from what was said before each kill. */
type Told = {
  readonly folder: string;
  /** Payment id → receipt number, as acknowledged. */
  readonly acknowledged: Map<string, string>;
  readonly inDoubt: Set<string>;
  lastImport: string | undefined;
};

async function work(told: Told, random: Random): Promise<void> {
  const job: PosterJob = { folder: told.folder, inDoubt: [...told.inDoubt] };
  const plan = { script: 'poster.ts', job, random, earlyMs: 400, workMs: 120 };
  await runUntilKilled(plan, ([word, id = '', receipt = '']) => {
    if (word === 'try') told.inDoubt.add(id);
    if (word === 'ack') {
      told.inDoubt.delete(id);
      told.acknowledged.set(id, receipt);
    }
    if (word === 'imported') told.lastImport = id;
  });
}

async function check(told: Told): Promise<void> {
  const store = taken(await openIn(told.folder));
  try {
    for (const [paymentId, receipt] of told.acknowledged) {
      expect(store.payment(paymentId)?.receiptNumber).toBe(receipt);
      expect(store.findCommand(`command-${paymentId}`)?.answer).toBe(
        JSON.stringify({ receiptNumber: receipt }),
      );
    }
    checkNothingDoubled(store, told);
    if (told.lastImport !== undefined) {
      const imports = store.imports().map(({ importId }) => importId);
      expect(imports).toContain(told.lastImport);
      expect(store.searchAccounts(imports[0]?.split('-')[0] ?? '', 3)).toHaveLength(3);
      expect(store.accountCount()).toBe(50);
    }
  } finally {
    store.close();
  }
  expect(findings(told.folder)).toEqual([]);
}

/** Every payment is one that was tried, has its own receipt, and its session counts it once. */
function checkNothingDoubled(store: BooksStore, told: Told): void {
  const rows = store.payments({ limit: Number.MAX_SAFE_INTEGER });
  const tried = new Set([...told.acknowledged.keys(), ...told.inDoubt]);
  for (const { paymentId } of rows) expect(tried).toContain(paymentId);
  expect(new Set(rows.map(({ paymentId }) => paymentId)).size).toBe(rows.length);
  expect(new Set(rows.map(({ receiptNumber }) => receiptNumber)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(told.acknowledged.size);
  if (store.session('s1')) expect(store.sessionTotals('s1').payments).toBe(rows.length);
}

async function lane(kills: number, random: Random): Promise<number> {
  let acknowledged = 0;
  for (let done = 0; done < kills;) {
    const told: Told = {
      folder: tempFolder(),
      acknowledged: new Map(),
      inDoubt: new Set(),
      lastImport: undefined,
    };
    for (let each = 0; each < KILLS_PER_FOLDER && done < kills; each += 1, done += 1) {
      await work(told, random);
      await check(told);
    }
    acknowledged += told.acknowledged.size;
    rmSync(told.folder, { recursive: true, force: true });
  }
  return acknowledged;
}

describe(`${String(KILLS)} kills, seed ${String(SEED)}`, () => {
  it('lose nothing that was acknowledged, double nothing, and leave whole books', async () => {
    const kills = (at: number): number => Math.floor((KILLS + at) / LANES);
    const lanes = Array.from({ length: LANES }, (_, at) => lane(kills(at), randomOf(SEED * LANES + at + 1)));
    const acknowledged = await Promise.all(lanes);
    // Fewer would mean that the kills came before the work.
    expect(acknowledged.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(KILLS);
  });
});
