/** A tender as the screen sends it, made into what may be journaled: secrets apart, a terminal's card as the terminal said. */
import type { Input } from '../../../shared/contract/index.ts';
import { cardTender } from '../../../shared/domain/card/receipt.ts';
import type { TenderInput } from '../../../shared/domain/tender/types.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { TxContext } from '../handler.ts';
import { loadCard } from '../load.ts';

export type TypedTender = Input<'payment.post'>['tenders'][number];

export type TakenTender = {
  readonly tender: TenderInput;
  /** For the encrypted side table only. */
  readonly checkAccount?: string;
};

/**
 * Errors: READING_GONE, CARD_TERMINAL_BUSY, those of `cardTender`, TENDER_DETAILS_UNEXPECTED.
 * @param at where it stands: its field in the input and the session that it is taken in
 */
export function takenTender(
  ctx: TxContext,
  typed: TypedTender,
  at: { readonly field: string; readonly sessionId: string },
): Result<TakenTender> {
  const { terminalCard, check, ...rest } = typed;
  if (terminalCard !== undefined) {
    if (check !== undefined || rest.card !== undefined)
      return refuse('TENDER_DETAILS_UNEXPECTED', {
        field: `${at.field}.card`,
        params: { name: 'A card', asked: 'what the terminal said' },
      });
    // Its acknowledgement is still under way: the terminal may yet take it back.
    if (ctx.desk.terminals.step(terminalCard.attemptId) !== undefined)
      return refuse('CARD_TERMINAL_BUSY', { field: `${at.field}.card` });
    const card = cardTender(loadCard(ctx.tx, terminalCard.attemptId), {
      ...at,
      amountCents: rest.amountCents,
    });
    return card.ok ? ok({ tender: { ...rest, card: card.value } }) : card;
  }
  return check === undefined ? ok({ tender: rest }) : takenCheck(ctx, rest, check, at.field);
}

/** The check's account number stays out of the journal's bytes: there it is the last four and a keyed hash. */
function takenCheck(
  ctx: TxContext,
  rest: TenderInput,
  check: NonNullable<TypedTender['check']>,
  field: string,
): Result<TakenTender> {
  const { account: typed, readingId, ...shown } = check;
  const read = readingId === undefined ? undefined : accountRead(ctx, readingId);
  if (readingId !== undefined && read === undefined)
    return refuse('READING_GONE', { field: `${field}.check.readingId` });
  // Whoever corrects the routing number by hand has another check in hand than the reader saw.
  const account = typed ?? (read?.routing === check.routing ? read.account : undefined);
  if (account === undefined) return ok({ tender: { ...rest, check: shown } });
  return ok({
    tender: {
      ...rest,
      check: {
        ...shown,
        accountLast4: account.slice(-4),
        accountDigest: ctx.desk.books.digest(`${check.routing}/${account}`),
      },
    },
    checkAccount: account,
  });
}

function accountRead(
  ctx: TxContext,
  readingId: string,
): { readonly routing: string | undefined; readonly account: string | undefined } | undefined {
  const found = ctx.desk.readings.find(readingId);
  if (found?.kind !== 'check' || found.reading.result === 'unreadable') return undefined;
  const { routing, account } = found.reading;
  return { routing, account };
}

/** Where the side table keeps the account number of one check. */
export const checkAccountKey = (paymentId: string, tenderNo: number): string =>
  `${paymentId}/${String(tenderNo)}`;
