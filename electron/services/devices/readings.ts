/**
 * What readers read, kept in memory for minutes and never on disk: a check's account number goes from here to the
 * encrypted side table with its payment, or is forgotten. Screens get an id and ask, if they may.
 */
import type { Instant } from '../../../shared/kernel/time.ts';
import { instantToMs } from '../../../shared/kernel/time.ts';
import type { Reading, Readings } from './live.ts';

const KEPT_MS = 15 * 60_000;
const KEPT_AT_MOST = 40;

export function createReadings(now: () => Instant, newId: () => string): Readings {
  const kept = new Map<string, { readonly reading: Reading; readonly atMs: number }>();
  const forgetOld = (): void => {
    const nowMs = instantToMs(now());
    for (const [id, { atMs }] of kept)
      if (nowMs - atMs > KEPT_MS || kept.size > KEPT_AT_MOST) kept.delete(id);
  };
  return {
    keep(reading) {
      const id = newId();
      kept.set(id, { reading, atMs: instantToMs(now()) });
      forgetOld();
      return id;
    },
    find(readingId) {
      forgetOld();
      return kept.get(readingId)?.reading;
    },
  };
}
