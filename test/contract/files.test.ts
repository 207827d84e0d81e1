/**
 * Files out and in, over several days: receipts of one business date that are deposited on the next, what the ledger
 * programs say of the journal, what billing gets and what it answers with its next extracts.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk, removeFolder, tempFolder } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { approveClose, cash, depositAll, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

const SAMPLE = join(import.meta.dirname, '../../electron/exchange/sample-city');
const DELIMITED = readFileSync(join(SAMPLE, 'cis-extract.psv'));
const FIXED = readFileSync(join(SAMPLE, 'cis-extract.txt'));

const day = (text: string): BusinessDate => text as BusinessDate;
const NOV_30 = day('2026-11-30');
const DEC_1 = day('2026-12-01');
const DEC_2 = day('2026-12-02');
const BOTH = { from: NOV_30, to: DEC_2 };
const FORMATS = ['csv', 'ledger', 'hledger', 'beancount'] as const;
type Format = (typeof FORMATS)[number];
type Batch = Output<'export.build'>;

/** Owes gas 24.39 and water 134.10. */
const ACCOUNT = '100000008';
const OWED_CENTS = 15_849;

let place: string;
let city: TestDesk;
let noor: Seat;
let november: Window;
let journal: Batch;
let payments: Batch;
/** Every file of both batches as it was first made. */
const firstMade = new Map<string, string>();

const contentOf = async (batchId: string, format: Format): Promise<string> =>
  Buffer.from((await noor.ask('export.file', { batchId, format })).base64, 'base64').toString('utf8');

beforeAll(async () => {
  place = tempFolder();
  city = await openTestDesk({ folder: join(place, 'books'), at: '2026-11-30T16:00:00.000Z' });
  noor = await city.signIn('noor');
  november = await openWindow(city, 'rosa', '3');
  await takeNovember(november);
  const mail = await openWindow(city, 'mei', 'MAIL');
  await mail.post({
    lines: await mail.toward('100000375', 20_000),
    tenders: [{ tenderType: 'CHECK', amountCents: 20_000, check: { routing: '021000021', number: '88' } }],
    receivedDate: day('2026-11-28'),
  });
  for (const window of [november, mail]) {
    await window.close();
    await approveClose(city, window);
  }
  const priya = await city.signIn('priya');
  await priya.ask('business-date.close', {});

  city.setClock('2026-12-01T16:00:00.000Z');
  noor = await city.signIn('noor');
  await (await city.signIn('priya')).ask('business-date.open', { date: DEC_1 });
  const deposits = await depositAll(city, DEC_1);
  for (const depositId of deposits) {
    const { row } = await noor.ask('deposit.show', { depositId });
    // One deposit is credited short by the bank: its correction is an entry of its own.
    const creditedCents = row.totalCents - (row.bankName.startsWith('Transit') ? 100 : 0);
    await noor.ask('deposit.confirm', { depositId, date: DEC_2, creditedCents, note: 'Coin short' });
  }
  await noor.ask('settlement.record', {
    settlementId: randomUUID(),
    bankAccount: 'POOL',
    date: DEC_2,
    reference: 'Batch 47',
    grossCents: 5_500,
    feeCents: 143,
  });
  journal = await noor.ask('export.build', { kind: 'journal', format: 'hledger', range: BOTH });
  payments = await noor.ask('export.build', { kind: 'payments', format: 'csv', range: BOTH });
  for (const format of FORMATS) firstMade.set(format, await contentOf(journal.batchId, format));
  firstMade.set('payments', await contentOf(payments.batchId, 'csv'));
});
afterAll(async () => {
  await city.close();
  removeFolder(place);
});

/** One payment of every kind of tender, over five funds and three banks; one void; a payer whose name is hostile to files. */
async function takeNovember(window: Window): Promise<void> {
  await window.post({
    lines: await window.toward(ACCOUNT, OWED_CENTS),
    tenders: [cash(16_000)],
    payer: { name: '=cmd|" /C calc"!A1, \u201cMei\u201d; date:2020-01-01', relation: 'holder' },
  });
  await window.post({
    lines: [
      { receiptType: 'PERMIT-BLD', amountCents: 33_333, reference: 'B-2026-0117' },
      { receiptType: 'FINE-CODE', amountCents: 10_001, reference: '; include /etc/passwd' },
    ],
    tenders: [
      { tenderType: 'CHECK', amountCents: 40_000, check: { routing: '122105278', number: '1041' } },
      cash(3_334),
    ],
  });
  await window.post({
    lines: [{ receiptType: 'LIC-BUS', amountCents: 5_500, reference: 'L-1' }],
    tenders: [
      {
        tenderType: 'CARD',
        amountCents: 5_500,
        card: { authorization: '083112', brand: 'Visa', last4: '4242' },
      },
    ],
  });
  await window.post({
    lines: [{ receiptType: 'BUS-31', amountCents: 6_400, reference: 'T31-1' }],
    tenders: [{ tenderType: 'MO', amountCents: 6_400, item: { number: '22108834197' } }],
  });
  await window.post({
    lines: [{ receiptType: 'UTIL-DEP-WA', amountCents: 7_500, account: '100000375' }],
    tenders: [
      { tenderType: 'PLEDGE', amountCents: 7_500, pledge: { agency: 'St. Mark’s', number: 'SM-118' } },
    ],
  });
  const wrong = await window.post({ lines: [miscellaneous(400)], tenders: [cash(500)] });
  await window.seat.ask('payment.void', {
    paymentId: wrong.paymentId,
    reason: 'Wrong item',
    receiptReturned: true,
  });
}

type Row = Readonly<Record<string, string>>;
const rowsOf = (csv: string): readonly Row[] => parse<Row>(csv, { columns: true });
const centsOf = (text: string | undefined): number => Math.round(Number(text) * 100);

describe('the journal', () => {
  const rows = (): readonly Row[] =>
    rowsOf(firstMade.get('csv') ?? '').filter((row) => row['record'] === 'training posting');

  it('dates receipts of November 30 in November, though their bag left on December 1', () => {
    const kinds = new Map<string, Set<string>>();
    for (const { kind, date, business_date } of rows()) {
      const dates = kinds.get(kind ?? '') ?? new Set();
      kinds.set(kind ?? '', dates.add(`${date ?? ''} of ${business_date ?? ''}`));
    }
    expect(Object.fromEntries([...kinds].map(([kind, dates]) => [kind, [...dates]]))).toEqual({
      receipts: ['2026-11-30 of 2026-11-30'],
      deposit: ['2026-12-01 of 2026-11-30'],
      settlement: ['2026-12-02 of 2026-11-30', '2026-12-02 of 2026-12-02'],
    });
  });

  it('has November’s revenue in November and the banks in December', async () => {
    const accountsOn = async (date: BusinessDate): Promise<string[]> => {
      const range = { from: date, to: date };
      const { funds } = await noor.ask('journal.by-fund', { range, by: 'date', released: true });
      expect(funds.every((fund) => fund.balances)).toBe(true);
      return funds.flatMap((fund) => fund.accounts.map((account) => account.glAccount));
    };
    const isRevenue = (key: string): boolean => /^\d{3}-\d{3}-4/.test(key);
    const isBank = (key: string): boolean => /^900-000-101[012]0$/.test(key);
    const inNovember = await accountsOn(NOV_30);
    expect(inNovember.filter(isRevenue)).toContain('100-120-42100');
    expect(inNovember.filter(isBank)).toEqual([]);
    const inDecember = await accountsOn(DEC_1);
    expect(inDecember.filter(isRevenue)).toEqual([]);
    expect(inDecember.filter(isBank)).toEqual(['900-000-10100', '900-000-10110', '900-000-10120']);
  });

  it('balances in each fund of each entry, and its last row is the sum of the others', () => {
    const sums = new Map<string, number>();
    for (const row of rows()) {
      const key = `${row['entry'] ?? ''} fund ${row['fund'] ?? ''}`;
      sums.set(key, (sums.get(key) ?? 0) + centsOf(row['debit']) - centsOf(row['credit']));
    }
    expect([...sums].filter(([, cents]) => cents !== 0)).toEqual([]);
    expect(new Set(rows().map((row) => row['fund'])).size).toBeGreaterThanOrEqual(5);
    const total = rowsOf(firstMade.get('csv') ?? '').at(-1);
    const debits = rows().reduce((sum, row) => sum + centsOf(row['debit']), 0);
    expect([centsOf(total?.['debit']), centsOf(total?.['credit']), journal.totalCents]).toEqual([
      debits,
      debits,
      debits,
    ]);
  });

  const run = (command: string, args: readonly string[]): { status: number | null; said: string } => {
    const done = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: place },
    });
    return { status: done.status, said: done.stdout + done.stderr };
  };
  const isInstalled = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
  const fileOf = (format: Format): string => {
    const path = join(place, `journal.${format}`);
    writeFileSync(path, firstMade.get(format) ?? '');
    return path;
  };
  /** The balance of an account, from the rows of the CSV. */
  const balanceOf = (fund: string, department: string, account: string): number =>
    rows()
      .filter((row) => row['fund'] === fund && row['department'] === department && row['account'] === account)
      .reduce((sum, row) => sum + centsOf(row['debit']) - centsOf(row['credit']), 0);

  it('passes hledger check, which finds every fund at zero and the bank as we do', (ctx) => {
    ctx.skip(!isInstalled('hledger'), 'hledger is not installed here');
    const file = fileOf('hledger');
    expect(run('hledger', ['check', '--strict', '-f', file])).toEqual({ status: 0, said: '' });
    for (const fund of new Set(rows().map((row) => row['fund'] ?? ''))) {
      const { status, said } = run('hledger', ['-f', file, 'bal', '-N', '--flat', '-O', 'csv', `F${fund}`]);
      expect([fund, status]).toEqual([fund, 0]);
      const cents = rowsOf(said).map((row) => centsOf(row['balance']?.replace(/[^\d.-]/g, '')));
      expect([fund, cents.length > 0, cents.reduce((sum, each) => sum + each, 0)]).toEqual([fund, true, 0]);
    }
    const bank = rowsOf(run('hledger', ['-f', file, 'bal', '-N', '-O', 'csv', 'A10100']).said)[0];
    expect(centsOf(bank?.['balance']?.replace(/[^\d.-]/g, ''))).toBe(balanceOf('900', '000', '10100'));
  });

  it('passes ledger, strictly read, which finds the whole at zero', (ctx) => {
    ctx.skip(!isInstalled('ledger'), 'ledger is not installed here');
    const { status, said } = run('ledger', [
      '--strict',
      '--pedantic',
      '-f',
      fileOf('ledger'),
      'bal',
      '--flat',
    ]);
    expect([status, said.trimEnd().split('\n').at(-1)?.trim()]).toEqual([0, '0']);
    const fund = run('ledger', ['-f', fileOf('ledger'), 'bal', 'F900', '--flat']);
    expect(fund.said.trimEnd().split('\n').at(-1)?.trim()).toBe('0');
  });

  it('passes bean-check without a word', (ctx) => {
    ctx.skip(!isInstalled('bean-check'), 'bean-check is not installed here');
    expect(run('bean-check', [fileOf('beancount')])).toEqual({ status: 0, said: '' });
  });
});

describe('the payments file', () => {
  const records = (): readonly string[][] =>
    parse(firstMade.get('payments') ?? '', { relax_column_count: true });

  it('equals the lines of its sessions on accounts, charge by charge and in all', async () => {
    const { receipts } = await noor.ask('receipt.search', { range: BOTH, limit: 200 });
    const views = await Promise.all(
      receipts
        .filter((row) => row.status === 'posted')
        .map((row) => noor.ask('receipt.show', { paymentId: row.paymentId })),
    );
    const lines = views
      .flatMap(({ row, receivedDate, lines: each }) =>
        each.map((line) => ({ ...line, receipt: row.receiptNumber, receivedDate })),
      )
      .filter((line) => line.account !== null);
    const wanted = lines.map((line) => [line.account, line.receipt, line.receivedDate, line.amountCents]);
    const found = records()
      .filter(([type]) => type === 'P')
      .map((cells) => [cells[2], cells[3], cells[5], centsOf(cells[12])]);
    expect(found.map(String).sort()).toEqual(wanted.map(String).sort());
    const sumCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
    expect(sumCents).toBe(OWED_CENTS + 20_000 + 7_500);
    expect(payments).toMatchObject({ records: lines.length, totalCents: sumCents });
    const [header, trailer] = [records()[0], records().at(-1)];
    expect(header?.slice(8)).toEqual(['TRAINING', String(lines.length), '433.49']);
    expect(trailer).toEqual(['T', payments.batchId, String(lines.length), '433.49']);
  });

  it('says when the city got the money, not when it was posted', () => {
    const mailed = records().filter(
      ([type, , account, , , received]) => type === 'P' && account === '100000375' && received !== NOV_30,
    );
    expect(mailed.length).toBeGreaterThan(0);
    for (const cells of mailed) expect(cells.slice(4, 6)).toEqual([NOV_30, '2026-11-28']);
  });
});

describe('a batch made again', () => {
  async function expectTheSame(): Promise<void> {
    for (const format of FORMATS)
      expect([format, await contentOf(journal.batchId, format)]).toEqual([format, firstMade.get(format)]);
    expect(await contentOf(payments.batchId, 'csv')).toBe(firstMade.get('payments'));
  }

  it('is the same bytes: at once, after a restart, after more business, and beside the next batch', async () => {
    await expectTheSame();
    await city.reopen();
    noor = await city.signIn('noor');
    await expectTheSame();

    const window = await openWindow(city, 'rosa', '3');
    await window.post({ lines: [miscellaneous(900)], tenders: [cash(1_000)] });
    await window.post({
      lines: await window.toward('100000375', 1_000),
      tenders: [cash(1_000)],
    });
    await window.close();
    await approveClose(city, window);
    await expectTheSame();

    const december = { from: NOV_30, to: day('2026-12-31') };
    const next = await noor.ask('export.build', { kind: 'payments', format: 'csv', range: december });
    expect(next).toMatchObject({ batchId: 'PAY-03-00002', records: 1, totalCents: 1_000 });
    const nextJournal = await noor.ask('export.build', { kind: 'journal', format: 'csv', range: december });
    const again = rowsOf(await contentOf(nextJournal.batchId, 'csv')).map((row) => row['entry']);
    const before = new Set(rowsOf(firstMade.get('csv') ?? '').map((row) => row['entry']));
    expect(again.slice(0, -1).filter((entry) => before.has(entry))).toEqual([]);
    await expectTheSame();
    await noor.ask('export.delivered', { batchId: journal.batchId });
    await expectTheSame();
  });
});

describe('the next extracts of billing', () => {
  /** The sample's own text with another date and last batch, and other amounts for one account. */
  function extract(asOf: string, lastBatch: string, owed?: { gas: string; water: string }): Buffer {
    let text = DELIMITED.toString('utf8').replace('|2026-11-19|2|', `|${asOf}|2|${lastBatch}`);
    if (owed) {
      const total = /T\|2500\|9392\|([\d.]+)/.exec(text)?.[1] ?? '';
      const paidCents = OWED_CENTS - centsOf(owed.gas) - centsOf(owed.water);
      text = text
        .replace(
          `C|${ACCOUNT}|GA|2026-10-27|2026-11-16|24.39|`,
          `C|${ACCOUNT}|GA|2026-10-27|2026-11-16|${owed.gas}|`,
        )
        .replace(
          `C|${ACCOUNT}|WA|2026-10-27|2026-11-16|134.10|`,
          `C|${ACCOUNT}|WA|2026-10-27|2026-11-16|${owed.water}|`,
        )
        .replace(total, ((centsOf(total) - paidCents) / 100).toFixed(2));
    }
    return Buffer.from(text);
  }

  async function take(
    file: Buffer,
    mapping: 'delimited' | 'fixed' = 'delimited',
    by?: Seat,
  ): Promise<Output<'setup.import-extract'>> {
    const alex = by ?? (await city.signIn('alex'));
    const upload = { fileName: `extract.${mapping}`, base64: file.toString('base64') };
    const taken = await alex.ask('setup.import-extract', { mapping, file: upload, task: randomUUID() });
    expect(taken.rejects).toEqual([]);
    return taken;
  }
  it('without our payments leave them subtracted; with them they are subtracted no longer', async () => {
    const rosa = await city.signIn('rosa');
    const show = async (): Promise<readonly [number, number]> => {
      const { balanceCents, ownPayments } = await rosa.ask('account.show', { account: ACCOUNT });
      return [balanceCents, ownPayments];
    };
    expect(await show()).toEqual([0, 1]);
    // The night before: billing does not know the payment, and says no batch.
    await take(extract('2026-11-30', ''));
    expect(await show()).toEqual([0, 1]);
    // Later, and billing says that it holds no batch of ours yet.
    await take(extract('2026-12-01', 'PAY-03-00000'));
    expect(await show()).toEqual([0, 1]);
    // It posted the batch, and billed 10.00 of water anew.
    await take(extract('2026-12-02', payments.batchId, { gas: '0.00', water: '10.00' }));
    expect(await show()).toEqual([1_000, 0]);
    // 100000375 paid again in the next batch, which this extract does not contain.
    expect((await rosa.ask('account.show', { account: '100000375' })).ownPayments).toBe(1);
    await take(extract('2026-12-03', 'PAY-03-00002', { gas: '0.00', water: '10.00' }));
    expect((await rosa.ask('account.show', { account: '100000375' })).ownPayments).toBe(0);
  });

  it('the same twice change nothing, also after a restart', async () => {
    await city.reopen();
    noor = await city.signIn('noor');
    const alex = await city.signIn('alex');
    const head = async (): Promise<string> => (await alex.ask('desk.status', {})).books.head;
    const before = await head();
    const same = extract('2026-12-03', 'PAY-03-00002', { gas: '0.00', water: '10.00' });
    expect(await take(same, 'delimited', alex)).toMatchObject({ accepted: true, changed: false });
    // An earlier one that was in force once does not come back either.
    const first = await take(DELIMITED, 'delimited', alex);
    expect(first).toMatchObject({ accepted: true, changed: false });
    expect(await head()).toBe(before);
  });

  describe('in both layouts', () => {
    /** Accounts and charges as they are in force. */
    function rowsIn(folder: string): Record<'accounts' | 'charges', readonly Row[]> {
      const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
      const slot = books.prepare<[], { slot: string }>('SELECT slot FROM extract_slot').get()?.slot ?? '';
      const all = (sql: string): Row[] => books.prepare<[], Row>(sql).all();
      const accounts = all(`SELECT account, name, address, city, state, zip, status, class, guaranteed_until,
        confidential, cycle, reconnect_cents, petition_date, deposit_held_cents, credit_class, phone
        FROM r_account_${slot} ORDER BY account`);
      const charges = all(`SELECT account, service, bill_date, due_date, kind, for_service, amount_cents
        FROM r_charge_${slot} ORDER BY account, service, bill_date, due_date, kind, for_service`);
      books.close();
      return { accounts, charges };
    }
    const withoutText = ({ accounts, charges }: ReturnType<typeof rowsIn>): unknown => ({
      accounts: accounts.map(({ name: _name, address: _address, ...rest }) => rest),
      charges,
    });

    it('say the same accounts and charges, and a poorer name never takes the place of a richer one', async () => {
      const rich = await openTestDesk({ folder: join(place, 'rich') });
      const before = rowsIn(rich.folder);
      expect(before.accounts).toHaveLength(2500);
      expect(await take(FIXED, 'fixed', await rich.signIn('alex'))).toMatchObject({
        accounts: 2500,
        charges: 9392,
        totalCents: 457_293_538,
      });
      expect(rowsIn(rich.folder)).toEqual(before);
      await rich.close();

      const poor = await openTestDesk({ folder: join(place, 'poor'), sampleCity: false });
      const outcome = await poor.desk.importExtract(
        { seatId: 'cli', origin: 'command-line', osUser: 'somebody' },
        { path: join(SAMPLE, 'cis-extract.txt'), mapping: 'fixed' },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
      expect(outcome).toMatchObject({ ok: true, value: { accounts: 2500, charges: 9392 } });
      const alone = rowsIn(poor.folder);
      expect(withoutText(alone)).toEqual(withoutText(before));
      expect(alone.accounts.filter((row) => row['name']?.includes('?')).length).toBeGreaterThan(0);
      await poor.desk.importExtract(
        { seatId: 'cli', origin: 'command-line', osUser: 'somebody' },
        { path: join(SAMPLE, 'cis-extract.psv'), mapping: 'delimited' },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
      expect(rowsIn(poor.folder)).toEqual(before);
      await poor.close();
    });
  });

  it('the books still verify', async () => {
    const sam = await city.signIn('sam');
    expect((await sam.ask('books.verify', {})).findings).toEqual([]);
    const input: Input<'proof.show'> = { range: { from: NOV_30, to: DEC_1 } };
    expect((await sam.ask('proof.show', input)).differences).toEqual([]);
  });
});
