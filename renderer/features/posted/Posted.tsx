import { useEffect, useRef, useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { newId, command } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { spokenCents } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { useReadingTaker } from '../../shell/readings.ts';
import { go } from '../../shell/route.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { PaperView } from '../../ui/PaperView.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { postedView } from '../customer/customer-view.ts';
import { usePublished } from '../customer/publish.ts';
import { focusParked, PayerTabs } from '../counter/PayerTabs.tsx';
import { recallParked } from '../counter/recall.ts';
import { counter } from '../counter/store.ts';
import type { PostedPayment } from '../counter/counter-state.ts';
import { scannedOf } from '../counter/reading-entry.ts';
import { isOpen, kickWords } from '../outbox/job-words.ts';
import type { PrintJob } from '../outbox/job-words.ts';
import { PrintState, useResolve } from '../outbox/PrintState.tsx';
import { SlipActions } from '../parts/SlipActions.tsx';
import styles from './Posted.module.css';

type Session = NonNullable<Output<'session.mine'>>;

/** The Enter that posted must not be the Enter that leaves: the next one counts only after this. */
const ARMED_AFTER_MS = 400;
const PRINT_EVERY_MS = 700;

function useArmed(): { readonly current: boolean } {
  const armed = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      armed.current = true;
    }, ARMED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return armed;
}

/** The moment after: what to give back, what the paper says, what the printer says. */
export function Posted({ posted, session }: { readonly posted: PostedPayment; readonly session: Session }) {
  const { answer, payerName } = posted;
  const { status, seat } = useDesk();
  // The switch on the receipt is the customer's: what stands on their side follows it.
  const [language, setLanguage] = useState(posted.language);
  usePublished(postedView(answer, { city: status.city, language }), !seat.locked);
  const parked = useAsk('parked.list', {}).data?.parked ?? [];
  const [problem, setProblem] = useState<Problem>();
  const armed = useArmed();
  const nextRef = useRef<HTMLButtonElement>(null);
  const job = useJob(answer.printJobId);
  // Only the original opens the drawer; what became of that stays its own.
  const original = useJob(answer.printJobId);
  const resolving = useResolve(job.data);

  useEffect(() => nextRef.current?.focus(), []);
  const next = () => {
    if (armed.current) counter.next();
  };
  const again = () => void resolving.resolve('print-again').then((id) => id !== null && job.follow(id));
  const duplicate = async () => {
    const copy = await command('receipt.reprint', { paymentId: answer.paymentId }, { commandId: newId() });
    if (copy.ok) job.follow(copy.value.printJobId);
    else setProblem(copy.error);
  };
  useReadingTaker({
    screens: ['posted'],
    scan: (read) => {
      counter.scanned(scannedOf(read));
      return null;
    },
    check: () => 'A check was read. Find the payer first, then read it again.',
  });
  const unknown = job.data?.status === 'unknown';
  const printing = job.data?.status === 'queued' || job.data?.status === 'sent';
  const open = job.data !== undefined && isOpen(job.data);
  const f9 = printing ? undefined : open ? again : () => void duplicate();
  useActions('posted', {
    'posted.next': next,
    'find.payer': () => counter.next(),
    'posted.start-next': (event) => counter.next(event.key),
    'posted.reprint': f9,
    'posted.void': () => go('receipts', answer.paymentId, 'void'),
    'posted.it-printed': unknown ? () => void resolving.resolve('printed') : undefined,
    'posted.not-printed': unknown ? again : undefined,
    'counter.recall': parked.length > 0 ? () => void focusParked() : undefined,
  });

  return (
    <Room
      title="Payment posted"
      bar={
        <PayerTabs
          name={payerName === '' ? 'Payer without a name' : payerName}
          state={<Chip tone="ok">Posted</Chip>}
          amountCents={answer.totalCents}
          parked={parked}
          onRecall={(payer) => void recallParked(payer.parkedId, session.sessionId).then(setProblem)}
          onNew={next}
        />
      }
    >
      <h1 className={layout.sr}>
        Payment posted,{' '}
        {answer.changeCents > 0 ? `change due ${spokenCents(answer.changeCents)}` : 'no change'}
      </h1>
      {problem !== undefined && <RefusalNotice problem={problem} />}
      <div className={styles.columns}>
        <GiveChange posted={posted} original={original.data} />
        <Roll posted={posted} language={language} onLanguage={setLanguage} />
        <div className={styles.side} data-pane="print">
          {answer.printJobId === null ? (
            <Panel label="Print state" padded>
              <p>No receipt is printed here: no printer is set up. The payment is posted.</p>
            </Panel>
          ) : job.data === undefined ? (
            <Panel label="Print state" padded>
              <p className={layout.muted}>Sent to the printer.</p>
            </Panel>
          ) : (
            <Panel label="Print state">
              <PrintState
                job={job.data}
                resolving={resolving}
                onReplaced={job.follow}
                more={
                  job.data.status === 'printed' ? (
                    <Button size="sm" keyCap="F9" onPress={() => void duplicate()}>
                      Print DUPLICATE
                    </Button>
                  ) : undefined
                }
              />
            </Panel>
          )}
          <PostedSlips posted={posted} />
          <div className={layout.down}>
            <Button ref={nextRef} kind="primary" size="lg" wide keyCap="Enter" onPress={next} autoFocus>
              Next customer
            </Button>
          </div>
        </div>
      </div>
    </Room>
  );
}

function PostedSlips({ posted: { answer, language } }: { readonly posted: PostedPayment }) {
  const asked = useAsk('receipt.show', { paymentId: answer.paymentId, language });
  return <SlipActions receipt={asked.data} keys />;
}

/** The job on show: the original, or the copy that took its place. */
function useJob(first: string | null) {
  const [jobId, setJobId] = useState(first);
  const [running, setRunning] = useState(true);
  const asked = useAsk(
    'print.show',
    { jobId: jobId ?? '' },
    { when: jobId !== null, ...(running ? { everyMs: PRINT_EVERY_MS } : {}) },
  );
  const ended = asked.data !== undefined && asked.data.status !== 'queued' && asked.data.status !== 'sent';
  if (running === ended) setRunning(!ended);
  return { data: asked.data, follow: (id: string) => setJobId(id) };
}

/** This slab is a third of the screen: seven digits and more leave it at 88 px, whatever the system's font. */
const heroSize = (cents: number): '2xl' | 'lg' => (formatCents(cents).length > 6 ? 'lg' : '2xl');

function GiveChange({
  posted,
  original,
}: {
  readonly posted: PostedPayment;
  readonly original: PrintJob | undefined;
}) {
  const { status } = useDesk();
  const { answer } = posted;
  const give = answer.changeCents > 0;
  const facts: readonly { readonly icon: IconName; readonly text: string }[] = [
    {
      icon: 'check',
      text: `Posted ${formatTime(answer.postedAt, status.timeZone, true)}, receipt ${answer.receiptNumber}`,
    },
    ...(answer.drawerKick
      ? [{ icon: 'drawer' as const, text: kickWords(original, status.printer.drawer === 'open') }]
      : []),
    ...answer.reconnect.map(({ account, reached }) => ({
      icon: 'arrow' as const,
      text: reached
        ? `Account ${account}: amount to reconnect is reached`
        : `Account ${account}: not enough to reconnect`,
    })),
  ];
  return (
    <Slab label="Change due" className={styles.give}>
      <SlabLabel>{give ? 'Give change' : 'Nothing to give back'}</SlabLabel>
      <div
        className={styles.figure}
        role="status"
        aria-label={give ? `Change ${spokenCents(answer.changeCents)}` : 'No change'}
      >
        <Figure value={answer.changeCents} size={heroSize(answer.changeCents)} align="left" trust={give} />
      </div>
      <ul className={cx(styles.coins, answer.change.length > 4 && styles.many)}>
        {answer.change.map((piece) => (
          <li key={`${piece.form}-${piece.denominationCents}`} className={styles.coin}>
            <b>{piece.pieces} ×</b>
            {piece.name}
            <span className={styles.worth}>{formatCents(piece.pieces * piece.denominationCents)}</span>
          </li>
        ))}
      </ul>
      <ul className={styles.facts}>
        {facts.map((fact) => (
          <li key={fact.text}>
            <Icon name={fact.icon} />
            {fact.text}
          </li>
        ))}
      </ul>
    </Slab>
  );
}

type RollProps = {
  readonly posted: PostedPayment;
  readonly language: PostedPayment['language'];
  readonly onLanguage: (language: PostedPayment['language']) => void;
};

function Roll({ posted: { answer }, language, onLanguage }: RollProps) {
  const asked = useAsk('receipt.show', { paymentId: answer.paymentId, language }, { keepPrevious: true });
  return (
    <section className={styles.roll} aria-label="Receipt preview" data-pane="receipt">
      <div className={styles.rollHead}>
        <h2>Receipt {answer.receiptNumber}</h2>
        <Segment
          label="Read the receipt in"
          value={language}
          onChange={onLanguage}
          options={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español', lang: 'es' },
          ]}
        />
      </div>
      {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
      {asked.data !== undefined && (
        <div className={styles.rollPaper}>
          <PaperView
            preview={asked.data.preview}
            label={`Receipt ${answer.receiptNumber}`}
            language={language}
          />
        </div>
      )}
    </section>
  );
}
