/** Payments by hour, as a chart needs them: every hour is there, also one in which nobody paid. */
import { instantFromMs, instantToMs } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';

const HOUR_MS = 3_600_000;
/** A business date that took payments on several days is no line of hours. */
const LONGEST = 24;

export type PaymentsInHour = { readonly hourStart: Instant; readonly payments: number };

/**
 * @param rows hours with payments, in order
 * @param now while the day runs: its hour is the last, paid in or not
 */
export function everyHour(rows: readonly PaymentsInHour[], now: Instant | null): readonly PaymentsInHour[] {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return [];
  const from = instantToMs(first.hourStart);
  const to = Math.max(instantToMs(last.hourStart), now === null ? 0 : instantToMs(now));
  const hours = Math.floor((to - from) / HOUR_MS) + 1;
  if (hours > LONGEST) return rows;
  const paid = new Map(rows.map((row) => [row.hourStart, row.payments]));
  return Array.from({ length: hours }, (_, index) => {
    const hourStart = instantFromMs(from + index * HOUR_MS);
    return { hourStart, payments: paid.get(hourStart) ?? 0 };
  });
}
