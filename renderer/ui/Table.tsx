import type { ReactNode } from 'react';
import { useState } from 'react';
import { formatCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import { cx } from './cx.ts';
import { roveFocus } from './roving.ts';
import styles from './Table.module.css';
import layout from './layout.module.css';

export type Column<Row> = {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Right aligned, tabular; amounts and counts. */
  readonly numeric?: boolean;
  readonly strong?: boolean;
  /** This column names the row for a screen reader. */
  readonly rowHeader?: boolean;
  readonly className?: string | undefined;
};

export type TableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly density?: 'dense' | 'normal' | 'tall';
  /** What stands here when there is nothing: what it would hold and how it comes to be. */
  readonly empty?: ReactNode;
  /** A row of totals under a stronger rule. */
  readonly foot?: ReactNode;
  /** Makes the table one tab stop: arrows choose a row, Enter opens it. */
  readonly onOpen?: (row: Row) => void;
  readonly onChoose?: (row: Row) => void;
  readonly chosen?: string | null;
  /** The chosen row is where the keyboard goes when it enters this room or pane. */
  readonly focusFirst?: boolean;
};

const DENSITY = { dense: styles.dense, normal: undefined, tall: styles.tall } as const;

/** Rows of figures: headings quiet, rules between rows only, totals under a stronger rule. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, density = 'normal', onOpen, onChoose, chosen = null } = props;
  const [stop, setStop] = useState<string | null>(null);
  const interactive = onOpen !== undefined || onChoose !== undefined;
  if (rows.length === 0 && props.empty !== undefined) return <p className={styles.empty}>{props.empty}</p>;
  const ids = rows.map(rowId);
  const tabStop = ids.includes(chosen ?? '') ? chosen : ids.includes(stop ?? '') ? stop : ids[0];

  return (
    <table
      className={cx(styles.table, DENSITY[density])}
      aria-label={label}
      role={interactive ? 'grid' : undefined}
      onKeyDown={interactive ? (event) => roveFocus(event, 'vertical') : undefined}
    >
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={cx(column.numeric === true && styles.num, column.className)}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const id = rowId(row);
          return (
            <tr
              key={id}
              className={styles.row}
              data-row={id}
              {...(interactive && {
                'data-stop': true,
                'data-open': true,
                tabIndex: id === tabStop ? 0 : -1,
                ...(props.focusFirst === true && id === tabStop && { 'data-focus-first': true }),
                'aria-selected': id === chosen,
                onFocus: () => {
                  setStop(id);
                  onChoose?.(row);
                },
                onClick: () => (onOpen ?? onChoose)?.(row),
                onKeyDown: (event) => {
                  if (event.key !== 'Enter' || event.ctrlKey || event.target !== event.currentTarget) return;
                  event.preventDefault();
                  if (!event.repeat) onOpen?.(row);
                },
              })}
            >
              {columns.map((column) => {
                const name = cx(
                  column.numeric === true && styles.num,
                  column.strong === true && styles.strong,
                  column.className,
                );
                return column.rowHeader === true ? (
                  <th key={column.id} scope="row" className={name}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={name}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
      {props.foot !== undefined && <tfoot>{props.foot}</tfoot>}
    </table>
  );
}

/** An amount in a column: two decimals, true minus, no currency sign; zero that means nothing is quiet, never blank. */
export function Amount(props: {
  readonly cents: Cents;
  readonly quietZero?: boolean;
  /** `+` before what is over: for differences. */
  readonly signed?: boolean;
}) {
  const { cents, quietZero = true, signed = false } = props;
  return (
    <span className={cx(cents === 0 && quietZero && layout.zero, signed && cents < 0 && layout.danger)}>
      {signed && cents > 0 ? '+' : ''}
      {formatCents(cents)}
    </span>
  );
}
