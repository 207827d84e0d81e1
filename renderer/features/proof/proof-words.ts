/** What the proof says of itself, and where a row of it leads. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { formatBusinessDate, formatDayMonth, isDate } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Tone } from '../../ui/Status.tsx';

export type Proof = Output<'proof.show'>;
export type ProofRow = Output<'proof.rows'>['rows'][number];
export type Range = { readonly from: BusinessDate; readonly to: BusinessDate };

/** `Thu Nov 19, 2026`, or `Nov 4 to Thu Nov 19, 2026`. */
export const rangeText = ({ from, to }: Range): string =>
  from === to ? formatBusinessDate(to) : `${formatDayMonth(from)} to ${formatBusinessDate(to)}`;

/** The range that the address names; the day itself when it names none, or one that ends before it begins. */
export function rangeOf(parts: readonly string[], day: BusinessDate): Range {
  const [from = '', to = ''] = parts;
  return isDate(from) && isDate(to) && from <= to ? { from, to } : { from: day, to: day };
}

export const SIDE_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

export function verdictText(proof: Proof): string {
  if (proof.agrees) return `All ${SIDE_WORDS[proof.sides.length] ?? proof.sides.length} sides agree`;
  const off = proof.differences.length;
  return off === 0
    ? 'The sides do not agree'
    : `${off === 1 ? 'One difference' : `${off} differences`} to find`;
}

/** What all sides come to; when they do not agree, the first difference, since that is what must be found. */
export const verdictCents = (proof: Proof): number =>
  (proof.agrees ? proof.sides[0]?.cents : proof.differences[0]?.cents) ?? 0;

/** Sides 4 and 5 are the terms of the table; the others open rows of their own. */
export const sideDrill = (side: number): string | null => (side === 4 || side === 5 ? null : `side:${side}`);

const TONES: Readonly<Record<string, Tone>> = {
  'Bank credit': 'ok',
  'Close waits': 'warn',
  'Being counted': 'warn',
  'Being prepared': 'warn',
};

/** The tone repeats the word of a state; an over or short account stands out by what it is. */
export function stateTone(state: string, label: string): Tone {
  if (/^[+−-]?\s*short/i.test(label)) return 'danger';
  return TONES[state] ?? 'note';
}

export type Target =
  | { readonly room: 'receipts' | 'deposits' | 'supervisor'; readonly rest: readonly string[] }
  | { readonly room: null; readonly rest: readonly [] };

/** Where Enter on a row leads, as far as the person may go: the receipt, the deposit, the close. */
export function targetOf(
  row: Pick<ProofRow, 'paymentId' | 'depositId' | 'sessionId'>,
  may: { readonly receipts: boolean; readonly deposits: boolean; readonly closes: boolean },
): Target {
  if (row.paymentId !== undefined && may.receipts) return { room: 'receipts', rest: [row.paymentId] };
  if (row.depositId !== undefined && may.deposits) return { room: 'deposits', rest: [row.depositId] };
  if (row.sessionId !== undefined && may.closes)
    return { room: 'supervisor', rest: ['close', row.sessionId] };
  return { room: null, rest: [] };
}

/** A correction carries its sign: `+312.40`, `−1.00`. */
export const signedText = (cents: number): string => `${cents > 0 ? '+' : ''}${formatCents(cents)}`;
