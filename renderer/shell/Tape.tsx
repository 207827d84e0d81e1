import { useEffect, useRef, useState } from 'react';
import { decimalText, formatCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import { countOf } from '../i18n/spoken.ts';
import { useActions } from '../keymap/dispatcher.ts';
import { AmountField } from '../ui/AmountField.tsx';
import { Button } from '../ui/Button.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { fillOrigin, focusOrigin, pushOnTape, tearTape, useTape } from './tape-store.ts';
import styles from './Tape.module.css';

export type TapeRollProps = {
  /** With the field that adds a term. */
  readonly entering: boolean;
  /** Where there is no room for the terms: their count and total alone. */
  readonly compact?: boolean;
  readonly onDone: () => void;
};

/** The terms and their total. */
export function TapeRoll({ entering, compact = false, onDone }: TapeRollProps) {
  const { entries, totalCents } = useTape();
  const [value, setValue] = useState<Cents | null>(null);
  const listRef = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (listRef.current) listRef.current.scrollTop = listRef.current.scrollHeight;
  }, [entries]);

  const hidden = !entering && (compact || entries.length === 0);
  const items = countOf(entries.length, 'item');
  const leave = () => {
    onDone();
    focusOrigin();
  };
  return (
    <section className={styles.tape} aria-label="Adding tape" data-pane="tape">
      <div className={styles.head}>
        <h2>Tape</h2> <KeyCap>F8</KeyCap>
        {hidden && (
          <span>{entries.length === 0 ? 'adds 12.34, 5, −2' : `${items}, ${formatCents(totalCents)}`}</span>
        )}
        {entering && entries.length > 0 && (
          <Button kind="quiet" size="sm" onPress={tearTape}>
            Tear off
          </Button>
        )}
      </div>
      <ul className={styles.entries} ref={listRef} aria-label="Terms" hidden={hidden} tabIndex={0}>
        {entries.map((cents, index) => (
          <li key={index} className={styles.entry}>
            <span className={styles.sign}>{cents < 0 ? '−' : '+'}</span>
            <span>{formatCents(Math.abs(cents))}</span>
          </li>
        ))}
      </ul>
      {entering && (
        <>
          <Entering leave={leave} />
          <AmountField
            label="Add to the tape; Enter on nothing fills the field"
            labelHidden
            size="sm"
            name="tape"
            minusAllowed
            autoFocus
            valueCents={value}
            onChange={setValue}
            onEnter={(cents) => {
              if (cents !== null) {
                pushOnTape([cents]);
                setValue(null);
                return;
              }
              onDone();
              if (!fillOrigin(decimalText(totalCents))) focusOrigin();
            }}
          />
        </>
      )}
      {entries.length > 0 && !hidden && (
        <div className={styles.total}>
          <span>{items}</span>
          <output>{formatCents(totalCents)}</output>
        </div>
      )}
    </section>
  );
}

/** Esc leaves the tape as it is and goes back to the field it came from. */
function Entering({ leave }: { readonly leave: () => void }) {
  useActions(null, { 'go.back': leave, 'tape.open': leave });
  return null;
}

/** The tape over a screen that has no place of its own for it. */
export function Tape({ onClose }: { readonly onClose: () => void }) {
  return (
    <div className={styles.float}>
      <TapeRoll entering onDone={onClose} />
    </div>
  );
}
