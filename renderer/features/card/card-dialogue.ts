/** What a request to the card terminal means for the screen that follows it. Pure: the desk decides, this only reads. */
import { refuse } from '../../../shared/kernel/result.ts';
import type { Refusal } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Input, Output } from '../../bridge/bridge.ts';

export type CardView = Output<'card.show'>;
export type Reversal = 'void' | 'refund';

/** What the terminal is asked, under the id that the desk knows it by: sent again, it is never a second request. */
export type CardAsk =
  | { readonly channel: 'card.sale'; readonly input: Input<'card.sale'> }
  | { readonly channel: 'card.reverse'; readonly input: Input<'card.reverse'> };

export type CardOutcome =
  /** The terminal is at it; until it answers nothing is known. */
  | 'asking'
  | 'in-doubt'
  /** A sale: charged, without a receipt. */
  | 'charged'
  | 'not-charged'
  /** A void or refund: the money is back on the card. */
  | 'given-back'
  | 'not-given-back'
  /** Nothing is to be done about it any more: on a receipt, or given back since. */
  | 'over';

export function outcomeOf({ kind, status }: Pick<CardView, 'kind' | 'status'>): CardOutcome {
  switch (status) {
    case 'asked':
      return 'asking';
    case 'in-doubt':
      return 'in-doubt';
    case 'captured':
      return kind === 'sale' ? 'charged' : 'given-back';
    case 'not-charged':
      return kind === 'sale' ? 'not-charged' : 'not-given-back';
    case 'receipted':
    case 'reversed':
      return 'over';
  }
}

/** Charged less than it was asked for: the rest is still due. */
export const isPartial = (card: CardView): boolean =>
  outcomeOf(card) === 'charged' && card.approvedCents !== null && card.approvedCents < card.amountCents;

/** The amount that is on the card: what the terminal approved, never what was asked for. */
export const chargedCents = (card: CardView): number => card.approvedCents ?? card.amountCents;

type Figures = { readonly brand: string; readonly last4: string; readonly authorization: string };

/** `Visa ending 4242`; what the terminal does not say is left out. */
export const cardName = ({ brand, last4 }: Pick<Figures, 'brand' | 'last4'>): string =>
  `${brand === '' ? 'Card' : brand}${last4 === '' ? '' : ` ending ${last4}`}`;

/** `Visa ending 4242, authorization 083112`, as the tender stands on the list. */
export const cardWords = (card: Figures): string =>
  card.authorization === '' ? cardName(card) : `${cardName(card)}, authorization ${card.authorization}`;

export type OpenCards = {
  /** At the terminal now, for this session: nothing else can be asked until it answers. */
  readonly asking: readonly CardView[];
  readonly doubts: readonly CardView[];
  /** Charged, on no receipt, and no tender of the payment being taken. */
  readonly unreceipted: readonly CardView[];
};

/**
 * What hangs open in a session besides what this screen follows itself.
 * @param followed the request whose outcome the screen is about to take; a doubt about it is shown all the same
 * @param taken attempts that are tenders of the payment being taken
 */
export function sortOpen(
  cards: readonly CardView[],
  followed: string | null,
  taken: readonly string[],
): OpenCards {
  const others = cards.filter(({ attemptId }) => attemptId !== followed);
  const of = (list: readonly CardView[], outcome: CardOutcome) =>
    list.filter((card) => outcomeOf(card) === outcome);
  return {
    asking: of(others, 'asking'),
    doubts: of(cards, 'in-doubt'),
    unreceipted: of(others, 'charged').filter(({ attemptId }) => !taken.includes(attemptId)),
  };
}

/** Why the terminal cannot be asked for another card now; null when it can. */
export function askObstacle(open: OpenCards, paymentId: string): Refusal | null {
  const [asked] = open.asking;
  if (asked) return refuse('CARD_TERMINAL_BUSY', { value: formatCents(asked.amountCents) }).error;
  const [doubt] = open.doubts;
  if (doubt) return refuse('CARD_IN_DOUBT', { value: formatCents(doubt.amountCents) }).error;
  const forgotten = open.unreceipted.find((card) => card.paymentId !== paymentId);
  return forgotten ? refuse('CARD_UNRECEIPTED', { value: formatCents(chargedCents(forgotten)) }).error : null;
}

/** A parked payer holds no money here: why this one cannot be parked; null when nothing of a card is in the way. */
export function parkObstacle(facts: {
  readonly isAsking: boolean;
  readonly isInDoubt: boolean;
  readonly chargedCents: readonly number[];
}): string | null {
  if (facts.isAsking)
    return 'The terminal is being asked. Wait for its answer, or cancel with Esc; then park.';
  if (facts.isInDoubt)
    return 'The card of this payer may have been charged. Ask the terminal what became of it, then park.';
  if (facts.chargedCents.length === 0) return null;
  const sum = formatCents(facts.chargedCents.reduce((total, cents) => total + cents, 0));
  return `${sum} is charged to a card, and a parked payer holds no money. Give it back first: Delete on the tender.`;
}

export type ChargedTender = {
  readonly tenderNo: number;
  readonly amountCents: number;
  readonly terminalCard: { readonly attemptId: string; readonly stillCharged: boolean } | null;
};

/** Tenders of a receipt whose money is still on the card, in the order in which they are given back. */
export const stillCharged = <T extends ChargedTender>(tenders: readonly T[]): readonly T[] =>
  tenders.filter(({ terminalCard }) => terminalCard?.stillCharged === true);
