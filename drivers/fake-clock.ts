import type { Clock } from './clock.ts';

/** A clock that a test moves by hand. Each timer's consequences settle before the next one runs. */
export type FakeClock = Clock & {
  advance(byMs: number): Promise<void>;
  readonly pendingTimers: number;
};

type Timer = { readonly atMs: number; readonly order: number; readonly run: () => void };

/** Promise chains have no end that could be awaited; a turn of the event loop empties them, however long. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export function fakeClock(startMs = 0): FakeClock {
  let now = startMs;
  let order = 0;
  const timers = new Set<Timer>();
  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers]
      .filter((timer) => timer.atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs || a.order - b.order)
      .at(0);
  return {
    nowMs: () => now,
    after(delayMs, run) {
      order += 1;
      const timer: Timer = { atMs: now + Math.max(0, delayMs), order, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(byMs) {
      const untilMs = now + byMs;
      await settle();
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        timers.delete(due);
        now = Math.max(now, due.atMs);
        due.run();
        await settle();
      }
      now = untilMs;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}
