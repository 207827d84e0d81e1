import { describe, expect, it } from 'vitest';
import { withPieces } from '../../ui/cash-draft.ts';
import {
  changeRow,
  closingCountOf,
  EMPTY_DRAFT,
  enteredRows,
  isTyped,
  nextAttempt,
  removeRow,
  rowsCents,
  whatIsMissing,
} from './count-draft.ts';
import type { CountDraft } from './count-draft.ts';

const twenty = { form: 'bill', denominationCents: 20_00 } as const;

function counted(): CountDraft {
  const checks = changeRow(EMPTY_DRAFT.checks, 0, { number: '1041', amountCents: 88_42 });
  return {
    ...EMPTY_DRAFT,
    cash: withPieces({}, twenty, 'loose', 43),
    checks: changeRow(checks, 1, { number: '2207', amountCents: 143_90 }),
    slips: 12,
    cardsCents: 1_912_35,
  };
}

describe('a list of items in hand', () => {
  it('always ends with one blank row, ready for the next item', () => {
    const rows = changeRow(EMPTY_DRAFT.checks, 0, { number: '1041' });
    expect(rows.map((row) => row.number)).toEqual(['1041', '']);
    expect(changeRow(rows, 0, { amountCents: 88_42 })).toHaveLength(2);
  });

  it('counts only rows that hold something', () => {
    expect(enteredRows(counted().checks)).toHaveLength(2);
    expect(rowsCents(counted().checks)).toBe(232_32);
  });

  it('gives a removed row’s place to the next and never runs out of rows', () => {
    const rows = removeRow(counted().checks, 0);
    expect(enteredRows(rows).map((row) => row.number)).toEqual(['2207']);
    expect(removeRow(removeRow([...EMPTY_DRAFT.checks], 0), 1)).toHaveLength(1);
  });
});

describe('what keeps a count from being sealed', () => {
  it('is nothing when every item has its number and amount', () => {
    expect(whatIsMissing(counted())).toBeNull();
    expect(whatIsMissing(EMPTY_DRAFT)).toBeNull();
  });

  it('names the item and what it lacks', () => {
    const half = changeRow(counted().checks, 2, { number: '5518' });
    expect(whatIsMissing({ ...counted(), checks: half })).toBe('Check 3 has no amount');
    const nameless = changeRow(EMPTY_DRAFT.vouchers, 0, { amountCents: 150_00 });
    expect(whatIsMissing({ ...counted(), vouchers: nameless })).toBe('Pledge 1 has no number');
  });

  it('is a number of card slips without a total, or the other way round', () => {
    expect(whatIsMissing({ ...counted(), cardsCents: null })).toBe('The card slips have no total');
    expect(whatIsMissing({ ...counted(), slips: null })).toBe('The card total has no number of slips');
  });
});

describe('the count as it is sealed', () => {
  it('holds what was typed, in the order of entry', () => {
    const sealed = closingCountOf(counted());
    expect(sealed).toEqual({
      ok: true,
      value: {
        cash: [{ form: 'bill', denominationCents: 20_00, loose: 43, bundles: 0 }],
        checks: [
          { number: '1041', amountCents: 88_42 },
          { number: '2207', amountCents: 143_90 },
        ],
        items: [],
        vouchers: [],
        cards: { slips: 12, totalCents: 1_912_35 },
      },
    });
  });

  it('refuses a card number typed as an item’s number', () => {
    const items = changeRow(EMPTY_DRAFT.items, 0, { number: '4111111111111111', amountCents: 1_00 });
    const refused = closingCountOf({ ...EMPTY_DRAFT, items });
    expect(refused.ok ? null : refused.error.code).toBe('CARD_NUMBER_DISCARDED');
  });
});

describe('counting again', () => {
  it('starts from nothing for what did not agree and keeps what did', () => {
    const again = nextAttempt(counted(), ['cash']);
    expect(again.cash).toEqual({});
    expect(enteredRows(again.checks)).toHaveLength(2);
    expect(again.slips).toBe(12);
    const other = nextAttempt(counted(), ['check', 'card']);
    expect(enteredRows(other.checks)).toEqual([]);
    expect([other.slips, other.cardsCents]).toEqual([null, null]);
    expect(isTyped(nextAttempt(counted(), ['cash', 'check', 'card']))).toBe(false);
  });
});
