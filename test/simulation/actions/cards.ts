/** Cards at the terminal and reports of the bill counter, in all the ways they end; and people who see to both. */
import type { LineState } from '../../../drivers/bench/simulated-line.ts';
import type { NextEnding } from '../../../drivers/card-terminal/simulator/state.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Action, Scene } from '../action.ts';
import type { Session } from '../truth.ts';
import { PEOPLE } from '../world.ts';
import { openSessions, took } from './pay.ts';

type Card = Output<'card.show'>;

const ENDINGS: readonly (readonly [number, NextEnding])[] = [
  [12, 'approve'],
  [2, 'decline'],
  [3, 'partial'],
  [2, 'cancel'],
  [3, 'lose-answer'],
  [1, 'never'],
  [2, 'die'],
  [1, 'other'],
  [1, 'nameless'],
];

const LINE_FAULTS: readonly Partial<LineState>[] = [
  { silent: true },
  { delayMs: 2_000 },
  { delayMs: 30_000 },
  { next: 'half' },
  { next: 'damaged' },
  { next: 'twice' },
  { next: 'lost-cable' },
  { plugged: false },
];

/** Some wait for the end, others go on with something else. */
async function mayWait({ world }: Scene): Promise<void> {
  if (world.dice.chance(0.7)) await world.printed();
}

async function sell(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { dice } = world;
  const session = dice.pick(openSessions(scene));
  world.terminal.set({
    next: dice.weighted(ENDINGS),
    cardMs: dice.int(0, 20_000),
    bankMs: dice.int(0, 5_000),
  });
  const attemptId = dice.id();
  const answer = await world.send(session.cashier, 'card.sale', {
    attemptId,
    sessionId: session.sessionId,
    paymentId: dice.id(),
    tenderType: 'CARD',
    amountCents: dice.int(2, 200_00),
    entry: dice.pick(['presented', 'presented', 'keyed']),
  });
  if (!answer.ok) return;
  truth.cards.set(attemptId, { who: session.cashier, sessionId: session.sessionId });
  await mayWait(scene);
}

/** Cards of a session that somebody still has to settle. */
async function openCards({ world }: Scene, { sessionId, cashier }: Session): Promise<readonly Card[]> {
  const shown = await world.send(cashier, 'card.open', { sessionId });
  return shown.ok ? shown.value.cards : [];
}

/** Puts each charged card on a receipt, or gives it back; asks what became of those in doubt; gives up on others. */
async function settle(scene: Scene): Promise<void> {
  const { world } = scene;
  const session = world.dice.pick(openSessions(scene));
  for (const card of await openCards(scene, session)) {
    if (card.status === 'captured' && world.dice.chance(0.8)) await receipt(scene, session, card);
    else if (card.status === 'captured') await giveBack(scene, session, card.attemptId);
    else if (card.status === 'in-doubt' && world.dice.chance(0.85))
      await world.send(session.cashier, 'card.look-up', { attemptId: card.attemptId });
    else if (card.status === 'in-doubt') await bySlip(scene, card);
    else await world.send(session.cashier, 'card.cancel', { attemptId: card.attemptId });
  }
}

async function receipt(scene: Scene, session: Session, card: Card): Promise<void> {
  const { world, truth } = scene;
  const amountCents = card.approvedCents ?? card.amountCents;
  const rest = world.dice.chance(0.3) ? world.dice.int(1, 20_00) : 0;
  const input: Input<'payment.post'> = {
    paymentId: world.dice.chance(0.8) ? card.paymentId : world.dice.id(),
    sessionId: session.sessionId,
    payer: { name: '', relation: 'walk-in' },
    language: 'en',
    overrides: [],
    lines: [
      {
        receiptType: 'MISC',
        amountCents: amountCents + rest,
        reference: `Copies ${String(world.dice.int(1, 99_999))}`,
      },
    ],
    tenders: [
      { tenderType: 'CARD', amountCents, terminalCard: { attemptId: card.attemptId } },
      ...(rest === 0 ? [] : [{ tenderType: 'CASH', amountCents: rest }]),
    ],
  };
  const answer = await world.send(session.cashier, 'payment.post', input);
  if (!answer.ok) return;
  took(scene, input, answer.value);
  truth.byTerminal.add(input.paymentId);
  if (answer.value.drawerKick && answer.value.printJobId !== null)
    truth.kickJobs.add(answer.value.printJobId);
}

async function giveBack(scene: Scene, session: Session, originalAttemptId: string): Promise<void> {
  const { world, truth } = scene;
  world.terminal.set({ next: world.dice.weighted(ENDINGS.filter(([, each]) => each !== 'partial')) });
  const attemptId = world.dice.id();
  const answer = await world.send(session.cashier, 'card.reverse', {
    attemptId,
    originalAttemptId,
    kind: world.dice.chance(0.85) ? 'void' : 'refund',
  });
  if (!answer.ok) return;
  truth.cards.set(attemptId, { who: session.cashier, sessionId: session.sessionId });
  await mayWait(scene);
}

/** A receipted card goes back before its payment is voided. */
async function giveBackReceipted(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const paymentId = world.dice.pick([...truth.byTerminal]);
  const session = truth.sessions.get(truth.payments.get(paymentId)!.sessionId)!;
  const shown = await world.send(session.cashier, 'receipt.show', { paymentId });
  if (!shown.ok) return;
  for (const { terminalCard } of shown.value.tenders)
    if (terminalCard) await giveBack(scene, session, terminalCard.attemptId);
}

/** A supervisor reads the bank's list: what is charged in full, or not at all, can be said by slip. */
async function bySlip({ world, truth }: Scene, card: Card): Promise<void> {
  if (card.kind !== 'sale') return;
  const charge = world.terminal.charges().find(({ reference }) => reference === card.reference);
  const stands = charge?.voided === 'no';
  if (stands && charge.cents !== card.amountCents) return;
  const who = world.dice.pick(PEOPLE.supervisors);
  const slip = stands
    ? { authorization: charge.authorization, brand: charge.brand, last4: charge.last4 }
    : {};
  const { attemptId } = card;
  await world.send(who, 'card.by-slip', { attemptId, charged: stands, reason: 'The bank’s list', ...slip });
  truth.bySlip.add(attemptId);
}

async function trouble({ world }: Scene): Promise<void> {
  const fault = world.dice.pick(LINE_FAULTS);
  world.tell(`terminal's line: ${JSON.stringify(fault)}`);
  world.terminalLine.set(fault);
}

async function mend({ world }: Scene): Promise<void> {
  world.mendDevices();
  world.tell('terminal and bill counter are well again');
}

async function count({ world }: Scene): Promise<void> {
  const { dice, counter } = world;
  if (dice.chance(0.2)) {
    counter.resend();
    return;
  }
  counter.set({
    lie: dice.chance(0.8) ? 'no' : dice.pick(['wrong-total', 'half-report', 'no-end', 'damaged-row']),
    jammed: false,
    hopper: {},
    counted: {},
  });
  if (dice.chance(0.2)) world.counterLine.set(dice.pick(LINE_FAULTS));
  counter.run({ 2000: dice.int(0, 40), 500: dice.int(0, 20), 100: dice.int(1, 60) });
  world.tell(`the bill counter reports ${String(counter.reports().length)}`);
}

async function setAside({ world, truth }: Scene): Promise<void> {
  const session = world.dice.pick(truth.of(['open', 'balancing']));
  const shown = await world.send(session.counter, 'count.proposals', { sessionId: session.sessionId });
  const first = shown.ok ? shown.value.counts[0] : undefined;
  if (!first) return;
  await world.send(session.counter, 'count.set-aside', { countId: first.countId, reason: 'A test run' });
}

const isTroubled = ({ world }: Scene): boolean => {
  const { plugged, silent, delayMs, next } = world.terminalLine.state;
  const { power } = world.terminal.state;
  return !plugged || silent || delayMs > 0 || next !== null || !power;
};

export const cards: readonly Action[] = [
  { name: 'sell to a card', weight: (scene) => (openSessions(scene).length === 0 ? 0 : 3), run: sell },
  { name: 'settle cards', weight: (scene) => (openSessions(scene).length === 0 ? 0 : 7), run: settle },
  {
    name: 'give a receipted card back',
    weight: ({ truth }) => (truth.byTerminal.size === 0 ? 0 : 1.5),
    run: giveBackReceipted,
  },
  { name: 'the terminal’s line fails', weight: (scene) => (isTroubled(scene) ? 0.2 : 1), run: trouble },
  { name: 'terminal and counter are mended', weight: (scene) => (isTroubled(scene) ? 5 : 0.3), run: mend },
  { name: 'bills run through the counter', weight: () => 1, run: count },
  {
    name: 'set a report aside',
    weight: ({ truth }) => (truth.of(['open', 'balancing']).length === 0 ? 0 : 0.4),
    run: setAside,
  },
];
