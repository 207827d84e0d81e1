/** How the simulated machines print a batch, one way for each sample profile. */
import { formatCentsAscii } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { SampleName } from '../report/profiles.ts';

export type PrintedBatch = {
  /** Every denomination that the machine knows, also those it has counted none of. */
  readonly rows: readonly { readonly denominationCents: Cents; readonly pieces: number }[];
  /** What the machine says; a lying one says something else than the rows. */
  readonly totalPieces: number;
  readonly totalCents: Cents;
  /** Since the day's total was cleared, from 1. */
  readonly transaction: number;
  readonly batch: number;
  readonly atMs: number;
  /** Serial numbers of notes, printed where the machine lists them. */
  readonly serials: readonly string[];
};

const padded = (n: number, width: number): string => String(n).padStart(width, '0');
const dollars = (cents: Cents): string => String(cents / 100);

function auditedBatch(batch: PrintedBatch): readonly string[] {
  const at = new Date(batch.atMs);
  const date = `${padded(at.getUTCMonth() + 1, 2)}/${padded(at.getUTCDate(), 2)}/${at.getUTCFullYear()}`;
  return [
    `AUDIT: ${padded(batch.transaction, 5)}-${padded(batch.batch, 4)}-000`,
    `${date} ${at.toISOString().slice(11, 19)}`,
    'ACCOUNT# 396',
    '',
    'DENOM     UNIT       VALUE',
    ...batch.rows.map(
      ({ denominationCents, pieces }) =>
        `$${dollars(denominationCents).padEnd(4)}${String(pieces).padStart(9)}${formatCentsAscii(denominationCents * pieces).padStart(13)}`,
    ),
    ...batch.serials,
    `GRAND TOTAL ${batch.totalPieces}  ${formatCentsAscii(batch.totalCents)}`,
  ];
}

function noteList(batch: PrintedBatch): readonly string[] {
  return [
    `REPORT NO. ${batch.transaction}`,
    'DENOM PIECES VALUE',
    ...batch.rows.map(
      ({ denominationCents, pieces }) =>
        `$${dollars(denominationCents)} ${pieces} ${formatCentsAscii(denominationCents * pieces)}`,
    ),
    ...batch.serials,
    `TOTAL ${batch.totalPieces} ${formatCentsAscii(batch.totalCents)}`,
    '*** END ***',
  ];
}

function coinList(batch: PrintedBatch): readonly string[] {
  return [
    'COIN   PIECES',
    ...batch.rows.map(
      ({ denominationCents, pieces }) => `${denominationCents}C`.padEnd(7) + String(pieces).padStart(6),
    ),
    `TOTAL $ ${formatCentsAscii(batch.totalCents)}`,
    '-- END --',
  ];
}

export const FORMATS: Readonly<Record<SampleName, (batch: PrintedBatch) => readonly string[]>> = {
  auditedBatch,
  noteList,
  coinList,
};
