import type { InputHTMLAttributes, KeyboardEvent, ReactNode, Ref } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';
import { ErrorLine } from './ErrorLine.tsx';
import type { Problem } from './ErrorLine.tsx';
import styles from './Field.module.css';

export type FieldFrameProps = {
  readonly label: ReactNode;
  /** Keeps the label for assistive technology only, where the table's headings already show it. */
  readonly labelHidden?: boolean;
  readonly labelAside?: ReactNode;
  readonly problem?: Problem | undefined;
  readonly note?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly proposed?: boolean;
  readonly before?: ReactNode;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
  readonly children: (wiring: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
  }) => ReactNode;
};

/** Label above, box with its ring, note or error under it; wires the three together for assistive technology. */
export function FieldFrame(props: FieldFrameProps) {
  const {
    label,
    labelHidden = false,
    labelAside,
    problem,
    note,
    size = 'md',
    before,
    hint,
    children,
  } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const errorId = `${id}-error`;
  const described = cx(note !== undefined && noteId, problem !== undefined && errorId);
  return (
    <div className={props.className}>
      <label className={labelHidden ? styles.srLabel : styles.label} htmlFor={id}>
        {label}
        {labelAside !== undefined && <span className={styles.aside}>{labelAside}</span>}
      </label>
      <div
        className={cx(
          styles.box,
          size !== 'md' && styles[size],
          problem !== undefined && styles.invalid,
          props.proposed === true && styles.proposed,
        )}
      >
        {before}
        {children({
          id,
          ...(described === '' ? {} : { 'aria-describedby': described }),
          ...(problem === undefined ? {} : { 'aria-invalid': true }),
        })}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </div>
      {note !== undefined && (
        <div className={styles.note} id={noteId}>
          {note}
        </div>
      )}
      {problem !== undefined && <ErrorLine problem={problem} id={errorId} />}
    </div>
  );
}

export type FieldProps = Omit<FieldFrameProps, 'children'> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Enter: forward. Never posts, seals or approves. */
  readonly onEnter?: (text: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly type?: 'text' | 'password' | 'date' | 'search';
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly mono?: boolean;
  readonly align?: 'left' | 'right';
  /** Makes it the entry of a list of choices: the list's id, and the choice that Enter would take. */
  readonly listbox?: { readonly id: string; readonly activeId: string | null };
  /** Shown by Shift F1: how this field reads what is typed. */
  readonly help?: string;
  /** Marks the field for the key map (`data-field`), so that F2 can find the find field. */
  readonly name?: string;
  readonly ref?: Ref<HTMLInputElement>;
};

/** One line of text. Its text is selected on entry, so that typing replaces it. */
export function Field(props: FieldProps) {
  const {
    value,
    onChange,
    onEnter,
    onKeyDown,
    type = 'text',
    align = 'left',
    name,
    ref,
    listbox,
    ...rest
  } = props;
  return (
    <FieldFrame {...rest}>
      {(wiring) => (
        <input
          {...wiring}
          ref={ref}
          className={cx(styles.input, align === 'right' && styles.amount)}
          type={type}
          value={value}
          inputMode={rest.inputMode}
          maxLength={rest.maxLength}
          autoFocus={rest.autoFocus}
          autoComplete={rest.autoComplete ?? 'off'}
          placeholder={rest.placeholder}
          aria-required={rest.required}
          spellCheck={false}
          data-field={name}
          data-help={rest.help}
          {...(listbox !== undefined && {
            role: 'combobox',
            'aria-expanded': true,
            'aria-autocomplete': 'list',
            'aria-controls': listbox.id,
            'aria-activedescendant': listbox.activeId ?? undefined,
          })}
          onChange={(event) => onChange(event.target.value)}
          onFocus={(event) => {
            if (type !== 'date') event.target.select();
          }}
          onKeyDown={(event) => {
            onKeyDown?.(event);
            if (event.defaultPrevented || event.key !== 'Enter' || event.ctrlKey || onEnter === undefined)
              return;
            event.preventDefault();
            if (!event.repeat) onEnter(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

export type NoteFieldProps = Omit<FieldFrameProps, 'children' | 'before' | 'hint'> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLTextAreaElement>;
};

/** Several lines: a reason that another person will read. */
export function NoteField({ value, onChange, rows = 2, ref, ...rest }: NoteFieldProps) {
  return (
    <FieldFrame {...rest}>
      {(wiring) => (
        <textarea
          {...wiring}
          ref={ref}
          className={cx(styles.input, styles.area)}
          rows={rows}
          maxLength={rest.maxLength}
          autoFocus={rest.autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
