/**
 * A long session at one window, paid in cash, by check and by card. It is built once per run, in memory where the
 * machine has that, and copied to the disk for whatever is measured on it.
 */
import { cpSync } from 'node:fs';
import type { Input } from '../../shared/contract/index.ts';
import {
  billsOf,
  checkOf,
  FLOAT_CENTS,
  openCity,
  openWindow,
  paymentOf,
  timedPost,
  totalOf,
} from './counter.ts';
import type { PostInput } from './counter.ts';
import type { BenchContext } from './options.ts';

export type BuiltSession = {
  readonly folder: string;
  readonly sessionId: string;
  readonly cashier: 'rosa';
  /** What is really in the drawer. */
  readonly count: Input<'session.seal-attempt'>['count'];
};

const builtIn = new WeakMap<BenchContext, Promise<BuiltSession>>();

export function builtSession(context: BenchContext): Promise<BuiltSession> {
  const known = builtIn.get(context) ?? build(context);
  builtIn.set(context, known);
  return known;
}

/** A copy on the measured disk. */
export async function copiedSession(context: BenchContext, name: string): Promise<BuiltSession> {
  const built = await builtSession(context);
  const folder = context.folder(name);
  cpSync(built.folder, folder, { recursive: true });
  return { ...built, folder };
}

async function build(context: BenchContext): Promise<BuiltSession> {
  const { options, progress } = context;
  progress(`building a session of ${options.session.toLocaleString('en-US')} payments`);
  const folder = context.memoryFolder('session');
  const city = await openCity(folder, options);
  const window = await openWindow(city, 'rosa', '3');
  const taken = { cashCents: FLOAT_CENTS, checks: [] as Counted[], cards: { slips: 0, totalCents: 0 } };
  for (let nth = 0; nth < options.session; nth += 1) {
    const lines = await billsOf(window, options, nth);
    const tender = tenderOf(nth, totalOf(lines));
    if (tender.check) taken.checks.push({ number: tender.check.number, amountCents: tender.amountCents });
    else if (tender.card) {
      taken.cards.slips += 1;
      taken.cards.totalCents += tender.amountCents;
    } else taken.cashCents += tender.amountCents;
    await timedPost(window, paymentOf(window, nth, lines, [tender]));
  }
  await city.close();
  const { cashCents, checks, cards } = taken;
  const count = { cash: piecesOf(cashCents), checks, cards, items: [], vouchers: [] };
  return { folder, sessionId: window.sessionId, cashier: 'rosa', count };
}

type Counted = BuiltSession['count']['checks'][number];

/** Of ten payers five bring cash, four a check, one a card. */
function tenderOf(nth: number, amountCents: number): PostInput['tenders'][number] {
  const turn = nth % 10;
  if (turn < 5) return { tenderType: 'CASH', amountCents };
  if (turn < 9) return { tenderType: 'CHECK', amountCents, check: checkOf(nth) };
  return {
    tenderType: 'CARD',
    amountCents,
    card: { authorization: `A${String(nth)}`, brand: 'Visa', last4: String(1000 + (nth % 9000)) },
  };
}

/** Bills and coins that make up an amount. */
function piecesOf(cents: number): BuiltSession['count']['cash'] {
  let left = cents;
  return [10_000, 2_000, 500, 100, 25, 10, 5, 1].map((denominationCents) => {
    const loose = Math.floor(left / denominationCents);
    left -= loose * denominationCents;
    return { form: denominationCents >= 100 ? 'bill' : 'coin', denominationCents, loose, bundles: 0 };
  });
}
