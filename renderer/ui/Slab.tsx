import type { ReactNode } from 'react';
import { formatCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import { cx } from './cx.ts';
import { figureSize } from './figure-size.ts';
import type { FigureSize } from './figure-size.ts';
import styles from './Slab.module.css';

/** The one dark surface of a screen: it holds the number of the moment. */
export function Slab(props: {
  readonly children: ReactNode;
  readonly label: string;
  readonly className?: string | undefined;
}) {
  return (
    <section className={cx(styles.slab, props.className)} aria-label={props.label} data-slab>
      {props.children}
    </section>
  );
}

const SIZE_CLASS: Readonly<Record<FigureSize, string | undefined>> = {
  md: styles.md,
  lg: styles.lg,
  xl: styles.xl,
  '2xl': styles.figure2xl,
};

export type FigureProps = {
  /** Cents, or text that is not money (a clock, a count). */
  readonly value: Cents | string;
  readonly size?: FigureSize;
  /** The mint colour: only what the person must now do or trust (change to give, a proof that agrees). */
  readonly trust?: boolean;
  readonly align?: 'left' | 'right';
  readonly id?: string;
  readonly className?: string | undefined;
};

export function Figure({ value, size = 'lg', trust = false, align = 'right', id, className }: FigureProps) {
  const text = typeof value === 'number' ? formatCents(value) : value;
  return (
    // The key restarts the tint, so that a value that changed is seen to have changed.
    <span
      key={text}
      id={id}
      data-figure={figureSize(text, size)}
      className={cx(
        styles.figure,
        SIZE_CLASS[figureSize(text, size)],
        trust && styles.trust,
        align === 'left' && styles.left,
        styles.changed,
        className,
      )}
    >
      {text}
    </span>
  );
}

/** A quiet word and its figure on one line of the slab. */
export function SlabRow({ label, ...figure }: FigureProps & { readonly label: string }) {
  return (
    <div className={styles.row} data-slab-row>
      <span className={styles.label}>{label}</span>
      <Figure {...figure} />
    </div>
  );
}

export function SlabLabel({ children }: { readonly children: ReactNode }) {
  return <span className={styles.label}>{children}</span>;
}

export function SlabRule() {
  return <hr className={styles.rule} />;
}
