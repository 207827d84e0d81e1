/** Batches stay what they were: made again after anything that came later, and no payment is left out or told twice. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { approveClose, cash, openWindow } from '../support/window.ts';
import type { Posted, Window } from '../support/window.ts';

const DAY = '2026-11-19' as BusinessDate;
const range = { from: DAY, to: DAY };
const CHECK = { routing: '122105278', number: '2001' };

let city: TestDesk;
let noor: Seat;
let priya: Seat;
let rosa: Window;
let mei: Window;
let byCheck: Posted;
beforeAll(async () => {
  city = await openTestDesk();
  noor = await city.signIn('noor');
  priya = await city.signIn('priya');
  rosa = await openWindow(city, 'rosa', '3');
  mei = await openWindow(city, 'mei', '2');
  byCheck = await rosa.post({
    lines: await rosa.toward('100000008', 5_000),
    tenders: [{ tenderType: 'CHECK', amountCents: 5_000, check: CHECK }],
  });
  await mei.post({ lines: await mei.toward('100001855', 3_000), tenders: [cash(3_000)] });
  await rosa.close();
  await mei.close();
  await approveClose(city, rosa);
  await approveClose(city, mei);
});
afterAll(() => city.close());

const build = (kind: 'payments' | 'journal') => noor.ask('export.build', { kind, format: 'csv', range });
const textOf = async (batchId: string): Promise<string> => {
  const file: Output<'export.file'> = await noor.ask('export.file', { batchId });
  return Buffer.from(file.base64, 'base64').toString('utf8');
};

describe('a batch', () => {
  let payments: Output<'export.build'>;
  let paymentsText: string;

  it('to billing holds what was released once, also while its close is open again', async () => {
    await priya.ask('session.reopen', { sessionId: rosa.sessionId, reason: 'Check keyed as another' });
    payments = await build('payments');
    paymentsText = await textOf(payments.batchId);
    expect(payments).toMatchObject({ totalCents: 8_000 });
    const known = await rosa.seat.ask('account.show', { account: '100000008' });
    expect(known.ownPayments).toBe(1);
  });

  it('to billing is made again byte for byte after a tender of it was corrected', async () => {
    await priya.ask('tender.correct', {
      paymentId: byCheck.paymentId,
      tenderNo: 1,
      replacement: { tenderType: 'CASH', amountCents: 5_000 },
      reason: 'It was cash',
      itemInHand: true,
    });
    expect(await textOf(payments.batchId)).toBe(paymentsText);
  });

  it('of the journal is made again byte for byte after the chart of accounts changed', async () => {
    const journal = await build('journal');
    const before = await textOf(journal.batchId);
    const chart = await noor.ask('export.file', { batchId: journal.batchId, format: 'hledger' });
    const alex = await city.signIn('alex');
    const taken = await alex.ask('setup.import-table', {
      table: 'gl-accounts',
      file: { fileName: 'gl-accounts.csv', base64: Buffer.from(changedChart()).toString('base64') },
    });
    expect(taken).toMatchObject({ accepted: true, changed: true });
    expect(await textOf(journal.batchId)).toBe(before);
    expect(await noor.ask('export.file', { batchId: journal.batchId, format: 'hledger' })).toEqual(chart);
  });
});

/** The sample city’s chart with one name changed and one account added. */
function changedChart(): string {
  const file = join(import.meta.dirname, '../../electron/exchange/sample-city/gl-accounts.csv');
  const chart = readFileSync(file, 'utf8').replace('Returned item fees', 'Fees for returned items');
  return `${chart.trimEnd()}\n100,110,46999,New account,revenue\n`;
}
