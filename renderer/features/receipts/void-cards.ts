/** Voiding what was paid by card at the connected terminal: each card goes back first, then the payment is void. Pure. */
import { outcomeOf, stillCharged } from '../card/card-dialogue.ts';
import type { CardView, ChargedTender } from '../card/card-dialogue.ts';

export type VoidCards<T> = {
  /** The next card to give back; null when none is charged any more. */
  readonly next: T | null;
  /** A card that was recorded by its slip: voided by hand, and its void slip named. */
  readonly hasStandAlone: boolean;
  /** Money that is back on cards while the receipt still stands. */
  readonly backCents: number;
};

export function voidCards<T extends ChargedTender & { readonly kind: string }>(
  tenders: readonly T[],
): VoidCards<T> {
  const cards = tenders.filter(({ kind }) => kind === 'card');
  return {
    next: stillCharged(cards)[0] ?? null,
    hasStandAlone: cards.some(({ terminalCard }) => terminalCard === null),
    backCents: cards
      .filter(({ terminalCard }) => terminalCard?.stillCharged === false)
      .reduce((sum, { amountCents }) => sum + amountCents, 0),
  };
}

/** A void or refund of one of these cards that somebody began: it is followed, never begun a second time. */
export const reversalUnderWay = (
  open: readonly CardView[],
  tenders: readonly ChargedTender[],
): CardView | undefined => {
  const ids = tenders.flatMap(({ terminalCard }) => terminalCard?.attemptId ?? []);
  return open.find(
    (card) =>
      card.kind !== 'sale' &&
      ids.includes(card.originalAttemptId ?? '') &&
      (outcomeOf(card) === 'asking' || outcomeOf(card) === 'in-doubt'),
  );
};
