import { useState } from 'react';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import type { Commanding } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { useFirstFocus } from '../../keymap/first-focus.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { PrintOutcome } from '../parts/PrintOutcome.tsx';
import { deviceRows } from './device-state.ts';
import type { DeviceRow } from './device-state.ts';
import { PrinterForm } from './PrinterForm.tsx';
import styles from './Devices.module.css';

/** Asked while the screen is open, because a device may vanish without a word. */
const ASK_EVERY_MS = 5_000;

/** Each device in words: what it says, since when, what to do, and how the work goes on without it. */
export function Screen() {
  const { status, can } = useDesk();
  const asked = useAsk('device.state', {}, { everyMs: ASK_EVERY_MS });
  const mayRead = can('config.read') || can('config.manage');
  const overview = useAsk('setup.overview', {}, { when: mayRead });
  const [chosenId, setChosenId] = useState<DeviceRow['id']>('printer');
  const [setting, setSetting] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const test = useCommand('device.test-printer');
  const settings = overview.data?.printer ?? null;
  const rows = asked.data === undefined ? [] : deviceRows(asked.data, settings, status.training);
  const chosen = rows.find((row) => row.id === chosenId);
  const close = () => {
    setSetting(false);
    setTimeout(() => focusPane('devices'), 0);
  };
  const blocked = asked.data?.connection === 'not-assigned' ? 'No printer is set up' : undefined;
  const runTest = async () => {
    if (blocked !== undefined || test.busy) return;
    const answer = await test.run({});
    if (answer.ok) setJobId(answer.value.printJobId);
  };
  useFirstFocus('devices', rows.length > 0);
  useActions('devices', {
    'devices.self-test': blocked === undefined && !setting ? () => void runTest() : undefined,
    'devices.set-up':
      can('device.manage') && overview.data !== undefined && !setting ? () => setSetting(true) : undefined,
    'go.back': setting ? close : undefined,
  });
  return (
    <Room title="Devices">
      <PageHead
        title="Devices"
        sub={`Workstation ${status.workstation}. A device that fails never holds up a payment; type instead.`}
        aside={
          can('receipt.reprint') && (
            <Button size="sm" onPress={() => go('outbox')}>
              Open prints
            </Button>
          )
        }
      />
      {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
      <div className={styles.columns}>
        <Panel label="Devices" fill pane="devices">
          <Table<DeviceRow>
            label="Devices"
            density="tall"
            rows={rows}
            rowId={(row) => row.id}
            chosen={chosenId}
            onChoose={(row) => setChosenId(row.id)}
            onOpen={() => void runTest()}
            columns={[
              {
                id: 'name',
                head: 'Device',
                rowHeader: true,
                cell: (row) => (
                  <>
                    <b>{row.name}</b>
                    <div className={styles.quiet}>{row.connection}</div>
                  </>
                ),
              },
              { id: 'state', head: 'State', cell: (row) => <Chip tone={row.tone}>{row.state}</Chip> },
              { id: 'words', head: 'In words', cell: (row) => row.inWords },
            ]}
          />
        </Panel>
        <div className={styles.side}>
          {setting ? (
            <PrinterForm
              settings={settings}
              onCancel={close}
              onSaved={() => {
                overview.again();
                asked.again();
                close();
              }}
            />
          ) : (
            chosen !== undefined && (
              <Detail
                device={chosen}
                jobId={jobId}
                test={test}
                blocked={blocked}
                onTest={() => void runTest()}
                onSetUp={can('device.manage') && overview.data !== undefined ? () => setSetting(true) : null}
              />
            )
          )}
        </div>
      </div>
    </Room>
  );
}

type DetailProps = {
  readonly device: DeviceRow;
  readonly jobId: string | null;
  readonly test: Commanding<'device.test-printer'>;
  readonly blocked: string | undefined;
  readonly onTest: () => void;
  /** Null for whoever may not set devices up. */
  readonly onSetUp: (() => void) | null;
};

function Detail({ device, jobId, test, blocked, onTest, onSetUp }: DetailProps) {
  return (
    <Panel title={device.name} aside={<Chip tone={device.tone}>{device.state}</Chip>} padded pane="device">
      <div className={styles.form}>
        <dl className={styles.facts}>
          <dt>In words</dt>
          <dd>{device.inWords}</dd>
          <dt>Meanwhile</dt>
          <dd>{device.meanwhile}</dd>
        </dl>
        {device.todo.length > 0 && (
          <div className={styles.todo}>
            <b>What to do</b>
            <ol>
              {device.todo.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        )}
        {jobId !== null && <PrintOutcome key={jobId} jobId={jobId} />}
        {test.problem !== undefined && <RefusalNotice problem={test.problem} />}
        <Button kind="primary" wide keyCap="Enter" busy={test.busy} reason={blocked} onPress={onTest}>
          Run self-test
        </Button>
        {onSetUp !== null && (
          <Button keyCap="S" onPress={onSetUp}>
            Set up the printer
          </Button>
        )}
      </div>
    </Panel>
  );
}
