/**
 * The log of faults: one line each, masked, bounded. It names the reference that the person was shown and what broke,
 * never what was typed: messages and stacks come from the program, and digits in them are masked all the same.
 */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { Instant } from '../../shared/kernel/time.ts';

const LIMIT_BYTES = 5 * 1024 * 1024;

export type Log = { fault(reference: string, where: string, fault: unknown): void };

/** Runs of five digits and more keep their last two: enough to recognise a number one already knows. */
export const masked = (text: string): string =>
  text.replace(/\d{3,}(?=\d{2})/g, (run) => '•'.repeat(run.length));

export function createLog(file: string, now: () => Instant): Log {
  const write = (line: string): void => {
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written (a full disk) must not stop a payment.
    }
  };
  return {
    fault(reference, where, fault) {
      const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
      write(`${now()} ${reference} ${where} ${masked(text).replaceAll('\n', ' | ')}`);
    },
  };
}
