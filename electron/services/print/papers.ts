/** What a print job puts on paper, laid out from the books when it prints. */
import type { Paper } from '../../../shared/devices/paper.ts';
import { balancingReportPaper } from '../../../shared/domain/receipt/balancing-report.ts';
import { depositSlipPaper } from '../../../shared/domain/receipt/deposit-slip.ts';
import { receiptPaper } from '../../../shared/domain/receipt/receipt-paper.ts';
import { selfTestPaper } from '../../../shared/domain/receipt/self-test.ts';
import { voidPaper } from '../../../shared/domain/receipt/void-paper.ts';
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { PaymentState } from '../../../shared/domain/payment/types.ts';
import { endorsementLines, validationLines } from '../../../shared/domain/receipt/slip-lines.ts';
import type { SlipFacts } from '../../../shared/domain/receipt/slip-lines.ts';
import type { PrintQueued, PrintSubject } from '../../../shared/domain/print/types.ts';
import { assertNever, certain } from '../../../shared/kernel/assert.ts';
import type { Instant, Language } from '../../../shared/kernel/time.ts';
import { loadPayment, loadSession } from '../load.ts';
import type { Office } from '../office.ts';
import type { BooksReader } from '../ports.ts';

export type PaperContext = { readonly books: BooksReader; readonly office: Office; readonly at: Instant };

/** Which copy it is, and who asked for it; a preview is the original. */
export type Print = { readonly copy: number; readonly printedBy: string };

const PREVIEW: Print = { copy: 0, printedBy: '' };

/** Null for a job that only opens the drawer. */
export function paperFor(ctx: PaperContext, job: PrintQueued): Paper | null {
  const { subject } = job;
  const print = { copy: job.copy, printedBy: ctx.office.personName(job.requestedBy) };
  switch (subject.kind) {
    case 'receipt':
      return receiptOf(ctx, subject.paymentId, print);
    case 'void-slip':
      return voidSlipOf(ctx, subject.paymentId, print);
    case 'deposit-slip':
      return slipOf(ctx, subject.depositId, print);
    case 'balancing-report':
      // As it was asked for: a supervisor may have taken the close back since.
      return certain(
        reportOf(ctx, subject.sessionId, print, queuedSequence(ctx, job.jobId)),
        'a sealed count',
      );
    case 'validation':
    case 'endorsement':
      return insertedPaper(ctx, subject, job.copy);
    case 'self-test':
      return selfTestPaper({ ...common(ctx), at: ctx.at, workstation: ctx.books.head().workstation });
    case 'drawer':
      return null;
    default:
      return assertNever(subject);
  }
}

/** What stands on the stub or on the back of the check. */
function insertedPaper(
  ctx: PaperContext,
  subject: Extract<PrintSubject, { kind: 'validation' | 'endorsement' }>,
  copy: number,
): Paper {
  const payment = certain(loadPayment(ctx.books, subject.paymentId), `payment ${subject.paymentId}`);
  const row = certain(ctx.books.payment(subject.paymentId), `payment ${subject.paymentId}`);
  const { columns, ...rest } = common(ctx);
  const facts = {
    ...rest,
    city: ctx.office.founded?.city ?? '',
    postedAt: row.postedAt,
    cashierName: ctx.office.personName(row.cashier),
    copy,
  };
  const texts =
    subject.kind === 'validation'
      ? validationLines(payment.posted, facts)
      : endorsement(ctx, payment, subject.tenderNo, facts);
  return { columns, lines: texts.map((text) => ({ kind: 'text', text })) };
}

function endorsement(
  { office }: PaperContext,
  payment: PaymentState,
  tenderNo: number,
  facts: SlipFacts,
): readonly string[] {
  const tender = certain(
    payment.tenders.find((each) => each.tenderNo === tenderNo),
    `tender ${String(tenderNo)}`,
  );
  const account = office.reference.bankAccounts.find(({ code }) => code === tender.bankAccount);
  return endorsementLines(payment.posted, tender, account, facts);
}

const queuedSequence = ({ books }: PaperContext, jobId: string): number =>
  certain(books.loadStream(stream.print(jobId))[0], `print job ${jobId}`).sequence;

const common = ({ office }: PaperContext) => ({
  columns: office.printer?.columns ?? office.policy.receipt.columns,
  timeZone: office.timeZone,
  training: office.training,
});

export function receiptOf(
  ctx: PaperContext,
  paymentId: string,
  print: Print & { readonly language?: Language },
): Paper {
  const payment = certain(loadPayment(ctx.books, paymentId), `payment ${paymentId}`);
  const row = certain(ctx.books.payment(paymentId), `payment ${paymentId}`);
  return receiptPaper(payment, {
    ...paymentOptions(ctx, row.cashier, row.sessionId),
    postedAt: row.postedAt,
    printedAt: ctx.at,
    ...print,
  });
}

export function voidSlipOf(ctx: PaperContext, paymentId: string, print = PREVIEW): Paper {
  const payment = certain(loadPayment(ctx.books, paymentId), `payment ${paymentId}`);
  const voided = certain(payment.voided, 'a voided payment');
  const recorded = ctx.books
    .loadStream(`payment:${paymentId}`)
    .find(({ event }) => event.type === 'payment.voided');
  return voidPaper(payment, voided, {
    ...paymentOptions(ctx, payment.posted.cashier, payment.posted.sessionId),
    voidedAt: recorded?.recordedAt ?? ctx.at,
    printedAt: ctx.at,
    ...(voided.approvedBy === undefined ? {} : { approverName: ctx.office.personName(voided.approvedBy) }),
    ...print,
  });
}

function paymentOptions(ctx: PaperContext, cashier: string, sessionId: string) {
  const { columns, ...rest } = common(ctx);
  const { policy, printer } = ctx.office;
  const source = ctx.books.session(sessionId)?.source;
  return {
    ...rest,
    policy: { ...policy, receipt: { ...policy.receipt, columns } } as typeof policy,
    cashierName: ctx.office.personName(cashier),
    sourceName: source === undefined ? '' : sourceLabel(source),
    logo: printer?.logo === true,
  };
}

export function slipOf(ctx: PaperContext, depositId: string, print = PREVIEW): Paper {
  const deposit = certain(ctx.books.deposit(depositId), `deposit ${depositId}`);
  return depositSlipPaper(deposit, { ...common(ctx), printedAt: ctx.at, ...print });
}

/** Undefined before the count is sealed. @param through as of `loadSession` */
export function reportOf(
  ctx: PaperContext,
  sessionId: string,
  print = PREVIEW,
  through?: number,
): Paper | undefined {
  const session = certain(loadSession(ctx.books, sessionId, through), `session ${sessionId}`);
  const totals = ctx.books.sessionTotals(sessionId);
  return balancingReportPaper(session, {
    ...common(ctx),
    heading: ctx.office.policy.receipt.heading,
    cashierName: ctx.office.personName(session.opened.cashier),
    printedAt: ctx.at,
    payments: totals.payments,
    voids: totals.voids,
    nameOf: (userName) => ctx.office.personName(userName),
    ...print,
  });
}
