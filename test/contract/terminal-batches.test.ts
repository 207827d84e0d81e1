/** Closing a terminal's batch, when the terminal is away, and when nobody knows whether it closed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import type { SimulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import type { PaxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { committed } from '../support/journal.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

const CLOSE = Buffer.from('B00', 'latin1');

let city: TestDesk;
let terminal: PaxSimulator;
let line: SimulatedLine;
let served: ServedDevice;
let omar: Seat;
let losesTheAnswer: boolean;

beforeEach(async () => {
  losesTheAnswer = false;
  terminal = paxSimulator({ clock: systemClock });
  line = simulatedLine(systemClock);
  served = await serveDevice(
    {
      attach(connection) {
        terminal.attach({
          ...connection,
          get isOpen() {
            return connection.isOpen;
          },
          onBytes: (listener) =>
            connection.onBytes((bytes) => {
              listener(bytes);
              if (losesTheAnswer && Buffer.from(bytes).includes(CLOSE)) line.set({ plugged: false });
            }),
        });
      },
    },
    line,
    { clock: systemClock },
  );
  city = await openTestDesk();
  await (
    await city.signIn('alex')
  ).ask('device.set', {
    deviceId: 'terminal-3',
    device: {
      name: 'Terminal, window 3',
      sources: [],
      settings: {
        kind: 'card-terminal',
        protocol: 'pax',
        transport: { kind: 'tcp', host: served.host, port: served.port },
      },
    },
  });
  omar = await city.signIn('omar');
});
afterEach(async () => {
  await city.close();
  await served.close();
});

const close = { deviceId: 'terminal-3' };

it('is told to whoever prepares deposits, and journaled', async () => {
  expect(await omar.ask('terminal.close-batch', close)).toMatchObject({ saleCount: 0, saleCents: 0 });
  expect(terminal.state.closedBatches).toHaveLength(1);
  expect(committed(city.folder, 'terminal.batch-closed')).toMatchObject([{ deviceId: 'terminal-3' }]);
});

it('of a terminal that is away changes nothing, and says so by its name', async () => {
  line.set({ plugged: false });
  await served.settled();
  const refusal = await omar.refused('terminal.close-batch', close);
  expect(refusal).toMatchObject({
    code: 'TERMINAL_BATCH_NO_ANSWER',
    what: 'Terminal, window 3 does not answer. Its batch is as it was.',
  });
  expect(terminal.state.closedBatches).toEqual([]);
});

it('whose answer is lost is unknown, is not sent again by itself, and is in no journal as closed', async () => {
  losesTheAnswer = true;
  const refusal = await omar.refused('terminal.close-batch', close);
  expect(refusal).toMatchObject({
    code: 'TERMINAL_BATCH_UNKNOWN',
    next: 'Look at the terminal’s own report before you close it again.',
  });
  expect(terminal.state.closedBatches).toHaveLength(1);
  losesTheAnswer = false;
  line.set({ plugged: true });
  await served.settled();
  expect(terminal.state.closedBatches).toHaveLength(1);
  expect(committed(city.folder, 'terminal.batch-closed')).toEqual([]);
  // A person who has looked may close the next one.
  await omar.ask('terminal.close-batch', close);
  expect(terminal.state.closedBatches).toHaveLength(2);
});
