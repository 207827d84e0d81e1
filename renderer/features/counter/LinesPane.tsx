import { useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { countOf } from '../../i18n/spoken.ts';
import { rove, roveFocus } from '../../ui/roving.ts';
import layout from '../../ui/layout.module.css';
import { AddItem } from './AddItem.tsx';
import type { AddingItem } from './AddItem.tsx';
import { withoutAccount, withoutItem } from './draft.ts';
import { PayerRow } from './PayerRow.tsx';
import type { LineRow, PaymentPreview, Setup } from './preview.ts';
import { counter } from './store.ts';
import styles from './Counter.module.css';

/** Shift F3: the line that has the focus leaves; lines of one account leave together. */
export function removeLine(row: LineRow): void {
  counter.change((draft) =>
    'account' in row.from ? withoutAccount(draft, row.from.account) : withoutItem(draft, row.from.itemId),
  );
}

const aboutLines = (rows: readonly LineRow[]): string => {
  const toward = new Map<string, number>();
  for (const { from } of rows)
    if ('account' in from) toward.set(from.account, (toward.get(from.account) ?? 0) + 1);
  const parts = [...toward].map(([account, lines]) => `${lines} toward ${account}`);
  if (rows.length === 0) return 'none yet';
  if (parts.length === 0) return String(rows.length);
  const all = rows.every(({ from }) => 'account' in from);
  return all ? parts.join(', ') : `${rows.length}, of which ${parts.join(', ')}`;
};

export type LinesPaneProps = {
  readonly preview: PaymentPreview;
  readonly setup: Setup;
  readonly adding: AddingItem;
  readonly onAdding: (adding: AddingItem) => void;
  readonly onForward: () => void;
  /** While the terminal is asked for this amount, nothing changes it. */
  readonly isLocked: boolean;
};

/** Everything this payment pays for, and what can be added to it. */
export function LinesPane({ preview, setup, adding, onAdding, onForward, isLocked }: LinesPaneProps) {
  const { rows } = preview;
  const [stop, setStop] = useState<string | null>(null);
  const tabStop = rows.some((row) => row.id === stop) ? stop : rows[0]?.id;
  return (
    <section className={styles.pane} aria-labelledby="lines-title" data-pane="lines" inert={isLocked}>
      <div className={styles.linesHead}>
        <h2 id="lines-title">Lines</h2>
        <span className={layout.sub}>{aboutLines(rows)}</span>
      </div>
      <ul
        className={styles.lines}
        aria-label="Lines of this payment"
        onKeyDown={(event) => {
          if (rove(event.key, 0, rows.length, 'vertical') !== null) roveFocus(event, 'vertical');
        }}
      >
        {rows.map((row, index) => (
          <li
            key={row.id}
            className={styles.line}
            data-stop
            data-line={row.id}
            tabIndex={row.id === tabStop ? 0 : -1}
            onFocus={() => setStop(row.id)}
            onKeyDown={(event) => {
              if (event.key === 'Delete') removeLine(row);
            }}
          >
            <span className={styles.number}>{index + 1}</span>
            <span className={styles.what} title={`${row.title} ${row.sub}`}>
              <b>{row.title}</b> <span className={layout.sub}>{row.sub}</span>
            </span>
            <span className={styles.amount}>{formatCents(row.amountCents)}</span>
          </li>
        ))}
      </ul>
      <div className={styles.sum}>
        <span>Total of lines</span>
        <output aria-label={`Total of ${countOf(rows.length, 'line')}`}>
          {formatCents(preview.dueCents)}
        </output>
      </div>
      <AddItem setup={setup} adding={adding} onAdding={onAdding} onForward={onForward} />
      <PayerRow preview={preview} />
    </section>
  );
}
