/** The printer and its drawer, in all the ways they fail; and people who decide what became of a job. */
import type { SimulatorState } from '../../../drivers/receipt-printer/simulator/state.ts';
import type { Action, Scene } from '../action.ts';
import { PEOPLE } from '../world.ts';

const FAULTS: readonly Partial<SimulatorState>[] = [
  { plugged: false },
  { busy: true },
  { silent: true },
  { mute: true },
  { losesCompletion: true },
  { halvesAnswers: true },
  { answerDelayMs: 700 },
  { answerDelayMs: 30_000 },
  { wrongDevice: 'modem' },
  { wrongDevice: 'echo' },
  { hangsAfterBytes: 40 },
  { unplugsAfterBytes: 3 },
  { unplugsAfterBytes: 200 },
  { cover: 'open' },
  { paper: 'out' },
  { linesLeft: 6 },
  { cutter: 'jammed' },
  { jamsAtNextCut: true },
  { head: 'hot' },
  { broken: true },
  { feedButton: 'pressed' },
  { lineMs: 120 },
];

const isWell = ({ world }: Scene): boolean => {
  const { plugged, busy, silent, cover, paper, cutter, broken } = world.printer.state;
  return plugged && !busy && !silent && cover === 'closed' && paper !== 'out' && cutter === 'ok' && !broken;
};

async function fail(scene: Scene): Promise<void> {
  const { world } = scene;
  if (world.dice.chance(0.15)) {
    world.pullNetwork();
    world.tell('the network is gone');
    return;
  }
  if (world.dice.chance(0.15)) {
    world.printer.drawer.rewire(world.dice.pick([{ stuck: true }, { connected: false }]));
    world.tell('the drawer sticks or is unplugged');
    return;
  }
  const fault = world.dice.pick(FAULTS);
  // Some come in the middle of a receipt.
  world.printer.set(fault);
  world.tell(`printer: ${JSON.stringify(fault)}`);
}

async function resolve(scene: Scene): Promise<void> {
  const { world } = scene;
  const who = world.dice.pick(PEOPLE.cashiers);
  const shown = await world.send(who, 'print.list', { open: true, limit: 50 });
  if (!shown.ok || shown.value.jobs.length === 0) return;
  const { jobId } = world.dice.pick(shown.value.jobs);
  const resolution = world.dice.pick(['printed', 'print-again', 'print-again', 'abandon'] as const);
  const reason = world.dice.chance(0.8) ? { reason: 'The payer left' } : {};
  await world.send(who, 'print.resolve', { jobId, resolution, ...reason });
}

async function reprint(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { paymentId } = world.dice.pick([...truth.payments.values()]);
  const who = world.dice.pick([...PEOPLE.cashiers, ...PEOPLE.supervisors]);
  await world.send(who, 'receipt.reprint', { paymentId });
}

async function slip(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { depositId } = world.dice.pick([...truth.deposits.values()]);
  await world.send(PEOPLE.clerk, 'deposit.print-slip', { depositId });
}

export const devices: readonly Action[] = [
  { name: 'the printer fails', weight: (scene) => (isWell(scene) ? 2 : 0.5), run: fail },
  {
    name: 'the printer is mended',
    weight: (scene) => (isWell(scene) ? 0.7 : 5),
    run: async ({ world }) => {
      world.mend();
      world.tell('printer and drawer are well again');
    },
  },
  {
    name: 'the drawer is pushed shut',
    weight: ({ world }) => (world.printer.drawer.isOpen ? 10 : 0),
    run: async ({ world }) => {
      world.printer.drawer.close();
    },
  },
  { name: 'wait for the printer', weight: () => 8, run: ({ world }) => world.printed() },
  { name: 'resolve a job', weight: () => 3, run: resolve },
  { name: 'reprint', weight: ({ truth }) => (truth.payments.size === 0 ? 0 : 1.5), run: reprint },
  { name: 'print a slip', weight: ({ truth }) => (truth.deposits.size === 0 ? 0 : 0.7), run: slip },
  {
    name: 'test page',
    weight: () => 0.3,
    run: async ({ world }) => {
      await world.send(world.dice.pick(PEOPLE.cashiers), 'device.test-printer', {});
    },
  },
];
