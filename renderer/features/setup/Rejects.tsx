import { Panel } from '../../ui/Panel.tsx';
import { Table } from '../../ui/Table.tsx';
import { rejectText } from './setup-words.ts';
import type { Reject } from './setup-words.ts';
import styles from './Setup.module.css';

/** What kept a file out: line, field, value and reason of each reject. Nothing of the file was taken in. */
export function Rejects(props: {
  readonly rejects: readonly Reject[];
  readonly all: number;
  readonly fileName: string;
}) {
  return (
    <Panel
      title={`${props.fileName} is refused`}
      note={`${rejectText(props.rejects.length, props.all)}. Nothing was changed.`}
      fill
      pane="rejects"
      className={styles.grows}
    >
      <Table
        label="Rejects"
        density="dense"
        rows={props.rejects.map((reject, index) => ({ ...reject, index }))}
        rowId={(row) => String(row.index)}
        columns={[
          {
            id: 'line',
            head: 'Line',
            numeric: true,
            rowHeader: true,
            cell: (row) => row.line.toLocaleString('en-US'),
          },
          { id: 'field', head: 'Field', cell: (row) => row.field },
          { id: 'value', head: 'Value', cell: (row) => <span className={styles.value}>{row.value}</span> },
          {
            id: 'reason',
            head: 'Reason',
            cell: (row) => (
              <>
                {row.reason} <span className={styles.code}>{row.code}</span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
