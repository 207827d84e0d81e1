/** A window at work on a desk of made-up accounts: what the figures about payments pay with. */
import { join } from 'node:path';
import type { Input } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk, TestDeskOptions } from '../support/desk.ts';
import { madeAccountNumber, writeExtract } from '../support/extract.ts';
import type { MadeExtract } from '../support/extract.ts';
import type { BenchOptions } from './options.ts';

export type PostInput = Input<'payment.post'>;

const COMMAND_LINE = { seatId: 'bench', origin: 'command-line', osUser: 'bench' } as const;

export const warmUpOf = ({ payments }: BenchOptions): number => Math.ceil(payments / 10);

/** An account for every payment of the built session, and one for every payment that is timed. */
export const payersOf = (options: BenchOptions): number =>
  options.session + options.payments + warmUpOf(options);

const extractOf = (options: BenchOptions): MadeExtract => {
  const accounts = payersOf(options);
  return { seed: options.seed, asOf: '2026-11-19', accounts, charges: accounts * 2 };
};

/** A desk whose accounts owe two bills each. */
export async function openCity(
  folder: string,
  options: BenchOptions,
  desk: Pick<TestDeskOptions, 'trainingPrinter'> = { trainingPrinter: false },
): Promise<TestDesk> {
  const city = await openTestDesk({ folder, ...desk });
  const file = join(folder, 'accounts.psv');
  writeExtract(file, extractOf(options));
  await importFile(city, file);
  return city;
}

export async function importFile(city: TestDesk, path: string): Promise<void> {
  const imported = await city.desk.importExtract(
    COMMAND_LINE,
    { path, mapping: 'delimited' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (!imported.ok || !imported.value.changed) throw new Error(`not imported: ${JSON.stringify(imported)}`);
}

export type Window = {
  readonly city: TestDesk;
  readonly cashier: Seat;
  readonly sessionId: string;
};

/** 300.00: ten twenties and a strap of ones. */
const FLOAT: Input<'session.open'>['count'] = [
  { form: 'bill', denominationCents: 2000, loose: 10, bundles: 0 },
  { form: 'bill', denominationCents: 100, loose: 0, bundles: 1 },
];
export const FLOAT_CENTS = 300_00;

export async function openWindow(city: TestDesk, userName: string, source: string): Promise<Window> {
  const cashier = await city.signIn(userName);
  const sessionId = `session-${userName}`;
  await cashier.ask('session.open', { sessionId, source, count: FLOAT });
  return { city, cashier, sessionId };
}

type Lines = PostInput['lines'];

/** All that the nth payer's account owes, which is two bills. */
export async function billsOf({ cashier }: Window, { seed }: BenchOptions, nth: number): Promise<Lines> {
  const { charges } = await cashier.ask('account.show', { account: madeAccountNumber({ seed }, nth) });
  return charges.map(({ charge: { account, amountCents: _billed, ...charge }, openCents }) => ({
    receiptType: `UTIL-${charge.service}`,
    amountCents: openCents,
    account,
    charge,
  }));
}

export const totalOf = (lines: Lines): number => lines.reduce((sum, line) => sum + line.amountCents, 0);

export const paymentOf = (
  { sessionId }: Window,
  nth: number,
  lines: Lines,
  tenders: PostInput['tenders'],
): PostInput => ({
  paymentId: `${sessionId}-${String(nth)}`,
  sessionId,
  payer: { name: '', relation: 'walk-in' },
  language: 'en',
  overrides: [],
  lines,
  tenders,
});

export const checkOf = (nth: number) => ({ routing: '122105278', number: String(100_000 + nth) });

const PERMIT_CENTS = 150_00;
const CASH_DUE_CENTS = 30_00;
const CASH_GIVEN_CENTS = 50_00;

/** The payment of S1: two bills and a permit, by a check and cash with change. */
export async function splitPayment(window: Window, options: BenchOptions, nth: number): Promise<PostInput> {
  const permit = { receiptType: 'PERMIT-BLD', amountCents: PERMIT_CENTS, reference: `B-2026-${String(nth)}` };
  const lines = [...(await billsOf(window, options, nth)), permit];
  return paymentOf(window, nth, lines, [
    { tenderType: 'CHECK', amountCents: totalOf(lines) - CASH_DUE_CENTS, check: checkOf(nth) },
    { tenderType: 'CASH', amountCents: CASH_GIVEN_CENTS },
  ]);
}

/** Posts and answers how long that took, in milliseconds; the caller waits for the print job that follows. */
export async function timedPost({ cashier }: Window, input: PostInput): Promise<number> {
  const message = { commandId: `command-${input.paymentId}`, input };
  const startedAt = performance.now();
  const answer = await cashier.answer('payment.post', message);
  const tookMs = performance.now() - startedAt;
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.what}`);
  return tookMs;
}
