import { useEffect, useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { oppositeKinds } from '../../../shared/domain/close/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { perform, useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { ScrollArea } from '../../ui/ScrollArea.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { kindsText, TENDER_WORDS, upperFirst } from '../../ui/tender-words.ts';
import { PrintOutcome } from '../parts/PrintOutcome.tsx';
import { TerminalBatch } from '../parts/TerminalBatch.tsx';
import { CloseSteps } from './CloseSteps.tsx';
import { Attempts, HandIn, Results, Unmatched, WhyCash } from './ResultPanels.tsx';
import { ReasonPanel } from './ReasonPanel.tsx';
import { chosenReasons, missingReason, NO_REASON, reasonLabel, REASONS } from './reasons.ts';
import type { ReasonDraft, ReasonDrafts } from './reasons.ts';
import { sessionName } from './session-words.ts';
import type { CloseResult } from './session-words.ts';
import styles from './Close.module.css';

/** After the seal: over and short per kind, why cash should be what it should be, the reasons, and to whom it goes. */
export function OverShort({ result, again }: { readonly result: CloseResult; readonly again: () => void }) {
  const { status, seat } = useDesk();
  const { session, results, needReason } = result;
  const { sessionId } = session;
  const opposite = oppositeKinds(results);
  // A kind may need a reason although its total is even: an item is missing and another is there in its place.
  const differing = results
    .filter((row) => row.differenceCents !== 0 || needReason.includes(row.kind))
    .map((row) => row.kind);
  const [chosen, setChosen] = useState<TenderKind | null>(needReason[0] ?? differing[0] ?? null);
  const [drafts, setDrafts] = useState<ReasonDrafts>({});
  const submit = useCommand('session.submit');
  const printZ = useCommand('session.print-report');
  const [jobId, setJobId] = useState<string | null>(null);

  const explaining = session.status === 'balanced';
  const missing = missingReason(drafts, needReason, opposite);
  const current: ReasonDraft = (chosen === null ? undefined : drafts[chosen]) ?? NO_REASON;
  const change = (part: Partial<ReasonDraft>) => {
    if (chosen !== null) setDrafts({ ...drafts, [chosen]: { ...current, ...part } });
  };
  const submitClose = async () => {
    if (missing !== null || submit.busy) return;
    const answer = await submit.run({ sessionId, reasons: [...chosenReasons(drafts, differing)] });
    if (!answer.ok) return;
    // The address keeps this close on show after it is approved, when it is no longer the person's own session.
    go('close', sessionId);
    again();
  };
  const print = async () => {
    const answer = await printZ.run({ sessionId });
    if (answer.ok) setJobId(answer.value.printJobId);
  };

  // The seal takes the focus away with the count, and submitting with its button: it goes to what comes next.
  const asks = explaining && chosen !== null;
  useEffect(() => {
    if (asks) focusPane('reasons');
    else document.getElementById(NEXT_STEP)?.focus();
  }, [asks, explaining]);

  useActions('over-short', {
    'over-short.reason':
      explaining && chosen !== null
        ? (event) => {
            const reason = REASONS[Number(event.key) - 1];
            if (!reason) return;
            change({ reason: reason.reason });
            // Tab then leads from the chosen reason to the words, whichever one had the focus.
            setTimeout(
              () =>
                document
                  .querySelector<HTMLElement>(`[data-pane="reasons"] input[value="${reason.reason}"]`)
                  ?.focus(),
              0,
            );
          }
        : undefined,
    'over-short.submit': explaining ? () => void submitClose() : undefined,
    'go.back': () => go('counter'),
  });

  const title = `${sessionName(session)}: over and short`;
  return (
    <Room title={title}>
      <PageHead
        title={title}
        sub={`Count sealed ${formatTime(result.sealedAt, status.timeZone)} by ${result.attempts.at(-1)?.countedBy ?? session.cashier.name}. ${result.seal.events.toLocaleString('en-US')} events, none can change.`}
        aside={
          <>
            <CloseSteps now={explaining ? 2 : 4} />
            <Chip>Counting has ended</Chip>
          </>
        }
      />
      <div className={styles.resultColumns}>
        <ScrollArea className={styles.main}>
          <Results result={result} chosen={chosen} onChoose={differing.length > 1 ? setChosen : undefined} />
          <WhyCash result={result} />
          <Unmatched result={result} />
          <TerminalBatch sessionId={sessionId} source={session.source.code} />
          <div className={styles.twin}>
            <Attempts result={result} />
            <HandIn result={result} />
          </div>
        </ScrollArea>
        <div className={styles.side}>
          <div className={styles.scroll}>
            <Verdict result={result} chosen={chosen} />
            {explaining && opposite.length > 0 && (
              <Notice
                tone="warn"
                icon="warning"
                title={`${upperFirst(kindsText(opposite))} differ against each other.`}
              >
                That is no over and short. Have a supervisor correct the tender, item in hand, or record a
                suspected substitution.
              </Notice>
            )}
            {explaining ? (
              chosen !== null && (
                <ReasonPanel
                  kind={chosen}
                  several={differing.length > 1}
                  draft={current}
                  onChange={change}
                  onDone={() => document.getElementById(NEXT_STEP)?.focus()}
                />
              )
            ) : (
              <Submitted result={result} />
            )}
            {session.status !== 'approved' && <WhoApproves result={result} me={seat.person.userName} />}
          </div>
          <div className={styles.bottom} data-pane="next-step">
            {jobId !== null && <PrintOutcome key={jobId} jobId={jobId} />}
            {submit.problem !== undefined && <RefusalNotice problem={submit.problem} />}
            {printZ.problem !== undefined && <RefusalNotice problem={printZ.problem} />}
            <Button size="sm" busy={printZ.busy} onPress={() => void print()}>
              Print balancing report (Z)
            </Button>
            {explaining ? (
              <Button
                id={NEXT_STEP}
                kind="primary"
                size="lg"
                wide
                keyCap="Ctrl Enter"
                busy={submit.busy}
                reason={missing ?? undefined}
                onPress={() => void submitClose()}
              >
                Submit for approval
              </Button>
            ) : (
              <AfterSubmit result={result} own={session.cashier.userName === seat.person.userName} />
            )}
          </div>
        </div>
      </div>
    </Room>
  );
}

const NEXT_STEP = 'next-step';

function Verdict({ result, chosen }: { readonly result: CloseResult; readonly chosen: TenderKind | null }) {
  const row = result.results.find((each) => each.kind === chosen);
  if (!row) {
    return (
      <Slab label="Result" className={styles.verdict}>
        <SlabLabel>Everything agrees. To hand in</SlabLabel>
        <Figure value={result.handIn.totalCents} size="lg" align="left" trust />
        <p>The float stays {formatCents(result.cash.floatCents)}.</p>
      </Slab>
    );
  }
  const { differenceCents, kind } = row;
  if (differenceCents === 0) {
    return (
      <Slab label="Result" className={styles.verdict}>
        <SlabLabel>{TENDER_WORDS[kind].many} do not match</SlabLabel>
        <Figure value={differenceCents} size="lg" align="left" />
        <p>The total is even, but the items are not those of the receipts. A reason is needed.</p>
      </Slab>
    );
  }
  const beyond = result.needReason.includes(kind);
  const words = TENDER_WORDS[kind];
  return (
    <Slab label="Result" className={styles.verdict}>
      <SlabLabel>
        {words.many} {kind === 'cash' ? 'is' : 'are'} {differenceCents < 0 ? 'short' : 'over'}
      </SlabLabel>
      <Figure value={Math.abs(differenceCents)} size="lg" align="left" />
      <p>
        Tolerance is {formatCents(result.toleranceCents)}
        {beyond ? ', so a reason and a supervisor are needed.' : ': noted, a reason is welcome.'} Posts to{' '}
        {result.overShortAccount}.
        {kind === 'cash' &&
          (result.handIn.floatMissingCents > 0
            ? ` ${formatCents(result.handIn.floatMissingCents)} of the float is missing.`
            : ` The float stays ${formatCents(result.cash.floatCents)}.`)}
      </p>
    </Slab>
  );
}

/** What the person does next: the next drawer, the way home, or back to the floor for whoever counted for someone absent. */
function AfterSubmit({ result, own }: { readonly result: CloseResult; readonly own: boolean }) {
  const [label, act, keyCap] = !own
    ? (['Back to the floor', () => go('supervisor'), undefined] as const)
    : result.session.status === 'approved'
      ? (['Open a drawer', () => go('close'), undefined] as const)
      : (['Sign out', () => perform('desk.sign-out'), 'Ctrl Shift F8'] as const);
  return (
    <Button
      id={NEXT_STEP}
      kind="primary"
      size="lg"
      wide
      onPress={act}
      {...(keyCap === undefined ? {} : { keyCap })}
    >
      {label}
    </Button>
  );
}

/** What was said, and where the close is now. */
function Submitted({ result }: { readonly result: CloseResult }) {
  const approved = result.session.status === 'approved';
  return (
    <Notice
      tone={approved ? 'ok' : 'note'}
      live="status"
      title={approved ? 'Approved' : 'Submitted. It waits for a supervisor.'}
    >
      {result.reasons.length === 0
        ? 'No reason was needed.'
        : result.reasons.map((given) => (
            <p key={given.kind}>
              {upperFirst(kindsText([given.kind]))}: {reasonLabel(given.reason)}
              {given.note === '' ? '.' : `. ${given.note}`}
            </p>
          ))}
      {!approved && <p>Hand in {formatCents(result.handIn.totalCents)} now; the clerk counts it again.</p>}
    </Notice>
  );
}

function WhoApproves({ result, me }: { readonly result: CloseResult; readonly me: string }) {
  const names = result.mayApprove.filter((row) => row.may).map((row) => row.person.name);
  const own = result.mayApprove.find((row) => row.person.userName === me && !row.may);
  return (
    <p className={styles.who}>
      {names.length === 0 ? 'Nobody here may approve it now.' : `${orText(names)} may approve.`}
      {own !== undefined && ` You may not: you ${own.reason}.`}
    </p>
  );
}

const orText = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
