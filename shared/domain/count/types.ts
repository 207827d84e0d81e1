/** A count is by tender: cash by denomination (loose, straps, rolls), everything else by item or by batch total. */
import type { Cents } from '../../money/money.ts';

export type DenominationRow = {
  /** `bill` and `coin` keep the 1.00 coin apart from the 1.00 bill. */
  readonly form: 'bill' | 'coin';
  readonly denominationCents: Cents;
  readonly loose: number;
  /** Straps of 100 bills, rolls of 25, 20, 40 or 50 coins. */
  readonly bundles: number;
};

export type CashCount = readonly DenominationRow[];

export type CountedItem = { readonly number: string; readonly amountCents: Cents };

export type ClosingCount = {
  readonly cash: CashCount;
  readonly checks: readonly CountedItem[];
  /** Money orders. */
  readonly items: readonly CountedItem[];
  readonly vouchers: readonly CountedItem[];
  /** Slips of the stand-alone terminal, as its batch report says. */
  readonly cards: { readonly slips: number; readonly totalCents: Cents };
};
