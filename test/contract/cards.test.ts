/** Cards at a connected terminal: a simulated one on a real socket, steered to lose what a terminal loses. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import type { SimulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import type { PaxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import type { Output } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

vi.setConfig({ testTimeout: 40_000 });

type Card = Output<'card.show'>;

let city: TestDesk;
let terminal: PaxSimulator;
let line: SimulatedLine;
let served: ServedDevice;
let rosa: Seat;
let sessionId: string;

beforeEach(async () => {
  terminal = paxSimulator({ clock: systemClock });
  line = simulatedLine(systemClock);
  served = await serveDevice(terminal, line, { clock: systemClock });
  city = await openTestDesk();
  const alex = await city.signIn('alex');
  await alex.ask('device.set', {
    deviceId: 'terminal-3',
    device: {
      name: 'Terminal, window 3',
      sources: [],
      settings: {
        kind: 'card-terminal',
        protocol: 'pax',
        transport: { kind: 'tcp', host: served.host, port: served.port },
      },
    },
  });
  await (
    await city.signIn('dana')
  )
    .ask('business-date.open', { date: '2026-11-19' as never })
    .catch(() => undefined);
  rosa = await city.signIn('rosa');
  sessionId = randomUUID();
  await rosa.ask('session.open', {
    sessionId,
    source: '3',
    count: [{ form: 'bill', denominationCents: 2000, loose: 15, bundles: 0 }],
  } as never);
});
afterEach(async () => {
  await city.close();
  await served.close();
});

const until = async (attemptId: string, done: (card: Card) => boolean): Promise<Card> =>
  vi.waitFor(
    async () => {
      const card = await rosa.ask('card.show', { attemptId });
      if (!done(card)) throw new Error(`still ${card.status}, ${card.step ?? 'no step'}`);
      return card;
    },
    { timeout: 30_000, interval: 20 },
  );
const isSettled = ({ status }: Card): boolean => status !== 'asked';

async function sale(paymentId: string, amountCents: number): Promise<Card> {
  const attemptId = randomUUID();
  await rosa.ask('card.sale', {
    attemptId,
    sessionId,
    paymentId,
    tenderType: 'CARD',
    amountCents,
    entry: 'presented',
  });
  return until(attemptId, isSettled);
}

const post = (paymentId: string, attemptId: string, amountCents: number) => ({
  paymentId,
  sessionId,
  payer: { name: '', relation: 'walk-in' as const },
  lines: [{ receiptType: 'MISC', amountCents, reference: 'Copies' }],
  tenders: [{ tenderType: 'CARD', amountCents, terminalCard: { attemptId } }],
  language: 'en' as const,
  overrides: [],
});

async function reverse(originalAttemptId: string, kind: 'void' | 'refund' = 'void'): Promise<Card> {
  const attemptId = randomUUID();
  await rosa.ask('card.reverse', { attemptId, originalAttemptId, kind });
  return until(attemptId, isSettled);
}

const events = async (type: string): Promise<number> => {
  const sam = await city.signIn('sam');
  const { events: all } = await sam.ask('books.events', { limit: 500 });
  return all.filter((event) => event.type === type).length;
};

describe('a card sale', () => {
  it('is charged once, receipted once, and named on the receipt as the terminal said', async () => {
    const card = await sale('visit-1', 42_10);
    expect(card).toMatchObject({ status: 'captured', approvedCents: 42_10, brand: 'Visa', last4: '1117' });
    const posted = await rosa.ask('payment.post', post('visit-1', card.attemptId, 42_10));
    const receipt = await rosa.ask('receipt.show', { paymentId: 'visit-1' });
    expect(receipt.tenders[0]).toMatchObject({ kind: 'card', terminalCard: { stillCharged: true } });
    expect(receipt.preview.lines.map(({ text }) => text).join('\n')).toMatch(/Visa ending 1117, \w+ +42\.10/);
    expect(posted.drawerKick).toBe(false);
    expect((await rosa.refused('payment.post', post('visit-2', card.attemptId, 42_10))).code).toBe(
      'CARD_NOT_CAPTURED',
    );
    expect(terminal.charges()).toHaveLength(1);
  });

  it('is posted at what was approved, and never at what the screen says', async () => {
    terminal.set({ next: 'partial' });
    const card = await sale('visit-1', 42_10);
    expect(card).toMatchObject({ status: 'captured', approvedCents: 21_05 });
    expect(card.said).toContain('only 21.05 of 42.10');
    expect((await rosa.refused('payment.post', post('visit-1', card.attemptId, 42_10))).code).toBe(
      'CARD_AMOUNT_DIFFERS',
    );
    await rosa.ask('payment.post', post('visit-1', card.attemptId, 21_05));
  });

  it('declined, cancelled or not reached charges nothing, and may be tried again', async () => {
    terminal.set({ next: 'decline' });
    expect(await sale('visit-1', 10_00)).toMatchObject({
      status: 'not-charged',
      said: expect.stringContaining('Declined') as string,
    });
    terminal.set({ next: 'cancel' });
    expect(await sale('visit-1', 10_00)).toMatchObject({ status: 'not-charged' });
    line.set({ plugged: false });
    await served.settled();
    expect(await sale('visit-1', 10_00)).toMatchObject({
      status: 'not-charged',
      said: expect.stringContaining('not reached') as string,
    });
    line.set({ plugged: true });
    await served.settled();
    expect(await sale('visit-1', 10_00)).toMatchObject({ status: 'captured' });
    expect(terminal.charges()).toHaveLength(1);
  });

  it('sent again under the same id charges once', async () => {
    const attemptId = randomUUID();
    const input = {
      attemptId,
      sessionId,
      paymentId: 'visit-1',
      tenderType: 'CARD',
      amountCents: 500,
      entry: 'presented' as const,
    };
    await rosa.ask('card.sale', input, { commandId: 'one' });
    await rosa.ask('card.sale', input, { commandId: 'one' });
    await rosa.ask('card.sale', input, { commandId: 'two' });
    await until(attemptId, isSettled);
    expect(terminal.charges()).toHaveLength(1);
    expect(terminal.state.requests).toBe(1);
  });

  it('is cancelled from here while the customer looks for the card', async () => {
    terminal.set({ next: 'never' });
    const attemptId = randomUUID();
    await rosa.ask('card.sale', {
      attemptId,
      sessionId,
      paymentId: 'visit-1',
      tenderType: 'CARD',
      amountCents: 500,
      entry: 'keyed',
    });
    await until(attemptId, ({ step }) => step === 'card' || step === 'sent');
    expect(
      (
        await rosa.refused('card.sale', {
          attemptId: randomUUID(),
          sessionId,
          paymentId: 'visit-1',
          tenderType: 'CARD',
          amountCents: 500,
          entry: 'presented',
        })
      ).code,
    ).toBe('CARD_TERMINAL_BUSY');
    await rosa.ask('card.cancel', { attemptId });
    expect(await until(attemptId, isSettled)).toMatchObject({ status: 'not-charged' });
    expect(terminal.charges()).toHaveLength(0);
  });
});

describe('an answer that is lost after the approval', () => {
  beforeEach(() => {
    terminal.set({ next: 'die' });
  });

  it('leaves the card in doubt, keeps the session from balancing, and is resolved by asking: one charge, one receipt', async () => {
    const doubted = await sale('visit-1', 42_10);
    expect(doubted).toMatchObject({ status: 'in-doubt', next: 'Ask the terminal before trying again.' });
    const again = {
      attemptId: randomUUID(),
      sessionId,
      paymentId: 'visit-1',
      tenderType: 'CARD',
      amountCents: 42_10,
      entry: 'presented' as const,
    };
    expect((await rosa.refused('card.sale', again)).code).toBe('CARD_IN_DOUBT');
    expect((await rosa.refused('session.begin-balancing', { sessionId })).code).toBe('IN_DOUBT_LEFT');
    expect((await rosa.refused('card.look-up', { attemptId: doubted.attemptId })).code).toBe(
      'TERMINAL_NO_ANSWER',
    );
    terminal.set({ power: true });
    const found = await rosa.ask('card.look-up', { attemptId: doubted.attemptId });
    expect(found).toMatchObject({ status: 'captured', approvedCents: 42_10 });
    // Charged and on no receipt: the drawer cannot be counted yet either.
    expect((await rosa.refused('session.begin-balancing', { sessionId })).code).toBe('CARDS_LEFT');
    await rosa.ask('payment.post', post('visit-1', found.attemptId, 42_10));
    await rosa.ask('session.begin-balancing', { sessionId });
    expect(terminal.charges()).toHaveLength(1);
    expect(await events('card.receipted')).toBe(1);
  });

  it('survives a restart of the program', async () => {
    const doubted = await sale('visit-1', 42_10);
    await city.reopen();
    rosa = await city.signIn('rosa');
    terminal.set({ power: true });
    const { cards } = await rosa.ask('card.open', { sessionId });
    expect(cards).toMatchObject([{ attemptId: doubted.attemptId, status: 'in-doubt' }]);
    expect(await rosa.ask('card.look-up', { attemptId: doubted.attemptId })).toMatchObject({
      status: 'captured',
    });
    expect(terminal.charges()).toHaveLength(1);
  });

  it('is asked about again when the program stopped between the approval and the receipt', async () => {
    terminal.set({ next: 'approve' });
    const card = await sale('visit-1', 42_10);
    expect(card.status).toBe('captured');
    await city.reopen();
    rosa = await city.signIn('rosa');
    const { attemptId } = card;
    expect((await rosa.refused('payment.post', post('visit-1', attemptId, 42_10))).code).toBe(
      'CARD_NOT_CAPTURED',
    );
    expect(await rosa.ask('card.look-up', { attemptId })).toMatchObject({ status: 'captured' });
    await rosa.ask('payment.post', post('visit-1', attemptId, 42_10));
    await city.reopen();
    rosa = await city.signIn('rosa');
    expect((await rosa.ask('card.open', { sessionId })).cards).toEqual([]);
    expect(terminal.charges()).toHaveLength(1);
  });

  it('is settled by a supervisor with the slip when the terminal is gone for good', async () => {
    const doubted = await sale('visit-1', 42_10);
    const slip = {
      attemptId: doubted.attemptId,
      charged: true,
      reason: 'Slip in hand',
      authorization: '083112',
      brand: 'Visa',
      last4: '1117',
    };
    expect((await rosa.refused('card.by-slip', slip)).code).toBe('CARD_RESOLVE_MAY_NOT');
    const approval = await rosa.approval('card.by-slip', 'dana');
    expect(await rosa.ask('card.by-slip', slip, { approval })).toMatchObject({
      status: 'captured',
      authorization: '083112',
    });
    await rosa.ask('payment.post', post('visit-1', doubted.attemptId, 42_10));
  });
});

describe('money back', () => {
  it('goes to the card first; only then the payment may be voided', async () => {
    const card = await sale('visit-1', 42_10);
    await rosa.ask('payment.post', post('visit-1', card.attemptId, 42_10));
    const voiding = { paymentId: 'visit-1', reason: 'Wrong account', receiptReturned: true };
    expect((await rosa.refused('payment.void', voiding)).code).toBe('CARD_STILL_CHARGED');
    expect(await reverse(card.attemptId)).toMatchObject({
      status: 'captured',
      said: expect.stringContaining('back on the card') as string,
    });
    expect((await rosa.refused('session.begin-balancing', { sessionId })).code).toBe('CARDS_LEFT');
    await rosa.ask('payment.void', voiding);
    await rosa.ask('session.begin-balancing', { sessionId });
    expect(terminal.voids()).toHaveLength(1);
    const again = { attemptId: randomUUID(), originalAttemptId: card.attemptId, kind: 'void' as const };
    expect((await rosa.refused('card.reverse', again)).code).toBe('CARD_NOT_CAPTURED');
  });

  it('whose answer is lost is found again, once', async () => {
    const card = await sale('visit-1', 42_10);
    terminal.set({ next: 'die' });
    const doubted = await reverse(card.attemptId);
    expect(doubted).toMatchObject({ status: 'in-doubt', kind: 'void' });
    terminal.set({ power: true });
    await rosa.ask('card.look-up', { attemptId: doubted.attemptId });
    expect(await rosa.ask('card.show', { attemptId: card.attemptId })).toMatchObject({ status: 'reversed' });
    expect((await rosa.ask('card.open', { sessionId })).cards).toEqual([]);
    expect(terminal.voids()).toHaveLength(1);
  });
});

describe('money back above the limit', () => {
  it('goes to the card only with the supervisor who approves the void', async () => {
    const { voidLimitCents } = await rosa.ask('counter.setup', {});
    const amountCents = voidLimitCents + 1;
    const card = await sale('visit-1', amountCents);
    await rosa.ask('payment.post', post('visit-1', card.attemptId, amountCents));
    const back = () => ({
      attemptId: randomUUID(),
      originalAttemptId: card.attemptId,
      kind: 'void' as const,
    });
    expect((await rosa.refused('card.reverse', back())).code).toBe('APPROVAL_NEEDED');
    const elsewhere = await (await city.signIn('mei')).approval('payment.void', 'dana');
    expect((await rosa.refused('card.reverse', { ...back(), voidApproval: elsewhere })).code).toBe(
      'APPROVAL_NEEDED',
    );
    expect(terminal.voids()).toHaveLength(0);
    const approval = await rosa.approval('payment.void', 'dana');
    const asked = await rosa.ask('card.reverse', { ...back(), voidApproval: approval });
    await until(asked.attemptId, isSettled);
    const voiding = { paymentId: 'visit-1', reason: 'Wrong account', receiptReturned: true };
    await rosa.ask('payment.void', voiding, { approval });
    expect(terminal.voids()).toHaveLength(1);
  });
});

describe('the terminal’s batch', () => {
  it('is asked for after the count is sealed, and agrees with the session', async () => {
    const card = await sale('visit-1', 42_10);
    await rosa.ask('payment.post', post('visit-1', card.attemptId, 42_10));
    await rosa.ask('session.begin-balancing', { sessionId });
    expect((await rosa.refused('terminal.batch', { sessionId })).code).toBe('BATCH_BEFORE_SEAL');
    await rosa.ask('session.seal-attempt', {
      sessionId,
      count: {
        cash: [{ form: 'bill', denominationCents: 2000, loose: 15, bundles: 0 }],
        checks: [],
        items: [],
        vouchers: [],
        cards: { slips: 1, totalCents: 42_10 },
      },
    });
    const batch = await rosa.ask('terminal.batch', { sessionId });
    expect(batch).toMatchObject({ saleCount: 1, saleCents: 42_10, sessionCount: 1, sessionCents: 42_10 });
    const dana = await city.signIn('dana');
    expect(await dana.ask('terminal.close-batch', { deviceId: 'terminal-3' })).toMatchObject({
      saleCents: 42_10,
    });
    expect(terminal.state.closedBatches).toHaveLength(1);
  });
});
