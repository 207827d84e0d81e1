/** Time as the drivers see it: handed in, so that a test can let ten seconds of silence pass in none. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. For stamping traffic; deadlines use `after`, which a set clock cannot move. */
  nowMs(): number;
  /** Runs once after the delay unless the returned function is called before. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

export const pause = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });

/** The value, or `late` when it has not come in time. The promise itself goes on; its rejection is still a rejection. */
export function withDeadline<T, L>(
  clock: Clock,
  promise: Promise<T>,
  deadlineMs: number,
  late: L,
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => {
      resolve(late);
    });
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** Time that runs out while something else is awaited. Cancel it when the answer has come first. */
export type Countdown = { readonly isOver: boolean; cancel(): void };

export function countdown(clock: Clock, ms: number): Countdown {
  let isOver = false;
  const cancel = clock.after(ms, () => {
    isOver = true;
  });
  return {
    get isOver() {
      return isOver;
    },
    cancel,
  };
}
