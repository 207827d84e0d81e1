import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  debitAccountByKind,
  paymentParts,
  sampleInterfund as interfund,
  sampleLedgerPolicy as policy,
} from '../../../test/support/ledger.ts';
import { TENDER_KINDS } from '../tender/types.ts';
import {
  balanceFunds,
  bankCorrectionEntry,
  depositEntry,
  entryImbalance,
  fundsWithoutInterfund,
  openingVarianceEntry,
  overShortEntry,
  paymentEntry,
  reverseEntry,
  settlementEntry,
  signedCents,
  tenderCorrectionEntry,
} from './entries.ts';
import { entryErrors } from './invariants.ts';
import type { Posting } from './types.ts';

const labels = (memo?: string, role?: Posting['role']) => ({
  ...(memo === undefined ? {} : { memo }),
  ...(role === undefined ? {} : { role }),
  ...(memo?.startsWith('Due ') === true ? { role: 'leg' as const } : {}),
});
const debit = (glAccount: string, debitCents: number, memo?: string, role?: Posting['role']): Posting => ({
  glAccount,
  debitCents,
  creditCents: 0,
  ...labels(memo, role),
});
const credit = (glAccount: string, creditCents: number, memo?: string, role?: Posting['role']): Posting => ({
  glAccount,
  debitCents: 0,
  creditCents,
  ...labels(memo, role),
});
const net = (postings: readonly Posting[], glAccount: string): number =>
  postings.filter((p) => p.glAccount === glAccount).reduce((sum, p) => sum + signedCents(p), 0);

const cash = (amountCents: number) => ({ kind: 'cash' as const, amountCents, debitAccount: '900-000-10190' });
const check = (amountCents: number) => ({
  kind: 'check' as const,
  amountCents,
  debitAccount: '900-000-10190',
});
const card = (amountCents: number) => ({ kind: 'card' as const, amountCents, debitAccount: '900-000-10150' });

describe('paymentEntry', () => {
  it('debits where the tenders are less the change, credits the lines, and faces each fund with its due-to', () => {
    const entry = paymentEntry(
      [
        { distribution: [{ glAccount: '510-000-11500', amountCents: 18989 }] },
        {
          distribution: [
            { glAccount: '100-120-42100', amountCents: 9250 },
            { glAccount: '700-000-24100', amountCents: 750 },
          ],
        },
        { distribution: [{ glAccount: '510-000-11500', amountCents: 1011 }] },
      ],
      [check(20000), cash(12000)],
      2000,
      interfund,
      policy,
    );
    expect(entry).toEqual([
      debit('900-000-10190', 30000, undefined, 'tender'),
      credit('510-000-11500', 20000, undefined, 'line'),
      credit('100-120-42100', 9250, undefined, 'line'),
      credit('700-000-24100', 750, undefined, 'line'),
      debit('510-000-13900', 20000, 'Due from fund 900'),
      credit('900-000-20151', 20000, 'Due to fund 510'),
      debit('100-000-13900', 9250, 'Due from fund 900'),
      credit('900-000-20110', 9250, 'Due to fund 100'),
      debit('700-000-13900', 750, 'Due from fund 900'),
      credit('900-000-20170', 750, 'Due to fund 700'),
    ]);
    expect(entryErrors(entry, interfund)).toEqual([]);
  });

  it('adds no legs for money that belongs to the pooled fund itself', () => {
    expect(
      paymentEntry(
        [{ distribution: [{ glAccount: '900-000-20950', amountCents: 5000 }] }],
        [cash(5000)],
        0,
        interfund,
        policy,
      ),
    ).toEqual([
      debit('900-000-10190', 5000, undefined, 'tender'),
      credit('900-000-20950', 5000, undefined, 'line'),
    ]);
  });

  it('takes change out of undeposited receipts when no cash was tendered', () => {
    const entry = paymentEntry(
      [{ distribution: [{ glAccount: '900-000-20950', amountCents: 8000 }] }],
      [card(6000), { kind: 'item', amountCents: 3000, debitAccount: '900-000-10190' }],
      1000,
      interfund,
      policy,
    );
    expect(net(entry, '900-000-10150')).toBe(6000);
    expect(net(entry, '900-000-10190')).toBe(2000);
  });

  it('refuses to make an entry whose tenders do not pay its lines', () => {
    expect(() =>
      paymentEntry(
        [{ distribution: [{ glAccount: '510-000-11500', amountCents: 100 }] }],
        [cash(101)],
        0,
        interfund,
        policy,
      ),
    ).toThrow('an entry must balance');
  });

  it('balances in every fund, with due-to equal to due-from, for any payment; its reverse undoes it account by account', () => {
    fc.assert(
      fc.property(paymentParts, ({ lines, tenders, changeCents }) => {
        const entry = paymentEntry(lines, tenders, changeCents, interfund, policy);
        expect(entryErrors(entry, interfund)).toEqual([]);
        const both = [...entry, ...reverseEntry(entry)];
        for (const account of new Set(both.map((p) => p.glAccount))) expect(net(both, account)).toBe(0);
      }),
    );
  });
});

describe('balanceFunds', () => {
  it('names the account that is missing rather than leave a fund unbalanced', () => {
    const postings = [debit('900-000-10190', 100), credit('999-000-40000', 100)];
    expect(() => balanceFunds(postings, interfund, '900')).toThrow('due-to and due-from of fund 999');
    expect(
      fundsWithoutInterfund(['999-000-40000', '510-000-11500', '900-000-10190'], interfund, '900'),
    ).toEqual(['999']);
  });

  it('turns the legs round when money leaves a fund', () => {
    expect(
      balanceFunds([debit('530-000-11500', 700), credit('900-000-10190', 700)], interfund, '900'),
    ).toEqual([
      debit('530-000-11500', 700),
      credit('900-000-10190', 700),
      credit('530-000-13900', 700, 'Due from fund 900'),
      debit('900-000-20153', 700, 'Due to fund 530'),
    ]);
  });
});

describe('overShortEntry', () => {
  const noneBut = (differences: Partial<Record<(typeof TENDER_KINDS)[number], number>>) =>
    TENDER_KINDS.map((kind) => ({ kind, differenceCents: differences[kind] ?? 0 }));
  const post = (differences: Parameters<typeof noneBut>[0], floatMissingCents = 0) =>
    overShortEntry(noneBut(differences), floatMissingCents, debitAccountByKind, interfund, policy);

  it('posts a short drawer as over/short against undeposited receipts', () => {
    expect(post({ cash: -500 })).toEqual([
      debit('100-110-46900', 500, 'Short, cash'),
      credit('900-000-10190', 500, 'Short, cash'),
      credit('100-000-13900', 500, 'Due from fund 900'),
      debit('900-000-20110', 500, 'Due to fund 100'),
    ]);
  });

  it('keeps over and short of one drawer as two postings, never netted, even on one account', () => {
    const entry = post({ cash: -500, check: 500 });
    expect(entry).toEqual([
      debit('100-110-46900', 500, 'Short, cash'),
      credit('900-000-10190', 500, 'Short, cash'),
      credit('100-110-46900', 500, 'Over, checks'),
      debit('900-000-10190', 500, 'Over, checks'),
    ]);
  });

  it('lets the change funds bear what is missing of the float, and receipts the rest', () => {
    const entry = post({ cash: -7000 }, 2000);
    expect(net(entry, '100-110-46900')).toBe(7000);
    expect(net(entry, '900-000-10190')).toBe(-5000);
    expect(net(entry, '900-000-10195')).toBe(-2000);
    expect(entryErrors(entry, interfund)).toEqual([]);
  });

  it('moves float paid out as change on another tender to the change funds, although nothing is short', () => {
    const entry = post({}, 1500);
    expect(entry).toEqual([
      debit('900-000-10190', 1500, 'Float incomplete'),
      credit('900-000-10195', 1500, 'Float incomplete'),
    ]);
  });

  it('is empty when everything agreed', () => {
    expect(post({})).toEqual([]);
  });

  it('leaves in undeposited receipts exactly the cash that is handed in, whatever was expected and counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50_000, max: 500_000 }),
        fc.integer({ min: 0, max: 500_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: -9_000, max: 9_000 }),
        (receivedCents, countedCents, floatCents, checkDifferenceCents) => {
          const floatMissingCents = Math.max(floatCents - countedCents, 0);
          const entry = post(
            { cash: countedCents - (floatCents + receivedCents), check: checkDifferenceCents },
            floatMissingCents,
          );
          expect(entryErrors(entry, interfund)).toEqual([]);
          const handedInCents = Math.max(countedCents - floatCents, 0);
          expect(receivedCents + net(entry, '900-000-10190')).toBe(handedInCents + checkDifferenceCents);
        },
      ),
    );
  });
});

describe('the other entries', () => {
  it('posts an opening variance against the change funds, never against receipts', () => {
    const entry = openingVarianceEntry(-100, interfund, policy);
    expect(entry.slice(0, 2)).toEqual([
      debit('100-110-46900', 100, 'Opening variance, short'),
      credit('900-000-10195', 100, 'Opening variance, short'),
    ]);
    expect(openingVarianceEntry(0, interfund, policy)).toEqual([]);
    expect(net(openingVarianceEntry(100, interfund, policy), '900-000-10195')).toBe(100);
  });

  it('moves a deposit from undeposited receipts to the bank without legs', () => {
    expect(depositEntry('900-000-10100', 549268, interfund, policy)).toEqual([
      debit('900-000-10100', 549268),
      credit('900-000-10190', 549268),
    ]);
  });

  it('follows the bank when it credits less than the slip says', () => {
    const entry = bankCorrectionEntry('900-000-10100', -2000, interfund, policy);
    expect(net(entry, '900-000-10100')).toBe(-2000);
    expect(net(entry, '100-110-46900')).toBe(2000);
    expect(entryErrors(entry, interfund)).toEqual([]);
  });

  it('empties card clearing by the gross and makes the fee an expense of its fund', () => {
    const entry = settlementEntry('900-000-10100', 191235, 4781, interfund, policy);
    expect(net(entry, '900-000-10100')).toBe(186454);
    expect(net(entry, '900-000-10150')).toBe(-191235);
    expect(net(entry, '100-110-53400')).toBe(4781);
    expect(net(entry, '900-000-20110')).toBe(4781);
    expect(entryErrors(entry, interfund)).toEqual([]);
  });

  it('balances per fund for any amount', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.nat(1_000_000),
        fc.nat(50_000),
        (signed, gross, fee) => {
          for (const entry of [
            openingVarianceEntry(signed, interfund, policy),
            bankCorrectionEntry('900-000-10110', signed, interfund, policy),
            depositEntry('900-000-10110', gross, interfund, policy),
            settlementEntry('900-000-10100', gross, fee, interfund, policy),
          ]) {
            expect(entryErrors(entry, interfund)).toEqual([]);
          }
        },
      ),
    );
  });
});

describe('tenderCorrectionEntry', () => {
  it('is empty when only a number was mended', () => {
    expect(tenderCorrectionEntry([check(5000)], [check(5000)], 0, 0, interfund, policy)).toEqual([]);
  });

  it('shows cash keyed as a check kind by kind, although both stand on one account', () => {
    expect(tenderCorrectionEntry([check(5000)], [cash(5000)], 0, 0, interfund, policy)).toEqual([
      credit('900-000-10190', 5000, 'Tendered as checks', 'tender'),
      debit('900-000-10190', 5000, 'Tendered as cash', 'tender'),
    ]);
  });

  it('moves a card keyed as cash to card clearing, and leaves the tenders that stood alone', () => {
    const entry = tenderCorrectionEntry(
      [cash(5000), check(100)],
      [card(5000), check(100)],
      0,
      0,
      interfund,
      policy,
    );
    expect(entry).toEqual([
      credit('900-000-10190', 5000, 'Tendered as cash', 'tender'),
      debit('900-000-10150', 5000, 'Tendered as cards', 'tender'),
    ]);
  });

  it('counts changed change as cash', () => {
    const entry = tenderCorrectionEntry([cash(5000)], [check(6000)], 0, 1000, interfund, policy);
    expect(entry).toEqual([
      credit('900-000-10190', 6000, 'Tendered as cash', 'tender'),
      debit('900-000-10190', 6000, 'Tendered as checks', 'tender'),
    ]);
  });

  it('together with the payment equals the entry of the corrected payment, account by account', () => {
    fc.assert(
      fc.property(paymentParts, fc.constantFrom(...TENDER_KINDS), ({ lines, tenders, changeCents }, kind) => {
        const after = tenders.map((tender) =>
          tender.kind === 'cash' ? tender : { ...tender, kind, debitAccount: debitAccountByKind[kind] },
        );
        const posted = paymentEntry(lines, tenders, changeCents, interfund, policy);
        const correction = tenderCorrectionEntry(tenders, after, changeCents, changeCents, interfund, policy);
        const wanted = paymentEntry(lines, after, changeCents, interfund, policy);
        expect(entryErrors(correction, interfund)).toEqual([]);
        const both = [...posted, ...correction];
        for (const account of new Set([...both, ...wanted].map((p) => p.glAccount))) {
          expect(net(both, account)).toBe(net(wanted, account));
        }
      }),
    );
  });
});

describe('the invariants of an entry', () => {
  it('name the fund that does not balance and by how much', () => {
    expect([...entryImbalance([debit('510-000-13900', 100), credit('510-000-11500', 101)])]).toEqual([
      ['510', -1],
    ]);
    expect(entryErrors([debit('510-000-13900', 100), credit('510-000-11500', 101)], {})).toEqual([
      'fund 510 is out of balance by -0.01',
    ]);
  });

  it('notice a due-to that faces the wrong fund, although every fund balances', () => {
    const entry = [
      debit('900-000-10190', 100),
      credit('900-000-20152', 100),
      debit('510-000-13900', 100),
      credit('510-000-11500', 100),
    ];
    expect([...entryImbalance(entry)]).toEqual([]);
    expect(entryErrors(entry, interfund)).toEqual([
      'due to fund 510 is 0.00, its due from is 1.00',
      'due to fund 520 is 1.00, its due from is 0.00',
    ]);
  });

  it('notice a posting with two sides, none, or a fraction of a cent', () => {
    const bad = [
      { glAccount: 'a', debitCents: 1, creditCents: 1 },
      { glAccount: 'b', debitCents: 0, creditCents: 0 },
      { glAccount: 'c', debitCents: 0.5, creditCents: 0 },
      { glAccount: 'd', debitCents: -1, creditCents: 0 },
    ];
    expect(entryErrors(bad, {})).toEqual([
      'a must have one side: debit 1, credit 1 cents',
      'b must have one side: debit 0, credit 0 cents',
      'c must have one side: debit 0.5, credit 0 cents',
      'd must have one side: debit -1, credit 0 cents',
    ]);
  });
});
