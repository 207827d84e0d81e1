/** The print outbox as people see it: jobs in words, reprints, and what became of those that nobody is sure about. */
import { decideResolve, isOpenJob, mayPrintOriginal, nextCopy } from '../../../shared/domain/print/rules.ts';
import type { PrinterFault } from '../../../shared/devices/outcome.ts';
import type { SlipsInHand } from '../devices/live.ts';
import { PRINTER_FAULTS } from '../../../shared/devices/printer-words.ts';
import type { PrintSubject } from '../../../shared/domain/print/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { isSealed } from '../../../shared/domain/session/during.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { CommandHandler, LongHandler, QueryHandler, TxContext } from '../handler.ts';
import { loadPayment, loadSession } from '../load.ts';
import type { BooksReader, PrintRow } from '../ports.ts';
import { hasSlipStation, printerFor } from './printer.ts';

export type JobView = Output<'print.show'>;

const OUR_FAULTS: Readonly<Record<string, string>> = {
  'not-assigned': 'no printer is assigned',
  restart: 'the program stopped before it was done',
  'no-slip-station': 'the printer takes no slips',
  'nothing-inserted': 'nothing was inserted',
  cancelled: 'cancelled before it was printed',
};

const faultWords = (fault: NonNullable<PrintRow['fault']>): string =>
  fault in PRINTER_FAULTS ? PRINTER_FAULTS[fault as PrinterFault].said : (OUR_FAULTS[fault] ?? fault);

export function jobView(books: BooksReader, row: PrintRow, slips?: SlipsInHand): JobView {
  const { subject } = row.queued;
  return {
    jobId: row.jobId,
    status: row.status,
    kind: subject.kind,
    subject: labelOf(books, subject),
    subjectId: subjectIdOf(subject),
    copy: row.queued.copy,
    kick: row.kick,
    fault: row.fault === null ? null : faultWords(row.fault),
    mayPrintOriginal: mayPrintOriginal(row),
    slipStep: slips?.step(row.jobId) ?? null,
    queuedAt: row.queuedAt,
    endedAt: row.endedAt,
    requestedBy: books.user(row.queued.requestedBy)?.name ?? row.queued.requestedBy,
  };
}

function labelOf(books: BooksReader, subject: PrintSubject): string {
  switch (subject.kind) {
    case 'receipt':
      return `Receipt ${books.payment(subject.paymentId)?.receiptNumber ?? ''}`;
    case 'void-slip':
      return `Void of receipt ${books.payment(subject.paymentId)?.receiptNumber ?? ''}`;
    case 'validation':
      return `Stub of receipt ${books.payment(subject.paymentId)?.receiptNumber ?? ''}`;
    case 'endorsement':
      return `Check ${String(subject.tenderNo)} of receipt ${books.payment(subject.paymentId)?.receiptNumber ?? ''}`;
    case 'deposit-slip':
      return `Slip of deposit ${books.deposit(subject.depositId)?.prepared.number ?? ''}`;
    case 'balancing-report': {
      const session = books.session(subject.sessionId);
      return session
        ? `Balancing report of ${session.source.name}, session ${String(session.sessionNumber)}`
        : 'Balancing report';
    }
    case 'drawer':
      return 'Drawer, no sale';
    case 'self-test':
      return 'Printer test';
  }
}

function subjectIdOf(subject: PrintSubject): string {
  switch (subject.kind) {
    case 'receipt':
    case 'void-slip':
    case 'validation':
    case 'endorsement':
      return subject.paymentId;
    case 'deposit-slip':
      return subject.depositId;
    case 'balancing-report':
    case 'drawer':
      return subject.sessionId;
    case 'self-test':
      return '';
  }
}

/** All jobs about the same thing: what counts for the copy number. */
function jobsAbout(books: BooksReader, subject: PrintSubject): readonly PrintRow[] {
  const rows = ((): readonly PrintRow[] => {
    switch (subject.kind) {
      case 'receipt':
      case 'void-slip':
      case 'validation':
      case 'endorsement':
        return books.prints({ paymentId: subject.paymentId, limit: 1000 });
      case 'deposit-slip':
        return books.prints({ depositId: subject.depositId, limit: 1000 });
      case 'balancing-report':
        return books.prints({ sessionId: subject.sessionId, limit: 1000 });
      case 'drawer':
      case 'self-test':
        return [];
    }
  })();
  return rows.filter(({ queued }) => isSameThing(queued.subject, subject));
}

/** Each check of a payment has an endorsement of its own. */
const isSameThing = (a: PrintSubject, b: PrintSubject): boolean =>
  a.kind === 'endorsement' && b.kind === 'endorsement' ? a.tenderNo === b.tenderNo : a.kind === b.kind;

/**
 * Queues another print: the original while none may be on paper, else the next DUPLICATE. It never opens the drawer.
 * Errors: COUNT_NOT_SEALED for the report of a close that was taken back.
 */
export function printAgain(ctx: TxContext, subject: PrintSubject, sessionId?: string): Result<string> {
  if (subject.kind === 'balancing-report') {
    const session = certain(loadSession(ctx.tx, subject.sessionId), 'the session of a report');
    if (!isSealed(session)) return refuse('COUNT_NOT_SEALED', { value: sessionLabel(session.opened) });
  }
  return ctx.queuePrint({
    subject,
    copy: nextCopy(jobsAbout(ctx.tx, subject)),
    kick: false,
    ...(sessionId === undefined ? {} : { sessionId }),
  });
}

export const list: QueryHandler<'print.list'> = (ctx, { open, limit }) =>
  ok({
    jobs: ctx.books
      .prints({ limit, ...(open ? { statuses: ['failed', 'unknown', 'queued', 'sent'] as const } : {}) })
      .map((row) => jobView(ctx.books, row, ctx.desk.slips)),
  });

export const show: QueryHandler<'print.show'> = (ctx, { jobId }) => {
  const row = ctx.books.print(jobId);
  return row
    ? ok(jobView(ctx.books, row, ctx.desk.slips))
    : refuse('NOT_FOUND', { value: jobId, params: { what: 'print job' } });
};

export const reprint: CommandHandler<'receipt.reprint'> = (ctx, { paymentId }) => {
  const payment = ctx.tx.payment(paymentId);
  if (!payment) return refuse('NOT_FOUND', { value: paymentId, params: { what: 'receipt' } });
  const queued = printAgain(ctx, { kind: 'receipt', paymentId }, payment.sessionId);
  return queued.ok ? ok({ printJobId: queued.value }) : queued;
};

export const resolve: CommandHandler<'print.resolve'> = (ctx, { jobId, resolution, reason }) => {
  const row = ctx.tx.print(jobId);
  if (!row) return refuse('NOT_FOUND', { value: jobId, params: { what: 'print job' } });
  const by = ctx.person.userName;
  const { subject, sessionId } = row.queued;
  // A kick is never repeated: whoever needs the drawer open asks for it anew, with a reason.
  if (resolution === 'print-again' && subject.kind === 'drawer') return refuse('KICK_NOT_REPEATED');
  const again =
    resolution === 'print-again' && isOpenJob(row) ? printAgain(ctx, subject, sessionId) : ok(null);
  if (!again.ok) return again;
  const decided = decideResolve(row, resolution, by, {
    ...(reason === undefined ? {} : { reason }),
    ...(again.value === null ? {} : { replacedBy: again.value }),
  });
  if (!decided.ok) return decided;
  const name = stream.print(jobId);
  const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value]);
  if (!appended.ok) return appended;
  ctx.changed('prints');
  return ok({ printJobId: again.value });
};

/**
 * Prints on the stub or on the back of a check that the person will insert. The first is the original.
 * Errors: NOT_FOUND, SLIP_NOT_SET_UP, ENDORSE_NOT_A_CHECK.
 */
export const printSlip: CommandHandler<'slip.print'> = (ctx, { paymentId, kind, tenderNo }) => {
  const payment = loadPayment(ctx.tx, paymentId);
  if (!payment) return refuse('NOT_FOUND', { value: paymentId, params: { what: 'receipt' } });
  if (!hasSlipStation(printerFor(ctx.desk, ctx.office))) return refuse('SLIP_NOT_SET_UP');
  const tender = payment.tenders.find((each) => each.tenderNo === tenderNo);
  if (kind === 'endorsement' && tender?.kind !== 'check')
    return refuse('ENDORSE_NOT_A_CHECK', { field: 'tenderNo', value: String(tenderNo ?? '') });
  const subject: PrintSubject =
    kind === 'endorsement' && tender
      ? { kind, paymentId, tenderNo: tender.tenderNo }
      : { kind: 'validation', paymentId };
  const queued = printAgain(ctx, subject, payment.posted.sessionId);
  return queued.ok ? ok({ printJobId: queued.value }) : queued;
};

/** Gives up on paper that nobody inserted; once the first line has left it is too late. */
export const cancelSlip: LongHandler<'slip.cancel'> = async (ctx, { jobId }) => {
  ctx.desk.slips.cancel(jobId, ctx.person.userName);
  return ok({});
};
