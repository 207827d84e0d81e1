import { expect, it, vi } from 'vitest';
import { tryDecoders } from './trial.ts';

// Thousands of inputs take their time on a machine that has other work; a million takes minutes.
vi.setConfig({ testTimeout: 3_600_000 });

const INPUTS = Number(process.env['CARD_TERMINAL_TRIALS'] ?? 20_000);

it(`${INPUTS} random inputs in random chunks: same frames, nothing thrown, no approval from nothing`, () => {
  const result = tryDecoders({ inputs: INPUTS, seed: 20_261_121 });
  expect(result.inputs).toBe(INPUTS);
  // The trial gets as far as approvals: what it guards is reached.
  expect(result.frames).toBeGreaterThan(INPUTS);
  expect(result.approvals).toBeGreaterThan(INPUTS / 20);
});

it('is the same trial for the same seed', () => {
  expect(tryDecoders({ inputs: 200, seed: 7 })).toEqual(tryDecoders({ inputs: 200, seed: 7 }));
  expect(tryDecoders({ inputs: 200, seed: 8 })).not.toEqual(tryDecoders({ inputs: 200, seed: 7 }));
});
