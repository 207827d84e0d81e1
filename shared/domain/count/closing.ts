/** A closing count: cash by face, other instruments by item, cards by slips and total. */
import { findCardNumber } from '../../kernel/card-number.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { MAX_AMOUNT_CENTS, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { TenderKind } from '../reference/tender-kind.ts';
import { cashCountCents, checkCashCount } from './cash.ts';
import type { ClosingCount, CountedItem } from './types.ts';

/** The kinds that are counted item by item, and where a closing count lists them. */
export const ITEM_LISTS = { check: 'checks', item: 'items', voucher: 'vouchers' } as const satisfies Partial<
  Record<TenderKind, keyof ClosingCount>
>;
export type ItemisedKind = keyof typeof ITEM_LISTS;
export const ITEMISED_KINDS = ['check', 'item', 'voucher'] as const satisfies readonly ItemisedKind[];

const MAX_ITEMS = 20_000;
const MAX_NUMBER_CHARS = 40;

export const emptyClosingCount = (): ClosingCount => ({
  cash: [],
  checks: [],
  items: [],
  vouchers: [],
  cards: { slips: 0, totalCents: 0 },
});

export const countedByKind = (count: ClosingCount): Readonly<Record<TenderKind, Cents>> => ({
  cash: cashCountCents(count.cash),
  check: itemsCents(count.checks),
  item: itemsCents(count.items),
  card: count.cards.totalCents,
  voucher: itemsCents(count.vouchers),
});

/** Items in hand per kind; cash is counted in money, so it has none. */
export const countedItems = (count: ClosingCount): Readonly<Record<TenderKind, number>> => ({
  cash: 0,
  check: count.checks.length,
  item: count.items.length,
  card: count.cards.slips,
  voucher: count.vouchers.length,
});

const itemsCents = (items: readonly CountedItem[]): Cents => sumCents(items.map((item) => item.amountCents));

/**
 * Errors: those of `checkCashCount`, COUNT_ITEM_NUMBER, COUNT_ITEM_AMOUNT, COUNT_ITEMS_TOO_MANY, COUNT_SLIPS,
 * CARD_NUMBER_DISCARDED.
 */
export function checkClosingCount(count: ClosingCount, field = 'count'): Result<ClosingCount> {
  const cardField = findCardNumber(count);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: `${field}.${cardField}` });
  const cash = checkCashCount(count.cash, `${field}.cash`);
  if (!cash.ok) return cash;
  const checks = checkItems(count.checks, `${field}.checks`);
  if (!checks.ok) return checks;
  const items = checkItems(count.items, `${field}.items`);
  if (!items.ok) return items;
  const vouchers = checkItems(count.vouchers, `${field}.vouchers`);
  if (!vouchers.ok) return vouchers;
  const cards = checkSlips(count.cards, `${field}.cards`);
  if (!cards.ok) return cards;
  return ok({
    cash: cash.value,
    checks: checks.value,
    items: items.value,
    vouchers: vouchers.value,
    cards: cards.value,
  });
}

function checkItems(items: readonly CountedItem[], field: string): Result<readonly CountedItem[]> {
  if (items.length > MAX_ITEMS) {
    return refuse('COUNT_ITEMS_TOO_MANY', { field, value: String(items.length) });
  }
  const cleaned: CountedItem[] = [];
  for (const [index, item] of items.entries()) {
    const number = oneLine(item.number);
    if (number === '' || number.length > MAX_NUMBER_CHARS) {
      return refuse('COUNT_ITEM_NUMBER', { field: `${field}.${index}.number`, value: number });
    }
    if (!isAmount(item.amountCents)) {
      return refuse('COUNT_ITEM_AMOUNT', {
        field: `${field}.${index}.amountCents`,
        value: String(item.amountCents),
        params: { number },
      });
    }
    cleaned.push({ number, amountCents: item.amountCents });
  }
  return ok(cleaned);
}

function checkSlips(cards: ClosingCount['cards'], field: string): Result<ClosingCount['cards']> {
  const { slips, totalCents } = cards;
  const slipsFit = Number.isSafeInteger(slips) && slips >= 0 && slips <= MAX_ITEMS;
  const totalFits = totalCents === 0 || isAmount(totalCents);
  if (!slipsFit || !totalFits || (slips === 0) !== (totalCents === 0)) {
    return refuse('COUNT_SLIPS', { field, value: String(slips) });
  }
  return ok({ slips, totalCents });
}

const isAmount = (cents: number): boolean =>
  Number.isSafeInteger(cents) && cents > 0 && cents <= MAX_AMOUNT_CENTS;
