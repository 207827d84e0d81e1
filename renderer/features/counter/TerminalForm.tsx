import { useState } from 'react';
import { changeOf } from '../../../shared/domain/tender/change.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Notice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { askObstacle } from '../card/card-dialogue.ts';
import { askTerminal } from './card-work.ts';
import type { Cards } from './card-work.ts';
import { focusTenderAmount } from './focus.ts';
import type { PaymentPreview, Setup, TenderType } from './preview.ts';
import { counter, useCounter } from './store.ts';
import type { TenderEntry } from './counter-state.ts';
import styles from './Counter.module.css';

export type TerminalFormProps = {
  readonly type: TenderType;
  readonly entry: TenderEntry;
  readonly preview: PaymentPreview;
  readonly setup: Setup;
  readonly sessionId: string;
  readonly cards: Cards;
};

/** A card at the connected terminal: the amount, and what it is asked. Nothing of the card is ever typed here. */
export function TerminalForm({ type, entry, preview, setup, sessionId, cards }: TerminalFormProps) {
  const { draft } = useCounter();
  const [problem, setProblem] = useState<Problem>();
  const [obstacle, setObstacle] = useState<Problem>();
  const proposed = preview.stillDueCents === 0 ? null : preview.stillDueCents;
  const amountCents = entry.amountCents === undefined ? proposed : entry.amountCents;
  const fail = (amount: Problem | null, other: Problem | null) => {
    setProblem(amount ?? undefined);
    setObstacle(other ?? undefined);
    focusTenderAmount();
  };
  const sell = async (cents: Cents | null, how: 'presented' | 'keyed') => {
    const wrong = amountProblem(cents);
    const inTheWay = askObstacle(cards.open, draft.paymentId);
    if (cents === null || wrong !== null || inTheWay !== null) return fail(wrong, inTheWay);
    // Kept as it was typed: a card that is not charged is tried again with the same amount.
    counter.entry({ ...entry, amountCents: cents === proposed ? undefined : cents });
    const refused = await askTerminal({
      channel: 'card.sale',
      input: {
        attemptId: newId(),
        sessionId,
        paymentId: draft.paymentId,
        tenderType: type.code,
        amountCents: cents,
        entry: how,
      },
    });
    if (refused !== null && refused.code !== 'NO_ANSWER') fail(null, refused);
  };

  /** Before the terminal hears of it: what could not be posted afterwards is not charged. */
  const amountProblem = (cents: Cents | null) => {
    if (cents === null || cents <= 0) return refuse('TENDER_AMOUNT', { params: { name: type.name } }).error;
    const sources = draft.tenders.flatMap(({ input }) => {
      const of = setup.tenderTypes.find(({ code }) => code === input.tenderType);
      return of ? [{ amountCents: input.amountCents, type: of }] : [];
    });
    const change = changeOf([...sources, { amountCents: cents, type }], preview.dueCents);
    return change.ok || change.error.code === 'UNDERPAID' ? null : change.error;
  };

  const recordBySlip = () => {
    counter.entry({ ...entry, standAlone: true });
    setTimeout(focusTenderAmount, 0);
  };
  useActions('counter', {
    'tender.by-telephone': () => void sell(amountCents, 'keyed'),
    'tender.stand-alone': recordBySlip,
  });
  // Two buttons must never seem to ask the same: with a card in doubt, only the question about that one is open.
  const waits = cards.open.doubts.length > 0 ? 'A card is in doubt' : undefined;
  const told = cards.work?.at === 'settled' ? cards.work.outcome : undefined;
  const isAgain = told !== undefined && told.kind === 'sale' && told.status === 'not-charged';
  return (
    <div className={styles.entry} role="group" aria-label={`${type.name}, at the terminal`}>
      {isAgain && (
        <div className={styles.entryWide}>
          <Notice tone="warn" icon="warning" live="status" title={told.said}>
            {told.next} {formatCents(told.amountCents)} is still to be taken.
          </Notice>
        </div>
      )}
      <div className={styles.entryHead}>
        {type.name}
        <span className={layout.sub}>
          <KeyCap>*</KeyCap> still due
        </span>
      </div>
      <AmountField
        label={`Amount, ${type.name.toLowerCase()}`}
        labelHidden
        name="tender-amount"
        size="lg"
        valueCents={amountCents}
        problem={problem}
        onChange={(cents) => {
          setProblem(undefined);
          setObstacle(undefined);
          counter.entry({ ...entry, amountCents: cents });
        }}
        onEnter={(cents) => void sell(cents, 'presented')}
      />
      {obstacle !== undefined && (
        <div className={styles.entryWide}>
          <ErrorLine problem={obstacle} />
        </div>
      )}
      <div className={styles.terminalKeys}>
        <Button size="sm" keyCap="Enter" reason={waits} onPress={() => void sell(amountCents, 'presented')}>
          {isAgain ? 'Ask the terminal again' : 'Ask the terminal'}
        </Button>
        <Button size="sm" keyCap="T" reason={waits} onPress={() => void sell(amountCents, 'keyed')}>
          By telephone
        </Button>
        <Button size="sm" kind="quiet" keyCap="S" onPress={recordBySlip}>
          Record from a stand-alone terminal
        </Button>
      </div>
    </div>
  );
}
