/**
 * The whole desk killed between commit, drawer kick and print: every payment that was answered is there once, and every
 * print job has ended as done, failed or unknown; none is sent twice by itself.
 */
import { cpSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings, openIn, taken } from '../support/books.ts';
import { openTestDesk, tempFolder } from '../support/desk.ts';
import type { DeskPosterJob } from './desk-poster.ts';
import { runUntilKilled } from './killed.ts';
import { randomOf, setting } from './random.ts';

const KILLS = Math.ceil(setting('TILLWRIGHT_KILLS', 200) / 10);
const SEED = setting('TILLWRIGHT_SEED', Date.now() % 1_000_000);

/** The sample city on the morning of its day, with window 3 open. */
async function openCity(folder: string): Promise<string> {
  const city = await openTestDesk({ folder });
  const rosa = await city.signIn('rosa');
  const sessionId = randomUUID();
  await rosa.ask('session.open', {
    sessionId,
    source: '3',
    count: [{ form: 'bill', denominationCents: 100, loose: 0, bundles: 3 }],
  });
  await city.close();
  return sessionId;
}

async function check(folder: string, acknowledged: ReadonlyMap<string, string>): Promise<number> {
  const city = await openTestDesk({ folder });
  await city.desk.settled();
  await city.close();
  const store = taken(await openIn(folder));
  const payments = store.payments({ limit: 100_000 });
  expect(new Set(payments.map(({ receiptNumber }) => receiptNumber)).size).toBe(payments.length);
  const byId = new Map(payments.map((payment) => [payment.paymentId, payment.receiptNumber]));
  for (const [paymentId, receipt] of acknowledged) expect(byId.get(paymentId)).toBe(receipt);
  for (const { paymentId } of payments) {
    const jobs = store.prints({ paymentId, limit: 10 });
    expect(jobs).toHaveLength(1);
    const events = store.loadStream(`print:${jobs[0]?.jobId ?? ''}`).map(({ event }) => event.type);
    expect(events.filter((type) => type === 'print.sent').length).toBeLessThanOrEqual(1);
    expect(['printed', 'failed', 'unknown']).toContain(jobs[0]?.status);
  }
  store.close();
  expect(findings(folder)).toEqual([]);
  return payments.length;
}

describe(`${String(KILLS)} kills of the whole desk, seed ${String(SEED)}`, () => {
  it('lose no answered payment, double none, and repeat no print job by themselves', async () => {
    const morning = join(tempFolder(), 'morning');
    const sessionId = await openCity(morning);
    const folder = join(morning, '..', 'day');
    cpSync(morning, folder, { recursive: true });
    const random = randomOf(SEED);
    const acknowledged = new Map<string, string>();
    const inDoubt = new Set<string>();
    let payments = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const job: DeskPosterJob = { folder, sessionId, inDoubt: [...inDoubt] };
      const plan = { script: 'desk-poster.ts', job, random, earlyMs: 1_500, workMs: 250 };
      await runUntilKilled(plan, ([word, id = '', receipt = '']) => {
        if (word === 'try') inDoubt.add(id);
        if (word === 'ack') {
          inDoubt.delete(id);
          acknowledged.set(id, receipt);
        }
      });
      payments = await check(folder, acknowledged);
    }
    expect(payments).toBeGreaterThanOrEqual(acknowledged.size);
    expect(acknowledged.size).toBeGreaterThan(KILLS / 2);
    rmSync(join(morning, '..'), { recursive: true, force: true });
  });
});
