/** Closed sessions of the sample city, made by hand or at random, as deposits read them. */
import fc from 'fast-check';
import { DENOMINATIONS } from '../../shared/domain/count/cash.ts';
import type { DenominationRow } from '../../shared/domain/count/types.ts';
import type { SessionMoney, SessionTender } from '../../shared/domain/deposit/contents.ts';
import type { BankAccount } from '../../shared/domain/reference/types.ts';
import type { Tender, TenderKind } from '../../shared/domain/tender/types.ts';
import { debitAccountByKind } from './ledger.ts';
import { date } from './papers.ts';

export const sampleBanks: readonly BankAccount[] = [
  {
    code: 'POOL',
    name: 'Bluff National Bank - pooled cash',
    accountEnding: '4410',
    routing: '122199912',
    cashAccount: '900-000-10100',
    takes: 'everything-else',
  },
  {
    code: 'COURT',
    name: 'First Mesa Bank - court and permits',
    accountEnding: '7731',
    routing: '122199747',
    cashAccount: '900-000-10110',
    takes: ['PERMIT-BLD', 'PLAN-REV', 'FINE-PARK', 'FINE-CODE'],
  },
  {
    code: 'BUS',
    name: 'Transit Credit Union',
    accountEnding: '0092',
    routing: '122199381',
    cashAccount: '900-000-10120',
    takes: ['BUS-31', 'BUS-1'],
  },
];

export type TenderSketch = {
  readonly kind: TenderKind;
  readonly cents: number;
  readonly bank?: string;
  readonly changeCents?: number;
  readonly missing?: boolean;
};

const NAMES = {
  cash: 'Cash',
  check: 'Personal check',
  item: 'Money order',
  card: 'Credit or debit card',
  voucher: 'Agency pledge',
} as const satisfies Record<TenderKind, string>;

function tenderOf(sketch: TenderSketch, index: number): Tender {
  const { kind, cents, bank = 'POOL', changeCents = 0 } = sketch;
  const goesToBank = kind === 'cash' || kind === 'check' || kind === 'item';
  return {
    tenderNo: 1,
    tenderType: kind.toUpperCase(),
    name: NAMES[kind],
    kind,
    amountCents: cents,
    guaranteed: true,
    depositable: goesToBank,
    opensDrawer: true,
    debitAccount: debitAccountByKind[kind],
    changeCents,
    bankAccount: goesToBank ? bank : null,
    ...(kind === 'check' ? { check: { routing: '122199912', number: String(1000 + index) } } : {}),
    ...(kind === 'item' ? { item: { number: String(2210000 + index), issuer: 'USPS' } } : {}),
  };
}

/**
 * A session that handed in what its tenders say, plus `cashDifferenceCents`.
 * @param floatMissingCents by how much less than the float was counted; then nothing is handed in
 */
export function closedSession(
  sessionId: string,
  sketches: readonly TenderSketch[],
  {
    cashDifferenceCents = 0,
    floatCents = 30000,
    approved = true,
    depositedTo = [] as readonly string[],
    businessDate = '2026-11-19',
  } = {},
): SessionMoney {
  const tenders: SessionTender[] = sketches.map((sketch, index) => ({
    paymentId: `${sessionId}-p${String(index)}`,
    receiptNumber: `03-${String(100000 + index)}`,
    tender: tenderOf(sketch, index),
  }));
  const netCents = tenders.reduce(
    (sum, { tender }) => sum + (tender.kind === 'cash' ? tender.amountCents : 0) - tender.changeCents,
    0,
  );
  const expectedCash = floatCents + netCents;
  const countedCash = Math.max(0, expectedCash + cashDifferenceCents);
  const missing = tenders.flatMap(({ paymentId, tender }, index) =>
    sketches[index]?.missing === true
      ? [
          {
            paymentId,
            tenderNo: 1,
            kind: tender.kind,
            number: tender.check?.number ?? tender.item?.number ?? '',
            amountCents: tender.amountCents,
          },
        ]
      : [],
  );
  const result = (kind: TenderKind, expectedCents: number, countedCents: number) => ({
    kind,
    expectedCents,
    countedCents,
    differenceCents: countedCents - expectedCents,
    expectedItems: 0,
    countedItems: 0,
  });
  const taken = (kind: TenderKind): number =>
    tenders.reduce((sum, { tender }) => sum + (tender.kind === kind ? tender.amountCents : 0), 0);
  const lost = (kind: TenderKind): number =>
    missing.reduce((sum, item) => sum + (item.kind === kind ? item.amountCents : 0), 0);
  return {
    sessionId,
    label: `Drawer ${sessionId}, session 1`,
    cashier: `cashier-${sessionId}`,
    businessDate: date(businessDate),
    approved,
    balanced: {
      results: [
        result('cash', expectedCash, countedCash),
        ...(['check', 'item', 'card', 'voucher'] as const).map((kind) =>
          result(kind, taken(kind), taken(kind) - lost(kind)),
        ),
      ],
      handInCashCents: Math.max(0, countedCash - floatCents),
      floatMissingCents: Math.max(0, floatCents - countedCash),
      missing,
    },
    tenders,
    depositedTo,
  };
}

/** Some count of this much: as few pieces as possible. */
export function countOf(cents: number): DenominationRow[] {
  let leftCents = cents;
  return DENOMINATIONS.flatMap(({ form, denominationCents }) => {
    const pieces = Math.floor(leftCents / denominationCents);
    leftCents -= pieces * denominationCents;
    return pieces === 0 ? [] : [{ form, denominationCents, loose: pieces, bundles: 0 }];
  });
}

const sketch: fc.Arbitrary<TenderSketch> = fc
  .record({
    kind: fc.constantFrom<TenderKind>('cash', 'check', 'item', 'card', 'voucher'),
    cents: fc.integer({ min: 1, max: 300_00 }),
    bank: fc.constantFrom('POOL', 'COURT', 'BUS'),
    changeShare: fc.double({ min: 0, max: 1, noNaN: true }),
    missing: fc.boolean(),
  })
  .map(({ kind, cents, bank, changeShare, missing }) => {
    const mayGiveChange = kind === 'cash' || kind === 'check' || kind === 'item';
    const limit = kind === 'cash' ? cents : Math.min(cents, 2000);
    return {
      kind,
      cents,
      bank,
      changeCents: mayGiveChange ? Math.floor(limit * changeShare) : 0,
      missing: missing && (kind === 'check' || kind === 'item'),
    };
  });

/** Any closed session: short, over, more change given than cash taken, items gone, a float that is not whole. */
export const anyClosedSession = (sessionId: string): fc.Arbitrary<SessionMoney> =>
  fc
    .record({
      sketches: fc.array(sketch, { maxLength: 12 }),
      cashDifferenceCents: fc.integer({ min: -600_00, max: 50_00 }),
    })
    .map(({ sketches, cashDifferenceCents }) => closedSession(sessionId, sketches, { cashDifferenceCents }));
