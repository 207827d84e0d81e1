import { Fragment } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { roveFocus } from '../../ui/roving.ts';
import type { Proof } from './proof-words.ts';
import styles from './Proof.module.css';

export type SidesProps = {
  readonly sides: Proof['sides'];
  readonly current: number | null;
  readonly onOpen: (side: number) => void;
};

/** The equation itself: six figures that must be one. Each opens by its digit. */
export function Sides({ sides, current, onOpen }: SidesProps) {
  return (
    <ol
      className={styles.equation}
      aria-label="The proof"
      data-pane="sides"
      onKeyDown={(event) => roveFocus(event, 'horizontal')}
    >
      {sides.map((side, index) => (
        <Fragment key={side.side}>
          {index > 0 && (
            <li className={styles.equals} aria-hidden="true">
              =
            </li>
          )}
          <li>
            <button
              type="button"
              data-stop
              className={styles.sideCard}
              aria-current={side.side === current ? 'true' : undefined}
              onClick={() => onOpen(side.side)}
            >
              <span className={styles.sideName}>{side.label}</span>
              <span className={styles.sideFigure}>{formatCents(side.cents)}</span>
              <span className={styles.sideDetail}>
                {side.detail.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
              <span className={styles.sideKey}>
                <KeyCap>{String(side.side)}</KeyCap>
              </span>
            </button>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
