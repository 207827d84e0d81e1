/** Scales of the charts: round steps, bars from zero, nothing cut off. Pure. */

/** The round step (1, 2, 5 × 10ⁿ) that divides `most` into at most `parts` parts. */
export function roundStep(most: number, parts: number): number {
  if (most <= 0) return 1;
  const raw = most / parts;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((each) => each * magnitude >= raw) ?? 10;
  return factor * magnitude;
}

/** 0, step, 2·step … as far as it takes to hold `most`. */
export function ticks(most: number, parts = 4): readonly number[] {
  const step = roundStep(most, parts);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Shares in whole percent that sum to 100 (largest remainder), so that the words beside a bar add up. */
export function percentages(parts: readonly number[]): readonly number[] {
  const total = parts.reduce((a, b) => a + b, 0);
  if (total <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 100);
  const whole = exact.map(Math.floor);
  let left = 100 - whole.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of order) {
    if (left === 0) break;
    whole[index] = (whole[index] ?? 0) + 1;
    left -= 1;
  }
  return whole;
}
