import { outcomeOf } from '../card/card-dialogue.ts';
import type { CardView } from '../card/card-dialogue.ts';
import { withCard, withoutTender } from './draft.ts';
import type { CardWork, CounterState } from './counter-state.ts';

/**
 * What became of the request that the counter follows: its money becomes a tender or leaves the tenders, exactly once,
 * however often the outcome is told. A request that is not followed changes nothing.
 */
export function settled(before: CounterState, outcome: CardView): CounterState {
  const { card, draft } = before;
  if (card?.ask.input.attemptId !== outcome.attemptId || card.at === 'settled') return before;
  const done: CardWork = { ask: card.ask, at: 'settled', outcome };
  switch (outcomeOf(outcome)) {
    case 'asking':
    case 'in-doubt':
      return card.at === 'followed' ? before : { ...before, card: { ask: card.ask, at: 'followed' } };
    case 'charged':
      return { ...before, card: done, draft: withCard(draft, outcome), entry: null };
    case 'given-back':
      return { ...before, card: done, draft: withoutTender(draft, outcome.originalAttemptId ?? '') };
    case 'over':
      return { ...before, card: done, draft: withoutTender(draft, outcome.attemptId) };
    case 'not-charged':
    case 'not-given-back':
      return { ...before, card: done };
  }
}
