/** Things that go together only on some days: each was met by a simulated one. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

const NO_COUNT: Input<'session.seal-attempt'>['count'] = {
  cash: [],
  checks: [],
  items: [],
  vouchers: [],
  cards: { slips: 0, totalCents: 0 },
};

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
