import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { ITEM_LISTS } from '../../../shared/domain/count/closing.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import type { Refusal } from '../../../shared/kernel/result.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { CashGrid } from '../../ui/CashGrid.tsx';
import { draftCents } from '../../ui/cash-draft.ts';
import { focusField } from '../../ui/column-keys.ts';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { closingCountOf, isTyped, nextAttempt, whatIsMissing } from './count-draft.ts';
import type { CountDraft } from './count-draft.ts';
import { keepCount, useUnfinished } from './draft-store.ts';
import { CountedItems } from './CountedItems.tsx';
import { CloseSteps } from './CloseSteps.tsx';
import { firstItemField } from './Items.tsx';
import { hasMachines, MachineCounts } from './MachineCounts.tsx';
import { machinesCents, offered, takeIn } from './machine-draft.ts';
import { closeTitle } from './session-words.ts';
import type { SessionView } from './session-words.ts';
import { BackToOpen, Told } from './Told.tsx';
import styles from './Close.module.css';

const SEAL_BUTTON = 'seal-count';
const FIRST_FACE = 'loose-bill-10000';

/** The blind count. Nothing here comes from the books but the session's own facts; no expected figure reaches this page. */
export function Count({ session, again }: { readonly session: SessionView; readonly again: () => void }) {
  const { status } = useDesk();
  const { sessionId, attemptsMade, attemptsAllowed } = session;
  const unfinished = useUnfinished(sessionId);
  const { draft } = unfinished;
  // The last attempt did not agree, and the person has not yet said what to do about it.
  const told = session.disagreeing.length > 0 && unfinished.attempt <= attemptsMade;
  const [leaving, setLeaving] = useState(false);
  const seal = useCommand('session.seal-attempt');
  const proposals = useAsk('count.proposals', { sessionId }).data;
  const waiting = proposals === undefined ? [] : offered(draft, proposals.counts);
  const [nextReport] = waiting;
  const [refusal, setRefusal] = useState<Refusal>();

  const keep = (next: CountDraft) => {
    setRefusal(undefined);
    seal.clear();
    keepCount(sessionId, { attempt: unfinished.attempt, draft: next });
  };
  const blocked =
    !isTyped(draft) && session.source.kind === 'drawer' ? 'Nothing is counted yet' : whatIsMissing(draft);

  const sealCount = async () => {
    if (blocked !== null || seal.busy) return;
    const count = closingCountOf(draft);
    if (!count.ok) {
      setRefusal(count.error);
      return;
    }
    const machineCounts = draft.machines.map(({ countId }) => countId);
    const answer = await seal.run({
      sessionId,
      count: count.value,
      ...(machineCounts.length === 0 ? {} : { machineCounts }),
    });
    if (!answer.ok) return;
    if (answer.value.ended) keepCount(sessionId, null);
    again();
  };
  const countAgain = () => {
    const next = nextAttempt(draft, session.disagreeing);
    keepCount(sessionId, { attempt: attemptsMade + 1, draft: next });
    setTimeout(() => focusField(firstFieldOf(session.disagreeing[0] ?? 'cash', next)), 0);
  };

  useActions('close', {
    'close.seal': told || leaving ? undefined : () => void sealCount(),
    'close.take-in':
      told || leaving || nextReport === undefined ? undefined : () => keep(takeIn(draft, nextReport)),
    'close.count-again': told && !leaving ? countAgain : undefined,
    // A close that was sealed once takes no more payments, so there is no way back to them.
    'go.back': session.rejection === undefined ? () => setLeaving(true) : undefined,
  });

  const attempt = Math.min(told ? attemptsMade : attemptsMade + 1, attemptsAllowed);
  const problem = refusal ?? seal.problem;
  return (
    <Room title={closeTitle(session)}>
      <PageHead
        title={closeTitle(session)}
        sub={`Session ${session.sessionNumber}, opened ${formatTime(session.openedAt, status.timeZone)} by ${session.cashier.name}. No new tenders while balancing.`}
        aside={
          <>
            <CloseSteps now={told ? 1 : 0} />
            <Chip icon="lock">Blind count</Chip>
            <Chip>
              Attempt {attempt} of {attemptsAllowed}
            </Chip>
          </>
        }
      />
      {session.rejection !== undefined && (
        <Notice tone="warn" icon="warning" title="Your supervisor sent this close back for another count.">
          {session.rejection}
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.cashColumn}>
          <Panel
            title="Cash"
            {...(waiting.length === 0
              ? { note: 'Type pieces. Enter goes down, Tab to straps and rolls.' }
              : { aside: <Chip tone="machine">{countOf(waiting.length, 'machine count')} to confirm</Chip> })}
            fill
            pane="cash"
            className={styles.cash}
          >
            <div inert={told}>
              <CashGrid
                label="Cash by denomination"
                draft={draft.cash}
                onChange={(cash) => keep({ ...draft, cash })}
                onPastLast={() => focusField(firstItemField('checks', draft.checks))}
                autoFocus={!told}
              />
            </div>
          </Panel>
          {proposals !== undefined && hasMachines(proposals, draft) && (
            <MachineCounts
              sessionId={sessionId}
              proposals={proposals}
              draft={draft}
              keep={keep}
              sealed={told}
            />
          )}
        </div>
        <div className={styles.side}>
          <CountedItems
            draft={draft}
            keep={keep}
            sealed={told}
            onDone={() => document.getElementById(SEAL_BUTTON)?.focus()}
          />
          <Slab label="Cash you counted" className={styles.slab}>
            {waiting.length > 0 && (
              <div className={styles.stacked}>
                <SlabLabel>Proposed by machine</SlabLabel>
                <Figure value={machinesCents(waiting)} size="md" align="left" />
              </div>
            )}
            <div className={waiting.length > 0 ? styles.stacked : styles.countedCash}>
              <SlabLabel>Cash you counted</SlabLabel>
              <Figure value={draftCents(draft.cash)} />
            </div>
          </Slab>
          {problem !== undefined && <RefusalNotice problem={problem} />}
          {leaving ? (
            <BackToOpen session={session} onLeft={again} onStay={() => setLeaving(false)} />
          ) : told ? (
            <Told session={session} kept={isTyped(draft)} onCountAgain={countAgain} onAccepted={again} />
          ) : (
            <Button
              id={SEAL_BUTTON}
              kind="primary"
              size="lg"
              wide
              keyCap="Ctrl Enter"
              busy={seal.busy}
              reason={blocked ?? undefined}
              onPress={() => void sealCount()}
            >
              Seal count
            </Button>
          )}
        </div>
      </div>
    </Room>
  );
}

/** Where the counting of a kind begins. */
function firstFieldOf(kind: TenderKind, draft: CountDraft): string {
  switch (kind) {
    case 'cash':
      return FIRST_FACE;
    case 'card':
      return 'slips';
    case 'check':
    case 'item':
    case 'voucher': {
      const list = ITEM_LISTS[kind];
      return firstItemField(list, draft[list]);
    }
  }
}
