import { expect, it, vi } from 'vitest';
import { tryDecoders } from './trial.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

it('20,000 random inputs in random chunks: same frames, bounded state, no completion from nothing', () => {
  const result = tryDecoders({ inputs: 20_000, seed: 20_261_119 });
  expect(result.inputs).toBe(20_000);
  expect(result.frames).toBeGreaterThan(50_000);
  expect(result.completions).toBeGreaterThan(500);
});

it('is the same trial for the same seed', () => {
  expect(tryDecoders({ inputs: 200, seed: 7 })).toEqual(tryDecoders({ inputs: 200, seed: 7 }));
  expect(tryDecoders({ inputs: 200, seed: 8 })).not.toEqual(tryDecoders({ inputs: 200, seed: 7 }));
});
