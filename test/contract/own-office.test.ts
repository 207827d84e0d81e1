/** An own office from nothing: founded, tables imported one by one, people given PINs, and a first payment. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE_TABLES } from '../../shared/domain/office/types.ts';
import { TABLE_FILES } from '../../shared/domain/reference/tables.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

const SAMPLE = join(import.meta.dirname, '../../electron/exchange/sample-city');
const upload = (name: string, bytes = readFileSync(join(SAMPLE, name))) => ({
  fileName: name,
  base64: bytes.toString('base64'),
});

let office: TestDesk;
let ada: Seat;

beforeAll(async () => {
  office = await openTestDesk({ sampleCity: false, trainingPrinter: false, workstation: '01' });
});
afterAll(() => office.close());

describe('an own office', () => {
  it('begins at first run, with its first administrator, and never says TRAINING', async () => {
    const seat = office.seat();
    expect((await seat.ask('desk.status', {})).state).toBe('first-run');
    const input = {
      city: 'Testville',
      office: 'Main Lobby',
      workstation: '01',
      timeZone: 'America/Denver',
      administrator: { userName: 'ada', name: 'Ada Lovelace', secret: '7391' },
    };
    expect(await seat.refused('desk.found-office', { ...input, timeZone: 'Mars/Olympus' })).toMatchObject({
      code: 'NOT_A_TIME_ZONE',
      field: 'timeZone',
      value: 'Mars/Olympus',
    });
    const weak = { ...input, administrator: { ...input.administrator, secret: '1234' } };
    expect((await seat.refused('desk.found-office', weak)).code).toBe('SECRET_TOO_WEAK');
    await seat.ask('desk.found-office', input);
    expect(await seat.ask('desk.status', {})).toMatchObject({
      state: 'ready',
      training: false,
      city: 'Testville',
    });
    ada = await office.signIn('ada', '7391');
  });

  it('says what is missing, step by step, until it is there', async () => {
    const before = await ada.ask('setup.overview', {});
    expect(before.missing.length).toBeGreaterThan(REFERENCE_TABLES.length);
    for (const table of REFERENCE_TABLES) {
      const done = await ada.ask('setup.import-table', { table, file: upload(TABLE_FILES[table]) });
      expect([table, done.accepted, done.rejects]).toEqual([table, true, []]);
    }
    const extract = await ada.ask('setup.import-extract', {
      mapping: 'delimited',
      file: upload('cis-extract.psv'),
      task: 'import',
    });
    expect(extract).toMatchObject({ accepted: true, accounts: 2500, charges: 9392, totalCents: 457_293_538 });
    const after = await ada.ask('setup.overview', {});
    expect(after.missing.map((step) => step.what)).toEqual([
      '10 people have no PIN yet.',
      'No receipt printer is assigned.',
      'No business date is open.',
    ]);
  });

  it('refuses a table that does not fit the others, whole, with line, field and value', async () => {
    const text = readFileSync(join(SAMPLE, TABLE_FILES['receipt-types']), 'utf8').replace(
      'UTIL-GA,Gas bill,Utilities,account,,account,no,no,520,000,11500',
      'UTIL-GA,Gas bill,Utilities,account,,account,no,no,520,000,99999',
    );
    const file = upload('receipt-types.csv', Buffer.from(text));
    const answer = await ada.ask('setup.import-table', { table: 'receipt-types', file });
    expect(answer).toMatchObject({ accepted: false, changed: false, rejectCount: 1 });
    expect(answer.rejects[0]?.reason).toContain('520-000-99999');
  });

  it('refuses policy that names an account which the chart lacks', async () => {
    const { office: values } = await ada.ask('setup.overview', {});
    const error = await ada.refused('setup.set-office', {
      ...values,
      ledger: { ...values.ledger, changeFunds: '900-000-10196' },
    });
    expect(error).toMatchObject({
      code: 'POLICY_VALUE',
      field: 'ledger.changeFunds',
      value: '900-000-10196',
    });
    await ada.ask('setup.set-office', {
      ...values,
      heading: ['TESTVILLE', '1 Main St'],
      depositPrefix: 'TV',
    });
  });

  it('takes its first payment once a supervisor has opened the business date', async () => {
    for (const userName of ['rosa', 'dana']) await ada.ask('users.set-secret', { userName, secret: '4826' });
    const dana = await office.signIn('dana', '4826');
    const rosa = await office.signIn('rosa', '4826');
    const sessionId = randomUUID();
    const count = [{ form: 'bill' as const, denominationCents: 2000, loose: 15, bundles: 0 }];
    expect((await rosa.refused('session.open', { sessionId, source: '1', count })).code).toBe(
      'NO_BUSINESS_DATE',
    );
    await dana.ask('business-date.open', { date: '2026-11-19' as BusinessDate });
    await rosa.ask('session.open', { sessionId, source: '1', count });
    const posted = await rosa.ask('payment.post', {
      paymentId: randomUUID(),
      sessionId,
      payer: { name: '', relation: 'walk-in' },
      lines: [{ receiptType: 'MISC', amountCents: 1250, reference: 'Copies' }],
      tenders: [{ tenderType: 'CASH', amountCents: 1250 }],
      language: 'en',
      overrides: [],
    });
    await office.desk.settled();
    // No printer is assigned: the payment stands, and the job waits for a person.
    expect(await rosa.ask('print.show', { jobId: posted.printJobId ?? '' })).toMatchObject({
      status: 'failed',
      mayPrintOriginal: true,
    });
    const receipt = await rosa.ask('receipt.show', { paymentId: posted.paymentId });
    const paper = receipt.preview.lines.map((line) => line.text).join('\n');
    expect(paper).toContain('TESTVILLE');
    expect(paper).not.toContain('TRAINING');
  });

  it('keeps its last administrator', async () => {
    await ada.ask('users.set-enabled', { userName: 'alex', enabled: false });
    expect((await ada.refused('users.set-enabled', { userName: 'ada', enabled: false })).code).toBe(
      'LAST_ADMINISTRATOR',
    );
  });
});
