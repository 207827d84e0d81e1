import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from './cx.ts';
import { KeyCap } from './KeyCap.tsx';
import styles from './Button.module.css';

export type ButtonProps = {
  readonly children: ReactNode;
  /** One `primary` per screen: the next step. */
  readonly kind?: 'outline' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'sm' | 'md' | 'lg';
  readonly wide?: boolean;
  /** The key that does the same, drawn inside the button. */
  readonly keyCap?: string;
  /** Why it cannot be used now. It keeps its place and its focus, and tells the reason. */
  readonly reason?: string | undefined;
  /** While the answer is awaited: pressing again does nothing, the word stays. */
  readonly busy?: boolean;
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly autoFocus?: boolean;
  readonly id?: string;
  /** Where Enter in the last field of its form leads (see `enterMovesOn`). */
  readonly next?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly 'aria-label'?: string;
  readonly 'aria-expanded'?: boolean;
  readonly 'aria-controls'?: string;
  readonly 'aria-pressed'?: boolean;
  readonly 'aria-describedby'?: string;
};

export function Button(props: ButtonProps) {
  const {
    children,
    kind = 'outline',
    size = 'md',
    wide = false,
    keyCap,
    reason,
    busy = false,
    next = false,
    ...rest
  } = props;
  const { onPress, type = 'button', ...passed } = rest;
  const blocked = reason !== undefined;
  return (
    <AriaButton
      {...passed}
      {...(next && { 'data-next': true })}
      type={blocked || busy ? 'button' : type}
      aria-disabled={blocked || busy}
      className={cx(
        styles.button,
        kind !== 'outline' && !blocked && styles[kind],
        size !== 'md' && styles[size],
        wide && styles.wide,
        blocked && styles.blocked,
        busy && styles.busy,
      )}
      {...(onPress !== undefined && !blocked && !busy ? { onPress } : {})}
    >
      <span className={styles.text}>
        {children}
        {blocked && <span className={styles.reason}>{reason}</span>}
      </span>
      {keyCap !== undefined && <KeyCap>{keyCap}</KeyCap>}
    </AriaButton>
  );
}
