/** The counter's side of the card terminal: ask, cancel, look up, settle by slip, give back. */
import { decideReversal, decideSale, requireCardsOf } from '../../../shared/domain/card/ask.ts';
import { decideBySlip, decideLookedUp } from '../../../shared/domain/card/learn.ts';
import type { Learned } from '../../../shared/domain/card/learn.ts';
import type { CardAsked, CardState } from '../../../shared/domain/card/types.ts';
import type { SessionState } from '../../../shared/domain/session/types.ts';
import { deviceFor } from '../../../shared/devices/settings.ts';
import { approvalOf } from '../../../shared/domain/payment/void.ts';
import type { PaymentState } from '../../../shared/domain/payment/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type {
  CommandHandler,
  LongContext,
  LongHandler,
  QueryContext,
  QueryHandler,
  TxContext,
} from '../handler.ts';
import { loadCard, loadPayment, loadSession } from '../load.ts';
import type { BooksReader } from '../ports.ts';
import { cardView } from './card-view.ts';
import type { CardView } from './card-view.ts';
import { reverseOriginal } from './terminals.ts';

const viewer = (ctx: QueryContext) => ({
  books: ctx.books,
  office: ctx.office,
  terminals: ctx.desk.terminals,
});

const viewOf = (ctx: LongContext, attemptId: string): CardView =>
  cardView(certain(loadCard(ctx.books, attemptId), 'a card request just journaled'), {
    books: ctx.books,
    office: ctx.office(),
    terminals: ctx.desk.terminals,
  });

const stillOpen = (books: BooksReader, sessionId?: string): readonly CardState[] =>
  books
    .waitingCards(sessionId === undefined ? {} : { sessionId })
    .flatMap((attemptId) => loadCard(books, attemptId) ?? []);

function askFacts(ctx: TxContext, sessionId: string) {
  const session = loadSession(ctx.tx, sessionId);
  const source = session?.opened.source.code ?? '';
  const deviceId = deviceFor(ctx.office.devices, 'card-terminal', source)?.deviceId ?? null;
  return {
    session,
    person: ctx.person.userName,
    deviceId,
    // Of this session all; of others whoever is at the same terminal right now.
    open: stillOpen(ctx.tx).filter(
      ({ asked, status }) =>
        asked.sessionId === sessionId || (status === 'asked' && asked.deviceId === deviceId),
    ),
    number: ctx.tx.nextCardNumber(),
    workstation: ctx.tx.head().workstation,
  };
}

function appendCard(
  ctx: TxContext,
  attemptId: string,
  events: readonly (CardAsked | Learned)[],
): Result<null> {
  const name = stream.card(attemptId);
  const sessionId = loadCard(ctx.tx, attemptId)?.asked.sessionId ?? asking(events)?.sessionId ?? '';
  const appended = ctx.append(
    name,
    ctx.tx.streamVersion(name),
    events,
    ctx.tx.session(sessionId)?.businessDate ?? null,
  );
  if (!appended.ok) return appended;
  ctx.changed('cards');
  return ok(null);
}

const asking = (events: readonly (CardAsked | Learned)[]): CardAsked | undefined =>
  events.find((event) => event.type === 'card.asked');

/** Journals the intent, and only then lets the terminal hear of it. The same attempt is never begun twice. */
function begin(
  ctx: LongContext,
  attemptId: string,
  decide: (tx: TxContext) => Result<CardAsked>,
): Result<CardView> {
  if (loadCard(ctx.books, attemptId)) return ok(viewOf(ctx, attemptId));
  const written = ctx.write((tx) => {
    const decided = decide(tx);
    return decided.ok ? appendCard(tx, attemptId, [decided.value]) : decided;
  });
  if (!written.ok) return written;
  ctx.desk.terminals.begin(attemptId);
  return ok(viewOf(ctx, attemptId));
}

export const sale: LongHandler<'card.sale'> = async (ctx, input) =>
  begin(ctx, input.attemptId, (tx) =>
    decideSale(input, {
      ...askFacts(tx, input.sessionId),
      tenderTypes: tx.office.reference.tenderTypes,
    }),
  );

export const reverse: LongHandler<'card.reverse'> = async (ctx, input) =>
  begin(ctx, input.attemptId, (tx) => {
    const original = loadCard(tx.tx, input.originalAttemptId);
    // Captured in the books, and not yet told to the terminal; or back on the card, and not yet said of its sale.
    if (original && ctx.desk.terminals.isAbout(original.attemptId))
      return refuse('CARD_TERMINAL_BUSY', { value: formatCents(original.asked.amountCents) });
    const payment = original?.paymentId === undefined ? undefined : loadPayment(tx.tx, original.paymentId);
    const approved = payment ? approvedVoid(tx, payment, input.voidApproval) : ok(undefined);
    if (!approved.ok) return approved;
    return decideReversal(original, input, {
      ...askFacts(tx, original?.asked.sessionId ?? ''),
      role: tx.person.role,
      isPaymentVoided: payment?.status === 'voided',
    });
  });

/** A receipt that another person must approve to void gives no card back without them. */
function approvedVoid(
  tx: TxContext,
  payment: PaymentState,
  ticket: string | undefined,
): Result<string | undefined> {
  const { seats } = tx.desk;
  const approver =
    ticket === undefined ? undefined : seats.ticket(ticket, 'payment.void', tx.caller.seatId, tx.at);
  return approvalOf(payment, {
    session: loadSession(tx.tx, payment.posted.sessionId),
    person: tx.person,
    approver,
    policy: tx.office.policy,
  });
}

export const cancel: LongHandler<'card.cancel'> = async (ctx, { attemptId }) => {
  const state = loadCard(ctx.books, attemptId);
  if (!state) return refuse('CARD_UNKNOWN');
  const theirs = cardsOf(ctx, state.asked.sessionId);
  if (!theirs.ok) return theirs;
  ctx.desk.terminals.cancel(attemptId);
  return ok({});
};

export const show: QueryHandler<'card.show'> = (ctx, { attemptId }) => {
  const state = loadCard(ctx.books, attemptId);
  return state ? ok(cardView(state, viewer(ctx))) : refuse('CARD_UNKNOWN');
};

export const open: QueryHandler<'card.open'> = (ctx, { sessionId }) => {
  const theirs = cardsOf(ctx, sessionId);
  if (!theirs.ok) return theirs;
  return ok({ cards: stillOpen(ctx.books, sessionId).map((state) => cardView(state, viewer(ctx))) });
};

function cardsOf(
  { books, person }: Pick<QueryContext, 'books' | 'person'>,
  sessionId: string,
): Result<SessionState> {
  const session = loadSession(books, sessionId);
  return session
    ? requireCardsOf(session, { person: person.userName, role: person.role })
    : refuse('SESSION_UNKNOWN');
}

export const lookUp: LongHandler<'card.look-up'> = async (ctx, { attemptId }) => {
  const doubted = loadCard(ctx.books, attemptId);
  if (doubted?.status !== 'in-doubt') {
    const checked = decideLookedUp(doubted, { found: 'nothing' });
    return checked.ok ? ok(viewOf(ctx, attemptId)) : checked;
  }
  const found = await ctx.desk.terminals.lookUp(doubted);
  // Somebody else may have settled it while the terminal was asked.
  const written = ctx.write((tx) => learn(tx, attemptId, decideLookedUp(loadCard(tx.tx, attemptId), found)));
  return written.ok ? ok(viewOf(ctx, attemptId)) : written;
};

export const bySlip: CommandHandler<'card.by-slip'> = (ctx, input) => {
  const doubted = loadCard(ctx.tx, input.attemptId);
  const cashier = doubted && ctx.tx.session(doubted.asked.sessionId)?.cashier;
  const decided = decideBySlip(doubted, input, ctx.approver ?? ctx.person, cashier);
  const learned = learn(ctx, input.attemptId, decided);
  if (!learned.ok) return learned;
  const state = certain(loadCard(ctx.tx, input.attemptId), 'a card request just settled');
  return ok(cardView(state, { books: ctx.tx, office: ctx.office, terminals: ctx.desk.terminals }));
};

function learn(ctx: TxContext, attemptId: string, decided: Result<Learned>): Result<null> {
  if (!decided.ok) return decided;
  const appended = appendCard(ctx, attemptId, [decided.value]);
  if (appended.ok) reverseOriginal(ctx.tx, ctx.desk, attemptId);
  return appended;
}
