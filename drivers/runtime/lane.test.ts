import { expect, it } from 'vitest';
import { createLane } from './lane.ts';

it('one piece of work begins only when the one before has ended, even by failing', async () => {
  const lane = createLane();
  const log: string[] = [];
  let release: () => void = () => undefined;
  const first = lane(async () => {
    log.push('first begins');
    await new Promise<void>((resolve) => (release = resolve));
    log.push('first ends');
    throw new Error('broken');
  });
  const second = lane(async () => {
    log.push('second');
    return 2;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(log).toEqual(['first begins']);
  release();
  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe(2);
  expect(log).toEqual(['first begins', 'first ends', 'second']);
});
