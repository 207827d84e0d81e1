/** Books that cannot be written in the middle of a terminal's answer. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import type { PaxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import type * as Open from '../../electron/persistence/open.ts';
import type { Output } from '../../shared/contract/index.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

/** Which of the writes to come find the disk full. */
const disk = vi.hoisted(() => ({ isFull: (): boolean => false }));
vi.mock('../../electron/persistence/open.ts', async (original) => {
  const real = await original<typeof Open>();
  return {
    ...real,
    openBooks: async (options: Parameters<typeof Open.openBooks>[0]) => {
      const opened = await real.openBooks(options);
      if (!opened.ok) return opened;
      const transact: typeof opened.value.transact = (work) =>
        disk.isFull() ? refuse('BOOKS_DISK_FULL') : opened.value.transact(work);
      return { ...opened, value: { ...opened.value, transact } };
    },
  };
});

type Card = Output<'card.show'>;

let city: TestDesk;
let terminal: PaxSimulator;
let served: ServedDevice;
let rosa: Window;

beforeEach(async () => {
  terminal = paxSimulator({ clock: systemClock });
  served = await serveDevice(terminal, simulatedLine(systemClock), { clock: systemClock });
  city = await openTestDesk();
  const transport = { kind: 'tcp', host: served.host, port: served.port } as const;
  await (
    await city.signIn('alex')
  ).ask('device.set', {
    deviceId: 'terminal-3',
    device: {
      name: 'Terminal',
      sources: [],
      settings: { kind: 'card-terminal', protocol: 'pax', transport },
    },
  });
  rosa = await openWindow(city, 'rosa', '3');
});
afterEach(async () => {
  disk.isFull = () => false;
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

async function ask(): Promise<string> {
  const attemptId = randomUUID();
  await rosa.seat.ask('card.sale', {
    attemptId,
    sessionId: rosa.sessionId,
    paymentId: randomUUID(),
    tenderType: 'CARD',
    amountCents: 42_10,
    entry: 'presented',
  });
  return attemptId;
}

it('leave the card to be asked about as soon as they can be written, without a restart', async () => {
  terminal.set({ next: 'never' });
  const attemptId = await ask();
  await until(attemptId, ({ step }) => step === 'card');
  disk.isFull = () => true;
  terminal.set({ power: false });
  await city.desk.settled();
  terminal.set({ power: true });
  expect(await rosa.seat.ask('card.show', { attemptId })).toMatchObject({ status: 'asked' });
  disk.isFull = () => false;
  await rosa.seat.ask('card.cancel', { attemptId });
  await until(attemptId, ({ status }) => status === 'in-doubt');
  expect(await rosa.seat.ask('card.look-up', { attemptId })).toMatchObject({ status: 'not-charged' });
});

it('do not leave a sale standing whose money is back', async () => {
  const original = await ask();
  await until(original, ({ status }) => status === 'captured');
  await city.desk.settled();
  const attemptId = randomUUID();
  await rosa.seat.ask('card.reverse', { attemptId, originalAttemptId: original, kind: 'refund' });
  // The answer is written; that it ends the sale is not.
  let writes = 0;
  disk.isFull = () => (writes += 1) > 1;
  await city.desk.settled();
  expect(writes).toBeGreaterThan(1);
  disk.isFull = () => false;
  const again = { attemptId: randomUUID(), originalAttemptId: original, kind: 'refund' } as const;
  expect((await rosa.seat.refused('card.reverse', again)).code).toBe('CARD_TERMINAL_BUSY');
  await rosa.seat.ask('card.cancel', { attemptId });
  await until(attemptId, ({ status }) => status === 'captured');
  expect((await rosa.seat.refused('card.reverse', again)).code).toBe('CARD_NOT_CAPTURED');
});
