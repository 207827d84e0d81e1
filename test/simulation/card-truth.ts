/** Requests to the terminal as the journal has them, held against what the terminal's bank really did. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { evolveCard } from '../../shared/domain/card/evolve.ts';
import { cardInvariants } from '../../shared/domain/card/invariants.ts';
import type { CardEvent, CardState } from '../../shared/domain/card/types.ts';
import type { Scene } from './action.ts';
import { must } from './world.ts';

type Row = { readonly type: string; readonly payload: Buffer };

/** Folded from what is committed, over a connection of its own. */
function attempts(folder: string): ReadonlyMap<string, CardState> {
  const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
  try {
    const states = new Map<string, CardState>();
    const rows = books
      .prepare<[], Row>(`SELECT type, payload FROM journal WHERE stream LIKE 'card:%' ORDER BY sequence`)
      .all();
    for (const { type, payload } of rows) {
      const event = { ...(JSON.parse(payload.toString()) as object), type } as CardEvent;
      states.set(event.attemptId, evolveCard(states.get(event.attemptId), event));
    }
    return states;
  } finally {
    books.close();
  }
}

/** Nothing is being asked now. A request in doubt is left aside: that it is, is the truth. */
export function cardsAgree({ world, truth }: Scene): void {
  const { terminal } = world;
  const states = attempts(world.folder);
  for (const state of states.values()) {
    const broken = cardInvariants(state);
    must(broken.length === 0, `a card request is whole: ${broken.join('; ')}`);
    must(state.status !== 'asked', `a card request comes to its end: ${state.asked.reference}`);
  }
  must(
    terminal.state.requests <= states.size,
    `the terminal is asked once for each request: ${String(terminal.state.requests)} times for ${String(states.size)}`,
  );
  const sales = [...states.values()].filter(({ asked }) => asked.kind === 'sale');
  for (const state of sales) netAgrees(state, states, world);
  for (const { reference } of terminal.charges())
    must(
      sales.some(({ asked }) => asked.reference === reference),
      `the books know of every charge: ${reference}`,
    );
  for (const paymentId of truth.byTerminal) {
    const onReceipt = sales.filter((state) => state.paymentId === paymentId);
    must(onReceipt.length > 0, `a receipt names the card that paid it: ${paymentId}`);
    const isVoided = truth.payments.get(paymentId)?.voided === true;
    if (isVoided)
      must(
        onReceipt.every(({ status }) => status === 'reversed'),
        `a payment is voided after its card is given back: ${paymentId}`,
      );
  }
}

/** What the bank took for a sale, less what it gave back, is what the books say stands. */
function netAgrees(
  sale: CardState,
  states: ReadonlyMap<string, CardState>,
  { terminal }: Scene['world'],
): void {
  const reversals = [...states.values()].filter(({ asked }) => asked.originalAttemptId === sale.attemptId);
  if ([sale, ...reversals].some(({ status }) => status === 'in-doubt')) return;
  const { reference } = sale.asked;
  const charges = terminal.charges().filter((each) => each.reference === reference);
  must(charges.length <= 1, `a card is charged once: ${reference}`);
  const refunded = terminal
    .refunds()
    .filter((each) => reversals.some(({ asked }) => asked.reference === each.reference))
    .reduce((sum, { cents }) => sum + cents, 0);
  const bankCents = charges.reduce((sum, each) => sum + (each.voided === 'no' ? each.cents : 0), -refunded);
  const stands = sale.status === 'captured' || sale.status === 'receipted';
  const booksCents = stands ? (sale.approval?.approvedCents ?? 0) : 0;
  must(
    bankCents === booksCents,
    `what the bank took is what the books say: ${reference}, ${sale.status}, bank ${String(bankCents)}, books ${String(booksCents)}`,
  );
}
