import { useEffect } from 'react';
import { formatDayMonth, formatTime, dateOf } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { targetOf } from './proof-words.ts';
import type { ProofRow, Range } from './proof-words.ts';
import styles from './Proof.module.css';

type RowsProps = { readonly range: Range; readonly drill: string; readonly onUp: () => void };

/** The rows behind one figure, summing to it. Enter leads on to the receipt, the deposit or the close. */
export function Rows({ range, drill, onUp }: RowsProps) {
  const { status, can } = useDesk();
  const asked = useAsk('proof.rows', { range, drill });
  const rows = asked.data?.rows ?? [];
  const answered = asked.data !== undefined;
  // The rows take the place of what was chosen; the focus goes in with them.
  useEffect(() => {
    if (answered)
      document.querySelector<HTMLElement>('[data-pane="rows"] tr[data-row][tabindex="0"]')?.focus();
  }, [answered]);
  const may = {
    receipts: can('receipt.read'),
    deposits: can('deposit.read'),
    closes: can('session.approve') || can('session.see-cash'),
  };
  const open = (row: ProofRow) => {
    const target = targetOf(row, may);
    if (target.room !== null) go(target.room, ...target.rest);
  };
  const at = (row: ProofRow): string => {
    if (row.at === null) return '';
    return `${formatDayMonth(dateOf(row.at, status.timeZone))}, ${formatTime(row.at, status.timeZone)}`;
  };
  return (
    <Panel
      title={asked.data?.title ?? 'Rows'}
      note={answered ? countOf(rows.length, 'row') : ''}
      aside={
        <Button size="sm" keyCap="Esc" onPress={onUp}>
          Up
        </Button>
      }
      fill
      pane="rows"
    >
      {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
      {answered && (
        <Table<ProofRow & { readonly index: number }>
          label={asked.data.title}
          density="dense"
          rows={rows.map((row, index) => ({ ...row, index }))}
          rowId={(row) => String(row.index)}
          onOpen={open}
          empty="Nothing stands behind this figure: it is zero because nothing happened."
          columns={[
            { id: 'label', head: 'What', rowHeader: true, cell: (row) => row.label },
            {
              id: 'detail',
              head: 'Detail',
              cell: (row) => <span className={styles.quiet}>{row.detail}</span>,
            },
            {
              id: 'at',
              head: 'When',
              className: styles.nowrap,
              cell: (row) => <span className={styles.quiet}>{at(row)}</span>,
            },
            {
              id: 'cents',
              head: 'Amount',
              numeric: true,
              strong: true,
              cell: (row) => <Amount cents={row.cents} />,
            },
          ]}
          foot={
            <tr>
              <th scope="row" colSpan={3}>
                Total
              </th>
              <td className={styles.num}>{formatCents(asked.data.totalCents)}</td>
            </tr>
          }
        />
      )}
    </Panel>
  );
}
