import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Notice } from '../../ui/Status.tsx';
import type { CardView } from './card-dialogue.ts';
import { SlipForm } from './SlipForm.tsx';

export type CardDoubtProps = {
  readonly card: CardView;
  /** Nothing else can be done here before it: its button is the screen's next step. */
  readonly primary: boolean;
  /** The key that asks, where the screen has one. */
  readonly keyCap?: string;
  readonly lookUp: LookUp;
  readonly autoFocus?: boolean;
};

export type LookUp = ReturnType<typeof useLookUp>;

/** One question about one request; kept by the screen, so that a key can ask it too. */
export function useLookUp() {
  const { run, busy, problem } = useCommand('card.look-up');
  return { ask: (attemptId: string) => void run({ attemptId }), busy, problem };
}

/** Cannot be dismissed: money may have moved, and only the terminal or its slip knows. */
export function CardDoubt({ card, primary, keyCap, lookUp, autoFocus = false }: CardDoubtProps) {
  const { status } = useDesk();
  const [bySlip, setBySlip] = useState(false);
  const what = { sale: 'Card', void: 'Void', refund: 'Refund' }[card.kind];
  return (
    <Notice
      tone="danger"
      live="alert"
      title={card.said}
      actions={
        !bySlip && (
          <>
            <Button
              size="sm"
              kind={primary ? 'primary' : 'danger'}
              autoFocus={autoFocus}
              busy={lookUp.busy}
              {...(keyCap === undefined ? {} : { keyCap })}
              onPress={() => lookUp.ask(card.attemptId)}
            >
              Ask the terminal
            </Button>
            <Button size="sm" onPress={() => setBySlip(true)}>
              Settle by slip
            </Button>
          </>
        )
      }
    >
      {what} {formatCents(card.amountCents)}, asked {formatTime(card.askedAt, status.timeZone)} at{' '}
      {card.terminal}, reference {card.reference}. {card.next}
      {lookUp.problem !== undefined && !bySlip && <ErrorLine problem={lookUp.problem} />}
      {bySlip && <SlipForm card={card} onCancel={() => setBySlip(false)} />}
    </Notice>
  );
}
