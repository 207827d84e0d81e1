import { useState } from 'react';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import type { Output } from '../../bridge/bridge.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { NoteField } from '../../ui/Field.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { ScrollArea } from '../../ui/ScrollArea.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { lowerFirst, TENDER_WORDS } from '../../ui/tender-words.ts';
import { toast } from '../../ui/toasts.ts';
import { Attempts, HandIn, Results, Unmatched, WhyCash } from '../close/ResultPanels.tsx';
import { sessionName } from '../close/session-words.ts';
import { PeopleList } from '../parts/PeopleList.tsx';
import { TerminalBatch } from '../parts/TerminalBatch.tsx';
import { ReviewPanels } from './ReviewPanels.tsx';
import { STATUS_WORDS } from './floor-words.ts';
import styles from './Supervisor.module.css';

export type CloseReview = Output<'session.review'>;

/** A submitted close before it is approved: the result, what was said, what may explain it, who may decide. */
export function Review({ sessionId }: { readonly sessionId: string }) {
  const review = useAsk('session.review', { sessionId });
  const back = () => go('supervisor');
  useActions('review', { 'go.back': back });
  if (review.problem !== undefined) {
    return (
      <Room title="Review of a close">
        <PageHead title="Review of a close" />
        <RefusalNotice problem={review.problem} actions={<Button onPress={back}>Back to the floor</Button>} />
      </Room>
    );
  }
  if (review.data === undefined) return <Room title="Review of a close">{null}</Room>;
  const { result } = review.data;
  const title = `Close of ${lowerFirst(sessionName(result.session))}`;
  return (
    <Room title={title}>
      <PageHead
        title={title}
        sub={`${result.session.cashier.name}, ${formatBusinessDate(result.session.businessDate)}. ${countOf(review.data.payments, 'payment')}, ${result.seal.events.toLocaleString('en-US')} events sealed.`}
        aside={
          <>
            {result.session.version > 1 && <Chip>Version {result.session.version}</Chip>}
            <Chip tone={result.session.status === 'approved' ? 'ok' : 'warn'}>
              {STATUS_WORDS[result.session.status]}
            </Chip>
          </>
        }
      />
      <div className={styles.reviewColumns}>
        <ScrollArea className={styles.main}>
          <Results result={result} chosen={null} onChoose={undefined} />
          <ReviewPanels review={review.data} />
          <Unmatched result={result} />
          <WhyCash result={result} />
          <TerminalBatch sessionId={sessionId} source={result.session.source.code} />
          <div className={styles.twin}>
            <Attempts result={result} />
            <HandIn result={result} />
          </div>
        </ScrollArea>
        <Decision review={review.data} />
      </div>
    </Room>
  );
}

function Decision({ review }: { readonly review: CloseReview }) {
  const { session } = review.result;
  const { sessionId } = session;
  const [note, setNote] = useState('');
  const [sendingBack, setSendingBack] = useState(false);
  const approve = useCommand('session.approve');
  const reject = useCommand('session.reject');
  const waits = session.status === 'submitted';
  const mayDecide = waits && review.me.may;
  const run = async () => {
    if (!mayDecide || approve.busy) return;
    const answer = await approve.run({ sessionId, note: note.trim() });
    if (!answer.ok) return;
    toast(`${sessionName(session)} is approved.`);
    go('supervisor');
  };
  const sendBack = async (reason: string) => {
    const answer = await reject.run({ sessionId, reason });
    if (!answer.ok) return;
    toast(`${sessionName(session)} went back for a verifying count.`);
    go('supervisor');
  };
  useActions('review', {
    'review.approve': mayDecide && !sendingBack ? () => void run() : undefined,
    'review.send-back': mayDecide && !sendingBack ? () => setSendingBack(true) : undefined,
  });
  return (
    <div className={styles.decision}>
      <ReviewSlab review={review} />
      {review.shownBeside.length > 0 && (
        <Notice title="You had a part in this session. It does not bar you.">
          {review.shownBeside.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <WhoMay review={review} />
      <div className={styles.bottom}>
        {approve.problem !== undefined && <RefusalNotice problem={approve.problem} />}
        {sendingBack ? (
          <Panel title="Send back" padded>
            <ReasonForm
              confirm="Send back"
              readBy={`${session.cashier.name} reads this`}
              busy={reject.busy}
              problem={reject.problem}
              onConfirm={(reason) => void sendBack(reason)}
              onCancel={() => {
                reject.clear();
                setSendingBack(false);
              }}
            >
              The drawer is counted once more, blind. One attempt is added for it.
            </ReasonForm>
          </Panel>
        ) : (
          waits && (
            <>
              {review.me.may && (
                <NoteField
                  label="Note, kept with the approval"
                  value={note}
                  onChange={setNote}
                  maxLength={200}
                />
              )}
              <Button
                size="sm"
                keyCap="B"
                reason={review.me.may ? undefined : 'You may not decide this close'}
                onPress={() => setSendingBack(true)}
              >
                Send back, reason
              </Button>
              <Button
                kind="primary"
                size="lg"
                wide
                keyCap="Ctrl Enter"
                busy={approve.busy}
                reason={review.me.may ? undefined : (review.me.reason ?? 'You may not approve this close')}
                onPress={() => void run()}
              >
                Approve close
              </Button>
            </>
          )
        )}
      </div>
    </div>
  );
}

/** The largest difference, as the number of the moment; what is handed in when everything agrees. */
function ReviewSlab({ review: { result } }: { readonly review: CloseReview }) {
  const [worst] = [...result.results].sort(
    (a, b) => Math.abs(b.differenceCents) - Math.abs(a.differenceCents),
  );
  if (worst === undefined || worst.differenceCents === 0) {
    return (
      <Slab label="Result" className={styles.verdict}>
        <SlabLabel>Everything agrees. Handed in</SlabLabel>
        <Figure value={result.handIn.totalCents} align="left" trust />
      </Slab>
    );
  }
  const { kind, differenceCents } = worst;
  return (
    <Slab label="Result" className={styles.verdict}>
      <SlabLabel>
        {TENDER_WORDS[kind].many} {kind === 'cash' ? 'is' : 'are'} {differenceCents < 0 ? 'short' : 'over'}
      </SlabLabel>
      <Figure value={Math.abs(differenceCents)} align="left" />
      <p className={styles.slabText}>
        Tolerance is {formatCents(result.toleranceCents)}. Posts to {result.overShortAccount}.
      </p>
    </Slab>
  );
}

function WhoMay({ review: { result } }: { readonly review: CloseReview }) {
  if (result.session.status !== 'submitted') return null;
  return (
    <Panel title="Who may approve" note="From who acted on this money." fill className={styles.who}>
      <PeopleList people={result.mayApprove} />
    </Panel>
  );
}
