/** As `poster.ts`, one ring further out: a cashier at a whole desk, with a printer that prints after each commit. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import type { Input } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat } from '../support/desk.ts';
import { say } from './say.ts';

export type DeskPosterJob = {
  readonly folder: string;
  readonly sessionId: string;
  /** Command ids that were sent before and never answered. */
  readonly inDoubt: readonly string[];
};

/** The payment that a command id stands for: the same again when it is sent again. */
const paymentOf = (commandId: string, sessionId: string): Input<'payment.post'> => ({
  paymentId: commandId,
  sessionId,
  payer: { name: 'Ana', relation: 'walk-in' },
  language: 'en',
  overrides: [],
  lines: [{ receiptType: 'BUS-31', amountCents: 6_400, reference: `T31-${commandId.slice(0, 8)}` }],
  tenders: [{ tenderType: 'CASH', amountCents: 6_400 }],
});

async function post(rosa: Seat, sessionId: string, commandId: string): Promise<void> {
  say('try', commandId);
  const posted = await rosa.ask('payment.post', paymentOf(commandId, sessionId), { commandId });
  say('ack', commandId, posted.receiptNumber);
}

async function main({ folder, sessionId, inDoubt }: DeskPosterJob): Promise<void> {
  const city = await openTestDesk({ folder });
  const rosa = await city.signIn('rosa');
  say('ready');
  for (const commandId of inDoubt) await post(rosa, sessionId, commandId);
  for (;;) await post(rosa, sessionId, randomUUID());
}

await main(JSON.parse(process.argv[2] ?? '') as DeskPosterJob);
