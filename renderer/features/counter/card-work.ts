/** The counter's side of the card terminal: what this payment asks, follows, and takes in. */
import { useEffect } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { ask } from '../../bridge/bridge.ts';
import { outcomeOf, sortOpen } from '../card/card-dialogue.ts';
import type { CardAsk, CardView, OpenCards } from '../card/card-dialogue.ts';
import { sendCardAsk, useCard, useOpenCards } from '../card/use-card.ts';
import { withFoundCard } from './draft.ts';
import { counter, useCounter } from './store.ts';
import type { CardWork } from './counter-state.ts';

export type Cards = {
  readonly work: CardWork | null;
  /** The request that is followed, as the desk shows it; undefined before it does. */
  readonly view: CardView | undefined;
  /** The terminal is at this payment's request: nothing of the payment may change. */
  readonly isAsking: boolean;
  readonly open: OpenCards;
};

/** Mounted once by the counter: takes the outcome of what is followed into the draft, whenever it comes. */
export function useCards(sessionId: string): Cards {
  const { card: work, draft } = useCounter();
  const attemptId = work?.ask.input.attemptId ?? null;
  const { data: view } = useCard(work === null || work.at === 'sending' ? null : attemptId);
  useEffect(() => {
    if (view) counter.settleCard(view);
  }, [view]);
  const unsettled = work !== null && work.at !== 'settled';
  const open = sortOpen(
    useOpenCards(sessionId),
    unsettled ? attemptId : null,
    draft.tenders.flatMap(({ input }) => input.terminalCard?.attemptId ?? []),
  );
  return {
    work,
    view: unsettled ? view : undefined,
    isAsking: unsettled && (view === undefined || outcomeOf(view) !== 'in-doubt'),
    open,
  };
}

/**
 * Asks the terminal. While another request of this payment is unsettled nothing is asked; the same one may be sent
 * again after a lost answer, under its own id.
 */
export async function askTerminal(asked: CardAsk): Promise<ErrorEnvelope | null> {
  const isThis = (work: CardWork | null) => work?.ask.input.attemptId === asked.input.attemptId;
  const { card: before } = counter.get();
  if (before !== null && before.at !== 'settled' && !(before.at === 'lost' && isThis(before))) return null;
  counter.card({ ask: asked, at: 'sending' });
  const problem = await sendCardAsk(asked);
  if (!isThis(counter.get().card)) return problem;
  if (problem === null) counter.card({ ask: asked, at: 'followed' });
  // It may have been asked: that is found out under the same id, never by another request.
  else if (problem.code === 'NO_ANSWER') counter.card({ ask: asked, at: 'lost' });
  else counter.card(null);
  return problem;
}

/** A card that was charged without a receipt becomes a tender of this payment. */
export async function takeFoundCard(card: CardView): Promise<void> {
  // Its own visit may go on only when it was never posted.
  const posted = await ask('receipt.show', { paymentId: card.paymentId, language: 'en' });
  const isFree = !posted.ok && posted.error.code === 'PAYMENT_UNKNOWN';
  counter.change((draft) => withFoundCard(draft, card, isFree));
  counter.entry(null);
}
