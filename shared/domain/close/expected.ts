/**
 * What a session should hold, per kind of tender: opening + in − change. Derived from events, never typed; it starts
 * from this session's own opening count, never from the last close. It leaves the main process only after the seal.
 */
import type { Cents } from '../../money/money.ts';
import type { TenderKind } from '../reference/tender-kind.ts';

/** Totals of a session's payments that are not void, corrections included. */
export type SessionMoney = {
  readonly byKind: readonly { readonly kind: TenderKind; readonly cents: Cents; readonly items: number }[];
  /** Always drawer cash. */
  readonly changeCents: Cents;
};

export type Expected = { readonly cents: Cents; readonly items: number };
export type ExpectedByKind = Readonly<Record<TenderKind, Expected>>;

/** @param floatCents the float as counted in */
export function expectedByKind(floatCents: Cents, money: SessionMoney): ExpectedByKind {
  const taken = (kind: TenderKind): Expected => {
    const rows = money.byKind.filter((row) => row.kind === kind);
    return {
      cents: rows.reduce((sum, row) => sum + row.cents, 0),
      items: rows.reduce((sum, row) => sum + row.items, 0),
    };
  };
  return {
    // Cash is counted in money: it has no items.
    cash: { cents: floatCents + taken('cash').cents - money.changeCents, items: 0 },
    check: taken('check'),
    item: taken('item'),
    card: taken('card'),
    voucher: taken('voucher'),
  };
}

/** The terms of “why cash should be …”, in the order they are shown; they sum to the expected cash. */
export type CashTerm = {
  readonly term: 'float-at-opening' | 'cash-taken-in' | 'change-given';
  /** Signed. */
  readonly amountCents: Cents;
};

export const expectedCashTerms = (floatCents: Cents, money: SessionMoney): readonly CashTerm[] => [
  { term: 'float-at-opening', amountCents: floatCents },
  {
    term: 'cash-taken-in',
    amountCents: money.byKind.reduce((sum, row) => (row.kind === 'cash' ? sum + row.cents : sum), 0),
  },
  { term: 'change-given', amountCents: money.changeCents === 0 ? 0 : -money.changeCents },
];

/** The same record for every kind, in their order. */
export const perKind = <T>(of: (kind: TenderKind) => T): Readonly<Record<TenderKind, T>> => ({
  cash: of('cash'),
  check: of('check'),
  item: of('item'),
  card: of('card'),
  voucher: of('voucher'),
});
