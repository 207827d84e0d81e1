import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { cx } from './cx.ts';
import { KeyCap } from './KeyCap.tsx';
import styles from './Choice.module.css';

export type ChoiceOption<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  /** The key that chooses it, drawn inside. */
  readonly keyCap?: string;
};

export type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly columns?: 1 | 2 | 3;
};

/** One of a few: all in sight, one tab stop, arrows inside. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, labelHidden = false, options, value, onChange, columns = 2 } = props;
  return (
    <RadioGroup value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label className={labelHidden ? styles.srLabel : styles.label}>{label}</Label>
      <div className={cx(styles.options, styles[`of${columns}`])}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className={cx(styles.option)}>
              {option.keyCap !== undefined && <KeyCap>{option.keyCap}</KeyCap>}
              {option.label}
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
