import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useActions } from '../keymap/dispatcher.ts';
import { KEYS } from '../keymap/keys.ts';
import type { KeyBinding, Screen } from '../keymap/keys.ts';
import { keyText } from '../keymap/match.ts';
import { Button } from '../ui/Button.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { Notice } from '../ui/Status.tsx';
import styles from './Overlay.module.css';

export type SheetSubject = {
  readonly screens: readonly Screen[];
  readonly handled: ReadonlySet<string>;
  /** The field that asked with Shift F1: its label and how it reads. */
  readonly field?: { readonly label: string; readonly help: string };
};

function Keys({ title, bindings }: { readonly title: string; readonly bindings: readonly KeyBinding[] }) {
  if (bindings.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className={styles.keys}>
        {bindings.map((binding) => (
          <li key={`${keyText(binding)} ${binding.action}`} className={styles.key}>
            <span>
              {binding.label}{' '}
              {binding.pane !== undefined && <span className={styles.keyWhere}>in {binding.pane}</span>}
            </span>
            <KeyCap>{keyText(binding)}</KeyCap>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** F1: every key of the screen that is on show, written from the map; Shift F1 adds how the field reads. */
export function KeySheet({
  subject,
  onClose,
}: {
  readonly subject: SheetSubject;
  readonly onClose: () => void;
}) {
  useActions(null, { 'go.back': onClose, 'keys.sheet': onClose, 'keys.help': onClose }, { modal: true });
  const all: readonly KeyBinding[] = KEYS;
  const shown = all.filter((binding) => subject.handled.has(binding.action));
  return (
    <ModalOverlay className={styles.veil ?? ''} isOpen isDismissable onOpenChange={onClose}>
      <Modal className={`${styles.modal ?? ''} ${styles.wide ?? ''}`}>
        <Dialog className={styles.dialog ?? ''}>
          <div className={styles.head}>
            <Heading slot="title" level={2}>
              {subject.field === undefined ? 'All keys of this screen' : subject.field.label}
            </Heading>
            <Button size="sm" keyCap="Esc" onPress={onClose} autoFocus>
              Close
            </Button>
          </div>
          <div className={styles.sheet}>
            {subject.field !== undefined && <Notice>{subject.field.help}</Notice>}
            <Keys
              title="This screen"
              bindings={shown.filter((b) => b.screen !== 'anywhere' && subject.screens.includes(b.screen))}
            />
            <Keys title="Anywhere" bindings={shown.filter((b) => b.screen === 'anywhere')} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
