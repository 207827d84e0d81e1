import { useState } from 'react';
import { dateOf, formatBusinessDate, isDate } from '../../../shared/kernel/time.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import type { Overview } from './floor-words.ts';
import styles from './Supervisor.module.css';

/** The accounting day: opened before a drawer can open, closed when every one of its sessions is balanced. */
export function BusinessDatePanel({
  overview,
  again,
}: {
  readonly overview: Overview;
  readonly again: () => void;
}) {
  const { can } = useDesk();
  const { businessDate } = overview;
  if (!can('business-date.manage')) {
    return (
      <Panel label="Business date" padded>
        Business date: {businessDate === null ? 'not open' : formatBusinessDate(businessDate)}
      </Panel>
    );
  }
  return (
    <Panel label="Business date" padded pane="business-date">
      {businessDate === null ? (
        <OpenDate again={again} />
      ) : (
        <CloseDate words={formatBusinessDate(businessDate)} again={again} />
      )}
    </Panel>
  );
}

function OpenDate({ again }: { readonly again: () => void }) {
  const { status } = useDesk();
  const [date, setDate] = useState<string>(() => dateOf(deskNow(), status.timeZone));
  const open = useCommand('business-date.open');
  const run = async () => {
    if (!isDate(date)) return;
    const answer = await open.run({ date });
    if (!answer.ok) return;
    toast(`Business date ${formatBusinessDate(date)} is open.`);
    again();
  };
  return (
    <div className={styles.form}>
      <p>No business date is open, so no drawer can open.</p>
      <Field label="Business date" type="date" value={date} onChange={setDate} problem={open.problem} />
      <Button
        kind="primary"
        busy={open.busy}
        reason={isDate(date) ? undefined : 'Enter a date'}
        onPress={() => void run()}
      >
        Open business date
      </Button>
    </div>
  );
}

function CloseDate({ words, again }: { readonly words: string; readonly again: () => void }) {
  const [asking, setAsking] = useState(false);
  const close = useCommand('business-date.close');
  const stay = () => {
    close.clear();
    setAsking(false);
  };
  const run = async () => {
    const answer = await close.run({});
    if (!answer.ok) return;
    toast(`Business date ${words} is closed.`);
    again();
  };
  useActions(null, { 'go.back': asking ? stay : undefined });
  if (!asking) {
    return (
      <div className={styles.line}>
        <span>
          <span className={styles.quiet}>Business date</span> <b>{words}</b>
        </span>
        <Button size="sm" onPress={() => setAsking(true)}>
          Close it
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <p>Close {words}? No session can be opened on it afterwards. Every session of it must be balanced.</p>
      {close.problem !== undefined && <RefusalNotice problem={close.problem} />}
      <div className={styles.actions}>
        <Button size="sm" autoFocus busy={close.busy} onPress={() => void run()}>
          Close business date
        </Button>
        <Button size="sm" keyCap="Esc" onPress={stay}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
