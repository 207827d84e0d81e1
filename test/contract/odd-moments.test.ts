/** Things that go together only on some days: each was met by a simulated one. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

const NO_COUNT: Input<'session.seal-attempt'>['count'] = {
  cash: [],
  checks: [],
  items: [],
  vouchers: [],
  cards: { slips: 0, totalCents: 0 },
};

const DAY = '2026-11-19' as BusinessDate;

const SAMPLE_CITY = join(import.meta.dirname, '../../electron/exchange/sample-city');

let city: TestDesk;
let rosa: Seat;

beforeEach(async () => {
  city = await openTestDesk();
  rosa = await city.signIn('rosa');
});
afterEach(() => city.close());

async function openSession(source: string): Promise<string> {
  const sessionId = randomUUID();
  await rosa.ask('session.open', { sessionId, source, count: [] });
  return sessionId;
}

const payment = (sessionId: string, amountCents = 10_00): Input<'payment.post'> => ({
  paymentId: randomUUID(),
  sessionId,
  payer: { name: '', relation: 'walk-in' },
  language: 'en',
  overrides: [],
  lines: [{ receiptType: 'MISC', amountCents, reference: 'Copies' }],
  tenders: [{ tenderType: 'CASH', amountCents }],
});

describe('a void at the mail desk', () => {
  it('opens no drawer: there is none', async () => {
    const posted = await rosa.ask('payment.post', payment(await openSession('MAIL')));
    const { paymentId } = posted;
    await rosa.ask('payment.void', { paymentId, reason: 'Wrong payer', receiptReturned: true });
    await city.desk.settled();
    expect(city.desk.trainingPrinter?.papers()).toHaveLength(2);
    expect(city.desk.trainingPrinter?.kicks()).toEqual([]);
  });
});

describe('a count under a policy that has changed meanwhile', () => {
  it('has no attempt left, and not fewer than none', async () => {
    const sessionId = await openSession('3');
    await rosa.ask('payment.post', payment(sessionId));
    const alex = await city.signIn('alex');
    const attempts = async (closeAttempts: number): Promise<void> => {
      const { policy } = await alex.ask('setup.overview', {});
      await alex.ask('setup.set-policy', { ...policy, closeAttempts });
    };
    await attempts(5);
    await rosa.ask('session.begin-balancing', { sessionId });
    await rosa.ask('session.seal-attempt', { sessionId, count: NO_COUNT });
    await rosa.ask('session.seal-attempt', { sessionId, count: NO_COUNT });
    await attempts(1);
    const last = await rosa.ask('session.seal-attempt', { sessionId, count: NO_COUNT });
    expect(last).toMatchObject({ ended: true, attemptsLeft: 0 });
  });
});

describe('a command that a second person approved', () => {
  it('gives its answer again when the first one was lost, though the approval is good only once', async () => {
    const sessionId = await openSession('3');
    const { paymentId } = await rosa.ask('payment.post', payment(sessionId, 600_00));
    const input = { paymentId, reason: 'Wrong payer', receiptReturned: true };
    const options = { commandId: randomUUID(), approval: await rosa.approval('payment.void', 'priya') };
    const first = await rosa.ask('payment.void', input, options);
    expect(await rosa.ask('payment.void', input, options)).toEqual(first);
    const { approval } = options;
    const refused = await rosa.refused('payment.void', input, { commandId: randomUUID(), approval });
    expect(refused.code).toBe('APPROVAL_EXPIRED');
  });
});

describe('a service deposit', () => {
  it('is paid on the account, and the account owes no less', async () => {
    const sessionId = await openSession('3');
    const account = '100000008';
    const before = await rosa.ask('account.show', { account });
    const deposit = { receiptType: 'UTIL-DEP-WA', amountCents: 150_00, account };
    await rosa.ask('payment.post', { ...payment(sessionId, 150_00), lines: [deposit] });
    const after = await rosa.ask('account.show', { account });
    expect(after).toMatchObject({ balanceCents: before.balanceCents, ownPayments: 0 });
    expect(after.recent).toHaveLength(1);
    const { hits } = await rosa.ask('account.search', { text: account.slice(0, 8), limit: 1 });
    expect(hits[0]?.openCents).toBe(before.balanceCents);
    const beyond = { receiptType: 'UTIL-CR-WA', amountCents: 5_00, account };
    const whole = before.charges.map(({ charge: { account: _, amountCents, ...charge }, openCents }) => ({
      receiptType: `UTIL-${charge.service}`,
      amountCents: openCents,
      account,
      charge,
    }));
    await rosa.ask('payment.post', {
      ...payment(sessionId, before.balanceCents + 5_00),
      lines: [...whole, beyond],
    });
    expect((await rosa.ask('account.show', { account })).balanceCents).toBe(-5_00);
  });
});

describe('a report that waits for the printer', () => {
  it('prints the close as it was when it was asked for, though it was sent back meanwhile; asked for again it is refused', async () => {
    const sessionId = await openSession('MAIL');
    await rosa.ask('session.begin-balancing', { sessionId });
    await rosa.ask('session.seal-attempt', { sessionId, count: NO_COUNT });
    await rosa.ask('session.submit', { sessionId, reasons: [] });
    const priya = await city.signIn('priya');
    await city.desk.settled();
    // The job before it waits for a printer that does not answer.
    city.desk.trainingPrinter?.set({ silent: true });
    await rosa.ask('device.test-printer', {});
    const { printJobId } = await rosa.ask('session.print-report', { sessionId });
    await priya.ask('session.reject', { sessionId, reason: 'Count again' });
    expect((await rosa.ask('print.show', { jobId: printJobId })).status).toBe('queued');
    city.desk.trainingPrinter?.set({ silent: false });
    await city.desk.settled();
    const job = await rosa.ask('print.show', { jobId: printJobId });
    expect(job.status).toBe('printed');
    expect((await rosa.refused('session.print-report', { sessionId })).code).toBe('COUNT_NOT_SEALED');
  });
});

describe('cards counted over at the close', () => {
  it('are a row of what the processor owes, so that the rows come to the figure', async () => {
    const sessionId = await openSession('PHONE');
    const card = { authorization: '004417', brand: 'Visa', last4: '1881' };
    await rosa.ask('payment.post', {
      ...payment(sessionId),
      tenders: [{ tenderType: 'CARD', amountCents: 10_00, card }],
    });
    await rosa.ask('session.begin-balancing', { sessionId });
    const count = { ...NO_COUNT, cards: { slips: 2, totalCents: 60_00 } };
    for (const _attempt of [1, 2]) await rosa.ask('session.seal-attempt', { sessionId, count });
    const reasons = [{ kind: 'card' as const, reason: 'other' as const, note: 'Somebody else’s slip' }];
    await rosa.ask('session.submit', { sessionId, reasons });
    const priya = await city.signIn('priya');
    await priya.ask('session.approve', { sessionId, note: '' });
    const range = { from: DAY, to: DAY };
    const { terms } = await priya.ask('proof.show', { range });
    const clearing = terms.find((term) => term.key === 'card-clearing');
    expect(clearing?.depositsCents).toBe(60_00);
    const rows = await priya.ask('proof.rows', { range, drill: clearing?.drill ?? '' });
    expect(rows.totalCents).toBe(60_00);
  });
});

describe('ids that happen to look like a card number', () => {
  it('are ids: a figure of the proof and a deposit are found by them', async () => {
    const sessionId = '54955141-6210-474f-a158-4d18a5b482fc';
    await rosa.ask('session.open', { sessionId, source: 'MAIL', count: [] });
    await rosa.ask('payment.post', payment(sessionId));
    const sam = await city.signIn('sam');
    const range = { from: DAY, to: DAY };
    const { totalCents } = await sam.ask('proof.rows', { range, drill: `undeposited:${sessionId}` });
    expect(totalCents).toBe(10_00);
    expect((await sam.ask('books.events', { stream: `session:${sessionId}`, limit: 5 })).events).toHaveLength(
      1,
    );
    const omar = await city.signIn('omar');
    const deposit = { depositId: randomUUID(), bankAccount: 'POOL', sessionIds: [sessionId], cash: [] };
    expect((await omar.refused('deposit.prepare', deposit)).code).toBe('SESSION_UNKNOWN');
  });
});

describe('an extract dated ahead of the day', () => {
  it('does not hold what is paid after it came: the account owes less', async () => {
    const sessionId = await openSession('3');
    const noor = await city.signIn('noor');
    const text = readFileSync(join(SAMPLE_CITY, 'cis-extract.psv'), 'utf8').replace(DAY, '2026-11-25');
    const file = { fileName: 'ahead.psv', base64: Buffer.from(text).toString('base64') };
    await noor.ask('setup.import-extract', { mapping: 'delimited', file, task: 'ahead' });
    const account = '100000008';
    const before = await rosa.ask('account.show', { account });
    const toward = { receiptType: 'UTIL-CR-WA', amountCents: 5_00, account };
    const overrides = [{ kind: 'allocation' as const, reason: 'Toward the next bill' }];
    await rosa.ask('payment.post', { ...payment(sessionId, 5_00), lines: [toward], overrides });
    const after = await rosa.ask('account.show', { account });
    expect(after.balanceCents).toBe(before.balanceCents - 5_00);
  });
});
