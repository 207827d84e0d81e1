import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Notice } from '../../ui/Status.tsx';
import styles from './Devices.module.css';

export type FormPanelProps = {
  readonly title: string;
  readonly pane: string;
  /** Something was typed that is not saved: leaving asks in place. */
  readonly changed: boolean;
  readonly reason: string | undefined;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** Absent while there is nothing to take away. */
  readonly remove?: { readonly label: string; readonly ask: string; readonly run: () => void };
  readonly children: ReactNode;
};

type Asking = 'leave' | 'remove' | null;

/** A set-up form: Ctrl Enter saves, Esc leaves, and what cannot be taken back asks first, in its foot. */
export function FormPanel(props: FormPanelProps) {
  const { title, pane, changed, reason, busy, onSave, onClose, remove } = props;
  const [asking, setAsking] = useState<Asking>(null);
  // It opens at a person's key: the next key goes into it, whichever field comes first.
  useEffect(() => {
    if (!document.activeElement?.closest(`[data-pane="${pane}"]`)) focusPane(pane);
  }, [pane]);
  const leave = () => {
    if (asking !== null) setAsking(null);
    else if (changed) setAsking('leave');
    else onClose();
  };
  useActions('setup', {
    'setup.save': reason === undefined && asking === null ? onSave : undefined,
    'go.back': leave,
  });
  return (
    <Panel
      title={title}
      padded
      fill
      pane={pane}
      foot={
        asking === null ? (
          <div className={styles.actions}>
            <Button kind="primary" keyCap="Ctrl Enter" busy={busy} reason={reason} onPress={onSave}>
              Save
            </Button>
            <Button keyCap="Esc" onPress={leave}>
              Cancel
            </Button>
            {remove !== undefined && (
              <span className={styles.apart}>
                <Button kind="danger" busy={busy} onPress={() => setAsking('remove')}>
                  {remove.label}
                </Button>
              </span>
            )}
          </div>
        ) : (
          <Asked
            asking={asking}
            remove={remove}
            busy={busy}
            onClose={onClose}
            onStay={() => setAsking(null)}
          />
        )
      }
    >
      {props.children}
    </Panel>
  );
}

type AskedProps = {
  readonly asking: Exclude<Asking, null>;
  readonly remove: FormPanelProps['remove'];
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onStay: () => void;
};

function Asked({ asking, remove, busy, onClose, onStay }: AskedProps) {
  const isRemoval = asking === 'remove' && remove !== undefined;
  return (
    <Notice
      tone="warn"
      live="alert"
      title={isRemoval ? remove.ask : 'What you typed is not saved. Leave without it?'}
      actions={
        <>
          <Button
            kind="danger"
            size="sm"
            autoFocus
            busy={busy}
            onPress={() => (isRemoval ? remove.run() : onClose())}
          >
            {isRemoval ? remove.label : 'Leave without saving'}
          </Button>
          <Button size="sm" keyCap="Esc" onPress={onStay}>
            {isRemoval ? 'Keep it' : 'Go on'}
          </Button>
        </>
      }
    />
  );
}

const PLACES = { wide: styles.wide, beside: styles.beside } as const;

export type FormPartProps = {
  readonly title: string;
  /** `wide`: takes both columns. `beside`: stands to the right of the two parts around it. */
  readonly place?: keyof typeof PLACES;
  readonly children: ReactNode;
};

/** Fields that belong together, under a quiet heading; a group of its own for a screen reader. */
export function FormPart({ title, place, children }: FormPartProps) {
  return (
    <fieldset className={cx(styles.part, place !== undefined && PLACES[place])}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  );
}

/** After a refusal the keyboard goes to the first field in error. @param refusal a new one each time, or nothing */
export function useFocusOnProblem(refusal: unknown): void {
  useEffect(() => {
    if (refusal === undefined || refusal === null) return;
    document.querySelector<HTMLElement>('[data-pane] [aria-invalid="true"]')?.focus();
  }, [refusal]);
}
