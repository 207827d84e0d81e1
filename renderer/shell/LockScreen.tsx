import { useState } from 'react';
import { queryClient, useCommand } from '../bridge/hooks.ts';
import { useActions } from '../keymap/dispatcher.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useDesk } from './desk.ts';
import { TrainingBand } from './TrainingBand.tsx';
import styles from './Overlay.module.css';

/** Covers the desk while it is locked; what was being done stands under it untouched. */
export function LockScreen({ onSignOut }: { readonly onSignOut: () => void }) {
  const { seat, status } = useDesk();
  const [secret, setSecret] = useState('');
  const unlock = useCommand('access.unlock');
  useActions(null, { 'desk.sign-out': onSignOut }, { modal: true });

  const submit = async () => {
    if (secret === '') return;
    const answer = await unlock.run({ secret });
    setSecret('');
    if (answer.ok) queryClient.setQueryData(['access.who', {}], answer.value);
  };

  return (
    <div className={styles.lock} role="dialog" aria-modal="true" aria-labelledby="lock-title">
      {status.training && (
        <div className={styles.lockBand}>
          <TrainingBand />
        </div>
      )}
      <form
        className={styles.lockBox}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1 id="lock-title">
          <Icon name="lock" /> Locked
        </h1>
        <p>
          {seat.person.name} was working here at {status.office}. The work is as it was.
        </p>
        <Field
          label="PIN"
          type="password"
          inputMode="numeric"
          size="lg"
          value={secret}
          onChange={setSecret}
          autoFocus
          problem={unlock.problem}
          onEnter={() => void submit()}
        />
        <Button kind="primary" size="lg" wide keyCap="Enter" type="submit" busy={unlock.busy}>
          Unlock
        </Button>
        <Button size="sm" keyCap="Ctrl Shift F8" onPress={onSignOut}>
          Sign out {seat.person.name}
        </Button>
      </form>
    </div>
  );
}
