/** Chance that can be repeated: a failure prints its seed (xorshift32). */
export type Random = {
  /** 0 ≤ value < below, whole. */
  below(bound: number): number;
};

export function randomOf(seed: number): Random {
  let state = seed | 1;
  return {
    below: (bound) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % bound;
    },
  };
}

/** From the environment, so that a run can be repeated or made longer; else the default. */
export const setting = (name: string, byDefault: number): number => {
  const value = Number(process.env[name] ?? byDefault);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
  return value;
};
