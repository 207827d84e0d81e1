import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { createContext, useContext, useState } from 'react';
import { formatCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import { isAmountCharacter, readEntry, readingHint } from './amount-entry.ts';
import { cx } from './cx.ts';
import type { Problem } from './ErrorLine.tsx';
import { FieldFrame } from './Field.tsx';
import styles from './Field.module.css';

/** How amounts are read at this desk (policy), and who writes the terms of a sum on the tape. */
export type AmountSettings = {
  readonly impliedDecimals: boolean;
  readonly onSum?: (parts: readonly Cents[]) => void;
};

export const AmountSettingsContext = createContext<AmountSettings>({ impliedDecimals: false });

export type AmountFieldProps = {
  readonly label: ReactNode;
  readonly labelHidden?: boolean;
  readonly valueCents: Cents | null;
  /** Each readable state of the text while typing; null when it is empty or cannot be read. */
  readonly onChange: (cents: Cents | null) => void;
  /** Enter on text that reads, or on an empty field (null). */
  readonly onEnter?: (cents: Cents | null) => void;
  readonly problem?: Problem | undefined;
  readonly note?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly proposed?: boolean;
  readonly minusAllowed?: boolean;
  readonly autoFocus?: boolean;
  readonly name?: string;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
};

const HELP = {
  typed: 'Type 12.34, 12 or .5. A sum such as 12.34+5 is added on Enter.',
  implied:
    'The last two digits are cents: 1234 is 12.34. A typed point always wins. Sums are added on Enter.',
} as const;

/**
 * An amount: right aligned, selected on entry. Digits type, letters choose (they go to the key map), sums add on
 * Enter, and anything like a card number is wiped and said so without being repeated.
 */
export function AmountField(props: AmountFieldProps) {
  const { label, valueCents, onChange, onEnter, problem, minusAllowed = false, name = 'amount', ref } = props;
  const settings = useContext(AmountSettingsContext);
  const [draft, setDraft] = useState<string | null>(null);
  const [own, setOwn] = useState<Problem>();
  const options = { impliedDecimals: settings.impliedDecimals, minusAllowed };
  const text = draft ?? (valueCents === null ? '' : formatCents(valueCents));
  const entry = readEntry(text, name, options);
  const hint = draft === null ? null : readingHint(draft, entry);

  const take = (typed: string) => {
    const read = readEntry(typed, name, options);
    if (read.kind === 'discarded') {
      setDraft('');
      setOwn(read.error);
      onChange(null);
      return;
    }
    setDraft(typed);
    setOwn(undefined);
    onChange(read.kind === 'amount' ? read.cents : null);
  };

  const settle = (input: HTMLInputElement, entered: boolean) => {
    if (draft !== null && entry.kind === 'refused') {
      setOwn(entry.error);
      if (entered) input.select();
      return;
    }
    setDraft(null);
    if (!entered) return;
    if (entry.kind === 'amount' && entry.parts.length > 1) settings.onSum?.(entry.parts);
    onEnter?.(entry.kind === 'amount' ? entry.cents : null);
  };

  return (
    <FieldFrame
      label={label}
      labelHidden={props.labelHidden === true}
      problem={own ?? problem}
      note={props.note}
      size={props.size ?? 'md'}
      proposed={props.proposed === true}
      className={props.className}
    >
      {(wiring) => (
        <>
          {hint !== null && <span className={styles.hint}>{hint}</span>}
          <input
            {...wiring}
            ref={ref}
            className={cx(styles.input, styles.amount)}
            value={text}
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            autoFocus={props.autoFocus}
            data-field={name}
            data-amount
            data-help={settings.impliedDecimals ? HELP.implied : HELP.typed}
            onFocus={(event) => event.target.select()}
            onChange={(event) => take(event.target.value)}
            onBlur={(event) => settle(event.currentTarget, false)}
            onKeyDown={(event) => {
              props.onKeyDown?.(event);
              if (event.defaultPrevented) return;
              if (event.key === 'Enter' && !event.ctrlKey) {
                event.preventDefault();
                if (!event.repeat) settle(event.currentTarget, true);
                return;
              }
              const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
              if (plain && !isAmountCharacter(event.key)) event.preventDefault();
            }}
          />
        </>
      )}
    </FieldFrame>
  );
}

export type CountFieldProps = {
  readonly label: ReactNode;
  readonly labelHidden?: boolean;
  /** Pieces; null while the field is empty. */
  readonly value: number | null;
  readonly onChange: (pieces: number | null) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly proposed?: boolean;
  readonly problem?: Problem | undefined;
  readonly autoFocus?: boolean;
  readonly name?: string;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
};

/** Pieces of one denomination: whole numbers only, at most six digits, so that no typing slip becomes a million coins. */
export function CountField(props: CountFieldProps) {
  const { label, value, onChange, name = 'pieces', ref } = props;
  return (
    <FieldFrame
      label={label}
      labelHidden={props.labelHidden === true}
      size="sm"
      problem={props.problem}
      proposed={props.proposed === true}
      className={props.className}
    >
      {(wiring) => (
        <input
          {...wiring}
          ref={ref}
          className={cx(styles.input, styles.count)}
          value={value === null ? '' : String(value)}
          placeholder="0"
          inputMode="numeric"
          autoComplete="off"
          autoFocus={props.autoFocus}
          data-field={name}
          data-amount
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            const typed = event.target.value.trim();
            if (typed === '') onChange(null);
            else if (/^\d{1,6}$/.test(typed)) onChange(Number(typed));
          }}
          onKeyDown={props.onKeyDown}
        />
      )}
    </FieldFrame>
  );
}
