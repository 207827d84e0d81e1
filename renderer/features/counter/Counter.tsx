import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { command, newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { useDesk } from '../../shell/desk.ts';
import { useReadingTaker } from '../../shell/readings.ts';
import { go } from '../../shell/route.ts';
import { Room } from '../../shell/Room.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import layout from '../../ui/layout.module.css';
import { AccountCard, AccountSwitch } from './AccountCard.tsx';
import { useAccounts } from './accounts.ts';
import type { AddingItem } from './AddItem.tsx';
import { outcomeOf, parkObstacle } from '../card/card-dialogue.ts';
import { servingView } from '../customer/customer-view.ts';
import { usePublished } from '../customer/publish.ts';
import { useCards } from './card-work.ts';
import { chargedIn, isEmpty, toParked, withoutAccount, withoutTenders } from './draft.ts';
import { focusPost, focusTenderAmount } from './focus.ts';
import { FindField } from './FindPane.tsx';
import { LinesPane, removeLine } from './LinesPane.tsx';
import { focusParked, PayerTabs, Tag } from './PayerTabs.tsx';
import type { Parked } from './PayerTabs.tsx';
import { asksFirst, usePosting } from './posting.ts';
import { previewPayment } from './preview.ts';
import type { PaymentPreview, Setup } from './preview.ts';
import { recallParked } from './recall.ts';
import { counter, useCounter } from './store.ts';
import { scannedOf } from './reading-entry.ts';
import { takeCheck } from './take-reading.ts';
import { TendersPane } from './TendersPane.tsx';
import styles from './Counter.module.css';

type Session = NonNullable<Output<'session.mine'>>;

const titleOf = (preview: PaymentPreview): string =>
  preview.payer.name === ''
    ? preview.rows.length === 0
      ? 'New payer'
      : 'Payer without a name'
    : preview.payer.name;

/** Everything of one payment in sight: find, lines, tenders; one path through it by keyboard. */
export function Counter({ session, setup }: { readonly session: Session; readonly setup: Setup }) {
  const { draft, last } = useCounter();
  const { can, status, seat } = useDesk();
  const { answered, problems } = useAccounts(draft.accounts.map(({ account }) => account));
  const preview = previewPayment(draft, answered, setup);
  const posting = usePosting(preview, session.sessionId);
  const cards = useCards(session.sessionId);
  const parked = useAsk('parked.list', {}).data?.parked ?? [];
  const [adding, setAdding] = useState<AddingItem>({ step: 'closed' });
  const [justFound, setJustFound] = useState(false);
  const [handBack, setHandBack] = useState<'park' | Parked | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [parkRefused, setParkRefused] = useState(false);
  const title = titleOf(preview);
  usePublished(
    servingView(preview, { city: status.city, language: draft.language, isAtTerminal: cards.isAsking }),
    !seat.locked,
  );

  // Moved on in an effect: only then do the figures know the line or tender that was just added.
  const [steps, setSteps] = useState(0);
  const forward = () => setSteps((before) => before + 1);
  const moveOn = useEffectEvent(() => {
    if (preview.dueCents === 0) focusPane('items');
    else if (preview.stillDueCents === 0) focusPost();
    else focusTenderAmount();
  });
  useEffect(() => {
    if (steps > 0) moveOn();
  }, [steps]);
  const park = async (): Promise<boolean> => {
    const lines = preview.rows.map((row) => row.input);
    const answer = await command(
      'payment.park',
      {
        parkedId: newId(),
        sessionId: session.sessionId,
        draft: toParked(draft, { lines, totalCents: preview.dueCents, payer: preview.payer }),
      },
      { commandId: newId() },
    );
    if (!answer.ok) {
      setProblem(answer.error);
      return false;
    }
    toast(`${title} is parked. Shift F4 recalls.`);
    counter.next();
    setProblem(undefined);
    focusPane('find');
    return true;
  };
  const recall = async (payer: Parked) => {
    if (!isEmpty(counter.get().draft) && !(await park())) return;
    const refused = await recallParked(payer.parkedId, session.sessionId);
    setProblem(refused);
    if (refused === undefined) setJustFound(true);
  };
  const onCard = parkObstacle({
    isAsking: cards.isAsking,
    isInDoubt: cards.view !== undefined && outcomeOf(cards.view) === 'in-doubt',
    chargedCents: chargedIn(draft),
  });
  /** A parked payment holds no money: tenders are handed back first. */
  const withoutMoney = (then: 'park' | Parked) => {
    if (onCard !== null) setParkRefused(true);
    else if (draft.tenders.length > 0) setHandBack(then);
    else void (then === 'park' ? park() : recall(then));
  };

  useActions('counter', {
    'find.payer': () => focusPane('find'),
    'counter.add-item': cards.isAsking
      ? undefined
      : () => {
          if (adding.step === 'closed' && document.activeElement?.closest('[data-pane="items"]'))
            setAdding({ step: 'search' });
          else if (adding.step !== 'closed') setAdding({ step: 'search' });
          else focusPane('items');
        },
    'counter.remove-line':
      preview.rows.length === 0 || cards.isAsking
        ? undefined
        : () => {
            const id =
              document.activeElement instanceof HTMLElement
                ? document.activeElement.dataset['line']
                : undefined;
            const row = preview.rows.find((each) => each.id === id);
            if (row) removeLine(row);
            else document.querySelector<HTMLElement>('[data-line]:last-child')?.focus();
          },
    'counter.park': can('payment.park') && preview.rows.length > 0 ? () => withoutMoney('park') : undefined,
    'counter.recall': can('payment.park') && parked.length > 0 ? () => void focusParked() : undefined,
    'counter.reprint':
      last === null ? undefined : () => void reprint(last.paymentId, last.receiptNumber).then(setProblem),
    'counter.void': last === null ? undefined : () => go('receipts', last.paymentId, 'void'),
    'go.back': isEmpty(draft) ? undefined : () => focusPane('find'),
  });

  /** A scan is for the form as it stands open; while something else is asked, it would change what is asked about. */
  const notNow = ((): string | null => {
    if (cards.isAsking)
      return 'The terminal is being asked for this payer. Read it again when it has answered.';
    return posting.busy || asksFirst(posting.problem) || handBack !== null
      ? 'Read, but the counter waits for an answer first.'
      : null;
  })();
  useReadingTaker({
    screens: ['counter'],
    scan: (read) => {
      if (notNow === null) counter.scanned(scannedOf(read));
      return notNow;
    },
    check: (read) => notNow ?? takeCheck(read, { setup, preview }),
  });

  const work = draft.accounts.find(({ account }) => account === draft.current);
  const shown = preview.accounts.find(({ view }) => view.account === draft.current);
  const accountProblem = work === undefined ? undefined : problems.get(work.account);
  const onFocused = useCallback(() => setJustFound(false), []);
  return (
    <Room
      title={`Counter: ${title}`}
      bar={
        <PayerTabs
          name={title}
          state={isEmpty(draft) ? null : <Tag>serving</Tag>}
          amountCents={preview.dueCents}
          parked={parked}
          onRecall={withoutMoney}
          onNew={isEmpty(draft) ? undefined : () => withoutMoney('park')}
        />
      }
    >
      <h1 className={layout.sr}>Counter: payment for {title}</h1>
      {problem !== undefined && (
        <RefusalNotice
          problem={problem}
          actions={
            <Button size="sm" onPress={() => setProblem(undefined)}>
              Understood
            </Button>
          }
        />
      )}
      {parkRefused && onCard !== null && (
        <Notice
          tone="warn"
          icon="warning"
          live="alert"
          actions={
            <Button size="sm" onPress={() => setParkRefused(false)}>
              Understood
            </Button>
          }
        >
          {onCard}
        </Notice>
      )}
      {handBack !== null && (
        <HandBack
          count={draft.tenders.length}
          onDone={() => {
            counter.change(withoutTenders);
            setHandBack(null);
            setTimeout(() => void (handBack === 'park' ? park() : recall(handBack)), 0);
          }}
          onCancel={() => setHandBack(null)}
        />
      )}
      {isEmpty(draft) && status.printer.paperLow && (
        <Notice tone="warn" icon="printer" live="status">
          The roll ends soon: change it between two customers.
        </Notice>
      )}
      <div className={styles.columns}>
        <section
          className={`${styles.pane ?? ''} ${styles.find ?? ''}`}
          aria-label="Payer and account"
          data-pane="find"
          inert={cards.isAsking}
        >
          <FindField scanlines={setup.scanlines} onFound={() => setJustFound(true)} onForward={forward} />
          <AccountSwitch accounts={preview.accounts} current={draft.current} />
          {accountProblem !== undefined && work !== undefined && (
            <RefusalNotice
              problem={accountProblem}
              actions={
                <Button
                  size="sm"
                  onPress={() => counter.change((before) => withoutAccount(before, work.account))}
                >
                  Leave it out
                </Button>
              }
            />
          )}
          {work && shown && (
            <AccountCard
              key={work.account}
              work={work}
              preview={shown}
              focusAmount={justFound}
              onFocused={onFocused}
              onForward={forward}
            />
          )}
          {work === undefined && (
            <p className={layout.muted}>
              Scan the stub, or type a number, part of a name or part of an address. Money that belongs to no
              known account is an unidentified receipt: F3.
            </p>
          )}
        </section>
        <LinesPane
          preview={preview}
          setup={setup}
          adding={adding}
          onAdding={setAdding}
          onForward={forward}
          isLocked={cards.isAsking}
        />
        <TendersPane
          key={draft.paymentId}
          preview={preview}
          setup={setup}
          posting={posting}
          sessionId={session.sessionId}
          cards={cards}
        />
      </div>
    </Room>
  );
}

async function reprint(paymentId: string, receiptNumber: string): Promise<Problem | undefined> {
  const answer = await command('receipt.reprint', { paymentId }, { commandId: newId() });
  if (!answer.ok) return answer.error;
  toast(`DUPLICATE of ${receiptNumber} sent to the printer`);
  return undefined;
}

function HandBack(props: {
  readonly count: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  useActions('counter', { 'go.back': props.onCancel });
  return (
    <Notice
      tone="warn"
      live="alert"
      icon="warning"
      title={
        props.count === 1 ? 'Hand the tender back first.' : `Hand the ${props.count} tenders back first.`
      }
      actions={
        <>
          <Button size="sm" autoFocus onPress={props.onDone}>
            Handed back, park
          </Button>
          <Button size="sm" keyCap="Esc" onPress={props.onCancel}>
            Go on serving
          </Button>
        </>
      }
    >
      A parked payer holds no money here.
    </Notice>
  );
}
