import { useState } from 'react';
import { dateOf, formatDate, formatTime } from '../../../shared/kernel/time.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { Upload } from '../../bridge/files.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useDesk } from '../../shell/desk.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { FileButton } from './FileButton.tsx';
import { Rejects } from './Rejects.tsx';
import { tableName, TABLES } from './setup-words.ts';
import type { Overview, TableName } from './setup-words.ts';
import styles from './Setup.module.css';

type Result = Output<'setup.import-table'> & { readonly fileName: string; readonly table: TableName };
type Props = { readonly overview: Overview; readonly again: () => void };

/** The city's tables, each from one CSV file, all or nothing; later rows carry the date from which they hold. */
export function Tables({ overview, again }: Props) {
  const { status, can } = useDesk();
  const mayImport = can('config.import') || can('config.manage');
  const [chosen, setChosen] = useState<TableName>('gl-accounts');
  const [result, setResult] = useState<Result | null>(null);
  const load = useCommand('setup.import-table');
  const rows = TABLES.map((row) => ({ ...row, ...overview.tables.find((each) => each.table === row.table) }));
  const take = async (file: Upload) => {
    setResult(null);
    const answer = await load.run({ table: chosen, file });
    if (!answer.ok) return;
    setResult({ ...answer.value, fileName: file.fileName, table: chosen });
    again();
  };
  return (
    <div className={styles.columns}>
      <Panel title="Tables" note="In the order in which they build on each other." pane="tables" fill>
        <Table
          label="Tables"
          density="tall"
          rows={rows}
          rowId={(row) => row.table}
          chosen={chosen}
          onChoose={(row) => {
            if (row.table === chosen) return;
            setChosen(row.table);
            load.clear();
          }}
          columns={[
            {
              id: 'name',
              head: 'Table',
              rowHeader: true,
              cell: (row) => (
                <>
                  <b>{row.name}</b>
                  <div className={styles.quiet}>{row.holds}</div>
                </>
              ),
            },
            {
              id: 'rows',
              head: 'Rows',
              numeric: true,
              cell: (row) =>
                row.rows === undefined || row.rows === 0 ? (
                  <Chip tone="warn">Missing</Chip>
                ) : (
                  row.rows.toLocaleString('en-US')
                ),
            },
            {
              id: 'file',
              head: 'From',
              cell: (row) => (
                <>
                  {row.fileName ?? ''}
                  {row.at !== undefined && row.at !== null && (
                    <div className={styles.quiet}>
                      {formatDate(dateOf(row.at, status.timeZone))}, {formatTime(row.at, status.timeZone)}
                    </div>
                  )}
                </>
              ),
            },
          ]}
        />
      </Panel>
      <div className={styles.side}>
        <Panel title={tableName(chosen)} padded pane="import">
          <div className={styles.form}>
            <p>
              One CSV file with a header line. It is taken whole or not at all; each bad cell is listed with
              its line, field and value.
            </p>
            {load.problem !== undefined && <RefusalNotice problem={load.problem} />}
            <FileButton
              kind="primary"
              busy={load.busy}
              reason={mayImport ? undefined : 'Your role does not import tables'}
              onFile={(file) => void take(file)}
            >
              {`Import ${tableName(chosen).toLowerCase()}`}
            </FileButton>
          </div>
        </Panel>
        {result?.accepted === true && (
          <Notice tone="ok" live="status" title={tableName(result.table)}>
            {result.changed
              ? `${countOf(result.rows, 'row')} taken from ${result.fileName}.`
              : `${result.fileName} holds what is already there: nothing was changed.`}
          </Notice>
        )}
        {result?.accepted === false && (
          <Rejects rejects={result.rejects} all={result.rejectCount} fileName={result.fileName} />
        )}
      </div>
    </div>
  );
}
