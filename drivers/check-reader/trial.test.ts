import { expect, it, vi } from 'vitest';
import { tryCheckReaderDecoder } from './trial.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 3_600_000 });

const inputs = Number(process.env['CHECK_READER_TRIALS'] ?? 20_000);

it(`${inputs} random inputs in random chunks: same frames, a wiped buffer, no track and no check from nothing`, () => {
  const result = tryCheckReaderDecoder({ inputs, seed: 20_261_119 });
  expect(result.inputs).toBe(inputs);
  // The trial reaches what it is about: checks that are sure, checks that are not, and cards.
  expect(result.read).toBeGreaterThan(inputs / 10);
  expect(result.doubtful).toBeGreaterThan(inputs / 50);
  expect(result.cards).toBeGreaterThan(inputs / 50);
});

it('is the same trial for the same seed', () => {
  const of = (seed: number) => tryCheckReaderDecoder({ inputs: 200, seed });
  expect(of(7)).toEqual(of(7));
  expect(of(8)).not.toEqual(of(7));
});
