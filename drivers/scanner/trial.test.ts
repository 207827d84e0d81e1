import { expect, it, vi } from 'vitest';
import { tryScannerDecoder } from './trial.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 3_600_000 });

const inputs = Number(process.env['SCANNER_TRIALS'] ?? 20_000);

it(`${inputs} random inputs in random chunks: same frames, a wiped buffer, no track and no slip from nothing`, () => {
  const result = tryScannerDecoder({ inputs, seed: 20_261_119 });
  expect(result.inputs).toBe(inputs);
  // The trial reaches what it is about: frames, cards, and slips that are whole.
  expect(result.frames).toBeGreaterThan(inputs / 2);
  expect(result.cards).toBeGreaterThan(inputs / 20);
  expect(result.slips).toBeGreaterThan(inputs / 500);
});

it('is the same trial for the same seed', () => {
  expect(tryScannerDecoder({ inputs: 200, seed: 7 })).toEqual(tryScannerDecoder({ inputs: 200, seed: 7 }));
  expect(tryScannerDecoder({ inputs: 200, seed: 8 })).not.toEqual(
    tryScannerDecoder({ inputs: 200, seed: 7 }),
  );
});
