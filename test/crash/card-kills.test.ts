/**
 * The whole desk killed while cards are sold at a terminal that lives on: afterwards every request is on a receipt,
 * charged, not charged or in doubt; asked, the terminal says which; and what it charged is what the books say, once.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import type { CardSimulator } from '../../drivers/card-terminal/simulator/card-simulator.ts';
import { zvtSimulator } from '../../drivers/card-terminal/zvt/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import { findings, openIn, taken } from '../support/books.ts';
import { openTestDesk, removeFolder } from '../support/desk.ts';
import type { Seat } from '../support/desk.ts';
import { copyOfCity } from '../support/founded.ts';
import { paymentOf, SALE_CENTS } from './card-seller.ts';
import type { CardSellerJob } from './card-seller.ts';
import { runUntilKilled } from './killed.ts';
import { randomOf, setting } from './random.ts';

const KILLS = Math.ceil(setting('TILLWRIGHT_KILLS', 200) / 20);
const SEED = setting('TILLWRIGHT_SEED', Date.now() % 1_000_000);

/** Slow enough to be killed in the middle of: the customer, the bank, the till’s agreement. */
const PACE = { cardMs: 15, bankMs: 15 };
const AGREE_MS = 300;

type Run = {
  readonly folder: string;
  readonly sessionId: string;
  readonly terminal: CardSimulator;
  readonly served: ServedDevice;
  /** Said to be asked, and said to be on a receipt. */
  readonly tried: Set<string>;
  readonly acknowledged: Map<string, string>;
  /** Answers of the checks: how each request stood when the books were opened again. */
  readonly stood: Map<string, number>;
};
let run: Run;

/** Window 3 open, and its terminal set up. */
async function begin(protocol: 'pax' | 'zvt'): Promise<Run> {
  const pax = protocol === 'pax' ? paxSimulator({ clock: systemClock }) : undefined;
  const zvt = protocol === 'zvt' ? zvtSimulator({ clock: systemClock }) : undefined;
  pax?.set(PACE);
  zvt?.set({ ...PACE, agreeMs: AGREE_MS });
  const terminal = (pax ?? zvt) as CardSimulator;
  const served = await serveDevice(terminal, simulatedLine(systemClock), { clock: systemClock });
  const folder = await copyOfCity();
  const city = await openTestDesk({ folder, sampleCity: false, trainingPrinter: false });
  const alex = await city.signIn('alex');
  const transport = { kind: 'tcp', host: served.host, port: served.port } as const;
  await alex.ask('device.set', {
    deviceId: 'terminal-3',
    device: { name: 'Terminal', sources: ['3'], settings: { kind: 'card-terminal', protocol, transport } },
  });
  const rosa = await city.signIn('rosa');
  const sessionId = randomUUID();
  await rosa.ask('session.open', {
    sessionId,
    source: '3',
    count: [{ form: 'bill', denominationCents: 100, loose: 0, bundles: 3 }],
  });
  await city.close();
  return {
    folder,
    sessionId,
    terminal,
    served,
    tried: new Set(),
    acknowledged: new Map(),
    stood: new Map(),
  };
}

const isStanding = ({ voided }: { readonly voided: string }): boolean => voided === 'no';

/** The terminal first: whoever killed the desk did not stop it. */
const terminalIsDone = (): Promise<void> =>
  vi.waitFor(() => {
    expect(run.terminal.state.stage).toBe('idle');
  });

/** @param receipts so many charges are on receipts already */
async function settle(rosa: Seat, attemptId: string, receipts: number): Promise<void> {
  const answer = await rosa.answer('card.look-up', { commandId: randomUUID(), input: { attemptId } });
  if (answer.ok) return;
  expect(answer.error.code).toBe('TERMINAL_NO_ANSWER');
  // What the terminal itself cannot tell, a supervisor reads from its journal.
  const standing = run.terminal.charges().filter(isStanding);
  const last = standing.at(-1);
  const charged = last !== undefined && standing.length > receipts;
  const slip = charged ? { authorization: last.authorization, brand: last.brand, last4: last.last4 } : {};
  await rosa.ask(
    'card.by-slip',
    { attemptId, charged, reason: 'Read from its journal', ...slip },
    { approval: await rosa.approval('card.by-slip', 'dana') },
  );
}

/** Opens the books again and brings them to an end. @returns payments in them */
async function check(): Promise<number> {
  const { folder, sessionId, terminal, tried, acknowledged, stood } = run;
  await terminalIsDone();
  const before = taken(await openIn(folder));
  const receipts = before.payments({ limit: 100_000 }).length;
  before.close();
  const city = await openTestDesk({ folder, sampleCity: false, trainingPrinter: false });
  const rosa = await city.signIn('rosa');
  for (const attemptId of tried) {
    const answer = await rosa.answer('card.show', { input: { attemptId } });
    // Killed before its intent was on disk: then no terminal has heard of it.
    const status = answer.ok ? (answer.value as { status: string }).status : 'never-asked';
    expect(['receipted', 'captured', 'not-charged', 'in-doubt', 'never-asked']).toContain(status);
    stood.set(status, (stood.get(status) ?? 0) + 1);
    if (acknowledged.has(attemptId)) expect(status).toBe('receipted');
  }
  tried.clear();
  for (const { attemptId, status } of (await rosa.ask('card.open', { sessionId })).cards) {
    if (status === 'in-doubt') await settle(rosa, attemptId, receipts);
    const card = await rosa.ask('card.show', { attemptId });
    expect(['captured', 'not-charged']).toContain(card.status);
    if (card.status === 'captured') await rosa.ask('payment.post', paymentOf(attemptId, sessionId));
  }
  expect((await rosa.ask('card.open', { sessionId })).cards).toEqual([]);
  await city.close();

  const store = taken(await openIn(folder));
  const payments = store.payments({ limit: 100_000 });
  const receiptOf = new Map(payments.map((payment) => [payment.paymentId, payment.receiptNumber]));
  for (const [attemptId, receipt] of acknowledged) expect(receiptOf.get(attemptId)).toBe(receipt);
  const asked = store.nextCardNumber() - 1;
  store.close();
  const standing = terminal.charges().filter(isStanding);
  expect(standing.map(({ cents }) => cents)).toEqual(payments.map(() => SALE_CENTS));
  expect(terminal.state.requests).toBeLessThanOrEqual(asked);
  const references = terminal.charges().flatMap(({ reference }) => (reference === '' ? [] : [reference]));
  expect(new Set(references).size).toBe(references.length);
  expect(findings(folder)).toEqual([]);
  return payments.length;
}

describe.each(['pax', 'zvt'] as const)(
  `${String(KILLS)} kills while cards are sold, seed ${String(SEED)}, %s`,
  (protocol) => {
    beforeEach(async () => {
      run = await begin(protocol);
    });
    afterEach(async () => {
      await run.served.close();
      removeFolder(run.folder);
    });

    it('charge no card twice, lose no charge, and leave nothing unknown that cannot be asked for', async () => {
      const random = randomOf(SEED);
      let payments = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const job: CardSellerJob = { folder: run.folder, sessionId: run.sessionId };
        const plan = { script: 'card-seller.ts', job, random, earlyMs: 1_500, workMs: 1_000 };
        await runUntilKilled(plan, ([word, attemptId = '', receipt = '']) => {
          if (word === 'try') run.tried.add(attemptId);
          if (word === 'ack') run.acknowledged.set(attemptId, receipt);
        });
        payments = await check();
      }
      expect(payments).toBeGreaterThanOrEqual(run.acknowledged.size);
      // How many depends on the machine; none at all would have tried nothing.
      expect(run.acknowledged.size).toBeGreaterThan(0);
    });
  },
);
