import { formatBusinessDate, formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { CloseSteps } from './CloseSteps.tsx';
import { closeTitle } from './session-words.ts';
import type { SessionView } from './session-words.ts';
import styles from './Close.module.css';

/** An open session before its count: what balancing means, and what still stands in its way. No totals: they would give the count away. */
export function Begin({ session, again }: { readonly session: SessionView; readonly again: () => void }) {
  const { status } = useDesk();
  const { sessionId } = session;
  const begin = useCommand('session.begin-balancing');
  const suspend = useCommand('session.suspend');
  const resume = useCommand('session.resume');
  const suspended = session.status === 'suspended';
  const then = async (answer: Promise<{ readonly ok: boolean }>) => {
    if ((await answer).ok) again();
  };
  useActions('close', { 'go.back': () => go('counter') });
  const problem = begin.problem ?? suspend.problem ?? resume.problem;
  const parked =
    session.parked === 0
      ? undefined
      : `${session.parked} ${session.parked === 1 ? 'payer is' : 'payers are'} parked. Recall or discard first`;
  return (
    <Room title={closeTitle(session)}>
      <PageHead
        title={closeTitle(session)}
        sub={`Session ${session.sessionNumber}, opened ${formatTime(session.openedAt, status.timeZone)} by ${session.cashier.name}.`}
        aside={<CloseSteps now={0} />}
      />
      <div className={styles.begin}>
        <Panel title="Before you count" padded>
          <dl className={styles.facts}>
            <dt>Business date</dt>
            <dd>{formatBusinessDate(session.businessDate)}</dd>
            <dt>Float, as counted in</dt>
            <dd>{formatCents(session.floatCents)}</dd>
            <dt>Parked payers</dt>
            <dd>{session.parked === 0 ? 'None' : session.parked}</dd>
            <dt>Attempts</dt>
            <dd>
              {session.attemptsMade} of {session.attemptsAllowed} made
            </dd>
          </dl>
          <p className={styles.words}>
            While you count, the drawer takes no payments and voids none. You count what is there: the screen
            does not tell what should be. Have the checks, money orders, card slips and pledges at hand.
          </p>
        </Panel>
        {suspended && (
          <Notice
            tone="warn"
            icon="warning"
            title="This drawer is suspended."
            actions={
              <Button busy={resume.busy} onPress={() => void then(resume.run({ sessionId }))}>
                Resume taking payments
              </Button>
            }
          >
            Resume it to take payments, or count it now.
          </Notice>
        )}
        {problem !== undefined && <RefusalNotice problem={problem} />}
        <Button
          kind="primary"
          size="lg"
          wide
          autoFocus
          busy={begin.busy}
          reason={parked}
          onPress={() => void then(begin.run({ sessionId }))}
        >
          Begin counting
        </Button>
        {!suspended && (
          <div className={styles.quietActions}>
            <Button size="sm" busy={suspend.busy} onPress={() => void then(suspend.run({ sessionId }))}>
              Suspend the drawer instead
            </Button>
          </div>
        )}
      </div>
    </Room>
  );
}
