import { useRef, useState } from 'react';
import { useCommand } from '../bridge/hooks.ts';
import { useActions } from '../keymap/dispatcher.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { toast } from '../ui/toasts.ts';
import layout from '../ui/layout.module.css';
import styles from './Shell.module.css';

/** Opening the drawer without a sale: the reason is kept, and the openings are counted. One line, so that the work stays in sight. */
export function NoSale({ sessionId, onClose }: { readonly sessionId: string; readonly onClose: () => void }) {
  const open = useCommand('session.no-sale');
  const [reason, setReason] = useState('');
  const confirmRef = useRef<HTMLButtonElement>(null);
  useActions(null, { 'go.back': onClose });
  const given = reason.trim();
  const confirm = async () => {
    const answer = await open.run({ sessionId, reason: given });
    if (!answer.ok) return;
    toast('The drawer was told to open');
    onClose();
  };
  return (
    <section className={styles.strip} aria-label="Open the drawer without a sale" data-pane="no-sale">
      <Field
        className={layout.grow}
        label="Why is the drawer opened without a sale? It is counted, and your supervisor reads this"
        value={reason}
        onChange={setReason}
        onEnter={() => confirmRef.current?.focus()}
        maxLength={200}
        problem={open.problem}
        autoFocus
      />
      <Button
        ref={confirmRef}
        kind="primary"
        busy={open.busy}
        reason={given === '' ? 'Type a reason first' : undefined}
        onPress={() => void confirm()}
      >
        Open the drawer
      </Button>
      <Button onPress={onClose} keyCap="Esc">
        Cancel
      </Button>
    </section>
  );
}
