import { useState } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { ask, newId } from '../../bridge/bridge.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Notice } from '../../ui/Status.tsx';
import { cardName, isPartial, outcomeOf } from '../card/card-dialogue.ts';
import type { CardView, Reversal } from '../card/card-dialogue.ts';
import { askTerminal } from './card-work.ts';
import { withoutTender } from './draft.ts';
import { counter } from './store.ts';
import type { CardWork } from './counter-state.ts';

/** What is given back: a tender of this payment, or a card that was charged without a receipt. */
export type Chargeback = {
  readonly attemptId: string;
  readonly name: string;
  readonly amountCents: number;
};

export const chargebackOf = (card: CardView): Chargeback => ({
  attemptId: card.attemptId,
  name: cardName(card),
  amountCents: card.approvedCents ?? card.amountCents,
});

/** @returns why the terminal is not asked; null when it is, or when the money is back already */
async function giveBack(originalAttemptId: string, kind: Reversal): Promise<ErrorEnvelope | null> {
  const problem = await askTerminal({
    channel: 'card.reverse',
    input: { attemptId: newId(), originalAttemptId, kind },
  });
  if (problem?.code !== 'CARD_NOT_CAPTURED') return problem;
  // Given back from another screen meanwhile: then it is no tender any more.
  const original = await ask('card.show', { attemptId: originalAttemptId });
  if (!original.ok || outcomeOf(original.value) !== 'over') return problem;
  counter.change((draft) => withoutTender(draft, originalAttemptId));
  return null;
}

/** Taking a charged card off the list moves money: it is asked before the terminal is. */
export function GiveBack({ of, onEnd }: { readonly of: Chargeback; readonly onEnd: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  useActions('counter', { 'go.back': onEnd });
  const go = async () => {
    const refused = await giveBack(of.attemptId, 'void');
    if (refused === null || refused.code === 'NO_ANSWER') onEnd();
    else setProblem(refused);
  };
  return (
    <Notice
      tone="warn"
      icon="warning"
      live="alert"
      title={`Give ${formatCents(of.amountCents)} back to ${of.name}?`}
      actions={
        <>
          <Button size="sm" autoFocus onPress={() => void go()}>
            Give it back at the terminal
          </Button>
          <Button size="sm" keyCap="Esc" onPress={onEnd}>
            Keep it
          </Button>
        </>
      }
    >
      {problem !== undefined && <ErrorLine problem={problem} />}
    </Notice>
  );
}

/** What the last request came to, where that asks for something: it stays until the next step is taken. */
export function CardTold({ work }: { readonly work: CardWork }) {
  const { ask: asked, at, outcome } = work;
  if (at === 'lost') return <Lost work={work} />;
  if (at !== 'settled' || outcome === undefined) return null;
  if (outcomeOf(outcome) === 'not-given-back' && asked.channel === 'card.reverse')
    return <NotGivenBack card={outcome} kind={asked.input.kind} originalId={asked.input.originalAttemptId} />;
  if (outcomeOf(outcome) === 'given-back')
    return (
      <Notice tone="ok" live="status">
        {outcome.said}
      </Notice>
    );
  return isPartial(outcome) ? (
    <Notice tone="warn" icon="warning" live="alert" title={outcome.said}>
      {outcome.next}
    </Notice>
  ) : null;
}

function Lost({ work }: { readonly work: CardWork }) {
  return (
    <Notice
      tone="danger"
      live="alert"
      title="The desk did not answer. The terminal may have been asked."
      actions={
        <>
          <Button size="sm" autoFocus onPress={() => void askTerminal(work.ask)}>
            Ask the desk again
          </Button>
          <Button size="sm" onPress={() => counter.card(null)}>
            Leave it
          </Button>
        </>
      }
    >
      It is the same request: the card is never charged twice for it. Left, it stands above as soon as the
      desk knows of it.
    </Notice>
  );
}

function NotGivenBack(props: {
  readonly card: CardView;
  readonly kind: Reversal;
  readonly originalId: string;
}) {
  const { card, kind, originalId } = props;
  const [problem, setProblem] = useState<Problem>();
  const again = async (how: Reversal) => {
    const refused = await giveBack(originalId, how);
    if (refused !== null && refused.code !== 'NO_ANSWER') setProblem(refused);
  };
  return (
    <Notice
      tone="danger"
      live="alert"
      title={`${card.said} ${formatCents(card.amountCents)} is still charged.`}
      actions={
        <>
          {kind === 'void' && (
            <Button size="sm" autoFocus onPress={() => void again('refund')}>
              Refund it instead
            </Button>
          )}
          <Button size="sm" autoFocus={kind === 'refund'} onPress={() => void again(kind)}>
            Try again
          </Button>
          <Button size="sm" onPress={() => counter.card(null)}>
            Keep the card
          </Button>
        </>
      }
    >
      {kind === 'void' && 'A batch that was closed meanwhile takes no void, only a refund. '}
      {problem !== undefined && <ErrorLine problem={problem} />}
    </Notice>
  );
}
