/**
 * Under which number a report is known, so that the same report never counts twice.
 *
 * Machines begin their numbers anew (JetScan: at one, when the day's total is cleared), so the date that the report
 * prints is part of it. Where it prints none, the caller must add its business date to the key.
 */
import { createHash } from 'node:crypto';
import type { MachineCount, ReportProfile } from '../../../shared/devices/money-counter.ts';
import type { WholeReport } from './reader.ts';

const MINUTE_MS = 60_000;

/** @param atMs when a report came that bears no number: the minute tells it from the next batch of the same notes */
export type CountMaker = (whole: WholeReport, atMs: number) => MachineCount;

/** One for all connections to a machine: a report sent again after a lost line has the number it had. */
export function countMaker(profile: ReportProfile): CountMaker {
  let last: { readonly digest: string; readonly atMs: number } | undefined;

  /** The minute in which these very bytes came first: sent again a moment later, they may be in the next one. */
  function firstMinute(digest: string, atMs: number): number {
    const again = last?.digest === digest && atMs - last.atMs < MINUTE_MS;
    if (!again) last = { digest, atMs };
    return Math.floor((again && last ? last.atMs : atMs) / MINUTE_MS);
  }

  function reportNumber(whole: WholeReport, atMs: number): string {
    if (whole.number !== null) return whole.date === null ? whole.number : `${whole.date} ${whole.number}`;
    const digest = sha256(whole.raw);
    return `#${sha256(`${digest} ${firstMinute(digest, atMs)}`).slice(0, 24)}`;
  }

  return (whole, atMs) => ({
    reportNumber: reportNumber(whole, atMs),
    medium: profile.medium,
    rows: whole.rows,
    totalPieces: whole.totalPieces,
    totalCents: whole.totalCents,
    raw: Buffer.from(whole.raw, 'latin1').toString('base64'),
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');
