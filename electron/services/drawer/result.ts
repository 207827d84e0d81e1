/** Over and short after the seal, and all that a supervisor weighs. Before the seal there is no answer. */
import { expectedCashTerms } from '../../../shared/domain/close/expected.ts';
import { kindsNeedingReason } from '../../../shared/domain/close/result.ts';
import { whoMayApprove } from '../../../shared/domain/close/segregation.ts';
import type { ActorFact } from '../../../shared/domain/close/segregation.ts';
import { isSealed } from '../../../shared/domain/session/during.ts';
import { closeActors } from '../../../shared/domain/session/review.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import type { SessionBalanced, SessionState } from '../../../shared/domain/session/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { pdfFile } from '../files.ts';
import type { CommandHandler, QueryContext, QueryHandler } from '../handler.ts';
import { loadSession } from '../load.ts';
import type { Office } from '../office.ts';
import type { BooksReader } from '../ports.ts';
import { printAgain } from '../print/jobs.ts';
import { reportOf } from '../print/papers.ts';
import { printerFor } from '../print/printer.ts';
import { sessionView } from './view.ts';

type CloseResult = Output<'session.result'>;

export function requireSealed(
  books: BooksReader,
  sessionId: string,
): Result<{ state: SessionState; balanced: SessionBalanced }> {
  const state = loadSession(books, sessionId);
  if (!state) return refuse('SESSION_UNKNOWN');
  if (!isSealed(state) || !state.balanced)
    return refuse('COUNT_NOT_SEALED', { value: sessionLabel(state.opened) });
  return ok({ state, balanced: state.balanced });
}

/** The cashier sees the own close; others need the permission to see sessions. Errors: SESSION_UNKNOWN, COUNT_NOT_SEALED, SESSION_NOT_YOURS. */
function requireVisible(
  books: BooksReader,
  { person, office }: Pick<QueryContext, 'person' | 'office'>,
  sessionId: string,
): ReturnType<typeof requireSealed> {
  const sealed = requireSealed(books, sessionId);
  if (!sealed.ok) return sealed;
  const { opened, countedBy } = sealed.value.state;
  const isTheirs = opened.cashier === person.userName || countedBy === person.userName;
  return isTheirs || person.role !== 'cashier'
    ? sealed
    : refuse('SESSION_NOT_YOURS', {
        value: sessionLabel(opened),
        params: { cashier: office.personName(opened.cashier) },
      });
}

/** Everyone who did something with this session's money. */
export const actorsOf = (books: BooksReader, state: SessionState): readonly ActorFact[] => [
  ...closeActors(state),
  ...books.sessionActors(state.sessionId),
];

export function approvers(
  books: BooksReader,
  office: Office,
  actors: readonly ActorFact[],
): CloseResult['mayApprove'] {
  const supervisors = books.users().filter((user) => user.role === 'supervisor' && user.enabled);
  return whoMayApprove(
    supervisors.map((user) => user.userName),
    actors,
  ).map(({ userName, may, reason }) => ({
    person: { userName, name: office.personName(userName), role: 'supervisor' as const },
    may,
    reason,
  }));
}

export const result: QueryHandler<'session.result'> = (ctx, { sessionId }) => {
  const sealed = requireVisible(ctx.books, ctx, sessionId);
  if (!sealed.ok) return sealed;
  return ok(resultView(ctx, sealed.value.state, sealed.value.balanced));
};

function resultView(ctx: QueryContext, state: SessionState, balanced: SessionBalanced): CloseResult {
  const { books, office } = ctx;
  const recorded = books.loadStream(stream.session(state.sessionId));
  const at = (type: string, index = -1) =>
    certain(recorded.filter(({ event }) => event.type === type).at(index), type).recordedAt;
  const totals = books.sessionTotals(state.sessionId);
  const [float, taken, change] = expectedCashTerms(balanced.floatCents, totals);
  const cash = certain(
    balanced.results.find((row) => row.kind === 'cash'),
    'the cash row',
  );
  const toleranceCents = office.policy.overShortToleranceCents;
  const items = balanced.results
    .filter((row) => (row.kind === 'check' || row.kind === 'item') && row.countedCents > 0)
    .map((row) => ({ kind: row.kind, items: row.countedItems, cents: row.countedCents }));
  return {
    session: sessionView(books, office, state),
    sealedAt: at('session.balanced'),
    seal: balanced.seal,
    results: balanced.results,
    toleranceCents,
    overShortAccount: office.policy.ledger.overShort.cash,
    cash: {
      floatCents: float?.amountCents ?? 0,
      takenCents: taken?.amountCents ?? 0,
      changeCents: Math.abs(change?.amountCents ?? 0),
      expectedCents: cash.expectedCents,
      countedCents: cash.countedCents,
      events: balanced.seal.events,
    },
    attempts: state.attempts.map((attempt, index) => ({
      attempt: attempt.attempt,
      at: at('session.attempt-sealed', index),
      countedBy: office.personName(attempt.countedBy),
      countedCents: attempt.countedCents,
      told: attempt.disagreeing,
    })),
    handIn: {
      cashCents: balanced.handInCashCents,
      floatMissingCents: balanced.floatMissingCents,
      items,
      totalCents: balanced.handInCashCents + sumCents(items.map((item) => item.cents)),
    },
    missing: balanced.missing.map(({ paymentId, number, amountCents }) => ({
      number,
      amountCents,
      receiptNumber: books.payment(paymentId)?.receiptNumber ?? '',
    })),
    unexpected: balanced.unexpected,
    reasons: state.reasons,
    needReason: kindsNeedingReason(balanced, toleranceCents),
    mayApprove: approvers(books, office, actorsOf(books, state)),
  };
}

export const review: QueryHandler<'session.review'> = (ctx, { sessionId }) => {
  const sealed = requireSealed(ctx.books, sessionId);
  if (!sealed.ok) return sealed;
  const { state, balanced } = sealed.value;
  const view = resultView(ctx, state, balanced);
  const me = view.mayApprove.find(({ person }) => person.userName === ctx.person.userName);
  const corrected = paymentEvents(ctx, sessionId);
  return ok({
    result: view,
    payments: ctx.books.sessionTotals(sessionId).payments,
    ...corrected,
    noSales: ctx.books
      .loadStream(stream.session(sessionId))
      .flatMap(({ event, recordedAt }) =>
        event.type === 'session.no-sale' ? [{ at: recordedAt, reason: event.reason }] : [],
      ),
    openingVarianceCents: state.opened.varianceCents,
    hints: hintsFor(ctx, state, balanced),
    shownBeside: ctx.books
      .sessionActors(sessionId)
      .filter((actor) => actor.act === 'overrode')
      .map((actor) => `${ctx.office.personName(actor.user)} approved an override in it.`),
    me:
      me === undefined
        ? { may: false, reason: 'Only a supervisor approves a close.' }
        : me.may
          ? { may: true }
          : { may: false, reason: `You ${me.reason}. ${othersWho(view.mayApprove)}` },
  });
};

const othersWho = (people: CloseResult['mayApprove']): string => {
  const names = people.filter((each) => each.may).map((each) => each.person.name);
  return names.length === 0 ? 'Nobody else here may approve it.' : `${names.join(' or ')} may approve.`;
};

type Review = Output<'session.review'>;

function paymentEvents(
  ctx: QueryContext,
  sessionId: string,
): Pick<Review, 'voids' | 'corrections' | 'overrides'> {
  const voids: Review['voids'][number][] = [];
  const corrections: Review['corrections'][number][] = [];
  const overrides: Review['overrides'][number][] = [];
  const types = ['payment.posted', 'payment.voided', 'payment.tender-corrected'] as const;
  for (const { event, actor } of ctx.books.sessionEvents(sessionId, types)) {
    switch (event.type) {
      case 'payment.posted':
        for (const { kind, reason, approvedBy } of event.overrides) {
          const by = approvedBy === undefined ? '' : ctx.office.personName(approvedBy);
          overrides.push({
            receiptNumber: event.receiptNumber,
            paymentId: event.paymentId,
            kind,
            reason,
            approvedBy: by,
          });
        }
        break;
      case 'payment.voided': {
        const { receiptNumber, paymentId, reason } = event;
        const totalCents = ctx.books.payment(paymentId)?.totalCents ?? 0;
        voids.push({ receiptNumber, paymentId, totalCents, reason, by: ctx.office.personName(actor) });
        break;
      }
      case 'payment.tender-corrected': {
        const { receiptNumber, paymentId, reason, correctedBy } = event;
        corrections.push({ receiptNumber, paymentId, by: ctx.office.personName(correctedBy), reason });
        break;
      }
      default:
        break;
    }
  }
  return { voids, corrections, overrides };
}

/** Receipts whose change or cash equals the difference, twice it, or differs from it by two swapped digits. */
function hintsFor(ctx: QueryContext, state: SessionState, balanced: SessionBalanced): Review['hints'] {
  const difference = balanced.results.find((row) => row.kind === 'cash')?.differenceCents ?? 0;
  if (difference === 0) return [];
  const size = Math.abs(difference);
  const hints: Review['hints'][number][] = [];
  for (const { paymentId, receiptNumber, tender, status } of ctx.books.tenders({
    sessionId: state.sessionId,
    kinds: ['cash'],
  })) {
    if (status === 'voided') continue;
    const say = (text: string): void => {
      hints.push({ text, paymentId, receiptNumber });
    };
    if (tender.changeCents === size) say(`Change on receipt ${receiptNumber} was exactly the difference.`);
    else if (tender.amountCents === size) say(`Cash on receipt ${receiptNumber} was exactly the difference.`);
    else if (size % 9 === 0 && swapsTo(tender.amountCents, size))
      say(`Two digits of the cash on receipt ${receiptNumber} may be swapped.`);
    if (hints.length === HINTS_SHOWN) break;
  }
  if (size % 900 === 0)
    hints.push({ text: 'The difference is a multiple of 9.00: a swapped pair of digits makes one.' });
  return hints;
}
const HINTS_SHOWN = 5;

/** Does swapping two neighbouring digits of the amount change it by exactly this much? */
function swapsTo(amountCents: number, differenceCents: number): boolean {
  const digits = Array.from(String(amountCents));
  return digits.slice(1).some((digit, index) => {
    const swapped = [...digits];
    swapped[index] = digit;
    swapped[index + 1] = digits[index] ?? '';
    return Math.abs(Number(swapped.join('')) - amountCents) === differenceCents;
  });
}

export const report: QueryHandler<'session.report'> = (ctx, { sessionId }) => {
  const sealed = requireVisible(ctx.books, ctx, sessionId);
  if (!sealed.ok) return sealed;
  const paper = certain(reportOf(ctx, sessionId), 'the report of a sealed count');
  return ok({ preview: ctx.desk.devices.preview(paper, printerFor(ctx.desk, ctx.office)) });
};

export const reportPdf: QueryHandler<'session.report-pdf'> = async (ctx, { sessionId }) => {
  const sealed = requireVisible(ctx.books, ctx, sessionId);
  if (!sealed.ok) return sealed;
  const { opened } = sealed.value.state;
  const paper = certain(reportOf(ctx, sessionId), 'the report of a sealed count');
  const bytes = await ctx.desk.files.pdf(paper, {
    title: `Balancing report, ${sessionLabel(opened)}`,
    createdAt: ctx.at,
  });
  return ok(
    pdfFile(
      `balancing-${opened.source.code}-${opened.businessDate}-${String(opened.sessionNumber)}.pdf`,
      bytes,
    ),
  );
};

export const printReport: CommandHandler<'session.print-report'> = (ctx, { sessionId }) => {
  const sealed = requireVisible(ctx.tx, ctx, sessionId);
  if (!sealed.ok) return sealed;
  const job = printAgain(ctx, { kind: 'balancing-report', sessionId }, sessionId);
  return job.ok ? ok({ printJobId: job.value }) : job;
};
