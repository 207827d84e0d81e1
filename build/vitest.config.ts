/**
 * The tests by what they span (docs: test/README is the folder names). Projects of one group run together on as many
 * workers as there are cores; the groups run one after the other, because simulation, crash and end-to-end tests measure
 * waiting and would disturb each other.
 */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

type Group = { readonly order: number; readonly workers?: number; readonly timeoutMs?: number };

const project = (name: string, include: string[], { order, workers, timeoutMs = 10_000 }: Group) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    sequence: { groupOrder: order },
    ...(workers === undefined ? {} : { maxWorkers: workers }),
  },
});

const inFolder = (name: string): string[] => [`test/${name}/**/*.test.{ts,tsx}`];

export default defineConfig({
  root,
  cacheDir: 'node_modules/.cache/vite',
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('unit', ['{shared,drivers,electron,renderer,build}/**/*.test.{ts,tsx}'], { order: 0 }),
      project('architecture', inFolder('architecture'), { order: 1, timeoutMs: 120_000 }),
      project('contract', inFolder('contract'), { order: 1, timeoutMs: 60_000 }),
      project('migrations', inFolder('migrations'), { order: 1, timeoutMs: 60_000 }),
      project('model', inFolder('model'), { order: 1, timeoutMs: 120_000 }),
      project('golden', inFolder('golden'), { order: 1, timeoutMs: 60_000 }),
      project('simulation', inFolder('simulation'), { order: 2, timeoutMs: 300_000 }),
      project('crash', inFolder('crash'), { order: 3, workers: 1, timeoutMs: 600_000 }),
      project('e2e', inFolder('e2e'), { order: 4, workers: 1, timeoutMs: 180_000 }),
    ],
  },
});
