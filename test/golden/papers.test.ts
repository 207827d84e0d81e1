/** What a customer, a bank and a supervisor hold in their hands, line by line, at both widths and in both languages. */
import { describe, expect, it } from 'vitest';
import { balancingReportPaper } from '../../shared/domain/receipt/balancing-report.ts';
import { depositSlipPaper } from '../../shared/domain/receipt/deposit-slip.ts';
import { paperText } from '../../shared/domain/receipt/layout.ts';
import { receiptPaper } from '../../shared/domain/receipt/receipt-paper.ts';
import type { ReceiptOptions } from '../../shared/domain/receipt/receipt-paper.ts';
import { selfTestPaper } from '../../shared/domain/receipt/self-test.ts';
import { voidPaper } from '../../shared/domain/receipt/void-paper.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import type { PaymentState, PaymentVoided, TenderCorrected } from '../../shared/domain/payment/types.ts';
import { defaultPolicy } from '../../shared/domain/policy/default-policy.ts';
import {
  billLine,
  date,
  freeLine,
  instant,
  paymentWith,
  postedAt,
  sampleClose,
  sampleDeposit,
  samplePayment,
  tender,
} from '../support/papers.ts';

const timeZone = 'America/Phoenix';
const policyAt = (columns: 42 | 48) => ({
  receipt: {
    ...defaultPolicy.receipt,
    columns,
    heading: ['CITY OF CEDAR BLUFF', 'City Hall Lobby, 100 N Main Ave', 'Cedar Bluff AZ 85201'],
  },
});
const options: ReceiptOptions = {
  policy: policyAt(42),
  timeZone,
  training: false,
  cashierName: 'Rosa Delgado',
  sourceName: 'Drawer 3',
  postedAt,
  copy: 0,
  printedAt: instant('2026-11-19T21:45:10.000Z'),
  printedBy: 'Mei Tran',
};

const golden = async (name: string, paper: Paper): Promise<void> => {
  for (const line of paper.lines) {
    if (line.kind === 'text') {
      const room = line.wide === true ? paper.columns / 2 : paper.columns;
      expect(Array.from(line.text), line.text).toHaveLength(room);
    }
  }
  await expect(paperText(paper)).toMatchFileSnapshot(`papers/${name}.txt`);
};
const receipt = (payment: PaymentState, change: Partial<ReceiptOptions> = {}): Paper =>
  receiptPaper(payment, { ...options, ...change });

const longPayment = paymentWith({
  payerName: 'Nguyễn-Kuşakçıoğlu Wolfeschlegelsteinhausenbergerdorff, Maximiliana',
  lines: [
    billLine(1, 'Payment arrangement instalment', 25_000_000_00, '2026-10-29'),
    freeLine(2, 'Code violation fine', 'Lot 14, Block 7, Juniper Heights Second Addition', 1_234_567_89),
    freeLine(3, 'Miscellaneous receipt', 'x'.repeat(60), 1),
  ],
  tenders: [
    tender(1, {
      name: 'Agency pledge',
      kind: 'voucher',
      amountCents: 25_000_000_00,
      pledge: { agency: 'Community Action Program of the Three Rivers', number: 'CAP-2026-004417' },
    }),
    tender(2, {
      name: 'Business check',
      kind: 'check',
      amountCents: 1_234_567_90,
      check: { routing: '122199912', number: '000000000010288' },
    }),
  ],
  changeCents: 0,
  account: { openAfterCents: -12_345_67 },
});

describe('receipts', () => {
  it('stand as the design shows them', () => golden('receipt-en-42', receipt(samplePayment)));
  it('widen to 48 columns with amounts still in the last ten', () =>
    golden('receipt-en-48', receipt(samplePayment, { policy: policyAt(48) })));
  it('speak Spanish', () => golden('receipt-es-42', receipt(samplePayment, { language: 'es' })));
  it('say DUPLICATE first and last, with number, time and name', () =>
    golden('receipt-duplicate', receipt(samplePayment, { copy: 2 })));
  it('say DUPLICADO in Spanish', () =>
    golden('receipt-duplicate-es', receipt(samplePayment, { copy: 1, language: 'es' })));
  it('say TRAINING in the sample city', () =>
    golden('receipt-training', receipt(samplePayment, { training: true, copy: 1, logo: true })));
  it('wrap long names and numbers, and never an amount', () => golden('receipt-long-42', receipt(longPayment)));
  it('wrap the same in Spanish at 48', () =>
    golden('receipt-long-es-48', receipt(longPayment, { language: 'es', policy: policyAt(48) })));
  it('show no name of a confidential account, and the day a mailed payment was received', () =>
    golden(
      'receipt-confidential-mail',
      receipt(
        paymentWith({
          account: { confidential: true, openAfterCents: 0, reconnect: { neededCents: 58428, reached: false } },
          receivedDate: date('2026-11-17'),
          lines: [billLine(1, 'Electric bill', 18989, '2026-11-23')],
          tenders: [
            tender(1, {
              name: 'Personal check',
              kind: 'check',
              amountCents: 18989,
              check: { routing: '122199912', number: '1288' },
            }),
          ],
          changeCents: 0,
        }),
        { sourceName: 'Mail desk' },
      ),
    ));
  it('show a card by brand, last four and authorization, without change', () =>
    golden(
      'receipt-card',
      receipt(
        paymentWith({
          lines: [freeLine(1, 'Building permit', 'BP-2026-118', 125_00)],
          tenders: [
            tender(1, {
              name: 'Credit or debit card',
              kind: 'card',
              amountCents: 125_00,
              card: { brand: 'Visa', last4: '4242', authorization: '083112' },
            }),
          ],
          changeCents: 0,
        }),
      ),
    ));
  it('say so when the payment was voided', () =>
    golden('receipt-voided', receipt({ ...samplePayment, status: 'voided' }, { copy: 1 })));
  it('show the tenders as corrected, and that they were', () => {
    const after = [
      tender(1, {
        name: 'Personal check',
        kind: 'check',
        amountCents: 68078,
        check: { routing: '122199912', number: '1288' },
      }),
    ];
    const correction: TenderCorrected = {
      type: 'payment.tender-corrected',
      v: 1,
      paymentId: 'p1',
      sessionId: 's1',
      receiptNumber: '03-018462',
      reason: 'keyed as cash',
      correctedBy: 'dana',
      before: samplePayment.tenders,
      after,
      changeBeforeCents: 2022,
      changeAfterCents: 0,
      funding: [],
      entry: [],
    };
    const corrected = { ...samplePayment, tenders: after, changeCents: 0, corrections: [correction] };
    return golden('receipt-corrected', receipt(corrected, { copy: 1 }));
  });
});

const voided: PaymentVoided = {
  type: 'payment.voided',
  v: 1,
  paymentId: 'p1',
  sessionId: 's1',
  receiptNumber: '03-018462',
  reason: 'Customer wants to pay the other account first and comes back later',
  receiptReturned: true,
  cashReturnedCents: 58078,
  entry: [],
};

describe('other papers', () => {
  it('a void names what was handed back and is signed for', () =>
    golden(
      'void-en-42',
      voidPaper(samplePayment, voided, {
        ...options,
        voidedAt: instant('2026-11-19T22:01:00.000Z'),
        approverName: 'Dana Whitfield',
      }),
    ));
  it('a void in Spanish', () =>
    golden(
      'void-es-48',
      voidPaper(samplePayment, { ...voided, terminalVoidSlip: 'V-0097' }, {
        ...options,
        policy: policyAt(48),
        language: 'es',
        voidedAt: instant('2026-11-19T22:01:00.000Z'),
      }),
    ));
  it('a deposit slip stands as the design shows it', () =>
    golden('slip-42', depositSlipPaper(sampleDeposit, { columns: 42, timeZone, training: false })));
  it('a deposit slip at 48 columns, a duplicate in training, before it is sealed', () => {
    const { bagNumber, journalHead, ...unsealed } = sampleDeposit;
    return golden(
      'slip-48-unsealed',
      depositSlipPaper(
        { ...unsealed, custody: 'preparing' },
        {
          columns: 48,
          timeZone,
          training: true,
          copy: 1,
          printedBy: 'Omar Haddad',
          printedAt: options.printedAt,
        },
      ),
    );
  });
  it('a balancing report shows each kind, the attempts, the reason and the seal', () =>
    golden(
      'z-42',
      balancingReportPaper(sampleClose, {
        columns: 42,
        timeZone,
        training: false,
        heading: ['CITY OF CEDAR BLUFF'],
        cashierName: 'Rosa Delgado',
        payments: 84,
        voids: 1,
        printedAt: instant('2026-11-20T00:13:00.000Z'),
      })!,
    ));
  it('a balancing report of an unlucky drawer: missing and unknown items, a torn float, amounts beyond ten columns', () => {
    const balanced = sampleClose.balanced!;
    return golden(
      'z-48-unlucky',
      balancingReportPaper(
        {
          ...sampleClose,
          version: 2,
          countedBy: 'dana',
          witness: 'luis',
          opened: { ...sampleClose.opened, varianceCents: -100 },
          balanced: {
            ...balanced,
            version: 2,
            floatMissingCents: 2000,
            handInCashCents: 0,
            results: balanced.results.map((row) =>
              row.kind === 'check'
                ? {
                    ...row,
                    expectedCents: 12_345_678_90,
                    countedCents: 12_345_000_00,
                    differenceCents: -678_90,
                    countedItems: 6,
                  }
                : row,
            ),
            missing: [{ paymentId: 'p1', tenderNo: 1, kind: 'check', number: '1288', amountCents: 678_90 }],
            unexpected: [{ kind: 'item', number: '22108834999', amountCents: 1 }],
          },
        },
        {
          columns: 48,
          timeZone,
          training: true,
          heading: ['CITY OF CEDAR BLUFF'],
          cashierName: 'Rosa Delgado',
          payments: 1,
          voids: 0,
          copy: 1,
          printedBy: 'Dana Whitfield',
          printedAt: instant('2026-11-20T00:13:00.000Z'),
          nameOf: (userName) => (userName === 'dana' ? 'Dana Whitfield' : 'Luis Ortega'),
        },
      )!,
    );
  });
  it('there is no balancing report before the count is sealed', () => {
    const { balanced, ...counting } = sampleClose;
    expect(
      balancingReportPaper(counting, {
        columns: 42,
        timeZone,
        training: false,
        heading: [],
        cashierName: '',
        payments: 0,
        voids: 0,
        printedAt: options.printedAt,
      }),
    ).toBeUndefined();
  });
  it('the self-test shows width, styles and letters', () =>
    golden(
      'self-test-42',
      selfTestPaper({ columns: 42, timeZone, training: false, at: options.printedAt, workstation: '03' }),
    ));
});
