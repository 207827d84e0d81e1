/**
 * A closing count while it is typed. It knows only what the person's hands counted: nothing is ever filled in from the
 * books, so that the count stays blind. Pure; the screen and the store of unfinished counts are built on it.
 */
import { checkClosingCount } from '../../../shared/domain/count/closing.ts';
import type { ClosingCount } from '../../../shared/domain/count/types.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { cashCountOf, isTyped as isCashTyped } from '../../ui/cash-draft.ts';
import type { CashDraft } from '../../ui/cash-draft.ts';
import type { MachineCount } from './session-words.ts';

export type ItemRow = { readonly key: number; readonly number: string; readonly amountCents: Cents | null };
export type ItemListName = 'checks' | 'items' | 'vouchers';

export type CountDraft = Readonly<Record<ItemListName, readonly ItemRow[]>> & {
  readonly cash: CashDraft;
  readonly slips: number | null;
  readonly cardsCents: Cents | null;
  /** Machine reports whose pieces are in `cash`. */
  readonly machines: readonly MachineCount[];
  /** Those of earlier attempts of this count, which may be taken in again. */
  readonly earlier: readonly MachineCount[];
};

const blankRow = (key: number): ItemRow => ({ key, number: '', amountCents: null });
const isBlank = (row: ItemRow): boolean => row.number.trim() === '' && row.amountCents === null;

export const EMPTY_DRAFT: CountDraft = {
  cash: {},
  checks: [blankRow(0)],
  items: [blankRow(0)],
  vouchers: [blankRow(0)],
  slips: null,
  cardsCents: null,
  machines: [],
  earlier: [],
};

/** The rows with one changed; the last row is always a blank one, ready for the next item. */
export function changeRow(
  rows: readonly ItemRow[],
  key: number,
  change: Partial<Omit<ItemRow, 'key'>>,
): readonly ItemRow[] {
  const changed = rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  const last = changed.at(-1);
  if (last !== undefined && isBlank(last)) return changed;
  return [...changed, blankRow(Math.max(-1, ...changed.map((row) => row.key)) + 1)];
}

export function removeRow(rows: readonly ItemRow[], key: number): readonly ItemRow[] {
  const kept = rows.filter((row) => row.key !== key);
  return kept.length === 0 ? [blankRow(key + 1)] : kept;
}

/** Rows that hold something, in the order of entry. */
export const enteredRows = (rows: readonly ItemRow[]): readonly ItemRow[] =>
  rows.filter((row) => !isBlank(row));

export const rowsCents = (rows: readonly ItemRow[]): Cents =>
  sumCents(rows.map((row) => row.amountCents ?? 0));

export const isTyped = (draft: CountDraft): boolean =>
  isCashTyped(draft.cash) ||
  draft.slips !== null ||
  draft.cardsCents !== null ||
  [draft.checks, draft.items, draft.vouchers].some((rows) => enteredRows(rows).length > 0);

const LISTS = [
  { list: 'checks', one: 'Check' },
  { list: 'items', one: 'Money order' },
  { list: 'vouchers', one: 'Pledge' },
] as const;

/** What still keeps the count from being sealed, as the reason inside the button; null when it may be. */
export function whatIsMissing(draft: CountDraft): string | null {
  for (const { list, one } of LISTS) {
    const rows = enteredRows(draft[list]);
    const index = rows.findIndex(
      (row) => row.number.trim() === '' || row.amountCents === null || row.amountCents === 0,
    );
    const row = rows[index];
    if (row) return `${one} ${index + 1} has no ${row.number.trim() === '' ? 'number' : 'amount'}`;
  }
  const slips = draft.slips ?? 0;
  const cardsCents = draft.cardsCents ?? 0;
  if (slips > 0 && cardsCents === 0) return 'The card slips have no total';
  if (slips === 0 && cardsCents > 0) return 'The card total has no number of slips';
  return null;
}

/** The count as it is sealed, checked by the rule that the desk checks again. */
export const closingCountOf = (draft: CountDraft): Result<ClosingCount> =>
  checkClosingCount({
    cash: cashCountOf(draft.cash),
    checks: countedRows(draft.checks),
    items: countedRows(draft.items),
    vouchers: countedRows(draft.vouchers),
    cards: { slips: draft.slips ?? 0, totalCents: draft.cardsCents ?? 0 },
  });

const countedRows = (rows: readonly ItemRow[]) =>
  enteredRows(rows).map((row) => ({ number: row.number, amountCents: row.amountCents ?? 0 }));

/**
 * The next attempt starts from nothing for each kind that did not agree; what agreed stays as the person counted it,
 * so that forty checks are not typed again because of a coin.
 */
export function nextAttempt(draft: CountDraft, disagreeing: readonly TenderKind[]): CountDraft {
  const again = new Set(disagreeing);
  return {
    cash: again.has('cash') ? EMPTY_DRAFT.cash : draft.cash,
    checks: again.has('check') ? EMPTY_DRAFT.checks : draft.checks,
    items: again.has('item') ? EMPTY_DRAFT.items : draft.items,
    vouchers: again.has('voucher') ? EMPTY_DRAFT.vouchers : draft.vouchers,
    slips: again.has('card') ? null : draft.slips,
    cardsCents: again.has('card') ? null : draft.cardsCents,
    machines: again.has('cash') ? [] : draft.machines,
    earlier: again.has('cash') ? [...draft.earlier, ...draft.machines] : draft.earlier,
  };
}
