/** A whole day over the in-process contract: every figure agrees to the cent from the window to the ledger. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

const DAY = '2026-11-19' as BusinessDate;
const range = { from: DAY, to: DAY };
const FLOAT: Input<'session.open'>['count'] = [
  { form: 'bill', denominationCents: 2000, loose: 10, bundles: 0 },
  { form: 'bill', denominationCents: 100, loose: 0, bundles: 1 },
];
const EMPTY = { checks: [], items: [], vouchers: [], cards: { slips: 0, totalCents: 0 } };

let city: TestDesk;
let rosa: Seat;
const sessionId = randomUUID();

beforeAll(async () => {
  city = await openTestDesk();
  rosa = await city.signIn('rosa');
  await rosa.ask('session.open', { sessionId, source: '3', count: FLOAT });
});
afterAll(() => city.close());

const post = (
  input: Partial<Input<'payment.post'>> & Pick<Input<'payment.post'>, 'lines' | 'tenders'>,
): Promise<Output<'payment.post'>> =>
  rosa.ask('payment.post', {
    paymentId: randomUUID(),
    sessionId,
    payer: { name: '', relation: 'walk-in' },
    language: 'en',
    overrides: [],
    ...input,
  });

/** Lines that pay an amount toward an account in the usual order. */
async function toward(account: string, amountCents: number): Promise<Input<'payment.post'>['lines']> {
  const view = await rosa.ask('account.show', { account });
  const setup = await rosa.ask('counter.setup', {});
  let left = amountCents;
  return view.charges.flatMap((open) => {
    const pays = open.state === 'payable' ? Math.min(left, open.openCents) : 0;
    left -= pays;
    if (pays <= 0) return [];
    const { account: number, amountCents: _billed, ...charge } = open.charge;
    const receiptType =
      setup.serviceMap.find(
        (row) =>
          row.service === charge.service &&
          row.kind === charge.kind &&
          (row.forService === undefined || row.forService === charge.forService),
      )?.receiptType ?? '';
    return [{ receiptType, amountCents: pays, account: number, charge }];
  });
}

describe('a day at window 3', () => {
  it('takes a scanned stub in exact cash, opens the drawer after the commit, and prints the receipt', async () => {
    const found = await rosa.ask('account.search', { text: '10000000811232600000189881', limit: 5 });
    expect(found.exact).toEqual({
      account: '100000008',
      stub: { dueDate: '2026-11-23', amountCents: 18988 },
    });
    const posted = await post({
      lines: await toward('100000008', 15849),
      tenders: [{ tenderType: 'CASH', amountCents: 15849 }],
    });
    expect(posted).toMatchObject({
      receiptNumber: '03-000001',
      totalCents: 15849,
      changeCents: 0,
      drawerKick: true,
    });
    await city.desk.settled();
    const job = await rosa.ask('print.show', { jobId: posted.printJobId ?? '' });
    expect(job).toMatchObject({ status: 'printed', kick: 'opened', copy: 0 });
    expect(city.desk.trainingPrinter?.kicks()).toHaveLength(1);
    const after = await rosa.ask('account.show', { account: '100000008' });
    expect(after.ownPayments).toBe(1);
  });

  it('takes electric, water and a permit by one check and cash with change', async () => {
    const view = await rosa.ask('account.show', { account: '100001855' });
    const utilities = await toward('100001855', view.balanceCents);
    const lines = [...utilities, { receiptType: 'PERMIT-BLD', amountCents: 15000, reference: 'B-2026-0117' }];
    const total = view.balanceCents + 15000;
    const posted = await post({
      lines,
      tenders: [
        { tenderType: 'CHECK', amountCents: total - 3000, check: { routing: '122105278', number: '1041' } },
        { tenderType: 'CASH', amountCents: 5000 },
      ],
    });
    expect(posted.changeCents).toBe(2000);
    expect(posted.change).toEqual([{ form: 'bill', denominationCents: 2000, name: 'twenty', pieces: 1 }]);
    const receipt = await rosa.ask('receipt.show', { paymentId: posted.paymentId });
    const debits = receipt.postings.reduce((sum, row) => sum + row.debitCents, 0);
    const credits = receipt.postings.reduce((sum, row) => sum + row.creditCents, 0);
    expect(debits).toBe(credits);
  });

  it('refuses the same check again with the receipt that took it, and takes it with a reason', async () => {
    const tenders = [
      { tenderType: 'CHECK', amountCents: 5500, check: { routing: '122105278', number: '1041' } },
    ];
    const lines = [{ receiptType: 'LIC-BUS', amountCents: 5500, reference: 'L-1' }];
    const input = {
      paymentId: randomUUID(),
      sessionId,
      payer: { name: '', relation: 'walk-in' as const },
      language: 'en' as const,
      lines,
      tenders,
    };
    const error = await rosa.refused('payment.post', { ...input, overrides: [] });
    expect(error).toMatchObject({ code: 'TENDER_TAKEN_BEFORE', field: 'tenders.0' });
    expect(error.what).toContain('03-000002');
  });

  it('answers a command repeated after a lost answer with the stored answer, and never posts it twice', async () => {
    const commandId = randomUUID();
    const input: Input<'payment.post'> = {
      paymentId: randomUUID(),
      sessionId,
      payer: { name: 'Ana', relation: 'walk-in' },
      language: 'es',
      overrides: [],
      lines: [{ receiptType: 'BUS-31', amountCents: 6400, reference: 'T31-004417' }],
      tenders: [{ tenderType: 'CASH', amountCents: 6400 }],
    };
    const first = await rosa.ask('payment.post', input, { commandId });
    const again = await rosa.ask('payment.post', input, { commandId });
    expect(again).toEqual(first);
    const other = await rosa.refused('payment.post', { ...input, language: 'en' }, { commandId });
    expect(other.code).toBe('COMMAND_ID_REUSED');
    const found = await rosa.ask('receipt.search', { sessionId, limit: 50 });
    expect(found.receipts).toHaveLength(3);
  });

  it('voids one payment and hands the money back', async () => {
    const posted = await post({
      lines: [{ receiptType: 'BUS-1', amountCents: 400, reference: 'T1-9' }],
      tenders: [{ tenderType: 'CASH', amountCents: 2000 }],
    });
    const voided = await rosa.ask('payment.void', {
      paymentId: posted.paymentId,
      reason: 'Wrong pass',
      receiptReturned: true,
    });
    expect(voided).toMatchObject({ receiptNumber: posted.receiptNumber, cashReturnedCents: 400 });
    expect((await rosa.ask('receipt.show', { paymentId: posted.paymentId })).row.status).toBe('voided');
  });

  it('parks a payer and recalls the draft as it was; a session with a parked payer cannot balance', async () => {
    const parkedId = randomUUID();
    const draft = {
      payer: { name: 'Smith, Siobhán', relation: 'holder' as const },
      lines: [{ receiptType: 'MISC', amountCents: 6132, reference: 'Copies' }],
      accounts: [],
      language: 'en' as const,
      totalCents: 6132,
    };
    await rosa.ask('payment.park', { parkedId, sessionId, draft });
    expect((await rosa.refused('session.begin-balancing', { sessionId })).code).toBe('PARKED_LEFT');
    expect((await rosa.ask('payment.recall', { parkedId, sessionId })).draft).toEqual(draft);
  });

  let checkCents = 0;

  it('closes blind: the first attempt tells only that cash disagrees, the second ends the counting 5.00 short', async () => {
    const receipts = (await rosa.ask('receipt.search', { sessionId, limit: 50 })).receipts;
    const check = (
      await rosa.ask('receipt.show', {
        paymentId: receipts.find((row) => row.receiptNumber === '03-000002')?.paymentId ?? '',
      })
    ).tenders.find((tender) => tender.kind === 'check');
    checkCents = check?.amountCents ?? 0;
    const opening = await rosa.ask('session.begin-balancing', { sessionId });
    expect(opening.status).toBe('balancing');
    expect((await rosa.refused('session.result', { sessionId })).code).toBe('COUNT_NOT_SEALED');
    // In the drawer: 300.00 + 158.49 + 30.00 + 64.00 = 552.49. One five is missing.
    const cash: Input<'session.seal-attempt'>['count']['cash'] = [
      { form: 'bill', denominationCents: 10000, loose: 5, bundles: 0 },
      { form: 'bill', denominationCents: 2000, loose: 2, bundles: 0 },
      { form: 'bill', denominationCents: 100, loose: 7, bundles: 0 },
      { form: 'coin', denominationCents: 25, loose: 1, bundles: 0 },
      { form: 'coin', denominationCents: 10, loose: 2, bundles: 0 },
      { form: 'coin', denominationCents: 1, loose: 4, bundles: 0 },
    ];
    const count = { ...EMPTY, cash, checks: [{ number: '1041', amountCents: checkCents }] };
    const first = await rosa.ask('session.seal-attempt', { sessionId, count });
    expect(first).toMatchObject({ ended: false, disagreeing: ['cash'], attemptsLeft: 1 });
    expect(JSON.stringify(first)).not.toContain('55249');
    const second = await rosa.ask('session.seal-attempt', { sessionId, count });
    expect(second).toMatchObject({ ended: true, attemptsLeft: 0 });
    const result = await rosa.ask('session.result', { sessionId });
    expect(result.cash).toMatchObject({ floatCents: 30000, expectedCents: 55249, countedCents: 54749 });
    expect(result.handIn.cashCents).toBe(24749);
    expect(result.needReason).toEqual(['cash']);
  });

  it('wants a reason beyond the tolerance, and a supervisor who held none of the money', async () => {
    expect((await rosa.refused('session.submit', { sessionId, reasons: [] })).code).toBe(
      'REASON_FOR_DIFFERENCE',
    );
    await rosa.ask('session.submit', {
      sessionId,
      reasons: [{ kind: 'cash', reason: 'change-error', note: 'Gave 20.00 for 15.00' }],
    });
    expect((await rosa.refused('session.approve', { sessionId, note: '' })).code).toBe('NOT_PERMITTED');
    const priya = await city.signIn('priya');
    const review = await priya.ask('session.review', { sessionId });
    expect(review.me).toEqual({ may: true });
    expect(review.voids).toHaveLength(1);
    await priya.ask('session.approve', { sessionId, note: 'Seen' });
  });

  const depositId = randomUUID();

  it('deposits what was handed in, in one bag per bank account, and an approver who held it may not sign', async () => {
    const omar = await city.signIn('omar');
    const { candidates } = await omar.ask('deposit.candidates', {});
    const pool = candidates.find((candidate) => candidate.bankAccount.code === 'POOL');
    expect(candidates.map((candidate) => candidate.bankAccount.code)).toEqual(['POOL', 'COURT', 'BUS']);
    expect(candidates.reduce((sum, candidate) => sum + candidate.cashCents, 0)).toBe(24749);
    expect(pool).toMatchObject({
      cashCents: 24749 - 6400 - 3000,
      totalCents: 24749 - 6400 - 3000 + checkCents,
    });
    const cash: Input<'deposit.prepare'>['cash'] = [
      { form: 'bill', denominationCents: 10000, loose: 1, bundles: 0 },
      { form: 'bill', denominationCents: 1000, loose: 5, bundles: 0 },
      { form: 'bill', denominationCents: 100, loose: 3, bundles: 0 },
      { form: 'coin', denominationCents: 25, loose: 1, bundles: 0 },
      { form: 'coin', denominationCents: 10, loose: 2, bundles: 0 },
      { form: 'coin', denominationCents: 1, loose: 4, bundles: 0 },
    ];
    const prepare = { depositId, bankAccount: 'POOL', sessionIds: [sessionId], cash };
    expect((await omar.refused('deposit.prepare', prepare)).code).toBe('DEPOSIT_SECOND_PERSON');
    const made = await omar.ask('deposit.prepare', prepare, {
      approval: await omar.approval('deposit.prepare', 'luis'),
    });
    expect(made.number).toBe('CB-1119-1');
    await omar.ask(
      'deposit.seal',
      { depositId, bagNumber: '0047 2231' },
      { approval: await omar.approval('deposit.seal', 'luis') },
    );
    const view = await omar.ask('deposit.show', { depositId });
    expect(view.agrees).toBe(true);
    expect(view.currencyCents + view.coinCents).toBe(24749 - 6400 - 3000);
    const pdf = await omar.ask('deposit.slip-pdf', { depositId });
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    await omar.ask('deposit.send', { depositId, date: '2026-11-20' as BusinessDate, courier: 'Armored 12' });
    expect((await omar.ask('deposit.show', { depositId })).sentAsException).toBe(true);
    const dana = await city.signIn('dana');
    expect((await dana.refused('deposit.approve', { depositId, secret: '9999' })).code).toBe(
      'SIGN_IN_FAILED',
    );
    await dana.ask('deposit.approve', { depositId, secret: '2468' });
  });

  it('proves the day: six sides agree, and the rows behind every figure sum to it', async () => {
    const dana = await city.signIn('dana');
    const proof = await dana.ask('proof.show', { range });
    expect(proof.differences).toEqual([]);
    expect(new Set(proof.sides.map((side) => side.cents)).size).toBe(1);
    for (const term of proof.terms) {
      if (term.bankCents === 0 || term.bankCents === null) continue;
      const { totalCents } = await dana.ask('proof.rows', { range, drill: term.drill });
      expect([term.label, totalCents]).toEqual([term.label, term.depositsCents ?? term.bankCents]);
    }
    for (const fund of proof.funds) {
      const { totalCents } = await dana.ask('proof.rows', { range, drill: fund.drill });
      expect([fund.fund, totalCents]).toEqual([fund.fund, fund.cents]);
    }
  });

  it('exports the journal and the posting file with totals that equal the session, twice the same bytes', async () => {
    const noor = await city.signIn('noor');
    const wide = { from: DAY, to: '2026-11-20' as BusinessDate };
    const journal = await noor.ask('export.build', { kind: 'journal', format: 'hledger', range: wide });
    const once = await noor.ask('export.file', { batchId: journal.batchId });
    expect(await noor.ask('export.file', { batchId: journal.batchId })).toEqual(once);
    const payments = await noor.ask('export.build', { kind: 'payments', format: 'csv', range });
    const lines = (await noor.ask('receipt.search', { sessionId, limit: 50 })).receipts.filter(
      (row) => row.status === 'posted',
    );
    const views = await Promise.all(
      lines.map((row) => noor.ask('receipt.show', { paymentId: row.paymentId })),
    );
    const onAccounts = views.flatMap((view) => view.lines).filter((line) => line.account !== null);
    expect(payments.totalCents).toBe(onAccounts.reduce((sum, line) => sum + line.amountCents, 0));
    expect((await noor.refused('export.build', { kind: 'payments', format: 'csv', range })).code).toBe(
      'EXPORT_NOTHING_NEW',
    );
    const fund = await noor.ask('journal.by-fund', { range: wide, by: 'date', released: true });
    expect(fund.funds.every((row) => row.balances)).toBe(true);
    expect(fund.unreleasedCents).toBe(0);
  });

  it('survives a restart with everything in place, and the books verify', async () => {
    await city.reopen();
    const sam = await city.signIn('sam');
    const report = await sam.ask('books.verify', {});
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
  });
});
