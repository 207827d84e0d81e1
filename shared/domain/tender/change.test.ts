import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, tenderTypes, valueOf } from '../../../test/support/city.ts';
import { tenderTypeOf } from '../reference/lookups.ts';
import { CHANGE_DENOMINATIONS, changeAllowedCents, changeOf, suggestChange } from './change.ts';
import type { ChangeSource } from './change.ts';

const tender = (code: string, amountCents: number): ChangeSource => ({
  type: tenderTypeOf(tenderTypes, code)!,
  amountCents,
});

describe('change', () => {
  it('of 701.00 on 680.78 is 20.22, from the cash though the money order came first', () => {
    expect(valueOf(changeOf([tender('MO', 100_00), tender('CASH', 601_00)], 680_78))).toEqual({
      changeCents: 20_22,
      byTender: [0, 20_22],
    });
  });
  it('is nothing when the tenders fit', () => {
    expect(valueOf(changeOf([tender('CASH', 88_42)], 88_42)).changeCents).toBe(0);
  });
  it('comes from the cash first, then from what the other types allow, in entry order', () => {
    const tenders = [tender('MO', 100_00), tender('CASH', 5_00), tender('MO', 100_00)];
    expect(valueOf(changeOf(tenders, 175_00)).byTender).toEqual([20_00, 5_00, 5_00]);
  });
  it('on a money order is at most 20.00, on a check none', () => {
    expect(valueOf(changeOf([tender('MO', 100_00)], 80_00)).changeCents).toBe(20_00);
    expect(codeOf(changeOf([tender('MO', 100_00)], 79_99))).toBe('CHANGE_TOO_LARGE');
    expect(codeOf(changeOf([tender('CHECK', 100_00)], 99_99))).toBe('CHANGE_TOO_LARGE');
  });
  it('is at most the cash tendered, however large the check beside it', () => {
    const tenders = [tender('CHECK', 100_00), tender('CASH', 10_00)];
    expect(changeAllowedCents(tenders)).toBe(10_00);
    expect(valueOf(changeOf(tenders, 100_00)).byTender).toEqual([0, 10_00]);
    expect(changeOf(tenders, 99_99)).toMatchObject({
      error: { code: 'CHANGE_TOO_LARGE', value: '10.01', params: { allowed: '10.00' } },
    });
  });
  it('is refused with what is missing when the tenders do not reach', () => {
    expect(changeOf([tender('CASH', 600_00)], 680_78)).toMatchObject({
      error: { code: 'UNDERPAID', value: '600.00', params: { due: '680.78', short: '80.78' } },
    });
    expect(codeOf(changeOf([], 1))).toBe('UNDERPAID');
  });
  it('by tender always sums to the change, and never exceeds a tender', () => {
    const any = fc.array(
      fc.record({
        code: fc.constantFrom('CASH', 'CHECK', 'MO', 'CARD'),
        cents: fc.integer({ min: 1, max: 100_00 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 300_00 }), (parts, dueCents) => {
        const tenders = parts.map(({ code, cents }) => tender(code, cents));
        const change = changeOf(tenders, dueCents);
        if (!change.ok) return;
        const { changeCents, byTender } = change.value;
        expect(byTender.reduce((a, b) => a + b, 0)).toBe(changeCents);
        expect(tenders.every((each, index) => byTender[index]! <= each.amountCents)).toBe(true);
      }),
    );
  });
});

describe('suggested change', () => {
  it('of 20.22 is one twenty, two dimes, two pennies', () => {
    expect(suggestChange(20_22)).toEqual({
      pieces: [
        { form: 'bill', denominationCents: 20_00, pieces: 1 },
        { form: 'coin', denominationCents: 10, pieces: 2 },
        { form: 'coin', denominationCents: 1, pieces: 2 },
      ],
      leftCents: 0,
    });
  });
  it('does without the 2.00 bill and the 1.00 and 0.50 coins', () => {
    expect(
      suggestChange(3_50).pieces.map(({ denominationCents, pieces }) => [denominationCents, pieces]),
    ).toEqual([
      [1_00, 3],
      [25, 2],
    ]);
  });
  it('says what a drawer without pennies cannot make', () => {
    const noPennies = CHANGE_DENOMINATIONS.filter((face) => face.denominationCents > 1);
    expect(suggestChange(20_22, noPennies).leftCents).toBe(2);
  });
  it('always comes to the change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (cents) => {
        const { pieces, leftCents } = suggestChange(cents);
        expect(leftCents).toBe(0);
        expect(pieces.reduce((sum, piece) => sum + piece.pieces * piece.denominationCents, 0)).toBe(cents);
      }),
    );
  });
});
