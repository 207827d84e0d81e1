/**
 * ZVT knows no reference of the till's. What tells afterwards whether a request was carried out is what the terminal
 * had on record before: its last transaction, and the sum of its turnover.
 */
import type { CardLookUp, CardRequest } from '../../../shared/devices/card-terminal.ts';
import { isAcceptable } from '../approval.ts';
import { askZvt } from './ask.ts';
import type { Asked } from './ask.ts';
import type { ZvtLine } from './line.ts';
import { approvalOf, identityOf, readTotals } from './protocol/answers.ts';
import { parseBitmaps } from './protocol/bitmaps.ts';
import { repeatReceipt, turnoverTotals } from './protocol/requests.ts';

/** What the terminal had on record at one moment; a part that it does not tell is undefined. */
export type Mark = {
  /** `none`: it knows the question and has nothing. */
  readonly last: string | undefined;
  readonly turnoverCents: number | undefined;
};

export type OnRecord = Mark & { readonly lastStatus: Uint8Array | undefined };

export type RecordRead =
  | { readonly read: true; readonly record: OnRecord }
  | { readonly read: false; readonly asked: Extract<Asked, { is: 'no-answer' }> };

export async function readRecord(line: ZvtLine, password: string): Promise<RecordRead> {
  const { answerMs } = line.deadlines;
  const receipt = await askZvt(line, repeatReceipt(password), answerMs);
  if (receipt.is === 'no-answer') return { read: false, asked: receipt };
  const totals = await askZvt(line, turnoverTotals(password), answerMs);
  if (totals.is === 'no-answer') return { read: false, asked: totals };
  const lastStatus = receipt.is === 'done' ? receipt.status : undefined;
  return {
    read: true,
    record: {
      lastStatus,
      last: lastStatus
        ? identityOf(lastStatus)
        : receipt.is === 'refused' && receipt.known
          ? NONE
          : undefined,
      turnoverCents: totals.is === 'done' && totals.status ? readTotals(totals.status)?.saleCents : undefined,
    },
  };
}

const NONE = 'none';

/** For keeping beside the journal: `0471/000471/1006/223953 1234500`. */
export const markText = ({ last, turnoverCents }: Mark): string =>
  `${last ?? '?'} ${turnoverCents === undefined ? '?' : String(turnoverCents)}`;

/** Undefined: not written by `markText`. */
export function markOf(text: string): Mark | undefined {
  const match = /^(\?|none|[\d/]+) (\?|\d{1,15})$/.exec(text);
  if (!match) return undefined;
  const [, last = '?', turnover = '?'] = match;
  return {
    last: last === '?' ? undefined : last,
    turnoverCents: turnover === '?' ? undefined : Number(turnover),
  };
}

/**
 * What became of the request, from what was on record before and is now. Sure or nothing:
 * - the turnover has changed by the amount, and there is a last transaction of that amount that was not there before:
 *   approved;
 * - neither has changed: nothing;
 * - a new last transaction of that amount, and the same turnover: it was reversed, by the terminal itself for want of
 *   our acknowledgement: voided;
 * - anything else, or a part that the terminal does not tell: undefined. A person has to look at the terminal's journal.
 */
export function compareRecord(
  before: Mark,
  now: OnRecord,
  expected: CardRequest,
): Exclude<CardLookUp, { found: 'no-answer' }> | undefined {
  if (before.turnoverCents === undefined || now.turnoverCents === undefined) return undefined;
  if (before.last === undefined || now.last === undefined) return undefined;
  const change = now.turnoverCents - before.turnoverCents;
  const isNew = now.last !== before.last;
  if (!isNew) return change === 0 ? { found: 'nothing' } : undefined;
  const bitmaps = now.lastStatus && parseBitmaps(now.lastStatus);
  const approval = bitmaps && approvalOf(bitmaps, expected);
  if (!approval || !isAcceptable(approval, expected)) return undefined;
  const signed = expected.kind === 'sale' ? approval.approvedCents : -approval.approvedCents;
  if (change === signed) return { found: 'approved', approval };
  return change === 0 ? { found: 'voided', approval } : undefined;
}
