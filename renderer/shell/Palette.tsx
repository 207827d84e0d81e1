import { useId, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { RoomEntry } from '../features/registry.ts';
import { letterKeys, perform, useActions } from '../keymap/dispatcher.ts';
import { Field } from '../ui/Field.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/Icon.tsx';
import { rove } from '../ui/roving.ts';
import { setTheme, THEME_LABELS, THEMES, useTheme } from './appearance.ts';
import { openCustomerWindow } from './customer-window.ts';
import { go } from './route.ts';
import styles from './Overlay.module.css';

type Choice = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly icon: IconName;
  readonly words: string;
  readonly note?: string;
  readonly run: () => void;
};

function useChoices(rooms: readonly RoomEntry[]): readonly Choice[] {
  const theme = useTheme();
  return [
    ...rooms.map((room) => ({
      id: room.id,
      group: 'Screens',
      label: room.label,
      icon: room.icon,
      words: room.words ?? '',
      run: () => go(room.id),
    })),
    ...THEMES.map((name) => ({
      id: `theme-${name}`,
      group: 'Appearance',
      label: THEME_LABELS[name],
      icon: 'gear' as const,
      words: 'theme colours display dark light contrast',
      ...(name === theme ? { note: 'in use' } : {}),
      run: () => setTheme(name),
    })),
    {
      id: 'letters',
      group: 'Keys',
      label: letterKeys.areOn() ? 'Switch letter keys off' : 'Switch letter keys on',
      icon: 'gear',
      words: 'shortcuts single letter c d k',
      note: letterKeys.areOn() ? 'C cash, D card … are on' : 'use Tab and Enter instead',
      run: () => letterKeys.set(!letterKeys.areOn()),
    },
    {
      id: 'sheet',
      group: 'Keys',
      label: 'All keys of this screen',
      icon: 'question',
      words: 'help f1',
      note: 'F1',
      run: () => perform('keys.sheet'),
    },
    {
      id: 'customer-window',
      group: 'This desk',
      label: 'Customer’s window',
      icon: 'register',
      words: 'display second screen monitor pole',
      note: 'opens beside this one',
      run: openCustomerWindow,
    },
    {
      id: 'lock',
      group: 'This desk',
      label: 'Lock',
      icon: 'lock',
      words: 'away',
      note: 'Ctrl F8',
      run: () => perform('desk.lock'),
    },
    {
      id: 'out',
      group: 'This desk',
      label: 'Sign out',
      icon: 'close',
      words: 'leave log off',
      note: 'Ctrl Shift F8',
      run: () => perform('desk.sign-out'),
    },
  ];
}

const matches = (choice: Choice, text: string): boolean =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${choice.label} ${choice.group} ${choice.words}`.toLowerCase().includes(word));

/** Ctrl K: any screen and every setting of the desk by name. */
export function Palette({
  rooms,
  onClose,
}: {
  readonly rooms: readonly RoomEntry[];
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  const choices = useChoices(rooms).filter((choice) => matches(choice, text));
  const at = Math.min(index, choices.length - 1);
  useActions(null, { 'go.back': onClose, 'go.palette': onClose }, { modal: true });

  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    // After the palette has left the key map, so that an action finds the screen's own handlers again.
    setTimeout(choice.run, 0);
  };

  return (
    <ModalOverlay className={styles.veil ?? ''} isOpen isDismissable onOpenChange={onClose}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label="Go to">
          <div className={styles.search}>
            <Field
              label="Go to a screen, or change how the desk looks"
              size="lg"
              value={text}
              autoFocus
              before={<Icon name="search" />}
              listbox={{ id: listId, activeId: at >= 0 ? `${listId}-${at}` : null }}
              onChange={(next) => {
                setText(next);
                setIndex(0);
              }}
              onEnter={() => run(choices[at])}
              onKeyDown={(event) => {
                if (event.key === 'Home' || event.key === 'End') return;
                const next = rove(event.key, at, choices.length, 'vertical');
                if (next === null) return;
                event.preventDefault();
                setIndex(next);
                document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
              }}
            />
          </div>
          <div className={styles.list} role="listbox" id={listId} aria-label="Screens and settings">
            {choices.map((choice, i) => (
              <div
                key={choice.id}
                id={`${listId}-${i}`}
                className={styles.option}
                role="option"
                aria-selected={i === at}
                onClick={() => run(choice)}
                onMouseMove={() => setIndex(i)}
              >
                <Icon name={choice.icon} />
                {choice.label}
                <span className={styles.optionNote}>{choice.note ?? choice.group}</span>
              </div>
            ))}
            {choices.length === 0 && <p className={styles.none}>No screen of that name is open to you.</p>}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
