import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import type { ErrorEnvelope } from '../../shared/contract/envelope.ts';
import { useActions } from '../keymap/dispatcher.ts';
import { Button } from './Button.tsx';
import { NoteField } from './Field.tsx';
import { RefusalNotice } from './Status.tsx';
import styles from './ReasonForm.module.css';

export type ReasonFormProps = {
  /** What is about to happen, in a sentence. */
  readonly children: ReactNode;
  readonly label?: string;
  /** Who reads it. */
  readonly readBy?: string;
  /** The verb on the button. */
  readonly confirm: string;
  readonly maxLength?: number;
  readonly busy: boolean;
  readonly problem: ErrorEnvelope | undefined;
  readonly onConfirm: (reason: string) => void;
  readonly onCancel: () => void;
};

/** A reason, asked in place: Enter goes on to the button, which alone confirms; Esc leaves everything as it was. */
export function ReasonForm(props: ReasonFormProps) {
  const { label = 'Reason', maxLength = 200, busy, problem, onConfirm, onCancel } = props;
  const [reason, setReason] = useState('');
  const confirmRef = useRef<HTMLButtonElement>(null);
  useActions(null, { 'go.back': onCancel });
  const given = reason.trim();
  return (
    <div className={styles.form}>
      <p>{props.children}</p>
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey) return;
          event.preventDefault();
          confirmRef.current?.focus();
        }}
      >
        <NoteField
          label={label}
          labelAside={props.readBy}
          value={reason}
          onChange={setReason}
          maxLength={maxLength}
          autoFocus
        />
      </div>
      {problem !== undefined && <RefusalNotice problem={problem} />}
      <div className={styles.buttons}>
        <Button
          ref={confirmRef}
          kind="primary"
          busy={busy}
          reason={given === '' ? 'Type a reason first' : undefined}
          onPress={() => onConfirm(given)}
        >
          {props.confirm}
        </Button>
        <Button onPress={onCancel} keyCap="Esc">
          Cancel
        </Button>
      </div>
    </div>
  );
}
