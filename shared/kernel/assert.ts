/** A broken invariant is a bug, not a refusal: it throws, and the edge turns it into one `INTERNAL` envelope. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Closes every switch over a union: a new member does not compile until each switch names it. */
export function assertNever(value: never): never {
  throw new InvariantError(`unhandled case: ${JSON.stringify(value)}`);
}

/** For values that an earlier check has made certain (an index within bounds, a key just inserted). */
export function certain<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new InvariantError(`missing: ${what}`);
  return value;
}
