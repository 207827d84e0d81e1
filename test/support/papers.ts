/** The payment of the design's receipt, and a deposit and a close to print: states as their events make them. */
import type { DepositState } from '../../shared/domain/deposit/types.ts';
import type { AccountFact, Line, PaymentState } from '../../shared/domain/payment/types.ts';
import type { SessionState } from '../../shared/domain/session/types.ts';
import type { Tender } from '../../shared/domain/tender/types.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';

export const date = (text: string): BusinessDate => text as BusinessDate;
export const instant = (text: string): Instant => text as Instant;

const bill = (lineNo: number, name: string, amountCents: number, dueDate: string): Line => ({
  lineNo,
  name,
  receiptType: name,
  amountCents,
  account: '100002596',
  charge: {
    service: 'GA',
    billDate: date('2026-08-20'),
    dueDate: date(dueDate),
    kind: 'billed',
  },
  requiresGuaranteed: false,
  distribution: [{ glAccount: '520-000-11500', amountCents }],
  bankAccount: 'POOL',
});

const free = (lineNo: number, name: string, reference: string, amountCents: number): Line => ({
  lineNo,
  name,
  receiptType: name,
  amountCents,
  reference,
  requiresGuaranteed: false,
  distribution: [{ glAccount: '100-110-46990', amountCents }],
  bankAccount: 'POOL',
});

export const tender = (
  tenderNo: number,
  details: Partial<Tender> & Pick<Tender, 'name' | 'kind' | 'amountCents'>,
): Tender => ({
  tenderNo,
  tenderType: details.kind.toUpperCase(),
  guaranteed: true,
  depositable: details.kind !== 'card' && details.kind !== 'voucher',
  opensDrawer: true,
  debitAccount: '900-000-10190',
  changeCents: 0,
  bankAccount: 'POOL',
  ...details,
});

const account: AccountFact = {
  account: '100002596',
  name: 'Núñez, Oluwaseun',
  confidential: false,
  status: 'disconnected',
  importId: 'i1',
  asOf: '2026-11-19',
  openBeforeCents: 73976,
  openAfterCents: 15548,
  nextDue: date('2026-11-30'),
  reconnect: { neededCents: 58428, reached: true },
};

const lines: readonly Line[] = [
  bill(1, 'Gas bill', 5320, '2026-09-17'),
  bill(2, 'Solid waste bill', 6412, '2026-09-17'),
  bill(3, 'Hydrant meter', 1024, '2026-09-17'),
  bill(4, 'Late penalty', 1525, '2026-09-17'),
  bill(5, 'Gas bill', 11094, '2026-10-29'),
  bill(6, 'Water bill', 14142, '2026-10-29'),
  bill(7, 'Wastewater bill', 2407, '2026-10-29'),
  bill(8, 'Solid waste bill', 12004, '2026-10-29'),
  bill(9, 'Reconnect fee', 4500, '2026-11-19'),
  free(10, '31-day bus pass', 'T31-004417', 6400),
  free(11, 'Parking fine', 'PK-118204', 3250),
];

export const postedAt = instant('2026-11-19T21:31:06.000Z');

/** Receipt 03-018462 of the design's picture: 680.78, a money order and cash, change 20.22. */
export const samplePayment: PaymentState = {
  status: 'posted',
  postedAt,
  posted: {
    type: 'payment.posted',
    v: 1,
    paymentId: 'p1',
    sessionId: 's1',
    source: '3',
    receiptNumber: '03-018462',
    cashier: 'rosa',
    payer: { name: 'Núñez, Oluwaseun', relation: 'holder' },
    language: 'en',
    receivedDate: date('2026-11-19'),
    lines,
    tenders: [],
    funding: [],
    totalCents: 68078,
    changeCents: 2022,
    accounts: [account],
    overrides: [],
    entry: [],
  },
  tenders: [
    tender(1, {
      name: 'Money order',
      kind: 'item',
      amountCents: 10000,
      item: { number: '22108834197', issuer: 'USPS' },
    }),
    tender(2, { name: 'Cash', kind: 'cash', amountCents: 60100, changeCents: 2022 }),
  ],
  funding: [],
  changeCents: 2022,
  corrections: [],
};

/** The same visit with other lines, tenders or account. */
export function paymentWith(change: {
  readonly lines?: readonly Line[];
  readonly tenders?: readonly Tender[];
  readonly account?: Partial<AccountFact>;
  readonly payerName?: string;
  readonly changeCents?: number;
  readonly receivedDate?: BusinessDate;
}): PaymentState {
  const tenders = change.tenders ?? samplePayment.tenders;
  const changed = change.lines ?? lines;
  return {
    ...samplePayment,
    tenders,
    changeCents: change.changeCents ?? samplePayment.changeCents,
    posted: {
      ...samplePayment.posted,
      lines: changed,
      payer: { ...samplePayment.posted.payer, name: change.payerName ?? samplePayment.posted.payer.name },
      receivedDate: change.receivedDate ?? samplePayment.posted.receivedDate,
      totalCents: changed.reduce((sum, line) => sum + line.amountCents, 0),
      accounts: change.account === undefined ? [account] : [{ ...account, ...change.account }],
    },
  };
}

export { bill as billLine, free as freeLine };

/** Deposit CB-1119-2 of the design's picture: 5,492.68 with fourteen items. */
export const sampleDeposit: DepositState = (() => {
  const checks: readonly (readonly [routing: string, number: string, cents: number])[] = [
    ['122199912', '1288', 20418],
    ['122199747', '403', 7760],
    ['122199912', '9915', 31825],
    ['122199381', '2051', 45207],
    ['122199064', '118', 9644],
    ['122199912', '1041', 8842],
    ['122199064', '2207', 14390],
    ['122199381', '5518', 41280],
    ['122199912', '311', 9715],
    ['122199747', '10288', 26533],
    ['122199064', '764', 6132],
    ['122199381', '1902', 12054],
  ];
  const items = [
    ...checks.map(([routing, number, amountCents], index) => ({
      paymentId: `p${String(index)}`,
      tenderNo: 1,
      sessionId: 's1',
      receiptNumber: `03-0184${String(index).padStart(2, '0')}`,
      kind: 'check' as const,
      routing,
      number,
      amountCents,
    })),
    ...(['22108834197', '22108835510'] as const).map((number, index) => ({
      paymentId: `m${String(index)}`,
      tenderNo: 1,
      sessionId: 's1',
      receiptNumber: `03-0185${String(index).padStart(2, '0')}`,
      kind: 'item' as const,
      issuer: 'USPS',
      number,
      amountCents: index === 0 ? 10000 : 25000,
    })),
  ];
  const itemsCents = items.reduce((sum, item) => sum + item.amountCents, 0);
  return {
    depositId: 'd1',
    custody: 'sealed',
    approval: 'unapproved',
    bagNumber: '0047 2231',
    journalHead: '7c1e90ab44d2f803aa10aa10aa10aa10aa10aa10aa10aa10aa10aa10aa10aa10',
    sealedBy: 'omar',
    witness: 'luis',
    bags: ['0047 2231'],
    prepared: {
      type: 'deposit.prepared',
      v: 1,
      depositId: 'd1',
      number: 'CB-1119-2',
      bankAccount: {
        code: 'POOL',
        name: 'Bluff National Bank - pooled cash',
        accountEnding: '4410',
        routing: '122199912',
        cashAccount: '900-000-10100',
      },
      businessDate: date('2026-11-19'),
      sessions: [
        { sessionId: 's1', label: 'Drawer 3, session 2', cashier: 'rosa', cashCents: 280468, itemsCents },
      ],
      cash: [
        { form: 'bill', denominationCents: 10000, loose: 17, bundles: 0 },
        { form: 'bill', denominationCents: 2000, loose: 53, bundles: 0 },
        { form: 'bill', denominationCents: 100, loose: 19, bundles: 0 },
        { form: 'coin', denominationCents: 25, loose: 22, bundles: 2 },
        { form: 'coin', denominationCents: 1, loose: 18, bundles: 0 },
      ],
      cashCents: 280468,
      items,
      totalCents: 280468 + itemsCents,
      composition: [],
      preparedBy: 'omar',
      secondCountBy: 'luis',
    },
  };
})();

/** The close of the design's picture: drawer 3, session 2, cash short 5.00 after two attempts. */
export const sampleClose: SessionState = (() => {
  const count = { cash: [], checks: [], items: [], vouchers: [], cards: { slips: 0, totalCents: 0 } };
  const countedCents = { cash: 234478, check: 118946, item: 35000, card: 191235, voucher: 15000 };
  const attempt = (attemptNo: number) => ({
    type: 'session.attempt-sealed' as const,
    v: 1 as const,
    sessionId: 's1',
    attempt: attemptNo,
    countedBy: 'rosa',
    count,
    countedCents,
    disagreeing: ['cash' as const],
  });
  const even = (kind: 'check' | 'item' | 'card' | 'voucher', cents: number, items: number) => ({
    kind,
    expectedCents: cents,
    countedCents: cents,
    differenceCents: 0,
    expectedItems: items,
    countedItems: items,
  });
  return {
    sessionId: 's1',
    status: 'balanced',
    version: 1,
    extraAttempts: 0,
    lastAttemptStands: true,
    witnesses: [],
    attempts: [attempt(1), attempt(2)],
    countedBy: 'rosa',
    lookedBy: [],
    approvalEntry: [],
    noSales: 1,
    reasons: [
      {
        kind: 'cash',
        reason: 'change-error',
        note: 'I think I gave 20.00 for 15.00 on receipt 03-018447. Customer had already left.',
      },
    ],
    opened: {
      type: 'session.opened',
      v: 1,
      sessionId: 's1',
      sessionNumber: 2,
      source: { kind: 'drawer', code: '3', name: 'Window 3' },
      cashier: 'rosa',
      businessDate: date('2026-11-19'),
      assignedFloatCents: 30000,
      count: [],
      countedCents: 30000,
      varianceCents: 0,
      entry: [],
    },
    balanced: {
      type: 'session.balanced',
      v: 1,
      sessionId: 's1',
      attempt: 2,
      version: 1,
      results: [
        {
          kind: 'cash',
          expectedCents: 234978,
          countedCents: 234478,
          differenceCents: -500,
          expectedItems: 0,
          countedItems: 0,
        },
        even('check', 118946, 7),
        even('item', 35000, 2),
        even('card', 191235, 12),
        even('voucher', 15000, 1),
      ],
      floatCents: 30000,
      handInCashCents: 204478,
      floatMissingCents: 0,
      missing: [],
      unexpected: [],
      seal: {
        events: 218,
        lastSequence: 1206,
        hash: '5a11c0de00ffee1142aa0000000000000000000000000000000000000000beef',
      },
    },
  };
})();
