import type { ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';
import { ScrollArea } from './ScrollArea.tsx';
import styles from './Panel.module.css';

export type PanelProps = {
  readonly children: ReactNode;
  /** Drawn as the heading, and the name of the region. Without it, give `label`. */
  readonly title?: ReactNode;
  readonly label?: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly foot?: ReactNode;
  /** Takes the height that is left; its content scrolls inside. */
  readonly fill?: boolean;
  /** Pads the content; a table or a list goes edge to edge without it. */
  readonly padded?: boolean;
  /** The pane that F6 moves to and that letters act in (see keymap). */
  readonly pane?: string;
  readonly className?: string | undefined;
};

/** A named region with a head, a body and sometimes a foot. Never a panel inside a panel. */
export function Panel(props: PanelProps) {
  const { children, title, label, note, aside, foot, fill = false, padded = false, pane, className } = props;
  const titleId = useId();
  const named = title === undefined ? { 'aria-label': label } : { 'aria-labelledby': titleId };
  return (
    <section className={cx(styles.panel, fill && styles.fill, className)} data-pane={pane} {...named}>
      {(title !== undefined || note !== undefined || aside !== undefined) && (
        <div className={styles.head}>
          {title !== undefined && <h2 id={titleId}>{title}</h2>}
          {note !== undefined && <span className={styles.note}>{note}</span>}
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </div>
      )}
      {fill ? (
        <ScrollArea className={cx(styles.scroll, padded && styles.body)}>{children}</ScrollArea>
      ) : (
        <div className={cx(padded && styles.body)}>{children}</div>
      )}
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </section>
  );
}

/** The heading of a room: the one `h1`, a line under it, and what stands at the right. */
export function PageHead(props: {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  readonly aside?: ReactNode;
}) {
  return (
    <div className={styles.pageHead}>
      <div>
        <h1>{props.title}</h1>
        {props.sub !== undefined && <div className={cx(styles.note, styles.pageSub)}>{props.sub}</div>}
      </div>
      {props.aside !== undefined && <div className={styles.aside}>{props.aside}</div>}
    </div>
  );
}
