import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NUNEZ_CHARGES,
  TODAY,
  charge,
  date,
  keyOfCharge,
  policy,
  serviceMap,
} from '../../../test/support/city.ts';
import { daysLate, nextDueOf, openAccount, ownPaidOf } from './open-account.ts';
import type { AllocationRules, OpenAccount } from './open-account.ts';

const rules: AllocationRules = { today: TODAY, servicePriority: policy.servicePriority, serviceMap };
const rows = (open: OpenAccount) =>
  open.charges.map(({ charge: { service, dueDate }, openCents }) => [service, dueDate, openCents]);

describe('what an account owes', () => {
  it('of 100002596 is 739.76, oldest due date first, ties by the priority of services', () => {
    const open = openAccount(NUNEZ_CHARGES, [], rules);
    expect(open.balanceCents).toBe(739_76);
    expect(rows(open)).toEqual([
      ['GA', '2026-09-17', 53_20],
      ['SW', '2026-09-17', 64_12],
      ['HY', '2026-09-17', 10_24],
      ['PN', '2026-09-17', 15_25],
      ['GA', '2026-10-29', 110_94],
      ['WA', '2026-10-29', 141_42],
      ['WW', '2026-10-29', 24_07],
      ['SW', '2026-10-29', 120_04],
      ['RC', '2026-11-19', 45_00],
      ['WA', '2026-11-30', 37_79],
      ['WW', '2026-11-30', 49_74],
      ['SW', '2026-11-30', 67_95],
    ]);
  });

  it('puts a past-due arrangement instalment before everything older, and a later one in its turn', () => {
    const open = openAccount(
      [
        charge('WA', '2026-08-28', '2026-09-17', 10_00),
        charge('PA', '2026-11-16', '2026-11-18', 45_50, 'arrangement'),
        charge('PA', '2026-11-16', '2026-12-18', 45_50, 'arrangement'),
        charge('EL', '2026-11-16', '2026-12-01', 20_00),
      ],
      [],
      rules,
    );
    expect(rows(open).map(([service, due]) => [service, due])).toEqual([
      ['PA', '2026-11-18'],
      ['WA', '2026-09-17'],
      ['EL', '2026-12-01'],
      ['PA', '2026-12-18'],
    ]);
  });

  it('is not past due on its due date', () => {
    expect([
      daysLate(date('2026-09-17'), TODAY),
      daysLate(TODAY, TODAY),
      daysLate(date('2026-11-30'), TODAY),
    ]).toEqual([63, 0, 0]);
    const due = openAccount(
      [
        charge('PA', '2026-11-01', TODAY, 5_00, 'arrangement'),
        charge('WA', '2026-11-01', '2026-11-18', 5_00),
      ],
      [],
      rules,
    );
    expect(rows(due)[0]?.[0]).toBe('WA');
  });

  it('leaves the service that nobody ranked for last, and ties in a stable order', () => {
    const charges = [
      charge('ZZ', '2026-10-09', '2026-10-29', 1),
      charge('PN', '2026-10-09', '2026-10-29', 2, 'fee', 'WA'),
      charge('PN', '2026-10-09', '2026-10-29', 3, 'fee', 'EL'),
    ];
    expect(rows(openAccount(charges, [], rules)).map((row) => row[2])).toEqual([3, 2, 1]);
    expect(rows(openAccount([...charges].reverse(), [], rules)).map((row) => row[2])).toEqual([3, 2, 1]);
  });

  it('knows when what is left is due', () => {
    const open = openAccount(NUNEZ_CHARGES, [], rules);
    expect(nextDueOf(open.charges)).toBe('2026-09-17');
    expect(nextDueOf(openAccount([], [], rules).charges)).toBeUndefined();
  });
});

describe('own payments that the extract does not contain', () => {
  const gas = keyOfCharge(NUNEZ_CHARGES[9]!);

  it('come off the charge that they named', () => {
    const open = openAccount(NUNEZ_CHARGES, [{ charge: gas, amountCents: 50_00 }], rules);
    expect(open.balanceCents).toBe(689_76);
    expect(open.charges[0]).toMatchObject({ paidHereCents: 50_00, openCents: 3_20 });
  });

  it('go on to the oldest due when that charge is gone or takes no more', () => {
    const gone = { ...gas, dueDate: date('2026-07-17') };
    const open = openAccount(NUNEZ_CHARGES, [{ charge: gone, amountCents: 60_00 }], rules);
    expect(rows(open).slice(0, 2)).toEqual([
      ['GA', '2026-09-17', 0],
      ['SW', '2026-09-17', 57_32],
    ]);
  });

  it('an overpayment comes off the oldest due; beyond what is owed it stays as credit', () => {
    const open = openAccount(
      [charge('WA', '2026-10-09', '2026-10-29', 10_00)],
      [{ charge: null, amountCents: 25_00 }],
      rules,
    );
    expect(open).toMatchObject({ balanceCents: -15_00, creditLeftCents: 15_00 });
    expect(open.charges[0]).toMatchObject({ paidHereCents: 10_00, openCents: 0 });
  });

  it('are lines that pay a charge or the account’s credit, not deposits and fees', () => {
    const line = { receiptType: 'UTIL-WA', amountCents: 5, account: '100002596' };
    expect(ownPaidOf({ ...line, charge: gas }, null)).toEqual({ charge: gas, amountCents: 5 });
    expect(ownPaidOf({ ...line, receiptType: 'UTIL-CR-WA' }, 'UTIL-CR-WA')).toEqual({
      charge: null,
      amountCents: 5,
    });
    expect(ownPaidOf({ ...line, receiptType: 'UTIL-DEP-WA' }, 'UTIL-CR-WA')).toBeUndefined();
    expect(ownPaidOf({ receiptType: 'MISC', amountCents: 5 }, 'UTIL-CR-WA')).toBeUndefined();
  });
});

describe('a credit', () => {
  const credit = charge('CR', '2026-11-19', '2026-11-19', -30_00, 'credit');

  it('stands first and is netted against the oldest due', () => {
    const open = openAccount(
      [
        charge('WA', '2026-10-09', '2026-10-29', 20_00),
        charge('EL', '2026-11-10', '2026-11-30', 50_00),
        credit,
      ],
      [],
      rules,
    );
    expect(rows(open)).toEqual([
      ['CR', '2026-11-19', 0],
      ['WA', '2026-10-29', 0],
      ['EL', '2026-11-30', 40_00],
    ]);
    expect(open).toMatchObject({ balanceCents: 40_00, creditLeftCents: 0 });
  });

  it('beyond what is owed stays open as credit', () => {
    const open = openAccount([charge('WA', '2026-10-09', '2026-10-29', 20_00), credit], [], rules);
    expect(rows(open)).toEqual([
      ['CR', '2026-11-19', -10_00],
      ['WA', '2026-10-29', 0],
    ]);
    expect(open).toMatchObject({ balanceCents: -10_00, creditLeftCents: 10_00 });
  });

  it('is not spent on what bankruptcy protects while something else is open', () => {
    const open = openAccount(
      [
        charge('WA', '2026-08-09', '2026-08-29', 20_00),
        charge('EL', '2026-11-10', '2026-11-30', 50_00),
        credit,
      ],
      [],
      { ...rules, petitionDate: date('2026-10-01') },
    );
    expect(open.charges.map(({ state, openCents }) => [state, openCents])).toEqual([
      ['credit', 0],
      ['before-petition', 20_00],
      ['payable', 20_00],
    ]);
  });
});

describe('what may not be paid here', () => {
  it('is what was billed before the petition date, not on it', () => {
    const open = openAccount(
      [charge('WA', '2026-03-05', '2026-03-25', 1), charge('WA', '2026-03-06', '2026-03-26', 2)],
      [],
      { ...rules, petitionDate: date('2026-03-06') },
    );
    expect(open.charges.map((each) => each.state)).toEqual(['before-petition', 'payable']);
  });
  it('is what the service map does not know, or knows only for another service', () => {
    const open = openAccount(
      [
        charge('XX', '2026-03-05', '2026-03-25', 1),
        charge('BD', '2025-10-15', '2025-11-04', 1, 'written-off', 'EL'),
        charge('BD', '2025-10-15', '2025-11-04', 1, 'written-off', 'WW'),
      ],
      [],
      rules,
    );
    expect(open.charges.map(({ charge: each, state }) => [each.forService, state])).toEqual([
      ['EL', 'payable'],
      ['WW', 'no-receipt-type'],
      [undefined, 'no-receipt-type'],
    ]);
  });
});

it('whatever is owed, paid and credited, the rows always come to the balance', () => {
  const anyCharge = fc
    .record({
      service: fc.constantFrom('EL', 'GA', 'WA', 'XX'),
      month: fc.integer({ min: 1, max: 9 }),
      cents: fc.integer({ min: 1, max: 500_00 }),
      credit: fc.boolean(),
    })
    .map(({ service, month, cents, credit }) =>
      credit
        ? charge('CR', `2026-0${month}-01`, `2026-0${month}-20`, -cents, 'credit')
        : charge(service, `2026-0${month}-01`, `2026-0${month}-20`, cents),
    );
  const charges = fc.uniqueArray(anyCharge, {
    selector: (each) => `${each.service}${each.billDate}`,
    maxLength: 12,
  });
  const own = fc.array(
    fc.record({ index: fc.nat({ max: 14 }), cents: fc.integer({ min: 1, max: 400_00 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(charges, own, fc.constantFrom(undefined, date('2026-05-01')), (owed, paid, petitionDate) => {
      const payments = paid.map(({ index, cents }) => {
        const named = owed[index];
        return { charge: named && named.kind !== 'credit' ? keyOfCharge(named) : null, amountCents: cents };
      });
      const open = openAccount(
        owed,
        payments,
        petitionDate === undefined ? rules : { ...rules, petitionDate },
      );
      const total = owed.reduce((sum, each) => sum + each.amountCents, 0);
      const own = payments.reduce((sum, each) => sum + each.amountCents, 0);
      expect(open.balanceCents).toBe(total - own);
      const openCents = open.charges.reduce(
        (sum, each) => sum + (each.state === 'credit' ? 0 : each.openCents),
        0,
      );
      expect(openCents - open.creditLeftCents).toBe(open.balanceCents);
      for (const each of open.charges) {
        const { amountCents } = each.charge;
        expect(each.openCents).toBe(amountCents - each.paidHereCents - each.creditedCents);
        if (each.state === 'credit') expect(each.openCents).toBeLessThanOrEqual(0);
        else expect(each.openCents).toBeGreaterThanOrEqual(0);
      }
      if (open.creditLeftCents > 0) expect(openCents).toBe(0);
    }),
  );
});
