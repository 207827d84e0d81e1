import { useEffect, useRef, useState } from 'react';
import type { DeviceKind } from '../../../shared/devices/settings.ts';
import { saveFile } from '../../bridge/files.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useFirstFocus } from '../../keymap/first-focus.ts';
import { focusPane } from '../../keymap/panes.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { PageHead } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import { Calibration } from './Calibration.tsx';
import { Detail } from './Detail.tsx';
import { newDevice } from './device-draft.ts';
import type { DeviceDraft } from './device-draft.ts';
import { deviceRows, groupCounts, testBlocked } from './device-rows.ts';
import type { DeviceRow } from './device-state.ts';
import { DeviceForm } from './DeviceForm.tsx';
import { DeviceTable } from './DeviceTable.tsx';
import { PrinterForm } from './PrinterForm.tsx';
import { printerTest, printerTestWords } from './printer-test.ts';
import { useSelfTests } from './self-tests.ts';
import { Traffic } from './Traffic.tsx';
import { trafficFileName, trafficText } from './traffic-text.ts';
import type { TrafficLine } from './traffic-text.ts';
import styles from './Devices.module.css';

/** Asked while the screen is open, because a device may vanish without a word. */
const ASK_EVERY_MS = 5_000;
const TRAFFIC_EVERY_MS = 2_000;
/** The drawer speaks through the printer. */
const PRINTER_ID = 'printer';

/** What stands beside the table instead of the chosen device's detail. */
type Task =
  | { readonly what: 'printer' | 'calibration' }
  | { readonly what: 'device'; readonly deviceId: string | null; readonly start: DeviceDraft };

/** Each device in words: what it says, since when, what to do, and how the work goes on without it. */
export function Screen() {
  const { status, can } = useDesk();
  const { rows, settings, problem, again, print, tests } = useDevices();
  const [chosenId, setChosenId] = useState<string>(PRINTER_ID);
  const [task, setTask] = useState<Task | null>(null);
  /** The row of what was saved, until the desk lists it. */
  const [awaited, setAwaited] = useState<string | null>(null);
  const chosen = rows.find((row) => row.id === chosenId) ?? rows[0];
  const traffic = useTraffic(chosen);
  useReturnedFocus(task !== null);
  useFirstFocus('devices', rows.length > 0);

  // The form stays until its row is there, so that the keyboard goes to no other row meanwhile.
  if (awaited !== null && rows.some((row) => row.id === awaited)) {
    setAwaited(null);
    setChosenId(awaited);
    setTask(null);
  }
  const close = () => setTask(null);
  const saved = (nextId: string = chosenId) => {
    setAwaited(nextId);
    again();
  };
  const test = (row: DeviceRow) => {
    if (testBlocked(row) !== null) return;
    if (row.assigned === null) void print.run();
    else void tests.run(row.id);
  };
  const isTesting = (row: DeviceRow): boolean =>
    row.kind === 'printer' ? print.busy : tests.running.has(row.id);
  const testAll = () => {
    for (const row of rows) if (row.kind !== 'drawer') test(row);
  };
  const add = (kind: DeviceKind) =>
    setTask({
      what: 'device',
      deviceId: null,
      start: newDevice(
        kind,
        rows.flatMap(({ assigned }) => assigned?.name ?? []),
      ),
    });
  const setUp = (row: DeviceRow) => {
    if (row.kind === 'printer' || row.kind === 'drawer') setTask({ what: 'printer' });
    else if (row.assigned === null) add(row.kind);
    else if (row.assigned.settings !== null) {
      const { deviceId, name, sources, settings: kept } = row.assigned;
      setTask({ what: 'device', deviceId, start: { name, sources, settings: kept } });
    }
  };
  const maySetUp = can('device.manage') && settings !== undefined && task === null;
  const saveLog =
    chosen === undefined || testBlocked(chosen) !== null || traffic.data === undefined || task !== null
      ? undefined
      : () => saveTraffic(chosen, traffic.data?.lines ?? [], status.workstation, status.timeZone);
  useActions('devices', {
    'devices.self-test':
      chosen !== undefined && testBlocked(chosen) === null && task === null ? () => test(chosen) : undefined,
    'devices.test-all': task === null ? testAll : undefined,
    'devices.set-up': maySetUp && chosen !== undefined ? () => setUp(chosen) : undefined,
    'devices.save-log': saveLog,
  });

  return (
    <Room title="Devices">
      <PageHead
        title="Devices"
        sub={`Workstation ${status.workstation}. A device that fails never holds up a payment; type instead.`}
        aside={
          <div className={styles.head}>
            {groupCounts(rows).map(({ text, tone }) => (
              <Chip key={text} tone={tone}>
                {text}
              </Chip>
            ))}
            {task === null && rows.length > 0 && (
              <Button keyCap="Shift T" busy={tests.running.size > 0} onPress={testAll}>
                Test all
              </Button>
            )}
          </div>
        }
      />
      {problem !== undefined && <RefusalNotice problem={problem} />}
      <div className={cx(styles.columns, task !== null && styles.setting)}>
        <DeviceTable
          rows={rows}
          chosen={chosen?.id}
          isTesting={isTesting}
          narrow={task !== null}
          onChoose={(row) => setChosenId(row.id)}
          onTest={test}
        />
        <div className={styles.side}>
          {task?.what === 'printer' && (
            <PrinterForm settings={settings ?? null} onClose={close} onSaved={() => saved()} />
          )}
          {task?.what === 'calibration' && settings && (
            <Calibration settings={settings} onClose={close} onSaved={() => saved()} />
          )}
          {task?.what === 'device' && (
            <DeviceForm
              deviceId={task.deviceId}
              start={task.start}
              onClose={close}
              onSaved={(deviceId) => saved(deviceId ?? `none:${task.start.settings.kind}`)}
            />
          )}
          {task === null && chosen !== undefined && (
            <>
              <Detail
                key={chosen.id}
                device={chosen}
                testing={isTesting(chosen)}
                problem={chosen.assigned === null ? print.problemFor(chosen) : tests.problems.get(chosen.id)}
                jobId={chosen.kind === 'printer' ? print.jobId : null}
                onTest={() => test(chosen)}
                setUp={
                  maySetUp
                    ? {
                        onChange: () => setUp(chosen),
                        onAdd:
                          chosen.assigned === null ? null : () => add(chosen.assigned?.kind ?? 'scanner'),
                        onCalibrate: settings === null ? null : () => setTask({ what: 'calibration' }),
                      }
                    : null
                }
              />
              {chosen.group !== 'not set up' && (
                <Traffic
                  key={`traffic ${chosen.id}`}
                  lines={traffic.data?.lines}
                  problem={traffic.problem}
                  timeZone={status.timeZone}
                />
              )}
            </>
          )}
        </div>
      </div>
    </Room>
  );
}

/** Printer, drawer and every assigned device as they are now, and their self-tests. */
function useDevices() {
  const { status, can } = useDesk();
  const state = useAsk('device.state', {}, { everyMs: ASK_EVERY_MS });
  const list = useAsk('device.list', {}, { everyMs: ASK_EVERY_MS });
  const mayRead = can('config.read') || can('config.manage');
  const overview = useAsk('setup.overview', {}, { when: mayRead });
  const printerTraffic = useAsk('device.traffic', { deviceId: PRINTER_ID }, { everyMs: ASK_EVERY_MS });
  const [jobId, setJobId] = useState(printerTest.jobId);
  const job = useAsk('print.show', { jobId: jobId ?? '' }, { when: jobId !== null });
  const printing = useCommand('device.test-printer');
  const tests = useSelfTests(list.again);
  const rows =
    state.data === undefined || list.data === undefined
      ? []
      : deviceRows(
          {
            state: state.data,
            settings: overview.data?.printer ?? null,
            training: status.training,
            lastTraffic: lastTrafficOf(printerTraffic.data?.lines),
            test: job.data === undefined ? null : printerTestWords(job.data),
          },
          list.data.devices,
        );
  const run = async () => {
    const answer = await printing.run({});
    if (!answer.ok) return;
    printerTest.begun(answer.value.printJobId);
    setJobId(answer.value.printJobId);
  };
  return {
    rows,
    /** Undefined while they are not known, or not for this person. */
    settings: overview.data === undefined ? undefined : overview.data.printer,
    problem: state.problem ?? list.problem,
    again: () => {
      overview.again();
      state.again();
      list.again();
    },
    tests,
    print: {
      run,
      busy: printing.busy,
      jobId: job.data === undefined ? null : jobId,
      problemFor: (row: DeviceRow) =>
        row.kind === 'printer' || row.kind === 'drawer' ? printing.problem : undefined,
    },
  };
}

const lastTrafficOf = (lines: readonly TrafficLine[] | undefined) =>
  lines?.findLast(({ what }) => what === 'sent' || what === 'received')?.at ?? null;

function useTraffic(chosen: DeviceRow | undefined) {
  const deviceId = chosen?.assigned?.deviceId ?? PRINTER_ID;
  return useAsk(
    'device.traffic',
    { deviceId },
    { everyMs: TRAFFIC_EVERY_MS, when: chosen !== undefined && chosen.group !== 'not set up' },
  );
}

/** After a form closes the keyboard goes back to the row it was about. */
function useReturnedFocus(isOpen: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) focusPane('devices');
    wasOpen.current = isOpen;
  }, [isOpen]);
}

function saveTraffic(
  device: DeviceRow,
  lines: readonly TrafficLine[],
  workstation: string,
  timeZone: string,
): void {
  const file = {
    device: device.name,
    connection: device.connection,
    workstation,
    savedAt: deskNow(),
    timeZone,
    lines,
  };
  const bytes = new TextEncoder().encode(trafficText(file));
  saveFile({
    fileName: trafficFileName(file),
    mediaType: 'text/plain',
    base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  });
  toast('The masked log is saved.');
}
