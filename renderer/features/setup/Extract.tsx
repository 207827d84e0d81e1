import { useState } from 'react';
import { dateOf, formatDate, formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { command, newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { Upload } from '../../bridge/files.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useProgress } from '../../bridge/pushes.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Notice, Progress, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { FileButton } from './FileButton.tsx';
import { Rejects } from './Rejects.tsx';
import type { Overview } from './setup-words.ts';
import styles from './Setup.module.css';

type Result = Output<'setup.import-extract'> & { readonly fileName: string };
type Props = { readonly overview: Overview; readonly again: () => void };

/** The billing extract: read through a mapping, all or nothing, with progress and a way to stop. */
export function Extract({ overview, again }: Props) {
  const { status } = useDesk();
  return (
    <div className={styles.columns}>
      <Panel title="Imports" note={countOf(overview.accounts, 'account')} pane="imports" fill>
        <Table
          label="Imports of the billing extract"
          density="tall"
          rows={overview.imports}
          rowId={(row) => row.importId}
          empty="No extract was imported yet. Payments on accounts need one; other receipts do not."
          columns={[
            {
              id: 'file',
              head: 'File',
              rowHeader: true,
              cell: (row) => (
                <>
                  <b>{row.fileName}</b>
                  <div className={styles.quiet}>
                    {formatDate(dateOf(row.at, status.timeZone))}, {formatTime(row.at, status.timeZone)}
                  </div>
                </>
              ),
            },
            {
              id: 'asof',
              head: 'As of',
              cell: (row) => (
                <>
                  {formatDate(row.asOf)}
                  <div className={styles.quiet}>
                    {row.lastPostingBatch === null ? 'No posting batch' : `Through ${row.lastPostingBatch}`}
                  </div>
                </>
              ),
            },
            {
              id: 'accounts',
              head: 'Accounts',
              numeric: true,
              cell: (row) => row.accounts.toLocaleString('en-US'),
            },
            {
              id: 'charges',
              head: 'Charges',
              numeric: true,
              cell: (row) => row.charges.toLocaleString('en-US'),
            },
            {
              id: 'total',
              head: 'Total',
              numeric: true,
              strong: true,
              cell: (row) => <Amount cents={row.totalCents} />,
            },
          ]}
        />
      </Panel>
      <Importing overview={overview} again={again} />
    </div>
  );
}

function Importing({ overview, again }: Props) {
  const { can } = useDesk();
  const [mapping, setMapping] = useState(overview.mappings[0] ?? 'delimited');
  const [task, setTask] = useState(newId);
  const [result, setResult] = useState<Result | null>(null);
  const load = useCommand('setup.import-extract');
  const progress = useProgress(task);
  const take = async (file: Upload) => {
    setResult(null);
    const answer = await load.run({ mapping, file, task });
    setTask(newId());
    if (!answer.ok) return;
    setResult({ ...answer.value, fileName: file.fileName });
    again();
  };
  return (
    <div className={styles.side}>
      <Panel title="Import an extract" padded pane="import">
        <div className={styles.form}>
          <SelectField
            label="Mapping"
            options={overview.mappings.map((each) => ({ value: each, label: each }))}
            value={mapping}
            onChange={setMapping}
            note="How the columns of your billing system are read."
          />
          {load.busy && (
            <Progress
              label={progress === null || progress.step === '' ? 'Reading the file' : progress.step}
              done={progress?.done ?? 0}
              total={progress?.total ?? 0}
              unit="bytes"
              stop={
                <Button size="sm" onPress={() => void command('desk.stop', { task }, { commandId: newId() })}>
                  Stop
                </Button>
              }
            />
          )}
          {load.problem !== undefined && <RefusalNotice problem={load.problem} />}
          <FileButton
            kind="primary"
            busy={load.busy}
            reason={can('config.import') ? undefined : 'Your role does not import extracts'}
            onFile={(file) => void take(file)}
          >
            Import an extract
          </FileButton>
        </div>
      </Panel>
      {result?.accepted === true && (
        <Notice tone="ok" live="status" title={result.fileName}>
          {result.changed
            ? `${countOf(result.accounts, 'account')} and ${countOf(result.charges, 'charge')}, ${formatCents(result.totalCents)} in all. Control totals agree.`
            : 'This very file was imported before: nothing was changed.'}
        </Notice>
      )}
      {result?.accepted === false && (
        <Rejects rejects={result.rejects} all={result.rejectCount} fileName={result.fileName} />
      )}
    </div>
  );
}
