/** Finding receipts, and one with everything that hangs on it. */
import { mayBeCorrected } from '../../../shared/domain/payment/correct-tender.ts';
import { entryOf } from '../../../shared/domain/payment/evolve.ts';
import type { PaymentState } from '../../../shared/domain/payment/types.ts';
import { mayBeVoided, voidNeedsApproval } from '../../../shared/domain/payment/void.ts';
import { nextCopy } from '../../../shared/domain/print/rules.ts';
import { tenderLine } from '../../../shared/domain/receipt/receipt-paper.ts';
import { describeRefusal } from '../../../shared/errors/describe.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { addDays } from '../../../shared/kernel/time.ts';
import type { Language } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { pdfFile } from '../files.ts';
import type { QueryContext, QueryHandler } from '../handler.ts';
import { loadCard, loadPayment, loadSession } from '../load.ts';
import type { PaymentRow } from '../ports.ts';
import { jobView } from '../print/jobs.ts';
import { receiptOf, voidSlipOf } from '../print/papers.ts';
import { printerFor } from '../print/printer.ts';
import { workingDate } from './setup.ts';

type View = Output<'receipt.show'>;

const rowView = (ctx: QueryContext, row: PaymentRow): View['row'] => ({
  paymentId: row.paymentId,
  receiptNumber: row.receiptNumber,
  at: row.postedAt,
  businessDate: row.businessDate,
  cashier: ctx.office.personName(row.cashier),
  source: row.source,
  payerName: row.payerName,
  totalCents: row.totalCents,
  status: row.status,
});

export const search: QueryHandler<'receipt.search'> = (ctx, query) =>
  ok({ receipts: ctx.books.payments(query).map((row) => rowView(ctx, row)) });

const unknown = (paymentId: string): Result<never> =>
  refuse('NOT_FOUND', { field: 'paymentId', value: paymentId, params: { what: 'receipt' } });

export const show: QueryHandler<'receipt.show'> = (ctx, { paymentId, language }) => {
  const row = ctx.books.payment(paymentId);
  const payment = loadPayment(ctx.books, paymentId);
  if (!row || !payment) return unknown(paymentId);
  const { posted } = payment;
  const session = loadSession(ctx.books, row.sessionId);
  const mayVoid = mayBeVoided(payment, session, ctx.person);
  const mayCorrect = mayBeCorrected(payment, session, ctx.person);
  return ok({
    row: rowView(ctx, row),
    sessionId: row.sessionId,
    sessionStatus: session?.status ?? '',
    receivedDate: posted.receivedDate,
    changeCents: payment.changeCents,
    lines: posted.lines.map((line) => ({
      lineNo: line.lineNo,
      name: line.name,
      account: line.account ?? null,
      reference: line.reference ?? null,
      due: line.charge?.dueDate ?? null,
      amountCents: line.amountCents,
      distribution: line.distribution,
    })),
    tenders: tenderViews(ctx, payment),
    funding: payment.funding,
    corrections: correctionViews(ctx, payment),
    overrides: posted.overrides.map(({ kind, reason, approvedBy }) => ({
      kind,
      reason,
      ...(approvedBy === undefined ? {} : { approvedBy: ctx.office.personName(approvedBy) }),
    })),
    voided: voidView(ctx, payment),
    postings: [...entryOf(payment), ...(payment.voided?.entry ?? [])],
    prints: ctx.books.prints({ paymentId, limit: 100 }).map((job) => jobView(ctx.books, job)),
    preview: previewOf(ctx, payment, language),
    mayVoid: permission(mayVoid),
    voidNeedsApproval: voidNeedsApproval(payment, { session, person: ctx.person, policy: ctx.office.policy }),
    mayCorrect: permission(mayCorrect),
  });
};

const permission = (result: Result<unknown>): View['mayVoid'] => {
  if (result.ok) return { may: true };
  const { what, next } = describeRefusal(result.error);
  return { may: false, reason: `${what} ${next}` };
};

function tenderViews(ctx: QueryContext, payment: PaymentState): View['tenders'] {
  const rows = ctx.books.tenders({ paymentId: payment.posted.paymentId });
  return payment.tenders.map((tender) => {
    const depositId = rows.find((row) => row.tender.tenderNo === tender.tenderNo)?.depositId ?? null;
    return {
      tenderNo: tender.tenderNo,
      tenderType: tender.tenderType,
      name: tender.name,
      kind: tender.kind,
      detail: detailOf(tender),
      amountCents: tender.amountCents,
      bankAccount: tender.bankAccount,
      terminalCard: terminalCardOf(ctx, tender),
      depositNumber: depositId === null ? null : (ctx.books.deposit(depositId)?.prepared.number ?? null),
    };
  });
}

function terminalCardOf(
  ctx: QueryContext,
  { card }: PaymentState['tenders'][number],
): View['tenders'][number]['terminalCard'] {
  const attemptId = card?.terminal?.attemptId;
  if (attemptId === undefined) return null;
  return { attemptId, stillCharged: loadCard(ctx.books, attemptId)?.status !== 'reversed' };
}

function detailOf({ check, item, card, pledge }: PaymentState['tenders'][number]): string {
  if (check) return `No. ${check.number}, routing ${check.routing}`;
  if (item) return [`No. ${item.number}`, item.issuer].filter(Boolean).join(', ');
  if (card) return `${card.brand} ${card.last4}, authorization ${card.authorization}`;
  return pledge ? `${pledge.agency}, ${pledge.number}` : '';
}

const correctionViews = (ctx: QueryContext, payment: PaymentState): View['corrections'] =>
  ctx.books.loadStream(`payment:${payment.posted.paymentId}`).flatMap(({ event, recordedAt }) => {
    if (event.type !== 'payment.tender-corrected') return [];
    const list = (tenders: PaymentState['tenders']): string =>
      tenders.map((tender) => `${tenderLine(tender, 'en')} ${formatCents(tender.amountCents)}`).join(', ');
    const text = `${list(event.before)} → ${list(event.after)}`;
    return [{ at: recordedAt, by: ctx.office.personName(event.correctedBy), reason: event.reason, text }];
  });

function voidView(ctx: QueryContext, { posted, voided }: PaymentState): View['voided'] {
  if (!voided) return null;
  const recorded = ctx.books
    .loadStream(`payment:${posted.paymentId}`)
    .find(({ event }) => event.type === 'payment.voided');
  return {
    at: recorded?.recordedAt ?? ctx.at,
    by: ctx.office.personName(recorded?.actor ?? ''),
    reason: voided.reason,
    ...(voided.approvedBy === undefined ? {} : { approvedBy: ctx.office.personName(voided.approvedBy) }),
  };
}

/** What the printer would get now: the original as it went out, or the void slip. */
function previewOf(
  ctx: QueryContext,
  payment: PaymentState,
  language: Language | undefined,
): View['preview'] {
  const { paymentId } = payment.posted;
  const paper = payment.voided
    ? voidSlipOf(ctx, paymentId)
    : receiptOf(ctx, paymentId, {
        copy: 0,
        printedBy: ctx.person.name,
        ...(language === undefined ? {} : { language }),
      });
  return ctx.desk.devices.preview(paper, printerFor(ctx.desk, ctx.office));
}

/** A PDF is a copy like any other: it says DUPLICATE once the original may be on paper. */
export const pdf: QueryHandler<'receipt.pdf'> = async (ctx, { paymentId }) => {
  const row = ctx.books.payment(paymentId);
  if (!row) return unknown(paymentId);
  const jobs = ctx.books
    .prints({ paymentId, limit: 1000 })
    .filter((job) => job.queued.subject.kind === 'receipt');
  const paper =
    row.status === 'voided'
      ? voidSlipOf(ctx, paymentId)
      : receiptOf(ctx, paymentId, { copy: nextCopy(jobs), printedBy: ctx.person.name });
  const bytes = await ctx.desk.files.pdf(paper, {
    title: `Receipt ${row.receiptNumber}`,
    createdAt: row.postedAt,
  });
  return ok(pdfFile(`receipt-${row.receiptNumber}.pdf`, bytes));
};

/** Before money is taken: the same check or money order, across windows and batches. */
export const checkTender: QueryHandler<'tender.check'> = (ctx, { kind, routing, number }) => {
  const earlier = ctx.books.sameInstrument({
    kind,
    number,
    since: addDays(workingDate(ctx), -ctx.office.policy.checkRepeatDays),
    ...(routing === undefined ? {} : { routing }),
  });
  return ok({
    earlier: earlier.map((row) => ({
      receiptNumber: row.receiptNumber,
      at: row.postedAt,
      source: ctx.books.session(row.sessionId)?.source.name ?? '',
      amountCents: row.tender.amountCents,
    })),
  });
};
