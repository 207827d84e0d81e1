import { useState } from 'react';
import { dateOf, formatDayMonth, formatTime } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { ask } from '../../bridge/bridge.ts';
import { saveFile } from '../../bridge/files.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import { FORMAT_WORDS, formatsOf, hashText } from './journal-words.ts';
import type { Batch, Format, Range } from './journal-words.ts';
import { DatePair } from './RangeBar.tsx';
import styles from './Journal.module.css';

/** Batches to billing and to the ledger: what is released and in no earlier batch. The same batch again is the same bytes. */
export function Exports({ today }: { readonly today: BusinessDate }) {
  const { status, can } = useDesk();
  const list = useAsk('export.list', {});
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [builtId, setBuiltId] = useState<string | null>(null);
  const batches = list.data?.exports ?? [];
  const chosen = batches.find((batch) => batch.batchId === chosenId) ?? batches[0];
  const built = (batch: Batch): string =>
    `${formatDayMonth(dateOf(batch.builtAt, status.timeZone))}, ${formatTime(batch.builtAt, status.timeZone)}`;
  return (
    <div className={styles.columns}>
      <Panel title="Batches" note="Newest first." fill pane="batches">
        {list.problem !== undefined && <RefusalNotice problem={list.problem} />}
        <Table<Batch>
          label="Export batches"
          rows={batches}
          rowId={(batch) => batch.batchId}
          chosen={chosen?.batchId ?? null}
          onChoose={(batch) => setChosenId(batch.batchId)}
          empty={
            list.data === undefined
              ? undefined
              : 'Nothing was exported yet. The form beside builds the first batch.'
          }
          columns={[
            {
              id: 'id',
              head: 'Batch',
              rowHeader: true,
              cell: (batch) => (
                <>
                  <b>{batch.batchId}</b>
                  <div className={styles.quiet}>{built(batch)}</div>
                </>
              ),
            },
            {
              id: 'what',
              head: 'What',
              cell: (batch) => (
                <>
                  {batch.kind === 'payments' ? 'Payments to billing' : 'Journal'}
                  <div className={styles.quiet}>{batch.format}</div>
                </>
              ),
            },
            {
              id: 'range',
              head: 'Dates',
              className: styles.nowrap,
              cell: (batch) =>
                batch.from === batch.to
                  ? formatDayMonth(batch.from)
                  : `${formatDayMonth(batch.from)} to ${formatDayMonth(batch.to)}`,
            },
            { id: 'records', head: 'Records', numeric: true, cell: (batch) => batch.records },
            {
              id: 'total',
              head: 'Total',
              numeric: true,
              strong: true,
              cell: (batch) => <Amount cents={batch.totalCents} />,
            },
            {
              id: 'state',
              head: 'State',
              cell: (batch) =>
                batch.delivered ? <Chip tone="ok">Delivered</Chip> : <Chip tone="warn">Not delivered</Chip>,
            },
          ]}
        />
      </Panel>
      <div className={styles.side}>
        {can('export.build') && (
          <Build
            today={today}
            onBuilt={(batch) => {
              setChosenId(batch.batchId);
              setBuiltId(batch.batchId);
              list.again();
            }}
          />
        )}
        {chosen !== undefined && (
          <OneBatch
            key={chosen.batchId}
            batch={chosen}
            fresh={chosen.batchId === builtId}
            again={list.again}
          />
        )}
      </div>
    </div>
  );
}

function Build(props: { readonly today: BusinessDate; readonly onBuilt: (batch: Batch) => void }) {
  const [kind, setKind] = useState<Batch['kind']>('journal');
  const [format, setFormat] = useState<Format>('csv');
  const [range, setRange] = useState<Range>({ from: props.today, to: props.today });
  const build = useCommand('export.build');
  const formats = formatsOf(kind);
  const run = async () => {
    const answer = await build.run({ kind, format, range });
    if (!answer.ok) return;
    toast(`Batch ${answer.value.batchId}: ${countOf(answer.value.records, 'record')}.`);
    props.onBuilt(answer.value);
  };
  useActions('journal', { 'journal.build': () => void run() });
  return (
    <Panel title="Build a batch" padded pane="build">
      <div className={styles.form}>
        <Choice
          label="What"
          options={[
            { value: 'journal', label: 'Journal' },
            { value: 'payments', label: 'Payments to billing' },
          ]}
          value={kind}
          onChange={(next) => {
            setKind(next);
            if (!formatsOf(next).includes(format)) setFormat('csv');
          }}
        />
        <SelectField
          label="Format"
          options={formats.map((each) => ({ value: each, label: FORMAT_WORDS[each] }))}
          value={format}
          onChange={setFormat}
        />
        <div className={styles.two}>
          <DatePair range={range} onRange={setRange} />
        </div>
        {build.problem !== undefined && <RefusalNotice problem={build.problem} />}
        <Button kind="primary" wide keyCap="Ctrl Enter" busy={build.busy} onPress={() => void run()}>
          Build the batch
        </Button>
      </div>
    </Panel>
  );
}

type OneBatchProps = {
  readonly batch: Batch;
  /** Built a moment ago: its file is what comes next. */
  readonly fresh: boolean;
  readonly again: () => void;
};

function OneBatch({ batch, fresh, again }: OneBatchProps) {
  const { can } = useDesk();
  const [problem, setProblem] = useState<Problem>();
  const [fetching, setFetching] = useState(false);
  const delivered = useCommand('export.delivered');
  const download = async () => {
    setProblem(undefined);
    setFetching(true);
    const answer = await ask('export.file', { batchId: batch.batchId });
    setFetching(false);
    if (answer.ok) saveFile(answer.value);
    else setProblem(answer.error);
  };
  const deliver = async () => {
    const answer = await delivered.run({ batchId: batch.batchId });
    if (answer.ok) again();
  };
  return (
    <Panel title={batch.fileName} fill padded pane="batch" className={styles.grows}>
      <dl className={styles.facts}>
        <dt>Records</dt>
        <dd>{batch.records.toLocaleString('en-US')}</dd>
        <dt>Control total</dt>
        <dd>{formatCents(batch.totalCents)}</dd>
        <dt>SHA-256</dt>
        <dd className={styles.hash} title={batch.sha256}>
          {hashText(batch.sha256)} …
        </dd>
      </dl>
      {problem !== undefined && <RefusalNotice problem={problem} />}
      {delivered.problem !== undefined && <RefusalNotice problem={delivered.problem} />}
      {batch.delivered && <Notice tone="ok">Delivered.</Notice>}
      <div className={styles.line}>
        <Button size="sm" autoFocus={fresh} busy={fetching} onPress={() => void download()}>
          Download the file
        </Button>
        {can('export.build') && !batch.delivered && (
          <Button size="sm" busy={delivered.busy} onPress={() => void deliver()}>
            Mark as delivered
          </Button>
        )}
      </div>
    </Panel>
  );
}
