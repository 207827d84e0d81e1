/** How large the work is, and what every figure is given to work with. */
import type { Figure } from './figure.ts';

export type BenchOptions = {
  /** Measured payments of S1, S2 and S8, after a tenth as many to warm up. */
  readonly payments: number;
  /** Of the extract of S3 and S4. */
  readonly accounts: number;
  readonly charges: number;
  /** Keystrokes of S3, over its three kinds. */
  readonly keystrokes: number;
  /** Payments of the session that S5 closes, S6 exports and S7 verifies; the earlier payments of S2. */
  readonly session: number;
  /** How often the long works (import, close, journal) are repeated. */
  readonly rounds: number;
  readonly seed: number;
};

export type BenchContext = {
  readonly options: BenchOptions;
  /** The figures that were asked for. */
  wants(id: string): boolean;
  /** One line to standard error about what is going on. */
  progress(text: string): void;
  /** A new folder on the measured disk; removed when the bench ends. */
  folder(name: string): string;
  /** The same in memory where the machine has that, for what is built and not measured. */
  memoryFolder(name: string): string;
};

/** Figures that are taken together, because they share what takes long to build. */
export type FigureGroup = {
  readonly ids: readonly string[];
  readonly measure: (context: BenchContext) => Promise<readonly Figure[]>;
};
