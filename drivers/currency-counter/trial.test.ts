import { expect, it, vi } from 'vitest';
import { tryCounterDecoders } from './trial.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 3_600_000 });

const inputs = Number(process.env['COUNTER_TRIALS'] ?? 20_000);

it(`${inputs} random inputs in random chunks: same events, bounded state, no count from nothing`, () => {
  const result = tryCounterDecoders({ inputs, seed: 20_261_119 });
  expect(result.inputs).toBe(inputs);
  // The trial reaches what it is about: whole reports and refused ones, answers with their sums.
  expect(result.counts).toBeGreaterThan(inputs / 50);
  expect(result.refused).toBeGreaterThan(inputs / 20);
  expect(result.answers).toBeGreaterThan(inputs / 100);
});

it('is the same trial for the same seed', () => {
  expect(tryCounterDecoders({ inputs: 200, seed: 7 })).toEqual(tryCounterDecoders({ inputs: 200, seed: 7 }));
  expect(tryCounterDecoders({ inputs: 200, seed: 8 })).not.toEqual(
    tryCounterDecoders({ inputs: 200, seed: 7 }),
  );
});
