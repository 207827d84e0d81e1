import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Status.tsx';
import { AskedCard } from '../card/AskedCard.tsx';
import { cardName, chargedCents } from '../card/card-dialogue.ts';
import type { CardView, OpenCards } from '../card/card-dialogue.ts';
import { CardDoubt, useLookUp } from '../card/CardDoubt.tsx';
import { takeFoundCard } from './card-work.ts';
import styles from './Counter.module.css';

export type CardStripProps = {
  readonly open: OpenCards;
  readonly isAsking: boolean;
  /** Posting is not possible yet, so that a question to the terminal is the next step. */
  readonly nothingToPost: boolean;
  readonly onGiveBack: (card: CardView) => void;
  readonly onUsed: () => void;
};

/** Money of this session that hangs in the air: it stands above everything else until it is settled. */
export function CardStrip({ open, isAsking, nothingToPost, onGiveBack, onUsed }: CardStripProps) {
  const lookUp = useLookUp();
  const [doubt] = open.doubts;
  useActions('counter', {
    'tender.ask-terminal': doubt === undefined || lookUp.busy ? undefined : () => lookUp.ask(doubt.attemptId),
  });
  if (open.asking.length + open.doubts.length + open.unreceipted.length === 0) return null;
  return (
    <div className={styles.cardStrip} role="group" aria-label="Cards that are not settled">
      {open.doubts.map((card, index) => (
        <CardDoubt
          key={card.attemptId}
          card={card}
          primary={nothingToPost && index === 0}
          lookUp={lookUp}
          {...(index === 0 ? { keyCap: 'A' } : {})}
        />
      ))}
      {open.asking.map((card) => (
        <div key={card.attemptId} className={styles.pane}>
          <AskedCard card={card} kind={card.kind} amountCents={card.amountCents} />
        </div>
      ))}
      {open.unreceipted.map((card) => (
        <Unreceipted
          key={card.attemptId}
          card={card}
          isAsking={isAsking}
          onGiveBack={() => onGiveBack(card)}
          onUsed={onUsed}
        />
      ))}
    </div>
  );
}

function Unreceipted(props: {
  readonly card: CardView;
  readonly isAsking: boolean;
  readonly onGiveBack: () => void;
  readonly onUsed: () => void;
}) {
  const { card, isAsking } = props;
  const { status } = useDesk();
  const [using, setUsing] = useState(false);
  const wait = isAsking ? 'The terminal is being asked' : undefined;
  return (
    <Notice
      tone="warn"
      live="status"
      icon="warning"
      title={`${cardName(card)} charged ${formatCents(chargedCents(card))}, without a receipt.`}
      actions={
        <>
          <Button
            size="sm"
            busy={using}
            reason={wait}
            onPress={() => {
              setUsing(true);
              void takeFoundCard(card).then(props.onUsed);
            }}
          >
            Use it in this payment
          </Button>
          <Button size="sm" reason={wait} onPress={props.onGiveBack}>
            Give it back
          </Button>
        </>
      }
    >
      Asked {formatTime(card.askedAt, status.timeZone)} by {card.askedBy}, authorization {card.authorization}.
    </Notice>
  );
}
