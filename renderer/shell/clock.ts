/** The desk's clock: the host's instant at the last answer, carried on by this PC's, so that every screen agrees. */
import { useEffect, useState } from 'react';
import { instantFromMs, instantToMs } from '../../shared/kernel/time.ts';
import type { Instant } from '../../shared/kernel/time.ts';

let offsetMs = 0;

export function setDeskClock(now: Instant): void {
  offsetMs = instantToMs(now) - Date.now();
}

export const deskNow = (): Instant => instantFromMs(Date.now() + offsetMs);

const TICK_MS = 1_000;

/** Redraws each second; use it in the smallest component that shows a time. */
export function useDeskNow(): Instant {
  const [now, setNow] = useState(deskNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(deskNow()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
