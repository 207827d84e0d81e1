/** A clock of the drivers whose hands a test may move: deadlines stay those of the system, only what is read differs. */
import { systemClock } from '../../drivers/clock.ts';
import type { Clock } from '../../drivers/clock.ts';

export type ShiftedClock = Clock & {
  /** Moves the hands on. */
  pass(ms: number): void;
};

/** @param startMs where the hands stand still until they are moved; without it they go with the system's */
export function shiftedClock(startMs?: number): ShiftedClock {
  let aheadMs = 0;
  return {
    ...systemClock,
    nowMs: () => (startMs ?? systemClock.nowMs()) + aheadMs,
    pass(ms) {
      aheadMs += ms;
    },
  };
}
