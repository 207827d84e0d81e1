/** What must not happen to a city's cards and papers, whoever asks for what and whenever. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import type { PaxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import { zvtSimulator } from '../../drivers/card-terminal/zvt/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

type Card = Output<'card.show'>;

let city: TestDesk;
let terminal: PaxSimulator;
let served: ServedDevice;
let alex: Seat;
let rosa: Window;

const terminalAt = (port: number): Input<'device.set'> => ({
  deviceId: 'terminal-3',
  device: {
    name: 'Terminal, window 3',
    sources: [],
    settings: {
      kind: 'card-terminal',
      protocol: 'pax',
      transport: { kind: 'tcp', host: served.host, port },
    },
  },
});

beforeEach(async () => {
  terminal = paxSimulator({ clock: systemClock });
  served = await serveDevice(terminal, simulatedLine(systemClock), { clock: systemClock });
  city = await openTestDesk();
  alex = await city.signIn('alex');
  await alex.ask('device.set', terminalAt(served.port));
  rosa = await openWindow(city, 'rosa', '3');
});
afterEach(async () => {
  await city.close();
  await served.close();
});

const until = (attemptId: string, done: (card: Card) => boolean): Promise<Card> =>
  vi.waitFor(
    async () => {
      const card = await rosa.seat.ask('card.show', { attemptId });
      if (!done(card)) throw new Error(`still ${card.status}, ${card.step ?? 'no step'}`);
      return card;
    },
    { timeout: 30_000, interval: 20 },
  );
const isSettled = ({ status }: Card): boolean => status !== 'asked';

async function ask(amountCents: number, paymentId: string = randomUUID()): Promise<string> {
  const attemptId = randomUUID();
  await rosa.seat.ask('card.sale', {
    attemptId,
    sessionId: rosa.sessionId,
    paymentId,
    tenderType: 'CARD',
    amountCents,
    entry: 'presented',
  });
  return attemptId;
}
const sale = async (amountCents: number): Promise<Card> => until(await ask(amountCents), isSettled);

it('a captured card that corrects a tender is on that receipt, and pays no other one', async () => {
  const { attemptId } = await sale(42_10);
  const { paymentId } = await rosa.post({ lines: [miscellaneous(42_10)], tenders: [cash(42_10)] });
  const dana = await city.signIn('dana');
  await dana.ask('tender.correct', {
    paymentId,
    tenderNo: 1,
    replacement: { tenderType: 'CARD', amountCents: 42_10, terminalCard: { attemptId } },
    reason: 'Paid by card',
    itemInHand: true,
  });
  const again = rosa.input({
    lines: [miscellaneous(42_10)],
    tenders: [{ tenderType: 'CARD', amountCents: 42_10, terminalCard: { attemptId } }],
  });
  expect((await rosa.seat.refused('payment.post', again)).code).toBe('CARD_NOT_CAPTURED');
  expect((await rosa.seat.ask('card.open', { sessionId: rosa.sessionId })).cards).toEqual([]);
});

const paidWith = (attemptId: string, amountCents: number) =>
  rosa.post({
    lines: [miscellaneous(amountCents)],
    tenders: [{ tenderType: 'CARD', amountCents, terminalCard: { attemptId } }],
  });

it('a payment is not voided by slip while its card is being given back', async () => {
  const { attemptId } = await sale(42_10);
  const { paymentId } = await paidWith(attemptId, 42_10);
  terminal.set({ next: 'die' });
  const back = randomUUID();
  await rosa.seat.ask('card.reverse', { attemptId: back, originalAttemptId: attemptId, kind: 'void' });
  await until(back, isSettled);
  terminal.set({ power: true });
  const input = { paymentId, reason: 'Wrong', receiptReturned: true, terminalVoidSlip: '0007' };
  expect((await rosa.seat.refused('payment.void', input)).code).toBe('CARD_IN_DOUBT');
  await rosa.seat.ask('card.look-up', { attemptId: back });
  await rosa.seat.ask('payment.void', { paymentId, reason: 'Wrong', receiptReturned: true });
  expect((await rosa.seat.ask('card.open', { sessionId: rosa.sessionId })).cards).toEqual([]);
  await rosa.seat.ask('session.begin-balancing', { sessionId: rosa.sessionId });
});

it('the same command twice at once is one request, and both are told', async () => {
  const attemptId = randomUUID();
  const input = {
    attemptId,
    sessionId: rosa.sessionId,
    paymentId: randomUUID(),
    tenderType: 'CARD',
    amountCents: 42_10,
    entry: 'presented',
  } as const;
  const commandId = attemptId;
  const both = await Promise.all([
    rosa.seat.ask('card.sale', input, { commandId }),
    rosa.seat.ask('card.sale', input, { commandId }),
  ]);
  expect(both.map((each) => each.attemptId)).toEqual([attemptId, attemptId]);
  await until(attemptId, isSettled);
  expect(terminal.charges()).toHaveLength(1);
});

it('only whoever holds the session, or may void for others, gives its cards back or stops its terminal', async () => {
  const { attemptId } = await sale(42_10);
  await paidWith(attemptId, 42_10);
  const luis = await city.signIn('luis');
  const reversal = { attemptId: randomUUID(), originalAttemptId: attemptId, kind: 'refund' } as const;
  expect((await luis.refused('card.reverse', reversal)).code).toBe('SESSION_NOT_YOURS');
  expect((await luis.refused('card.open', { sessionId: rosa.sessionId })).code).toBe('SESSION_NOT_YOURS');
  terminal.set({ next: 'never' });
  const asked = await ask(10_00);
  await until(asked, ({ step }) => step === 'card');
  expect((await luis.refused('card.cancel', { attemptId: asked })).code).toBe('SESSION_NOT_YOURS');
  await rosa.seat.ask('card.cancel', { attemptId: asked });
  await until(asked, isSettled);
});

it('a supervisor does not say by slip what became of a card of their own drawer', async () => {
  const dana = await openWindow(city, 'dana', '4');
  const attemptId = randomUUID();
  terminal.set({ next: 'die' });
  await dana.seat.ask('card.sale', {
    attemptId,
    sessionId: dana.sessionId,
    paymentId: randomUUID(),
    tenderType: 'CARD',
    amountCents: 10_00,
    entry: 'presented',
  });
  await until(attemptId, isSettled);
  terminal.set({ power: true });
  const slip = { attemptId, charged: false, reason: 'No slip' };
  expect((await dana.seat.refused('card.by-slip', slip)).code).toBe('CARD_RESOLVE_MAY_NOT');
  await dana.seat.ask('card.look-up', { attemptId });
});

/** The terminal has charged and its answer never came. */
async function doubted(amountCents: number): Promise<Card> {
  terminal.set({ next: 'die' });
  const card = await sale(amountCents);
  terminal.set({ power: true });
  expect(card.status).toBe('in-doubt');
  expect(terminal.charges()).toHaveLength(1);
  return card;
}

it('a terminal is not exchanged for another one while a card of it is in doubt', async () => {
  const { attemptId } = await doubted(42_10);
  const spare = paxSimulator({ clock: systemClock });
  const spareServed = await serveDevice(spare, simulatedLine(systemClock), { clock: systemClock });
  try {
    expect((await alex.refused('device.set', terminalAt(spareServed.port))).code).toBe('DEVICE_HOLDS_CARD');
    expect((await alex.refused('device.set', { deviceId: 'terminal-3', device: null })).code).toBe(
      'DEVICE_HOLDS_CARD',
    );
    expect(await rosa.seat.ask('card.look-up', { attemptId })).toMatchObject({ status: 'captured' });
    await alex.ask('device.set', terminalAt(spareServed.port));
  } finally {
    await alex.ask('device.set', { deviceId: 'terminal-3', device: null });
    await spareServed.close();
  }
});

it('a batch is not closed over a card in doubt: afterwards the terminal would no longer find it', async () => {
  const { attemptId } = await doubted(42_10);
  const omar = await city.signIn('omar');
  const refusal = await omar.refused('terminal.close-batch', { deviceId: 'terminal-3' });
  expect(refusal.code).toBe('CARD_IN_DOUBT');
  expect(terminal.state.closedBatches).toEqual([]);
  await rosa.seat.ask('card.look-up', { attemptId });
  await omar.ask('terminal.close-batch', { deviceId: 'terminal-3' });
});

it('whoever still counts does not learn the terminal’s total by another session or by closing the batch', async () => {
  await rosa.close();
  const first = rosa;
  rosa = await openWindow(city, 'rosa', '3');
  await sale(42_10);
  expect((await rosa.seat.refused('terminal.batch', { sessionId: first.sessionId })).code).toBe(
    'BATCH_BEFORE_SEAL',
  );
  const dana = await city.signIn('dana');
  await dana.ask('terminal.batch', { sessionId: first.sessionId });
});

it('what a shared ZVT terminal has charged since for another drawer is not taken for a card in doubt', async () => {
  const zvt = zvtSimulator({ clock: systemClock });
  const zvtServed = await serveDevice(zvt, simulatedLine(systemClock), { clock: systemClock });
  const transport = { kind: 'tcp', host: zvtServed.host, port: zvtServed.port } as const;
  await alex.ask('device.set', {
    deviceId: 'terminal-3',
    device: {
      name: 'Terminal',
      sources: [],
      settings: { kind: 'card-terminal', protocol: 'zvt', transport },
    },
  });
  zvt.set({ next: 'never' });
  const attemptId = await ask(42_10);
  await until(attemptId, ({ step }) => step === 'card');
  zvt.set({ power: false });
  await until(attemptId, ({ status }) => status === 'in-doubt');
  zvt.set({ power: true });
  const luis = await openWindow(city, 'luis', '4');
  const other = randomUUID();
  await luis.seat.ask('card.sale', {
    attemptId: other,
    sessionId: luis.sessionId,
    paymentId: randomUUID(),
    tenderType: 'CARD',
    amountCents: 42_10,
    entry: 'presented',
  });
  expect((await until(other, isSettled)).status).toBe('captured');
  expect((await rosa.seat.refused('card.look-up', { attemptId })).code).toBe('TERMINAL_NO_ANSWER');
  expect(zvt.charges()).toHaveLength(1);
  await city.desk.settled();
  await zvtServed.close();
});
