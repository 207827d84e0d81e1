/** A cashier at a whole desk who sells to cards at a terminal of another process, one after the other, until killed. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Input } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat } from '../support/desk.ts';
import { say } from './say.ts';

export type CardSellerJob = { readonly folder: string; readonly sessionId: string };

export const SALE_CENTS = 64_00;

/** The payment of a card: by the attempt’s own id, so that no card is on two receipts. */
export const paymentOf = (attemptId: string, sessionId: string): Input<'payment.post'> => ({
  paymentId: attemptId,
  sessionId,
  payer: { name: 'Ana', relation: 'walk-in' },
  language: 'en',
  overrides: [],
  lines: [{ receiptType: 'BUS-31', amountCents: SALE_CENTS, reference: `T31-${attemptId.slice(0, 8)}` }],
  tenders: [{ tenderType: 'CARD', amountCents: SALE_CENTS, terminalCard: { attemptId } }],
});

async function sell(rosa: Seat, sessionId: string): Promise<void> {
  const attemptId = randomUUID();
  say('try', attemptId);
  await rosa.ask('card.sale', {
    attemptId,
    sessionId,
    paymentId: attemptId,
    tenderType: 'CARD',
    amountCents: SALE_CENTS,
    entry: 'presented',
  });
  let card = await rosa.ask('card.show', { attemptId });
  while (card.status === 'asked') {
    await wait(2);
    card = await rosa.ask('card.show', { attemptId });
  }
  if (card.status !== 'captured') throw new Error(`${card.status}: ${card.said}`);
  say('captured', attemptId);
  const posted = await rosa.ask('payment.post', paymentOf(attemptId, sessionId));
  say('ack', attemptId, posted.receiptNumber);
}

async function main({ folder, sessionId }: CardSellerJob): Promise<void> {
  const city = await openTestDesk({ folder, sampleCity: false, trainingPrinter: false });
  const rosa = await city.signIn('rosa');
  say('ready');
  for (;;) await sell(rosa, sessionId);
}

// Imported by the test for its payment; a process of its own has its job as an argument.
if (process.argv[1] === import.meta.filename) await main(JSON.parse(process.argv[2] ?? '') as CardSellerJob);
