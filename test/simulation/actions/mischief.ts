/** What no day is without: lost answers, wrong PINs, looks at cash, changed policy, restarts, cut power, and nonsense. */
import { CHANNEL_NAMES, CHANNELS } from '../../../shared/contract/index.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Action, Scene } from '../action.ts';
import { sameAfterRestart } from '../invariants.ts';
import { must, PEOPLE } from '../world.ts';

async function repeat({ world }: Scene): Promise<void> {
  await world.again(world.dice.pick(world.repeatable));
}

/** An id that was used for something else. */
async function reuse({ world }: Scene): Promise<void> {
  const { who, channel, message } = world.dice.pick(world.repeatable);
  const other = channel === 'session.no-sale' ? 'access.lock' : 'session.no-sale';
  const input = other === 'access.lock' ? {} : { sessionId: 'another', reason: 'Reused' };
  const answer = await world.raw(who, other, { commandId: message.commandId, input });
  must(!answer.ok, 'an id is not used for two things');
}

async function wrongPin({ world }: Scene): Promise<void> {
  const userName = world.dice.pick([...PEOPLE.cashiers, 'nobody-here']);
  const seat = `seat of ${userName}`;
  const answer = await world.raw(seat, 'access.sign-in', {
    commandId: world.dice.id(),
    input: { userName, secret: '0000' },
  });
  must(!answer.ok, 'a wrong PIN lets nobody in');
  world.tell(`${userName} types a wrong PIN → ${answer.error.code}`);
}

async function look({ world }: Scene): Promise<void> {
  await world.send(world.dice.pick(PEOPLE.supervisors), 'supervisor.look', {});
}

async function policy({ world }: Scene): Promise<void> {
  const shown = await world.send(PEOPLE.administrator, 'setup.overview', {});
  if (!shown.ok) return;
  const { dice } = world;
  const changed: Output<'setup.overview'>['policy'] = {
    ...shown.value.policy,
    closeAttempts: dice.int(1, 4),
    overShortToleranceCents: dice.pick([0, 2_00, 20_00]),
    voidLimitCents: dice.pick([0, 100_00, 500_00]),
    allocationOverrideNeedsSupervisor: dice.chance(0.5),
    recallOthersParked: dice.chance(0.5),
  };
  await world.send(PEOPLE.administrator, 'setup.set-policy', changed);
}

async function restart(scene: Scene): Promise<void> {
  const { world } = scene;
  world.tell('the program is restarted');
  if (world.dice.chance(0.5)) await world.printed();
  await sameAfterRestart(scene, () => world.restart());
}

async function crash(scene: Scene): Promise<void> {
  scene.world.tell('the power goes');
  await sameAfterRestart(scene, () => scene.world.crash());
}

const NONSENSE: readonly unknown[] = [
  null,
  0,
  '',
  [],
  {},
  { commandId: '', input: {} },
  { input: { a: [[]] } },
];

async function nonsense({ world }: Scene): Promise<void> {
  const { dice } = world;
  const channel = dice.chance(0.9) ? dice.pick(CHANNEL_NAMES) : 'no.such-channel';
  // These would sign somebody out or begin long work for the sake of nothing.
  if (channel.startsWith('access.') || channel.startsWith('books.') || channel.startsWith('desk.')) return;
  const who = dice.pick([...Object.values(PEOPLE)].flat());
  const isCommand = channel in CHANNELS && CHANNELS[channel as keyof typeof CHANNELS].kind === 'command';
  const message = dice.chance(0.5)
    ? dice.pick(NONSENSE)
    : { ...(isCommand ? { commandId: dice.id() } : {}), input: dice.pick(NONSENSE) };
  await world.raw(who, channel, message);
}

export const mischief: readonly Action[] = [
  { name: 'repeat a command', weight: ({ world }) => (world.repeatable.length === 0 ? 0 : 4), run: repeat },
  { name: 'use an id again', weight: ({ world }) => (world.repeatable.length === 0 ? 0 : 0.5), run: reuse },
  { name: 'a wrong PIN', weight: () => 0.4, run: wrongPin },
  { name: 'look at cash', weight: () => 0.3, run: look },
  { name: 'change policy', weight: () => 0.3, run: policy },
  { name: 'restart', weight: () => 0.5, run: restart },
  { name: 'cut power', weight: () => 0.5, run: crash },
  { name: 'nonsense', weight: () => 1, run: nonsense },
];
