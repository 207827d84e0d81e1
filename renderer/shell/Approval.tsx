import { useRef, useState } from 'react';
import type { CommandName } from '../bridge/bridge.ts';
import { useCommand } from '../bridge/hooks.ts';
import { useActions } from '../keymap/dispatcher.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import layout from '../ui/layout.module.css';
import styles from './Approval.module.css';

export type ApprovalProps = {
  /** The one command that the ticket will be good for. */
  readonly channel: CommandName;
  /** What is approved, in one sentence: recorded, and shown to whoever signs. */
  readonly about: string;
  readonly title?: string;
  /** `Supervisor` or `Witness`: who is asked to sign. */
  readonly who?: string;
  readonly action?: string;
  readonly onApproved: (ticket: string, name: string) => void;
  readonly onCancel: () => void;
};

/** A second sign-in on the same screen, in place; the first person stays signed in. */
export function Approval(props: ApprovalProps) {
  const { channel, about, title = 'A supervisor is needed', who = 'Supervisor', action = 'Approve' } = props;
  const [userName, setUserName] = useState('');
  const [secret, setSecret] = useState('');
  const pinRef = useRef<HTMLInputElement>(null);
  const approve = useCommand('access.approve');
  useActions(null, { 'go.back': props.onCancel });

  const submit = async () => {
    if (userName.trim() === '' || secret === '') return;
    const answer = await approve.run({ userName: userName.trim(), secret, channel, about });
    setSecret('');
    if (answer.ok) props.onApproved(answer.value.approval, answer.value.person.name);
    else pinRef.current?.focus();
  };

  return (
    <form
      className={styles.approval}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={layout.row}>
        <Icon name="lock" />
        <b>{title}</b>
      </div>
      <p>{about}</p>
      <div className={styles.fields}>
        <Field
          label={`${who}’s user name`}
          value={userName}
          onChange={(text) => setUserName(text.toLowerCase())}
          onEnter={() => pinRef.current?.focus()}
          autoFocus
          name="approver"
        />
        <Field
          ref={pinRef}
          label="PIN"
          type="password"
          inputMode="numeric"
          value={secret}
          onChange={setSecret}
          onEnter={() => void submit()}
          autoComplete="off"
          name="approver-pin"
        />
      </div>
      {approve.problem !== undefined && <ErrorLine problem={approve.problem} />}
      <div className={styles.actions}>
        <Button type="submit" keyCap="Enter" busy={approve.busy}>
          {action}
        </Button>
        <Button keyCap="Esc" onPress={props.onCancel}>
          Not now
        </Button>
      </div>
    </form>
  );
}
