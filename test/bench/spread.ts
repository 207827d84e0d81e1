/** Many measurements in five numbers. */

export type Spread = {
  readonly samples: number;
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
};

/** Nearest rank: every figure is one that was measured. @throws without a measurement */
export function spreadOf(measured: readonly number[]): Spread {
  if (measured.length === 0) throw new Error('nothing was measured');
  const sorted = measured.toSorted((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
  return {
    samples: sorted.length,
    median: rank(0.5),
    p10: rank(0.1),
    p90: rank(0.9),
    p99: rank(0.99),
    max: rank(1),
  };
}
