import type { KeyboardEvent } from 'react';
import { useDesk } from '../../shell/desk.ts';
import { useDeskNow } from '../../shell/clock.ts';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chip } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Column } from '../../ui/Table.tsx';
import type { DeviceRow } from './device-state.ts';
import { timeOfDay } from './moments.ts';
import styles from './Devices.module.css';

export type DeviceTableProps = {
  readonly rows: readonly DeviceRow[];
  readonly chosen: string | undefined;
  readonly isTesting: (row: DeviceRow) => boolean;
  /** While one of them is set up, the others wait: only what tells them apart is shown. */
  readonly narrow: boolean;
  readonly onChoose: (row: DeviceRow) => void;
  readonly onTest: (row: DeviceRow) => void;
};

const NAME_AND_STATE: readonly Column<DeviceRow>[] = [
  {
    id: 'name',
    head: 'Device',
    rowHeader: true,
    cell: (row) => (
      <div className={styles.deviceName}>
        <b>{row.name}</b>
        <div className={styles.quiet}>{row.connection}</div>
      </div>
    ),
  },
  { id: 'state', head: 'State', cell: (row) => <Chip tone={row.tone}>{row.state}</Chip> },
];

/** Every device of the workstation: one tab stop, arrows choose, Enter tests. A click only chooses: a test may print. */
export function DeviceTable(props: DeviceTableProps) {
  const { rows, chosen, isTesting, narrow, onChoose, onTest } = props;
  const { status } = useDesk();
  const columns: readonly Column<DeviceRow>[] = narrow
    ? NAME_AND_STATE
    : [
        ...NAME_AND_STATE,
        { id: 'words', head: 'In words', cell: (row) => <div className={styles.words}>{row.inWords}</div> },
        {
          id: 'traffic',
          head: 'Last traffic',
          numeric: true,
          cell: ({ lastTraffic }) => <Moment at={lastTraffic} timeZone={status.timeZone} />,
        },
        {
          id: 'test',
          head: 'Self-test',
          cell: (row) => (
            <div className={styles.testCell}>
              <TestCell row={row} isTesting={isTesting(row)} timeZone={status.timeZone} />
            </div>
          ),
        },
      ];
  const testOnEnter = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.repeat || !(event.target instanceof HTMLElement))
      return;
    const row = rows.find(({ id }) => id === (event.target as HTMLElement).dataset['row']);
    if (row) onTest(row);
  };
  return (
    <div className={styles.tableSide} inert={narrow} onKeyDown={testOnEnter}>
      <Panel label="All devices" fill pane="devices">
        <Table<DeviceRow>
          label="Devices"
          density="tall"
          rows={rows}
          rowId={(row) => row.id}
          chosen={chosen ?? null}
          onChoose={onChoose}
          focusFirst
          columns={columns}
        />
      </Panel>
    </div>
  );
}

type MomentProps = { readonly at: DeviceRow['lastTraffic']; readonly timeZone: string };

function Moment({ at, timeZone }: MomentProps) {
  const now = useDeskNow();
  return at === null ? <span className={styles.quiet}>Never</span> : <>{timeOfDay(at, now, timeZone)}</>;
}

type TestCellProps = {
  readonly row: DeviceRow;
  readonly isTesting: boolean;
  readonly timeZone: string;
};

function TestCell({ row: { kind, test }, isTesting, timeZone }: TestCellProps) {
  const now = useDeskNow();
  if (isTesting) return <>Testing…</>;
  if (kind === 'drawer') return <span className={styles.quiet}>With the printer</span>;
  if (test === null) return <span className={styles.quiet}>Never</span>;
  return (
    <span className={cx(test.tone === 'danger' && styles.bad, test.tone === 'warn' && styles.warn)}>
      {test.result} {timeOfDay(test.at, now, timeZone, false)}
    </span>
  );
}
