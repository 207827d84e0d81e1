import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumCents } from '../../money/money.ts';
import { assignFunding, bankAccountOf, guaranteedShortCents } from './funding.ts';
import type { FundedLine, FundingTender } from './funding.ts';

const line = (lineNo: number, amountCents: number, requiresGuaranteed = false): FundedLine => ({
  lineNo,
  amountCents,
  requiresGuaranteed,
});
const tender = (tenderNo: number, netCents: number, guaranteed: boolean): FundingTender => ({
  tenderNo,
  netCents,
  guaranteed,
});

describe('funding', () => {
  it('sends a check past a guaranteed line to the first that takes it, and cash to the rest', () => {
    const lines = [line(1, 45_00, true), line(2, 50_00), line(3, 20_00)];
    expect(assignFunding(lines, [tender(1, 60_00, false), tender(2, 55_00, true)])).toEqual([
      { tenderNo: 1, lineNo: 2, amountCents: 50_00 },
      { tenderNo: 1, lineNo: 3, amountCents: 10_00 },
      { tenderNo: 2, lineNo: 1, amountCents: 45_00 },
      { tenderNo: 2, lineNo: 3, amountCents: 10_00 },
    ]);
  });
  it('does not depend on which of the two was entered first', () => {
    const lines = [line(1, 45_00, true), line(2, 50_00)];
    const cashFirst = assignFunding(lines, [tender(1, 45_00, true), tender(2, 50_00, false)]);
    expect(cashFirst).toEqual([
      { tenderNo: 1, lineNo: 1, amountCents: 45_00 },
      { tenderNo: 2, lineNo: 2, amountCents: 50_00 },
    ]);
  });
  it('is short by what guaranteed tenders do not cover', () => {
    const lines = [line(1, 45_00, true), line(2, 50_00)];
    expect(guaranteedShortCents(lines, [tender(1, 65_00, false), tender(2, 30_00, true)])).toBe(15_00);
    expect(guaranteedShortCents(lines, [tender(1, 0, false), tender(2, 95_00, true)])).toBe(0);
  });

  it('covers every line and uses every tender whole, never a check where it may not', () => {
    const lines = fc
      .array(fc.record({ cents: fc.integer({ min: 1, max: 500 }), guaranteed: fc.boolean() }), {
        minLength: 1,
        maxLength: 8,
      })
      .map((all) => all.map(({ cents, guaranteed }, index) => line(index + 1, cents, guaranteed)));
    fc.assert(
      fc.property(lines, fc.array(fc.tuple(fc.nat(1000), fc.boolean()), { maxLength: 5 }), (all, cuts) => {
        const total = sumCents(all.map((each) => each.amountCents));
        let left = total;
        const tenders = cuts.map(([cut, guaranteed], index) => {
          const net = Math.min(cut, left);
          left -= net;
          return tender(index + 1, net, guaranteed);
        });
        tenders.push(tender(tenders.length + 1, left, true));
        if (guaranteedShortCents(all, tenders) > 0) return;
        const funding = assignFunding(all, tenders);
        for (const each of all) {
          expect(
            sumCents(funding.filter((part) => part.lineNo === each.lineNo).map((part) => part.amountCents)),
          ).toBe(each.amountCents);
        }
        for (const each of tenders) {
          const parts = funding.filter((part) => part.tenderNo === each.tenderNo);
          expect(sumCents(parts.map((part) => part.amountCents))).toBe(each.netCents);
          const guaranteedLines = parts.filter(
            (part) => all.find((one) => one.lineNo === part.lineNo)?.requiresGuaranteed,
          );
          if (!each.guaranteed) expect(guaranteedLines).toEqual([]);
        }
      }),
    );
  });

  it('throws rather than leave a line or a tender over', () => {
    expect(() => assignFunding([line(1, 10)], [tender(1, 9, true)])).toThrow('left without funds');
    expect(() => assignFunding([line(1, 10)], [tender(1, 11, true)])).toThrow('funds nothing');
    expect(() => assignFunding([line(1, 10, true)], [tender(1, 10, false)])).toThrow('funds nothing');
  });
});

it('a tender goes to the account that its lines share, else to the pooled one', () => {
  const lines = [
    { lineNo: 1, bankAccount: 'COURT' },
    { lineNo: 2, bankAccount: 'COURT' },
    { lineNo: 3, bankAccount: 'BUS' },
  ];
  const of = (...lineNos: number[]) =>
    bankAccountOf(
      1,
      lineNos.map((lineNo) => ({ tenderNo: 1, lineNo, amountCents: 1 })),
      lines,
      'POOL',
    );
  expect([of(1, 2), of(3), of(1, 3), of()]).toEqual(['COURT', 'BUS', 'POOL', 'POOL']);
});
