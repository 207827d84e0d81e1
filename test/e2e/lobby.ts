/**
 * A Thursday in the lobby of Cedar Bluff, half over, so that screens have something to show: Rosa and Karen are taking
 * payments, Luis has closed and part of his money is bagged, Mei is at lunch. Made over the contract before the desk is
 * served; its clock is the morning of the day that `serve` goes on with.
 */
import { randomUUID } from 'node:crypto';
import { SAMPLE_CITY_PIN } from '../../electron/services/desk/found-sample-city.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { countOf } from '../support/deposits.ts';
import { approveClose, openWindow } from '../support/window.ts';
import type { PostSketch, Window } from '../support/window.ts';

const MINUTE_MS = 60_000;
/** Five past eight in the morning, Arizona. */
const OPENS = '2026-11-19T15:05:00.000Z';

type Tender = PostSketch['tenders'][number];
const cash = (amountCents: number): Tender => ({ tenderType: 'CASH', amountCents });
const check = (amountCents: number, number: string): Tender => ({
  tenderType: 'CHECK',
  amountCents,
  check: { routing: '122105278', number },
});
const card = (amountCents: number, authorization: string, last4: string): Tender => ({
  tenderType: 'CARD',
  amountCents,
  card: { authorization, brand: 'Visa', last4 },
});
const item = (receiptType: string, amountCents: number, reference: string): PostSketch['lines'][number] => ({
  receiptType,
  amountCents,
  reference,
});

/** The next payer comes; the desk has locked itself meanwhile, and is unlocked. */
async function later(city: TestDesk, { seat }: Pick<Window, 'seat'>, minutes: number): Promise<void> {
  city.pass(minutes * MINUTE_MS);
  await seat.answer('access.unlock', { commandId: randomUUID(), input: { secret: SAMPLE_CITY_PIN } });
}

/** Everything an account owes, paid by its holder; what the tenders make of it is the caller's. */
async function settle(
  window: Window,
  account: string,
  tendersFor: (dueCents: number) => PostSketch['tenders'],
): Promise<void> {
  const { balanceCents, name } = await window.seat.ask('account.show', { account });
  await window.post({
    lines: await window.toward(account, balanceCents),
    tenders: tendersFor(balanceCents),
    payer: { name: name ?? '', relation: 'holder' },
  });
}

/** The next twenty, as people hand it over. */
const inTwenties = (cents: number): number => Math.ceil(cents / 2000) * 2000;

async function lunchAtTheDriveUp(city: TestDesk, window: Window): Promise<void> {
  await settle(window, '100004077', (due) => [cash(inTwenties(due))]);
  await later(city, window, 9);
  await window.post({
    lines: [item('BUS-1', 400, 'T1-001187')],
    tenders: [cash(500)],
    payer: { name: '', relation: 'walk-in' },
  });
  await window.seat.ask('session.suspend', { sessionId: window.sessionId });
}

async function closedAndBagged(city: TestDesk, window: Window): Promise<void> {
  await settle(window, '100005183', (due) => [cash(inTwenties(due))]);
  await later(city, window, 14);
  await settle(window, '100010364', (due) => [check(due, '2207')]);
  await later(city, window, 11);
  await window.post({
    lines: [item('LIC-BUS', 5500, 'L-2026-0841')],
    tenders: [check(5500, '618')],
    payer: { name: 'Copper Door Café', relation: 'walk-in' },
  });
  await later(city, window, 9);
  await window.post({
    lines: [item('FINE-PARK', 4500, 'P-88397')],
    tenders: [cash(5000)],
    payer: { name: '', relation: 'walk-in' },
  });
  await later(city, window, 7);
  await settle(window, '100009991', (due) => [card(due, 'T77Q20', '1881')]);
  await window.close();
  await approveClose(city, window);

  const omar = await city.signIn('omar');
  const { candidates } = await omar.ask('deposit.candidates', {});
  const pool = candidates.find(({ bankAccount }) => bankAccount.code === 'POOL');
  if (pool === undefined) throw new Error('nothing to deposit for the pooled account');
  const depositId = '5f0c4f0e-51d7-4c62-9a3b-4d1f6f7b2a11';
  const deposit = {
    depositId,
    bankAccount: 'POOL',
    sessionIds: [window.sessionId],
    cash: countOf(pool.cashCents),
  };
  await omar.ask('deposit.prepare', deposit, { approval: await omar.approval('deposit.prepare', 'mei') });
  await omar.ask(
    'deposit.seal',
    { depositId, bagNumber: '0047 2230' },
    { approval: await omar.approval('deposit.seal', 'mei') },
  );
}

async function karensMorning(city: TestDesk, window: Window): Promise<void> {
  await settle(window, '100025161', (due) => [card(due, 'K20V71', '0455')]);
  await later(city, window, 12);
  await settle(window, '100023314', (due) => [cash(inTwenties(due))]);
  await later(city, window, 8);
  await window.post({
    lines: [item('FINE-PARK', 3500, 'P-88412')],
    tenders: [cash(4000)],
    payer: { name: '', relation: 'walk-in' },
  });
}

async function rosasMorning(city: TestDesk, window: Window): Promise<void> {
  await settle(window, '100023680', (due) => [cash(inTwenties(due))]);
  await later(city, window, 7);
  await settle(window, '100031458', (due) => [check(due, '1507')]);
  await later(city, window, 21);
  await window.post({
    lines: [item('PERMIT-BLD', 24000, 'B-2026-0102'), item('PLAN-REV', 9600, 'B-2026-0102')],
    tenders: [card(33600, 'Q03M58', '7310')],
    payer: { name: 'Álvarez & Sons Construction', relation: 'walk-in' },
  });
  await later(city, window, 26);
  const pass = await window.post({
    lines: [item('BUS-31', 6400, 'T31-004417')],
    tenders: [cash(10000)],
    payer: { name: '', relation: 'walk-in' },
    language: 'es',
  });
  await later(city, window, 2);
  await window.seat.ask('payment.void', {
    paymentId: pass.paymentId,
    reason: 'Wanted the one-day pass',
    receiptReturned: true,
  });
  await window.post({
    lines: [item('BUS-1', 400, 'T1-000924')],
    tenders: [cash(400)],
    payer: { name: '', relation: 'walk-in' },
    language: 'es',
  });
}

async function oneWaits(city: TestDesk, window: Window): Promise<void> {
  await window.seat.ask('payment.park', {
    parkedId: randomUUID(),
    sessionId: window.sessionId,
    draft: {
      payer: { name: 'Smith, Siobhán', relation: 'walk-in' },
      lines: [item('FINE-CODE', 12000, 'C-2026-311')],
      accounts: [],
      language: 'en',
      totalCents: 12000,
    },
  });
  await city.desk.settled();
}

export type Lobby = { readonly rosa: string; readonly karen: string; readonly luis: string };

/** @returns the sessions, by who counted them in; Mei's, suspended, is found on the floor */
export async function fillLobby(folder: string): Promise<Lobby> {
  const city = await openTestDesk({ folder, at: OPENS, workstation: '03' });
  const luis = await openWindow(city, 'luis', '2');
  city.pass(3 * MINUTE_MS);
  const karen = await openWindow(city, 'karen', '1');
  city.pass(4 * MINUTE_MS);
  const rosa = await openWindow(city, 'rosa', '3');
  const mei = await openWindow(city, 'mei', '4');
  await later(city, rosa, 20);
  await rosasMorning(city, rosa);
  await later(city, karen, 5);
  await karensMorning(city, karen);
  await later(city, mei, 30);
  await lunchAtTheDriveUp(city, mei);
  await later(city, luis, 4);
  await closedAndBagged(city, luis);
  // Nineteen minutes past one: the desk is served from half past.
  city.setClock('2026-11-19T20:19:00.000Z');
  await later(city, rosa, 0);
  await oneWaits(city, rosa);
  await city.close();
  return { rosa: rosa.sessionId, karen: karen.sessionId, luis: luis.sessionId };
}
