import type { ReactNode } from 'react';
import { useState } from 'react';
import { sessionLabel, sourceLabel } from '../../../shared/domain/session/label.ts';
import { formatBusinessDate, formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { lowerFirst } from '../../ui/tender-words.ts';
import { toast } from '../../ui/toasts.ts';
import { STATUS_WORDS } from './floor-words.ts';
import type { DrawerOnFloor } from './floor-words.ts';
import styles from './Supervisor.module.css';

export type DrawerDetailProps = {
  readonly drawer: DrawerOnFloor;
  /** Only after a look. */
  readonly cashCents: number | undefined;
  readonly onClose: () => void;
  readonly again: () => void;
};

/** One session of the floor, in place of the charts: its facts, and what a supervisor may do with it in its state. */
export function DrawerDetail({ drawer, cashCents, onClose, again }: DrawerDetailProps) {
  const { status } = useDesk();
  const { session } = drawer;
  useActions(null, { 'go.back': onClose });
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Cashier', session.cashier.name],
    ['State', STATUS_WORDS[session.status]],
    ['Business date', formatBusinessDate(session.businessDate)],
    ['Opened', formatTime(session.openedAt, status.timeZone)],
    ['Float', formatCents(session.floatCents)],
    ['Cash in drawer', cashCents === undefined ? 'Not shown' : formatCents(cashCents)],
    ['Parked payers', session.parked === 0 ? 'None' : session.parked],
    ['Attempts', `${session.attemptsMade} of ${session.attemptsAllowed} made`],
  ];
  return (
    <Panel
      title={sessionLabel(session)}
      fill
      padded
      pane="drawer"
      className={styles.detail}
      aside={
        <Button size="sm" keyCap="Esc" onPress={onClose}>
          Back to the charts
        </Button>
      }
    >
      <div className={styles.detailColumns}>
        <dl className={styles.facts}>
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Steps drawer={drawer} again={again} />
      </div>
    </Panel>
  );
}

function Steps({
  drawer: { session },
  again,
}: {
  readonly drawer: DrawerOnFloor;
  readonly again: () => void;
}) {
  const { can } = useDesk();
  const toReceipts = (
    <Button size="sm" onPress={() => go('receipts', 'session', session.sessionId)}>
      Open its receipts
    </Button>
  );
  switch (session.status) {
    case 'open':
    case 'suspended':
      return (
        <div className={styles.form}>
          {can('session.count-others') && <BalanceForAbsent session={session} />}
          {toReceipts}
        </div>
      );
    case 'balancing':
    case 'balanced':
      return (
        <div className={styles.form}>
          <p>
            {session.status === 'balancing'
              ? 'Its count is under way.'
              : 'Its count is sealed and not yet submitted.'}
          </p>
          {can('session.count-others') && (
            <Button onPress={() => go('close', session.sessionId)}>Open its close</Button>
          )}
          {toReceipts}
        </div>
      );
    case 'submitted':
      return (
        <div className={styles.form}>
          <p>Its close waits for approval.</p>
          <Button autoFocus onPress={() => go('supervisor', 'close', session.sessionId)}>
            Review the close
          </Button>
          {toReceipts}
        </div>
      );
    case 'approved':
      return (
        <div className={styles.form}>
          <Button onPress={() => go('supervisor', 'close', session.sessionId)}>View the close</Button>
          {can('session.approve') && <Reopen session={session} again={again} />}
          {toReceipts}
        </div>
      );
  }
}

type Session = DrawerOnFloor['session'];

/** An absent cashier's drawer is counted by a supervisor, with a witness who signs on this screen. */
function BalanceForAbsent({ session }: { readonly session: Session }) {
  const [asking, setAsking] = useState(false);
  const begin = useCommand('session.begin-balancing');
  const run = async (ticket: string) => {
    const answer = await begin.run({ sessionId: session.sessionId }, ticket);
    if (answer.ok) go('close', session.sessionId);
    else setAsking(false);
  };
  if (asking) {
    return (
      <Approval
        channel="session.begin-balancing"
        title="A witness is needed"
        who="Witness"
        action="Witness the count"
        about={`Balance ${lowerFirst(sourceLabel(session.source))} for ${session.cashier.name}, who is absent.`}
        onApproved={(ticket) => void run(ticket)}
        onCancel={() => setAsking(false)}
      />
    );
  }
  return (
    <>
      <p>Is {session.cashier.name} absent? Then you may count this drawer, with a witness.</p>
      {begin.problem !== undefined && <RefusalNotice problem={begin.problem} />}
      <Button autoFocus busy={begin.busy} onPress={() => setAsking(true)}>
        Balance for the absent cashier
      </Button>
    </>
  );
}

function Reopen({ session, again }: { readonly session: Session; readonly again: () => void }) {
  const [asking, setAsking] = useState(false);
  const reopen = useCommand('session.reopen');
  const run = async (reason: string) => {
    const answer = await reopen.run({ sessionId: session.sessionId, reason });
    if (!answer.ok) return;
    toast(`${sessionLabel(session)} is open for counting again.`);
    setAsking(false);
    again();
  };
  if (!asking) return <Button onPress={() => setAsking(true)}>Reopen the close, reason</Button>;
  return (
    <ReasonForm
      confirm="Reopen the close"
      busy={reopen.busy}
      problem={reopen.problem}
      onConfirm={(reason) => void run(reason)}
      onCancel={() => {
        reopen.clear();
        setAsking(false);
      }}
    >
      Its over and short are taken back and it is counted again. Possible while its money is in no sealed
      deposit.
    </ReasonForm>
  );
}
