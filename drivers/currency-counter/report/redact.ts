/**
 * A report may list the serial numbers of its notes, tickets, and the magnetic lines of checks. Serial numbers may be
 * personal data and check lines are secret, so neither is kept: in a line that the profile has no use for, every run of
 * letters and digits with six digits or more is struck out. Dates, times and short numbers stay.
 */

const DATE_OR_TIME = /(\b\d{2}\/\d{2}\/\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b)/u;
/** Neighbouring groups are one number: `MB 12345678 A`, `T021000021T 123 456 789`. */
const RUN = /[\p{L}\p{N}*?]+(?:[ -][\p{L}\p{N}*?]+)*/gu;

const holdsSixDigits = (text: string): boolean => text.replace(/\D/g, '').length >= 6;

/** @returns the same length, so that columns stay */
export const strikeOut = (text: string): string =>
  text
    .split(DATE_OR_TIME)
    .map((part, n) => (n % 2 === 1 ? part : strikeOutRuns(part)))
    .join('');

const strikeOutRuns = (text: string): string =>
  text.replace(RUN, (run) => (holdsSixDigits(run) ? run.replace(/[\p{L}\p{N}]/gu, '*') : run));

const WORD = /[\p{L}\p{N}*?]+/gu;

/**
 * For the traffic log, which people read to fit a profile: only words with six digits or more are struck out, so that
 * rows and totals can be read whatever the profile thinks of them.
 */
export const strikeOutWords = (text: string): string =>
  text.replace(WORD, (word) => (holdsSixDigits(word) ? word.replace(/[\p{L}\p{N}]/gu, '*') : word));
