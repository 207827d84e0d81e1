/**
 * Any mix of lines and tenders against a model that a person could do on paper: what is taken, what is refused, and for
 * which of three reasons. Whatever is taken holds every invariant of a payment, also after corrections and a void.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTenderCorrection } from '../../shared/domain/payment/correct-tender.ts';
import { evolvePayment } from '../../shared/domain/payment/evolve.ts';
import { paymentInvariants } from '../../shared/domain/payment/invariants.ts';
import { decidePost } from '../../shared/domain/payment/post.ts';
import type { LineInput } from '../../shared/domain/payment/types.ts';
import { decideVoid } from '../../shared/domain/payment/void.ts';
import { allocate, linesForAllocation } from '../../shared/domain/allocation/allocate.ts';
import { openAccountOf } from '../../shared/domain/allocation/account-facts.ts';
import type { TenderInput } from '../../shared/domain/tender/types.ts';
import { sumCents } from '../../shared/money/money.ts';
import {
  ACCOUNT,
  NUNEZ_CHARGES,
  TODAY,
  accountFacts,
  bankAccounts,
  busPass,
  cardTender,
  cashTender,
  checkTender,
  fine,
  interfund,
  lena,
  misc,
  moneyOrder,
  nunez,
  openSession,
  paymentInput,
  permit,
  policy,
  postFacts,
  priya,
  serviceMap,
  tenderTypes,
  valueOf,
} from '../support/city.ts';

const facts = accountFacts(nunez, NUNEZ_CHARGES);
const account = openAccountOf(facts, policy, serviceMap, TODAY);

const toward = (amountCents: number): LineInput[] =>
  valueOf(
    linesForAllocation(ACCOUNT, allocate(account, amountCents), serviceMap, policy.overpaymentReceiptType),
  );

/** A cart: some money toward the account in the usual order, and some items. */
const cart = fc
  .record({
    towardCents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900_00 })),
    passes: fc.nat({ max: 2 }),
    fines: fc.array(fc.integer({ min: 1, max: 200_00 }), { maxLength: 2 }),
    permits: fc.array(fc.integer({ min: 1, max: 300_00 }), { maxLength: 1 }),
    other: fc.array(fc.integer({ min: 1, max: 50_00 }), { maxLength: 1 }),
  })
  .map(({ towardCents, passes, fines, permits, other }) => [
    ...(towardCents > 0 ? toward(towardCents) : []),
    ...Array.from({ length: passes }, (_, index) => busPass(`T31-${index}`)),
    ...fines.map((cents) => fine(cents)),
    ...permits.map((cents) => permit(cents)),
    ...other.map((cents) => misc(cents)),
  ])
  .filter((lines) => lines.length > 0);

type Kind = 'CASH' | 'CHECK' | 'MO' | 'CARD';
const makers: Readonly<Record<Kind, (cents: number, index: number) => TenderInput>> = {
  CASH: (cents) => cashTender(cents),
  CHECK: (cents, index) => checkTender(cents, String(1000 + index)),
  MO: (cents, index) => moneyOrder(cents, String(22_108_834_000 + index)),
  CARD: (cents) => cardTender(cents),
};

/** Tenders that cut the due amount at random places, with a little more or less at the end. */
const paying = fc.record({
  lines: cart,
  cuts: fc.array(
    fc.record({ kind: fc.constantFrom<Kind>('CASH', 'CHECK', 'MO', 'CARD'), share: fc.nat({ max: 100 }) }),
    { maxLength: 3 },
  ),
  last: fc.constantFrom<Kind>('CASH', 'CASH', 'CHECK', 'MO', 'CARD'),
  extraCents: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -5_00, max: 40_00 })),
});

type Paying = typeof paying extends fc.Arbitrary<infer T> ? T : never;

function tendersOf({ lines, cuts, last, extraCents }: Paying): TenderInput[] {
  let leftCents = sumCents(lines.map((line) => line.amountCents));
  const tenders: TenderInput[] = [];
  for (const [index, { kind, share }] of cuts.entries()) {
    const cents = Math.floor((leftCents * share) / 100);
    if (cents <= 0) continue;
    leftCents -= cents;
    tenders.push(makers[kind](cents, index));
  }
  const cents = leftCents + extraCents;
  if (cents > 0) tenders.push(makers[last](cents, 99));
  return tenders;
}

const GUARANTEED = ['CASH', 'MO', 'CARD'];
/** What requires guaranteed funds in this cart: the reconnect fee. */
const requiredCents = (lines: readonly LineInput[]): number =>
  sumCents(lines.filter((line) => line.receiptType === 'UTIL-RC').map((line) => line.amountCents));

/** On paper: enough money, not too much to give back, enough of it guaranteed. */
function verdict(lines: readonly LineInput[], tenders: readonly TenderInput[]): string {
  const due = sumCents(lines.map((line) => line.amountCents));
  const of = (types: readonly string[]): TenderInput[] =>
    tenders.filter((tender) => types.includes(tender.tenderType));
  const total = (some: readonly TenderInput[]): number => sumCents(some.map((tender) => tender.amountCents));
  const change = total(tenders) - due;
  if (change < 0) return 'UNDERPAID';
  const allowed =
    total(of(['CASH'])) + sumCents(of(['MO']).map((tender) => Math.min(20_00, tender.amountCents)));
  if (change > allowed) return 'CHANGE_TOO_LARGE';
  if (total(of(GUARANTEED)) - change < requiredCents(lines)) return 'GUARANTEED_SHORT';
  const over = of(['CHECK', 'CARD']).some((tender) => tender.amountCents > 5_000_00);
  return over || of(['MO']).some((tender) => tender.amountCents > 1_000_00) ? 'TENDER_OVER_LIMIT' : 'taken';
}

describe('any payment', () => {
  it('is taken or refused as it would be on paper, and whole when it is taken', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(paying, (one) => {
        const tenders = tendersOf(one);
        const result = decidePost(paymentInput(one.lines, tenders), postFacts({ accounts: [facts] }));
        const said = result.ok ? 'taken' : result.error.code;
        seen.set(said, (seen.get(said) ?? 0) + 1);
        expect(said).toBe(verdict(one.lines, tenders));
        if (result.ok) expect(paymentInvariants(evolvePayment(undefined, result.value))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    // A run that never takes or never refuses would prove nothing.
    expect([...seen.keys()].sort()).toEqual(
      expect.arrayContaining(['CHANGE_TOO_LARGE', 'GUARANTEED_SHORT', 'UNDERPAID', 'taken']),
    );
  });

  it('stays whole through any corrections, and leaves nothing behind when it is voided', () => {
    const correction = fc.record({
      tender: fc.nat({ max: 3 }),
      offset: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
      kind: fc.constantFrom<Kind>('CASH', 'CHECK', 'MO', 'CARD'),
      differenceCents: fc.oneof(fc.constant(0), fc.integer({ min: -20_00, max: 20_00 })),
    });
    let corrected = 0;
    fc.assert(
      fc.property(paying, fc.array(correction, { maxLength: 4 }), (one, corrections) => {
        const result = decidePost(paymentInput(one.lines, tendersOf(one)), postFacts({ accounts: [facts] }));
        if (!result.ok) return;
        let payment = evolvePayment(undefined, result.value);
        for (const [index, { tender, offset, kind, differenceCents }] of corrections.entries()) {
          const old = payment.tenders[tender % payment.tenders.length]!;
          const amountCents = Math.max(1, old.amountCents + differenceCents);
          const event = decideTenderCorrection(
            payment,
            {
              tenderNo: old.tenderNo,
              replacement: makers[kind](amountCents, 500 + index),
              offsetTenderNo: offset === undefined ? undefined : (offset % payment.tenders.length) + 1,
              reason: 'Keyed wrong',
              itemInHand: true,
            },
            { session: openSession(), person: priya, policy, tenderTypes, bankAccounts, interfund },
          );
          if (!event.ok) continue;
          corrected += 1;
          payment = evolvePayment(payment, event.value);
          expect(paymentInvariants(payment)).toEqual([]);
          expect(payment.posted.totalCents).toBe(result.value.totalCents);
        }
        const input = { reason: 'Wrong payer', receiptReturned: true, terminalVoidSlip: 'V-1' };
        const voided = decideVoid(payment, input, {
          session: openSession(),
          person: lena,
          approver: priya,
          policy,
        });
        expect(paymentInvariants(evolvePayment(payment, valueOf(voided)))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(corrected).toBeGreaterThan(100);
  });
});
