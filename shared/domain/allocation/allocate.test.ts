import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  NUNEZ_CHARGES,
  TODAY,
  charge,
  codeOf,
  date,
  keyOfCharge,
  policy,
  serviceMap,
  valueOf,
} from '../../../test/support/city.ts';
import { sumCents } from '../../money/money.ts';
import { allocate, allocateByHand, isUsualOrder, linesForAllocation, payableCents } from './allocate.ts';
import { openAccount } from './open-account.ts';
import type { AllocationRules } from './open-account.ts';

const rules: AllocationRules = { today: TODAY, servicePriority: policy.servicePriority, serviceMap };
const nunez = openAccount(NUNEZ_CHARGES, [], rules);
const CREDIT = 'UTIL-CR-WA';

describe('an amount toward an account', () => {
  it('of 584.28 pays nine charges whole and leaves 155.48', () => {
    const { charges, overpaymentCents } = allocate(nunez, 584_28);
    expect(charges.map((each) => each.paysCents)).toEqual([
      53_20, 64_12, 10_24, 15_25, 110_94, 141_42, 24_07, 120_04, 45_00, 0, 0, 0,
    ]);
    expect(sumCents(charges.map((each) => each.leftCents))).toBe(155_48);
    expect(overpaymentCents).toBe(0);
  });

  it('that ends inside a charge pays part of it', () => {
    const { charges } = allocate(nunez, 60_00);
    expect(charges.slice(0, 3).map(({ paysCents, leftCents }) => [paysCents, leftCents])).toEqual([
      [53_20, 0],
      [6_80, 57_32],
      [0, 10_24],
    ]);
  });

  it('beyond everything payable is an overpayment', () => {
    expect(payableCents(nunez)).toBe(739_76);
    expect(allocate(nunez, 800_00).overpaymentCents).toBe(60_24);
  });

  it('skips what bankruptcy protects, unless a supervisor includes it', () => {
    const open = openAccount(
      [charge('WA', '2026-03-01', '2026-03-20', 30_00), charge('WA', '2026-10-09', '2026-10-29', 20_00)],
      [],
      { ...rules, petitionDate: date('2026-03-06') },
    );
    expect(allocate(open, 50_00)).toMatchObject({
      charges: [{ paysCents: 0 }, { paysCents: 20_00 }],
      overpaymentCents: 30_00,
    });
    expect(allocate(open, 50_00, { includeBeforePetition: true }).overpaymentCents).toBe(0);
    expect([payableCents(open), payableCents(open, { includeBeforePetition: true })]).toEqual([20_00, 50_00]);
  });

  it('never pays more than is open, and is never lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_00 }), (cents) => {
        const { charges, overpaymentCents } = allocate(nunez, cents);
        expect(sumCents(charges.map((each) => each.paysCents)) + overpaymentCents).toBe(cents);
        for (const each of charges) expect(each.paysCents).toBeLessThanOrEqual(each.openCents);
      }),
    );
  });

  it('follows the usual order exactly when it was spread by it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 739_76 }), (cents) => {
        const { charges } = allocate(nunez, cents);
        const pays = charges.map(({ charge: each, paysCents }) => ({ charge: each, amountCents: paysCents }));
        expect(isUsualOrder(nunez, pays, 0)).toBe(true);
        expect(isUsualOrder(nunez, [...pays].reverse(), 0)).toBe(true);
      }),
    );
    const newest = [{ charge: keyOfCharge(NUNEZ_CHARGES[0]!), amountCents: 37_79 }];
    expect(isUsualOrder(nunez, newest, 0)).toBe(false);
    expect(isUsualOrder(nunez, [], 10_00)).toBe(false);
  });
});

describe('amounts chosen by hand', () => {
  const newest = keyOfCharge(NUNEZ_CHARGES[0]!);

  it('pay the charges that they name', () => {
    const { charges } = valueOf(allocateByHand(nunez, [{ charge: newest, amountCents: 30_00 }]));
    const water = charges.find((each) => each.paysCents > 0);
    expect(water).toMatchObject({ paysCents: 30_00, leftCents: 7_79 });
  });

  it('are refused beyond what is open, also in two parts, with the figure', () => {
    const twice = [
      { charge: newest, amountCents: 30_00 },
      { charge: newest, amountCents: 7_80 },
    ];
    expect(allocateByHand(nunez, twice)).toMatchObject({
      error: { code: 'CHARGE_OVERPAID', value: '37.80', params: { open: '37.79' }, field: 'charges.1' },
    });
  });

  it('are refused on a charge that is not there, is a credit, has no receipt type, or is protected', () => {
    const open = openAccount(
      [
        charge('CR', '2026-11-19', '2026-11-19', -1_00, 'credit'),
        charge('XX', '2026-10-09', '2026-10-29', 20_00),
        charge('WA', '2026-03-01', '2026-03-20', 30_00),
      ],
      [],
      { ...rules, petitionDate: date('2026-03-06') },
    );
    const by = (each: ReturnType<typeof charge>) =>
      codeOf(allocateByHand(open, [{ charge: keyOfCharge(each), amountCents: 1 }]));
    expect(by(NUNEZ_CHARGES[0]!)).toBe('CHARGE_UNKNOWN');
    expect(open.charges.map((each) => by(each.charge))).toEqual([
      'CHARGE_UNKNOWN',
      'BANKRUPTCY_PROTECTED',
      'CHARGE_NOT_MAPPED',
    ]);
  });
});

describe('the lines of an allocation', () => {
  it('name the account, the charge and its receipt type', () => {
    const lines = valueOf(linesForAllocation(ACCOUNT, allocate(nunez, 60_00), serviceMap, null));
    expect(lines).toEqual([
      {
        receiptType: 'UTIL-GA',
        amountCents: 53_20,
        account: ACCOUNT,
        charge: keyOfCharge(NUNEZ_CHARGES[9]!),
      },
      { receiptType: 'UTIL-SW', amountCents: 6_80, account: ACCOUNT, charge: keyOfCharge(NUNEZ_CHARGES[8]!) },
    ]);
  });
  it('send only what is written off to bad-debt recovery of its own service', () => {
    const open = openAccount(
      [
        charge('BD', '2025-10-15', '2025-11-04', 320_83, 'written-off', 'EL'),
        charge('EL', '2026-10-07', '2026-10-27', 24_00),
      ],
      [],
      rules,
    );
    const lines = valueOf(linesForAllocation(ACCOUNT, allocate(open, 344_83), serviceMap, null));
    expect(lines.map(({ receiptType, amountCents }) => [receiptType, amountCents])).toEqual([
      ['BAD-EL', 320_83],
      ['UTIL-EL', 24_00],
    ]);
  });
  it('put an overpayment on its own line, or refuse it where policy takes none', () => {
    const over = allocate(nunez, 800_00);
    expect(valueOf(linesForAllocation(ACCOUNT, over, serviceMap, CREDIT)).at(-1)).toEqual({
      receiptType: CREDIT,
      amountCents: 60_24,
      account: ACCOUNT,
    });
    expect(linesForAllocation(ACCOUNT, over, serviceMap, null)).toMatchObject({
      error: { code: 'OVERPAYMENT_REFUSED', value: '60.24' },
    });
  });
});
