import { describe, expect, it } from 'vitest';
import { cashCountOf, draftCents, draftFormCents, isTyped, withPieces } from './cash-draft.ts';
import type { CashDraft } from './cash-draft.ts';

const twenty = { form: 'bill', denominationCents: 20_00 } as const;
const dollarBill = { form: 'bill', denominationCents: 1_00 } as const;
const dollarCoin = { form: 'coin', denominationCents: 1_00 } as const;
const quarter = { form: 'coin', denominationCents: 25 } as const;
const none: CashDraft = {};

describe('a cash count while it is typed', () => {
  it('adds loose pieces and whole straps or rolls: 3 × 20.00 and 2 rolls of 40 quarters are 80.00', () => {
    const draft = withPieces(withPieces(none, twenty, 'loose', 3), quarter, 'bundles', 2);
    expect(draftCents(draft)).toBe(80_00);
    expect(draftFormCents(draft, 'bill')).toBe(60_00);
    expect(draftFormCents(draft, 'coin')).toBe(20_00);
  });

  it('keeps the dollar coin apart from the dollar bill', () => {
    const draft = withPieces(withPieces(none, dollarBill, 'loose', 7), dollarCoin, 'loose', 2);
    expect(cashCountOf(draft)).toEqual([
      { form: 'bill', denominationCents: 1_00, loose: 7, bundles: 0 },
      { form: 'coin', denominationCents: 1_00, loose: 2, bundles: 0 },
    ]);
  });

  it('sends faces in counting order, whatever was typed first, and leaves out those without pieces', () => {
    const draft = withPieces(
      withPieces(withPieces(none, quarter, 'loose', 1), twenty, 'loose', 1),
      dollarBill,
      'loose',
      0,
    );
    expect(cashCountOf(draft).map((row) => row.denominationCents)).toEqual([20_00, 25]);
  });

  it('an emptied field counts as none and is no longer typed', () => {
    const typed = withPieces(none, twenty, 'loose', 4);
    const emptied = withPieces(typed, twenty, 'loose', null);
    expect(isTyped(typed)).toBe(true);
    expect(isTyped(withPieces(none, twenty, 'loose', 0))).toBe(true);
    expect(draftCents(emptied)).toBe(0);
    expect(isTyped(emptied)).toBe(false);
  });
});
