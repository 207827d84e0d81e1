/**
 * Posts one payment. What it reads (balances, used check numbers, the next receipt number) is read inside the write
 * transaction, so that two windows cannot both see the same charge open.
 */
import { suggestChange } from '../../../shared/domain/tender/change.ts';
import { faceName } from '../../../shared/domain/count/cash.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { PaymentPosted } from '../../../shared/domain/payment/types.ts';
import { decidePost, opensDrawer } from '../../../shared/domain/payment/post.ts';
import type { TakenBefore } from '../../../shared/domain/payment/post.ts';
import type { AccountFacts } from '../../../shared/domain/allocation/account-facts.ts';
import { tenderTypeOf } from '../../../shared/domain/reference/lookups.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import { addDays } from '../../../shared/kernel/time.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { CommandHandler, TxContext } from '../handler.ts';
import type { BooksReader } from '../ports.ts';
import { loadPayment, loadSession } from '../load.ts';
import { receiptCards } from './receipt-cards.ts';
import { checkAccountKey, takenTender } from './typed-tender.ts';
import type { TakenTender, TypedTender } from './typed-tender.ts';

export const post: CommandHandler<'payment.post'> = (ctx, input) => {
  const { tx, office } = ctx;
  const session = loadSession(tx, input.sessionId);
  const businessDate = session?.opened.businessDate ?? office.businessDate;
  const taken = allTaken(ctx, input);
  if (!taken.ok) return taken;
  const tenders = taken.value;
  const decided = decidePost(
    {
      ...input,
      tenders: tenders.map(({ tender }) => tender),
      receivedDate: input.receivedDate ?? businessDate ?? ('' as BusinessDate),
    },
    {
      session,
      existing: loadPayment(tx, input.paymentId),
      cashier: ctx.person.userName,
      approver: ctx.approver,
      policy: office.policy,
      receiptTypes: office.reference.receiptTypes,
      serviceMap: office.reference.serviceMap,
      bankAccounts: office.reference.bankAccounts,
      tenderTypes: office.reference.tenderTypes,
      interfund: office.interfund,
      accounts: accountFacts(tx, input.lines),
      receiptNumber: tx.nextReceiptNumber(),
      repeats:
        businessDate === null
          ? []
          : takenBefore(ctx, input.tenders, addDays(businessDate, -office.policy.checkRepeatDays)),
    },
  );
  if (!decided.ok) return decided;
  const posted = decided.value;
  const appended = ctx.append(stream.payment(posted.paymentId), 0, [posted], businessDate);
  if (!appended.ok) return appended;
  for (const [index, { checkAccount }] of tenders.entries()) {
    if (checkAccount !== undefined)
      tx.putSecret('check-account', checkAccountKey(posted.paymentId, index + 1), checkAccount);
  }
  const receipted = receiptCards(ctx, posted.paymentId, posted.tenders, businessDate);
  if (!receipted.ok) return receipted;
  const drawerKick = opensDrawer(posted) && session?.opened.source.kind === 'drawer';
  const job = ctx.queuePrint({
    subject: { kind: 'receipt', paymentId: posted.paymentId },
    copy: 0,
    kick: drawerKick,
    sessionId: posted.sessionId,
    businessDate,
  });
  if (!job.ok) return job;
  ctx.changed('payments', 'sessions', 'journal');
  return ok(answerOf(posted, ctx.at, job.value, drawerKick));
};

function allTaken(
  ctx: TxContext,
  { tenders, sessionId }: Input<'payment.post'>,
): Result<readonly TakenTender[]> {
  const taken: TakenTender[] = [];
  for (const [index, typed] of tenders.entries()) {
    const tender = takenTender(ctx, typed, { field: `tenders.${String(index)}`, sessionId });
    if (!tender.ok) return tender;
    taken.push(tender.value);
  }
  const attempts = tenders.flatMap(({ terminalCard }) => terminalCard?.attemptId ?? []);
  return new Set(attempts).size === attempts.length
    ? ok(taken)
    : refuse('INSTRUMENT_TWICE', { field: 'tenders', value: 'The same card' });
}

export function accountFacts(
  books: BooksReader,
  lines: readonly { readonly account?: string }[],
): readonly AccountFacts[] {
  const numbers = new Set(lines.flatMap((line) => (line.account === undefined ? [] : [line.account])));
  return [...numbers].flatMap((number) => books.account(number) ?? []);
}

function takenBefore(
  { tx, office }: TxContext,
  tenders: readonly TypedTender[],
  since: BusinessDate,
): readonly TakenBefore[] {
  return tenders.flatMap((tender, index) => {
    const kind = tenderTypeOf(office.reference.tenderTypes, tender.tenderType)?.kind;
    const number = tender.check?.number ?? tender.item?.number;
    if (kind === undefined || number === undefined) return [];
    const earlier = tx.sameInstrument({
      kind,
      number,
      since,
      ...(tender.check === undefined ? {} : { routing: tender.check.routing }),
    })[0];
    return earlier === undefined ? [] : [{ tender: index, receiptNumber: earlier.receiptNumber }];
  });
}

export const changePieces = (changeCents: Cents): Output<'payment.post'>['change'] =>
  suggestChange(changeCents).pieces.map((piece) => ({ ...piece, name: faceName(piece, piece.pieces) }));

function answerOf(
  posted: PaymentPosted,
  at: Instant,
  printJobId: string,
  drawerKick: boolean,
): Output<'payment.post'> {
  return {
    paymentId: posted.paymentId,
    receiptNumber: posted.receiptNumber,
    totalCents: posted.totalCents,
    tenderedCents: sumCents(posted.tenders.map((tender) => tender.amountCents)),
    changeCents: posted.changeCents,
    change: changePieces(posted.changeCents),
    postedAt: at,
    printJobId,
    drawerKick,
    reconnect: posted.accounts.flatMap(({ account, reconnect }) =>
      reconnect ? [{ account, reached: reconnect.reached }] : [],
    ),
  };
}
