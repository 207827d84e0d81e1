import { useEffect, useRef } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import type { CardView } from './card-dialogue.ts';
import styles from './Card.module.css';

const TITLE = { sale: 'Card', void: 'Give back to the card', refund: 'Refund to the card' } as const;

export type AskedCardProps = {
  /** Null until the desk has said that it is written down. */
  readonly card: CardView | null;
  readonly kind: CardView['kind'];
  readonly amountCents: number;
  /** The dialogue is what the person has just asked for: the keyboard waits here, and presses nothing. */
  readonly autoFocus?: boolean;
};

/** The terminal is at it: where it is, what to do meanwhile, and the way to give up, which is only a question too. */
export function AskedCard({ card, kind, amountCents, autoFocus = false }: AskedCardProps) {
  const groupRef = useRef<HTMLDivElement>(null);
  const cancelling = useCommand('card.cancel');
  const given = card?.step === 'cancelling';
  const cancel = () => {
    if (card !== null && !given) void cancelling.run({ attemptId: card.attemptId });
  };
  // Esc is taken even when there is nothing to cancel yet: it must not leave the form under the terminal.
  useActions(null, { 'go.back': cancel });
  useEffect(() => {
    if (autoFocus) groupRef.current?.focus();
  }, [autoFocus]);
  return (
    <div ref={groupRef} className={styles.asked} role="group" aria-label="Card terminal" tabIndex={-1}>
      <div className={styles.amount}>
        <span>
          {TITLE[kind]}
          {card?.entry === 'keyed' && kind === 'sale' && <span className={layout.sub}> by telephone</span>}
        </span>
        <span>{formatCents(amountCents)}</span>
      </div>
      <div role="status">
        <div className={styles.said}>{card?.said ?? 'The terminal is being asked.'}</div>
        <div>{card?.next ?? 'Wait.'}</div>
      </div>
      {cancelling.problem !== undefined && <RefusalNotice problem={cancelling.problem} />}
      <div className={styles.actions}>
        <Button
          size="sm"
          keyCap="Esc"
          busy={cancelling.busy}
          reason={given ? 'What the terminal answers is the truth' : undefined}
          onPress={cancel}
        >
          Cancel at the terminal
        </Button>
      </div>
    </div>
  );
}
