/** Dice that fall the same way for the same seed, on every machine: a failure is found again from its number. */

export type Dice = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True once in `1 / probability` throws. */
  chance(probability: number): boolean;
  /** @throws when there is nothing to pick from */
  pick<T>(from: readonly T[]): T;
  /** Each element with its weight. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T;
  shuffled<T>(from: readonly T[]): T[];
  /** A UUID of version 4 in form. */
  id(): string;
};

/** mulberry32: 32 bits of state, passes gjrand; plenty for test data, and one line. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export function dice(seed: number): Dice {
  const next = mulberry32(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(from) {
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[int(0, from.length - 1)]!;
    },
    weighted(from) {
      let left = next() * from.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return from.at(-1)![1];
    },
    shuffled(from) {
      const left = [...from];
      for (let at = left.length - 1; at > 0; at -= 1) {
        const other = int(0, at);
        [left[at], left[other]] = [left[other]!, left[at]!];
      }
      return left;
    },
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

/** Independent dice for each member of a series, so that the hundredth does not depend on the ninety-nine before it. */
export const diceOf = (seed: number, member: number): Dice =>
  dice(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(member + 1, 0x85ebca6b));
