/** A terminal's batch beside the session's own receipts, in words. Pure. */
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import { countOf } from '../../i18n/spoken.ts';

export type Batch = Output<'terminal.batch'>;

export const salesText = (count: number, cents: number): string =>
  `${countOf(count, 'sale')}, ${formatCents(cents)}`;

export type BatchVerdict = { readonly agrees: boolean; readonly text: string };

/** Null for a batch that no session asked for. */
export function batchVerdict({
  saleCount,
  saleCents,
  sessionCount,
  sessionCents,
}: Batch): BatchVerdict | null {
  if (sessionCount === null || sessionCents === null) return null;
  if (saleCount === sessionCount && saleCents === sessionCents)
    return { agrees: true, text: 'Number and total are equal.' };
  const more = saleCents - sessionCents;
  const by =
    more === 0
      ? 'The total is equal, the number of sales is not'
      : `The terminal has ${formatCents(Math.abs(more))} ${more > 0 ? 'more' : 'less'}`;
  return {
    agrees: false,
    text: `${by}. Cards of another drawer or of an earlier session may be in the same batch: look at the terminal’s own list.`,
  };
}
