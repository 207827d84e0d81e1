import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Tick.module.css';

/** Yes or no, in words beside the box. */
export function Tick(props: {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly 'aria-label'?: string;
}) {
  const named = props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] };
  return (
    <CheckboxField isSelected={props.checked} onChange={props.onChange} {...named}>
      <CheckboxButton className={cx(styles.tick)}>
        <span className={styles.box} aria-hidden="true">
          {props.checked && <Icon name="check" small />}
        </span>
        {props.children}
      </CheckboxButton>
    </CheckboxField>
  );
}
