/** The blind count: begin, seal attempts, accept, go back. No expected figure leaves here before the seal. */
import { ITEMISED_KINDS } from '../../../shared/domain/count/closing.ts';
import type { ItemisedKind } from '../../../shared/domain/count/closing.ts';
import type { ReceiptedItem } from '../../../shared/domain/close/match-items.ts';
import {
  attemptsAllowed,
  decideAcceptAttempt,
  decideBackToOpen,
  decideBeginBalancing,
  decideSealAttempt,
} from '../../../shared/domain/session/balance.ts';
import { decideSubmit } from '../../../shared/domain/session/review.ts';
import { instrumentNumber } from '../../../shared/domain/tender/check-input.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import type { CommandHandler, TxContext } from '../handler.ts';
import { acceptCounts } from '../devices/machine-counts.ts';
import { loadCard, loadSession } from '../load.ts';
import type { BooksReader } from '../ports.ts';
import { appendToSession, viewAfter } from './append.ts';
import { sessionView } from './view.ts';

export const beginBalancing: CommandHandler<'session.begin-balancing'> = (ctx, { sessionId }) => {
  const state = loadSession(ctx.tx, sessionId);
  const decided = decideBeginBalancing(state, {
    person: ctx.person,
    witness: ctx.approver,
    parked: ctx.tx.parked({ sessionId }).length,
    ...unsettledCards(ctx.tx, sessionId),
  });
  return appendToSession(ctx, state, decided, viewAfter(ctx));
};

/** Cards that stand in the way of a count: not known, and known but not settled. */
function unsettledCards(
  books: BooksReader,
  sessionId: string,
): { readonly inDoubt: number; readonly unsettledCards: number } {
  const statuses = books.waitingCards({ sessionId }).map((attemptId) => loadCard(books, attemptId)?.status);
  const inDoubt = statuses.filter((status) => status === 'asked' || status === 'in-doubt').length;
  return { inDoubt, unsettledCards: statuses.length - inDoubt };
}

export const backToOpen: CommandHandler<'session.back-to-open'> = (ctx, { sessionId, reason }) => {
  const state = loadSession(ctx.tx, sessionId);
  return appendToSession(
    ctx,
    state,
    decideBackToOpen(state, { reason }, ctx.person.userName),
    viewAfter(ctx),
  );
};

const isItemised = (kind: string): kind is ItemisedKind => ITEMISED_KINDS.some((each) => each === kind);

/** Checks, money orders and pledges of payments that are not void: what the count is matched against. */
function receiptedItems(books: BooksReader, sessionId: string): readonly ReceiptedItem[] {
  return books.tenders({ sessionId, kinds: ITEMISED_KINDS }).flatMap(({ paymentId, tender, status }) =>
    status === 'taken' && isItemised(tender.kind)
      ? [
          {
            paymentId,
            tenderNo: tender.tenderNo,
            kind: tender.kind,
            number: instrumentNumber(tender) ?? '',
            amountCents: tender.amountCents,
          },
        ]
      : [],
  );
}

const sealFacts = (ctx: TxContext, sessionId: string) => ({
  person: ctx.person.userName,
  closeAttempts: ctx.office.policy.closeAttempts,
  money: ctx.tx.sessionTotals(sessionId),
  receipted: receiptedItems(ctx.tx, sessionId),
  seal: ctx.tx.sessionSeal(sessionId),
});

export const sealAttempt: CommandHandler<'session.seal-attempt'> = (
  ctx,
  { sessionId, count, machineCounts },
) => {
  const state = loadSession(ctx.tx, sessionId);
  if (!state) return refuse('SESSION_UNKNOWN');
  const decided = decideSealAttempt(state, { count }, sealFacts(ctx, sessionId));
  if (decided.ok) {
    const [sealed] = decided.value;
    const accepted = acceptCounts(ctx, machineCounts ?? [], {
      sessionId,
      attempt: sealed.attempt,
      cash: sealed.count.cash,
    });
    if (!accepted.ok) return accepted;
  }
  return appendToSession(ctx, state, decided, (after) => ({
    session: sessionView(ctx.tx, ctx.office, after),
    ended: after.status === 'balanced',
    disagreeing: after.attempts.at(-1)?.disagreeing ?? [],
    // Fewer may be allowed now than were made: policy is not the session's own.
    attemptsLeft: Math.max(
      0,
      attemptsAllowed(after, ctx.office.policy.closeAttempts) - after.attempts.length,
    ),
  }));
};

export const acceptAttempt: CommandHandler<'session.accept-attempt'> = (ctx, { sessionId }) => {
  const state = loadSession(ctx.tx, sessionId);
  if (!state) return refuse('SESSION_UNKNOWN');
  return appendToSession(ctx, state, decideAcceptAttempt(state, sealFacts(ctx, sessionId)), viewAfter(ctx));
};

export const submit: CommandHandler<'session.submit'> = (ctx, { sessionId, reasons }) => {
  const state = loadSession(ctx.tx, sessionId);
  const decided = decideSubmit(
    state,
    { reasons },
    {
      person: ctx.person.userName,
      toleranceCents: ctx.office.policy.overShortToleranceCents,
    },
  );
  return appendToSession(ctx, state, decided, viewAfter(ctx));
};
