/**
 * Composition: each item receipted is an item counted, even where totals agree. It is the control that catches a check
 * put in for cash (product rules, deposits).
 */
import type { Cents } from '../../money/money.ts';
import { ITEMISED_KINDS, ITEM_LISTS } from '../count/closing.ts';
import type { ItemisedKind } from '../count/closing.ts';
import type { ClosingCount, CountedItem } from '../count/types.ts';
import { instrumentNumber } from '../tender/check-input.ts';
import type { Tender } from '../tender/types.ts';

export type ReceiptedItem = {
  readonly paymentId: string;
  readonly tenderNo: number;
  readonly kind: ItemisedKind;
  readonly number: string;
  readonly amountCents: Cents;
};

/** A tender as an item to be counted; undefined for cash and cards, which are not counted by item. */
export function receiptedItemOf(paymentId: string, tender: Tender): ReceiptedItem | undefined {
  const kind = ITEMISED_KINDS.find((each) => each === tender.kind);
  const number = instrumentNumber(tender);
  if (kind === undefined || number === undefined) return undefined;
  return { paymentId, tenderNo: tender.tenderNo, kind, number, amountCents: tender.amountCents };
}

export type UnexpectedItem = CountedItem & { readonly kind: ItemisedKind };

export type ItemMatch = {
  readonly matched: readonly ReceiptedItem[];
  /** Receipted, not counted. */
  readonly missing: readonly ReceiptedItem[];
  /** Counted, and no receipt names it. */
  readonly unexpected: readonly UnexpectedItem[];
};

/** `No. 0311` typed as `311` is the same item: leading zeros, spaces, dashes and case do not tell items apart. */
export const itemKey = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=.)/, '');

/** An item matches by kind, number and amount; each counted item matches one receipted item at most. */
export function matchItems(receipted: readonly ReceiptedItem[], count: ClosingCount): ItemMatch {
  const matched: ReceiptedItem[] = [];
  const missing: ReceiptedItem[] = [];
  const unexpected: UnexpectedItem[] = [];
  for (const kind of ITEMISED_KINDS) {
    const waiting = new Map<string, CountedItem[]>();
    for (const item of count[ITEM_LISTS[kind]]) {
      const key = matchKey(item);
      waiting.set(key, [...(waiting.get(key) ?? []), item]);
    }
    for (const item of receipted) {
      if (item.kind !== kind) continue;
      const found = waiting.get(matchKey(item))?.shift();
      (found ? matched : missing).push(item);
    }
    for (const left of waiting.values()) unexpected.push(...left.map((item) => ({ ...item, kind })));
  }
  return { matched, missing, unexpected };
}

const matchKey = ({ number, amountCents }: CountedItem): string => `${itemKey(number)} ${amountCents}`;
