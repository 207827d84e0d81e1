import { stream } from '../../../shared/domain/events.ts';
import { decideVoid, itemsToHandBack } from '../../../shared/domain/payment/void.ts';
import type { VoidFacts } from '../../../shared/domain/payment/void.ts';
import { decideTenderCorrection } from '../../../shared/domain/payment/correct-tender.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { PaymentState } from '../../../shared/domain/payment/types.ts';
import type { CommandHandler } from '../handler.ts';
import type { BooksReader } from '../ports.ts';
import { loadCard, loadPayment, loadSession } from '../load.ts';
import { receiptCards } from './receipt-cards.ts';
import { checkAccountKey, takenTender } from './typed-tender.ts';

/** The whole payment is taken back; the drawer opens when cash goes back, and a slip says so. */
export const voidPayment: CommandHandler<'payment.void'> = (ctx, input) => {
  const payment = loadPayment(ctx.tx, input.paymentId);
  const session = payment && loadSession(ctx.tx, payment.posted.sessionId);
  const decided = decideVoid(payment, input, {
    session,
    person: ctx.person,
    approver: ctx.approver,
    policy: ctx.office.policy,
    reversedCards: reversedCards(ctx.tx, payment),
    cardUnderWay: cardUnderWay(ctx.tx, payment),
  });
  if (!decided.ok) return decided;
  const before = certain(payment, 'the payment just voided');
  const { businessDate, source } = certain(session, 'its session').opened;
  const name = stream.payment(input.paymentId);
  const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value], businessDate);
  if (!appended.ok) return appended;
  const job = ctx.queuePrint({
    subject: { kind: 'void-slip', paymentId: input.paymentId },
    copy: 0,
    kick: decided.value.cashReturnedCents !== 0 && source.kind === 'drawer',
    sessionId: before.posted.sessionId,
    businessDate,
  });
  if (!job.ok) return job;
  ctx.changed('payments', 'sessions', 'journal');
  return ok({
    receiptNumber: decided.value.receiptNumber,
    cashReturnedCents: decided.value.cashReturnedCents,
    returned: itemsToHandBack(before),
    printJobId: job.value,
  });
};

/** Its cards whose money is back, as their terminal said. */
const reversedCards = (books: BooksReader, payment: PaymentState | undefined): readonly string[] =>
  (payment?.tenders ?? []).flatMap(({ card }) => {
    const attemptId = card?.terminal?.attemptId;
    return attemptId !== undefined && loadCard(books, attemptId)?.status === 'reversed' ? [attemptId] : [];
  });

function cardUnderWay(books: BooksReader, payment: PaymentState | undefined): VoidFacts['cardUnderWay'] {
  if (!payment) return undefined;
  const own = payment.tenders.flatMap(({ card }) => card?.terminal?.attemptId ?? []);
  for (const attemptId of books.waitingCards({ sessionId: payment.posted.sessionId })) {
    const waiting = loadCard(books, attemptId);
    const originalId = waiting?.asked.originalAttemptId;
    if (originalId === undefined || !own.includes(originalId)) continue;
    if (waiting?.status === 'asked' || waiting?.status === 'in-doubt')
      return { status: waiting.status, amountCents: waiting.asked.amountCents };
  }
  return undefined;
}

export const correctTender: CommandHandler<'tender.correct'> = (ctx, input) => {
  const payment = loadPayment(ctx.tx, input.paymentId);
  const session = payment && loadSession(ctx.tx, payment.posted.sessionId);
  const { policy, reference, interfund } = ctx.office;
  const taken = takenTender(ctx, input.replacement, {
    field: 'replacement',
    sessionId: payment?.posted.sessionId ?? '',
  });
  if (!taken.ok) return taken;
  const { tender, checkAccount } = taken.value;
  const decided = decideTenderCorrection(
    payment,
    { ...input, replacement: tender },
    {
      session,
      person: ctx.person,
      policy,
      tenderTypes: reference.tenderTypes,
      bankAccounts: reference.bankAccounts,
      interfund,
    },
  );
  if (!decided.ok) return decided;
  const name = stream.payment(input.paymentId);
  const businessDate = session?.opened.businessDate ?? null;
  const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value], businessDate);
  if (!appended.ok) return appended;
  const mended = decided.value.after.filter(({ tenderNo }) => tenderNo === input.tenderNo);
  const receipted = receiptCards(ctx, input.paymentId, mended, businessDate);
  if (!receipted.ok) return receipted;
  if (checkAccount !== undefined)
    ctx.tx.putSecret('check-account', checkAccountKey(input.paymentId, input.tenderNo), checkAccount);
  ctx.changed('payments', 'sessions', 'journal');
  return ok({});
};
