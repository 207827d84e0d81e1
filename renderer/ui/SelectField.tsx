import type { ReactNode } from 'react';
import type { Problem } from './ErrorLine.tsx';
import { FieldFrame } from './Field.tsx';
import styles from './SelectField.module.css';

export type SelectFieldProps<Value extends string> = {
  readonly label: ReactNode;
  readonly labelHidden?: boolean;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly problem?: Problem | undefined;
  readonly note?: ReactNode;
  readonly className?: string | undefined;
  readonly autoFocus?: boolean;
};

/** One of many, by the system's own list: it opens, searches and speaks as the person's other programs do. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { options, value, onChange, autoFocus, ...frame } = props;
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <select
          {...wiring}
          className={styles.select}
          value={value}
          autoFocus={autoFocus}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
