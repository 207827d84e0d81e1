/**
 * Which of our own payments the city's extract already contains. Open balance = last extract − own payments not yet
 * contained in it (product rules, accounts and allocation): a payment stays subtracted until the extract says so.
 */
import { Temporal } from 'temporal-polyfill';
import type { BusinessDate, Instant } from '../../kernel/time.ts';

/** What an extract says about how far it goes; the first of the three that it says decides. */
export type ExtractReach = {
  /** The last posting batch of ours that it contains. */
  readonly lastPostingBatch?: string;
  readonly asOfInstant?: Instant;
  readonly asOf: BusinessDate;
};

export type OwnPaymentFact = {
  readonly postedAt: Instant;
  /** The payments batch that told billing about it; null while none did. */
  readonly exportedIn: string | null;
};

/** `P-000012` → 12, `000012` → 12: batches are numbered densely, whatever stands around the number. */
export function batchNumberOf(batch: string): number | undefined {
  const digits = /(\d+)\D*$/.exec(batch)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The first instant of a date where the office is. */
export const startOfDate = (date: BusinessDate, timeZone: string): Instant =>
  new Date(
    Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds,
  ).toISOString() as Instant;

/**
 * By batch number when the extract names one; else everything posted up to its instant; else everything posted before
 * its as-of date began. The as-of day itself is not contained: an extract is cut in the night before or during that
 * day, and a payment subtracted twice is seen at once, one forgotten is not.
 */
export function containedInExtract(
  extract: ExtractReach,
  payment: OwnPaymentFact,
  timeZone: string,
): boolean {
  if (extract.lastPostingBatch !== undefined) {
    const last = batchNumberOf(extract.lastPostingBatch);
    const own = payment.exportedIn === null ? undefined : batchNumberOf(payment.exportedIn);
    return last !== undefined && own !== undefined && own <= last;
  }
  if (extract.asOfInstant !== undefined) return payment.postedAt <= extract.asOfInstant;
  return payment.postedAt < startOfDate(extract.asOf, timeZone);
}
