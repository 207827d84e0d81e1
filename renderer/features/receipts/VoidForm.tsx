import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import { AskedCard } from '../card/AskedCard.tsx';
import { outcomeOf } from '../card/card-dialogue.ts';
import type { CardAsk, CardView, Reversal } from '../card/card-dialogue.ts';
import { CardDoubt, useLookUp } from '../card/CardDoubt.tsx';
import { sendCardAsk, useCard, useOpenCards } from '../card/use-card.ts';
import { counter } from '../counter/store.ts';
import { needsAnother } from '../counter/posting.ts';
import type { ReceiptView } from './receipt-view.ts';
import { reversalUnderWay, voidCards } from './void-cards.ts';
import styles from './Receipts.module.css';

export type VoidFormProps = {
  readonly receipt: ReceiptView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

type Given = { readonly cashReturnedCents: number; readonly returned: readonly string[] };

/** What was said before the terminal was asked; a supervisor's approval waits with it. */
type Decided = { readonly approval: string | undefined };

/**
 * The whole payment, with the money returned now: a reason, the customer’s receipt, and above the limit a supervisor.
 * What a connected terminal has charged goes back to its card first; the void follows by itself.
 */
export function VoidForm({ receipt, onDone, onCancel }: VoidFormProps) {
  const [reason, setReason] = useState('');
  const [returned, setReturned] = useState<'yes' | 'no' | null>(null);
  const [slip, setSlip] = useState('');
  const [bySlip, setBySlip] = useState(false);
  const [approving, setApproving] = useState(false);
  const [decided, setDecided] = useState<Decided | null>(null);
  const [given, setGiven] = useState<Given>();
  const voiding = useCommand('payment.void');
  const voidRef = useRef<HTMLButtonElement>(null);
  const formRef = useRef<HTMLDivElement>(null);
  const cards = voidCards(receipt.tenders);
  const reversal = useReversal(receipt);
  const { state } = reversal;
  const isAtTerminal = state === 'asking' || state === 'in-doubt' || state === 'lost';
  const byTerminal = cards.next !== null && !bySlip;
  const needsSlip = cards.hasStandAlone || (cards.next !== null && bySlip);
  useActions('receipts', {
    'go.back': isAtTerminal ? undefined : given === undefined ? onCancel : onDone,
  });
  const missing = ((): string | undefined => {
    if (!receipt.mayVoid.may) return receipt.mayVoid.reason ?? 'It may not be voided';
    if (reason.trim() === '') return 'Type a reason';
    if (returned === null) return 'Say whether the receipt came back';
    if (needsSlip && slip.trim() === '') return 'Type the terminal’s void slip';
    return undefined;
  })();

  const run = async (approval?: string) => {
    if (missing !== undefined || returned === null) return;
    const answer = await voiding.run(
      {
        paymentId: receipt.row.paymentId,
        reason: reason.trim(),
        receiptReturned: returned === 'yes',
        ...(needsSlip ? { terminalVoidSlip: slip.trim() } : {}),
      },
      approval,
    );
    if (answer.ok) {
      setGiven(answer.value);
      // Its change is not to be given any more.
      if (counter.get().posted?.answer.paymentId === receipt.row.paymentId) counter.next();
      setApproving(false);
      toast(`Receipt ${answer.value.receiptNumber} is void`);
      return;
    }
    setDecided(null);
    if (needsAnother(answer.error.code)) setApproving(true);
  };

  /** Cards one after the other, and then the payment itself with what was said before. */
  const goOn = (with_: Decided, kind: Reversal = 'void') => {
    setDecided(with_);
    if (cards.next?.terminalCard && !bySlip)
      reversal.begin(cards.next.terminalCard.attemptId, kind, with_.approval);
    else void run(with_.approval);
  };
  const backAtLast = useEffectEvent(() => {
    if (decided !== null && given === undefined) goOn(decided);
  });
  const settledId = state === 'given-back' ? reversal.attemptId : null;
  const nextId = cards.next?.terminalCard?.attemptId ?? null;
  useEffect(() => {
    // Only once the receipt itself says that this card is no longer charged: it is asked again on the same push.
    if (settledId === null || nextId === reversal.originalId) return;
    const timer = setTimeout(() => backAtLast(), 0);
    return () => clearTimeout(timer);
  }, [settledId, nextId, reversal.originalId]);

  if (given !== undefined) return <GiveBackNow given={given} onDone={onDone} />;
  return (
    <div
      ref={formRef}
      className={styles.form}
      role="group"
      aria-label={`Void receipt ${receipt.row.receiptNumber}`}
    >
      {cards.backCents > 0 && !isAtTerminal && !voiding.busy && (
        <Notice tone="warn" icon="warning" live="status">
          {formatCents(cards.backCents)} is back on the card, and the receipt still stands: void it now.
        </Notice>
      )}
      {!isAtTerminal && (
        <>
          <Field
            label={`Why is receipt ${receipt.row.receiptNumber}, ${formatCents(receipt.row.totalCents)}, void?`}
            name="void-reason"
            value={reason}
            autoFocus={state !== 'not-given-back'}
            maxLength={200}
            onChange={setReason}
            onEnter={() => formRef.current?.querySelector<HTMLElement>('input[type="radio"]')?.focus()}
          />
          <Choice
            label="Did the customer give the receipt back?"
            value={returned}
            onChange={setReturned}
            options={[
              { value: 'yes', label: 'Yes, it is here' },
              { value: 'no', label: 'No' },
            ]}
          />
          {needsSlip && (
            <Field
              label="Number of the terminal’s void slip"
              note="Void the card on the terminal first."
              name="void-slip"
              value={slip}
              autoFocus={bySlip}
              maxLength={24}
              onChange={setSlip}
              onEnter={() => voidRef.current?.focus()}
            />
          )}
          {receipt.voidNeedsApproval && !approving && (
            <Notice tone="warn">It is above your limit: a supervisor signs in here.</Notice>
          )}
        </>
      )}
      <Reversing
        reversal={reversal}
        isAlone={cards.next !== null}
        onRefund={() => goOn(decided ?? { approval: undefined }, 'refund')}
        blocked={missing}
      />
      {voiding.problem !== undefined && !needsAnother(voiding.problem.code) && (
        <RefusalNotice problem={voiding.problem} />
      )}
      {approving ? (
        <Approval
          channel="payment.void"
          about={`Void receipt ${receipt.row.receiptNumber}, ${formatCents(receipt.row.totalCents)}: ${reason.trim()}`}
          onApproved={(ticket) => {
            setApproving(false);
            goOn({ approval: ticket });
          }}
          onCancel={() => setApproving(false)}
        />
      ) : (
        !isAtTerminal && (
          <div className={styles.actions}>
            <Button
              ref={voidRef}
              kind="danger"
              busy={voiding.busy || reversal.isBeginning}
              reason={missing}
              onPress={() => {
                if (receipt.voidNeedsApproval) setApproving(true);
                else goOn({ approval: undefined });
              }}
            >
              {byTerminal
                ? `Give ${formatCents(cards.next.amountCents)} back at the terminal, then void`
                : 'Void and return the money'}
            </Button>
            {cards.next !== null && (
              <Button onPress={() => setBySlip(!bySlip)}>
                {bySlip ? 'Give it back at the terminal' : 'It was voided by hand: type the slip'}
              </Button>
            )}
            <Button keyCap="Esc" onPress={onCancel}>
              Back
            </Button>
          </div>
        )
      )}
    </div>
  );
}

type ReversalState = 'none' | 'lost' | 'asking' | 'in-doubt' | 'given-back' | 'not-given-back';

type Reversing = {
  readonly state: ReversalState;
  readonly card: CardView | undefined;
  readonly attemptId: string | null;
  readonly originalId: string | null;
  readonly isBeginning: boolean;
  readonly problem: Problem | undefined;
  readonly begin: (originalAttemptId: string, kind: Reversal, approval: string | undefined) => void;
  /** The same request again, after an answer of the desk was lost. */
  readonly again: () => void;
};

/** The void or refund of one card: one that this form begins, or one that was under way when it opened. */
function useReversal(receipt: ReceiptView): Reversing {
  const [asked, setAsked] = useState<CardAsk | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  const [isLost, setLost] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const underWay = reversalUnderWay(useOpenCards(receipt.sessionId), receipt.tenders);
  const attemptId = asked?.input.attemptId ?? underWay?.attemptId ?? null;
  const shown = useCard(isBeginning ? null : attemptId).data;
  const card = shown ?? underWay;
  const send = async (next: CardAsk) => {
    if (isBeginning) return;
    setAsked(next);
    setBeginning(true);
    setProblem(undefined);
    setLost(false);
    const refused = await sendCardAsk(next);
    setBeginning(false);
    setLost(refused?.code === 'NO_ANSWER');
    if (refused === null || refused.code === 'NO_ANSWER') return;
    setAsked(null);
    setProblem(refused);
  };
  const outcome = card === undefined ? undefined : outcomeOf(card);
  const state = ((): ReversalState => {
    if (attemptId === null) return 'none';
    if (outcome === undefined) return isLost ? 'lost' : 'asking';
    return outcome === 'asking' ||
      outcome === 'in-doubt' ||
      outcome === 'given-back' ||
      outcome === 'not-given-back'
      ? outcome
      : 'none';
  })();
  return {
    state,
    card,
    attemptId,
    originalId: card?.originalAttemptId ?? null,
    isBeginning,
    problem,
    begin: (originalAttemptId, kind, approval) =>
      void send({
        channel: 'card.reverse',
        input: {
          attemptId: newId(),
          originalAttemptId,
          kind,
          ...(approval === undefined ? {} : { voidApproval: approval }),
        },
      }),
    again: () => {
      if (asked !== null) void send(asked);
    },
  };
}

/** What is true about the card that is given back, while it is and where it was not. */
function Reversing(props: {
  readonly reversal: Reversing;
  readonly isAlone: boolean;
  readonly blocked: string | undefined;
  readonly onRefund: () => void;
}) {
  const { reversal } = props;
  const { state, card } = reversal;
  const lookUp = useLookUp();
  return (
    <>
      {state === 'asking' && (
        <AskedCard
          autoFocus
          card={card ?? null}
          kind={card?.kind ?? 'void'}
          amountCents={card?.amountCents ?? 0}
        />
      )}
      {state === 'in-doubt' && card !== undefined && (
        <CardDoubt card={card} primary lookUp={lookUp} autoFocus />
      )}
      {state === 'lost' && (
        <Notice
          tone="danger"
          live="alert"
          title="The desk did not answer. The terminal may have been asked."
          actions={
            <Button size="sm" autoFocus onPress={reversal.again}>
              Ask the desk again
            </Button>
          }
        >
          It is the same request: the money never goes back twice for it.
        </Notice>
      )}
      {state === 'not-given-back' && card !== undefined && !reversal.isBeginning && (
        <Notice
          tone="danger"
          live="alert"
          title={`${card.said} ${formatCents(card.amountCents)} is still charged, and the receipt stands.`}
          actions={
            card.kind === 'void' && (
              <Button size="sm" autoFocus reason={props.blocked} onPress={props.onRefund}>
                Refund it instead
              </Button>
            )
          }
        >
          {card.kind === 'void'
            ? 'A batch that was closed meanwhile takes no void, only a refund.'
            : 'Give it back on the terminal itself and type the number of its slip.'}
        </Notice>
      )}
      {reversal.problem !== undefined && <RefusalNotice problem={reversal.problem} />}
    </>
  );
}

function GiveBackNow({ given, onDone }: { readonly given: Given; readonly onDone: () => void }) {
  return (
    <Notice
      tone="ok"
      live="status"
      title={
        given.cashReturnedCents > 0
          ? `Give back ${formatCents(given.cashReturnedCents)} in cash`
          : 'No cash to give back'
      }
      actions={
        <Button size="sm" autoFocus keyCap="Enter" onPress={onDone}>
          {given.cashReturnedCents > 0 || given.returned.length > 0 ? 'Returned' : 'Done'}
        </Button>
      }
    >
      {given.returned.length > 0 && (
        <ul>
          {given.returned.map((item) => (
            <li key={item}>Hand back: {item}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
