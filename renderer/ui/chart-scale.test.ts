import fc from 'fast-check';
import { expect, it } from 'vitest';
import { percentages, roundStep, ticks } from './chart-scale.ts';

it('steps by 1, 2 or 5 and holds the largest bar', () => {
  expect(ticks(22)).toEqual([0, 10, 20, 30]);
  expect(ticks(4)).toEqual([0, 1, 2, 3, 4]);
  expect(ticks(0)).toEqual([0, 1]);
});

it('never needs more parts than asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (most) => {
      expect(Math.ceil(most / roundStep(most, 4) - 1e-9)).toBeLessThanOrEqual(4);
    }),
  );
});

it('writes shares that add up to a hundred', () => {
  expect(percentages([8118.4, 3018.9, 3802.46, 280, 150])).toEqual([53, 19, 25, 2, 1]);
  expect(percentages([0, 0])).toEqual([0, 0]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), (parts) => {
      expect(percentages(parts).reduce((a, b) => a + b, 0)).toBe(100);
    }),
  );
});
