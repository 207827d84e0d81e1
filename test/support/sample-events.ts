/** Events of a small made-up day, whole enough to be projected: what the counter would have decided. */
import type { BooksWriter, Recorded } from '../../electron/services/ports.ts';
import { stream } from '../../shared/domain/events.ts';
import type { DepositPrepared } from '../../shared/domain/deposit/types.ts';
import type { OfficeFounded } from '../../shared/domain/office/types.ts';
import type { PaymentPosted } from '../../shared/domain/payment/types.ts';
import type { PrintQueued } from '../../shared/domain/print/types.ts';
import type { SessionApproved, SessionBalanced, SessionOpened } from '../../shared/domain/session/types.ts';
import type { Tender } from '../../shared/domain/tender/types.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';

export const DATE = '2026-11-19' as BusinessDate;
export const AT = '2026-11-19T16:00:00.000Z' as Instant;

export const founded: OfficeFounded = {
  type: 'office.founded',
  v: 1,
  city: 'Cedar Bluff',
  office: 'City Hall',
  workstation: '01',
  timeZone: 'America/Phoenix',
  training: false,
};

export const opened = (sessionId: string, sessionNumber = 1, code = '3'): SessionOpened => ({
  type: 'session.opened',
  v: 1,
  sessionId,
  sessionNumber,
  source: { kind: 'drawer', code, name: `Drawer ${code}` },
  cashier: 'mei',
  businessDate: DATE,
  assignedFloatCents: 30_000,
  limitCents: 200_000,
  count: [],
  countedCents: 30_000,
  varianceCents: 0,
  entry: [],
});

export const cash = (tenderNo: number, amountCents: number, changeCents = 0): Tender => ({
  tenderNo,
  tenderType: 'CASH',
  amountCents,
  name: 'Cash',
  kind: 'cash',
  guaranteed: true,
  depositable: true,
  opensDrawer: true,
  debitAccount: '900-000-10190',
  changeCents,
  bankAccount: 'POOL',
});

export const check = (tenderNo: number, amountCents: number, number: string): Tender => ({
  tenderNo,
  tenderType: 'CHECK',
  amountCents,
  check: { routing: '122105278', number },
  name: 'Personal check',
  kind: 'check',
  guaranteed: false,
  depositable: true,
  opensDrawer: false,
  debitAccount: '900-000-10190',
  changeCents: 0,
  bankAccount: 'POOL',
});

export type PaymentPlan = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly account?: string;
  readonly payer?: string;
  readonly checkNumber?: string;
  readonly amountCents?: number;
};

/** Three lines and two tenders, as in the measured payment: electric, water and a permit, by check and cash with change. */
export function posted(plan: PaymentPlan): PaymentPosted {
  const total = plan.amountCents ?? 18_989;
  const electric = Math.floor(total / 2);
  const water = Math.floor(total / 3);
  const permit = total - electric - water;
  const checkCents = Math.floor(total / 2);
  const cashCents = total - checkCents + 500;
  const account = plan.account ?? '100000008';
  const charge = (service: string) => ({
    service,
    billDate: '2026-11-01' as BusinessDate,
    dueDate: '2026-11-23' as BusinessDate,
    kind: 'billed' as const,
  });
  const line = (
    lineNo: number,
    receiptType: string,
    name: string,
    amountCents: number,
    glAccount: string,
  ) => ({
    lineNo,
    receiptType,
    name,
    amountCents,
    requiresGuaranteed: false,
    distribution: [{ glAccount, amountCents }],
    bankAccount: 'POOL',
  });
  return {
    type: 'payment.posted',
    v: 1,
    paymentId: plan.paymentId,
    sessionId: plan.sessionId,
    source: 'Drawer 3',
    receiptNumber: plan.receiptNumber,
    cashier: 'mei',
    payer: { name: plan.payer ?? 'Martínez, Mei', relation: 'holder' },
    language: 'en',
    receivedDate: DATE,
    lines: [
      {
        ...line(1, 'UB-ELECTRIC', 'Electric', electric, '510-000-11500'),
        account,
        charge: charge('EL'),
      },
      { ...line(2, 'UB-WATER', 'Water', water, '530-000-11500'), account, charge: charge('WA') },
      { ...line(3, 'BLD-PERMIT', 'Building permit', permit, '100-240-42100'), reference: 'BP-2026-0417' },
    ],
    tenders: [check(1, checkCents, plan.checkNumber ?? '1042'), cash(2, cashCents, 500)],
    funding: [
      { tenderNo: 1, lineNo: 1, amountCents: electric },
      { tenderNo: 2, lineNo: 2, amountCents: water },
      { tenderNo: 2, lineNo: 3, amountCents: permit },
    ],
    totalCents: total,
    changeCents: 500,
    accounts: [
      {
        account,
        name: 'Martínez, Mei',
        confidential: false,
        status: 'active',
        importId: 'import-1',
        asOf: '2026-11-19',
        openBeforeCents: 18_989,
        openAfterCents: 0,
      },
    ],
    overrides: [],
    entry: [
      { glAccount: '900-000-10190', debitCents: total, creditCents: 0, role: 'tender' },
      { glAccount: '510-000-11500', debitCents: 0, creditCents: electric, role: 'line' },
      { glAccount: '530-000-11500', debitCents: 0, creditCents: water, role: 'line' },
      { glAccount: '100-240-42100', debitCents: 0, creditCents: permit, role: 'line' },
      { glAccount: '510-000-13900', debitCents: electric, creditCents: 0, role: 'leg' },
      { glAccount: '900-000-20151', debitCents: 0, creditCents: electric, role: 'leg' },
      { glAccount: '530-000-13900', debitCents: water, creditCents: 0, role: 'leg' },
      { glAccount: '900-000-20153', debitCents: 0, creditCents: water, role: 'leg' },
      { glAccount: '100-000-13900', debitCents: permit, creditCents: 0, role: 'leg' },
      { glAccount: '900-000-20110', debitCents: 0, creditCents: permit, role: 'leg' },
    ],
  };
}

export const queued = (jobId: string, paymentId: string, sessionId: string): PrintQueued => ({
  type: 'print.queued',
  v: 1,
  jobId,
  subject: { kind: 'receipt', paymentId },
  copy: 0,
  kick: true,
  sessionId,
  requestedBy: 'mei',
});

export const balanced = (sessionId: string, shortCents: number): SessionBalanced => ({
  type: 'session.balanced',
  v: 1,
  sessionId,
  attempt: 1,
  version: 1,
  results: [
    {
      kind: 'cash',
      expectedCents: 10_000,
      countedCents: 10_000 - shortCents,
      differenceCents: -shortCents,
      expectedItems: 1,
      countedItems: 1,
    },
  ],
  floatCents: 30_000,
  handInCashCents: 10_000 - shortCents,
  floatMissingCents: 0,
  missing: [],
  unexpected: [],
  seal: { events: 1, lastSequence: 1, hash: '0'.repeat(64) },
});

export const approved = (sessionId: string, shortCents: number): SessionApproved => ({
  type: 'session.approved',
  v: 1,
  sessionId,
  version: 1,
  approvedBy: 'dana',
  note: '',
  handInCashCents: 10_000 - shortCents,
  missing: [],
  entry: [
    { glAccount: '900-000-77000', debitCents: shortCents, creditCents: 0 },
    { glAccount: '900-000-10190', debitCents: 0, creditCents: shortCents },
  ],
});

export const prepared = (depositId: string, sessionId: string, paymentId: string): DepositPrepared => ({
  type: 'deposit.prepared',
  v: 1,
  depositId,
  number: 'CB-1119-1',
  bankAccount: {
    code: 'POOL',
    name: 'Pooled cash',
    accountEnding: '4417',
    routing: '122105278',
    cashAccount: '900-000-10100',
  },
  businessDate: DATE,
  sessions: [
    { sessionId, label: 'Drawer 3, session 1', cashier: 'mei', cashCents: 9_995, itemsCents: 9_494 },
  ],
  cash: [],
  cashCents: 9_995,
  items: [
    {
      paymentId,
      tenderNo: 1,
      sessionId,
      receiptNumber: '01-000001',
      kind: 'check',
      routing: '122105278',
      number: '1042',
      amountCents: 9_494,
    },
  ],
  totalCents: 19_489,
  composition: [],
  preparedBy: 'carlos',
  secondCountBy: 'dana',
});

const context = { actor: 'mei', at: AT, businessDate: DATE };

/** One payment as the counter commits it: its event, the print job, the remembered command. */
export function postPayment(
  tx: BooksWriter,
  plan: Omit<PaymentPlan, 'receiptNumber'>,
): Result<readonly Recorded[]> {
  const receiptNumber = tx.nextReceiptNumber();
  const payment = tx.append(stream.payment(plan.paymentId), 0, [posted({ ...plan, receiptNumber })], context);
  if (!payment.ok) return payment;
  const jobId = `job-${plan.paymentId}`;
  const print = tx.append(stream.print(jobId), 0, [queued(jobId, plan.paymentId, plan.sessionId)], context);
  if (!print.ok) return print;
  tx.rememberCommand(`command-${plan.paymentId}`, {
    contentHash: 'c'.repeat(64),
    answer: JSON.stringify({ receiptNumber }),
    channel: 'payment.post',
    at: AT,
  });
  return payment;
}

export const openDrawer = (
  tx: BooksWriter,
  sessionId: string,
  sessionNumber = 1,
): Result<readonly Recorded[]> =>
  tx.append(stream.session(sessionId), 0, [opened(sessionId, sessionNumber)], context);
