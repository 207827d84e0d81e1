/** One seed: some days in one lobby, step by step. */
import type { ChannelName } from '../../shared/contract/index.ts';
import type { Action, Scene } from './action.ts';
import { bank } from './actions/bank.ts';
import { cards } from './actions/cards.ts';
import { devices } from './actions/devices.ts';
import { drawers } from './actions/drawer.ts';
import { imports } from './actions/imports.ts';
import { mischief } from './actions/mischief.ts';
import { counter } from './actions/pay.ts';
import { afterSome, afterStep, atTheEnd, DeviceMemory } from './invariants.ts';
import { Truth } from './truth.ts';
import { World } from './world.ts';

export type Options = {
  readonly seed: number;
  readonly steps: number;
};

export type Day = {
  readonly accepted: ReadonlyMap<ChannelName, number>;
  readonly refused: ReadonlyMap<string, number>;
};

/** The seed, the rule, and the steps that led there. */
export class SimulationFailed extends Error {
  override readonly name = 'SimulationFailed';

  constructor(seed: number, history: readonly string[], cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const stack = cause instanceof Error ? (cause.stack ?? '').split('\n').slice(1, 4).join('\n') : '';
    super(`seed ${String(seed)}: ${why}\n${stack}\n\nThe last steps:\n  ${history.join('\n  ')}`, { cause });
  }
}

const ACTIONS: readonly Action[] = [
  ...counter,
  ...drawers,
  ...bank,
  ...devices,
  ...cards,
  ...imports,
  ...mischief,
];
const LOOK_EVERY = 12;

export async function simulate({ seed, steps }: Options): Promise<Day> {
  const world = await World.open(seed);
  const scene: Scene = { world, truth: new Truth() };
  const memory = new DeviceMemory();
  try {
    for (let step = 1; step <= steps; step += 1) {
      world.beginStep(step);
      const action = world.dice.weighted(ACTIONS.map((each) => [each.weight(scene), each] as const));
      await action.run(scene);
      await world.pass(world.dice.int(50, 45_000));
      afterStep(scene, memory);
      if (step % LOOK_EVERY === 0) await afterSome(scene, memory);
    }
    await atTheEnd(scene, memory);
    return { accepted: world.accepted, refused: world.refused };
  } catch (fault) {
    throw new SimulationFailed(seed, world.history, fault);
  } finally {
    await world.close();
  }
}
