import { useState } from 'react';
import type { Output } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Notice, RefusalNotice, Timeline } from '../../ui/Status.tsx';
import type { Moment } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import type { PrinterSettings } from './device-state.ts';
import styles from './Devices.module.css';

type Look = Output<'device.calibrate'>;
type Asked = { readonly drawerIs: 'open' | 'closed'; readonly look: Look };

const READ_WORDS: Readonly<Record<Look['read'], string>> = {
  high: 'The sensor reads high',
  low: 'The sensor reads low',
  'no-answer': 'The printer did not answer',
};

const SENSOR_WORDS: Readonly<Record<NonNullable<Look['sensor']>, string>> = {
  'high-is-closed': 'high when the drawer is closed',
  'high-is-open': 'high when the drawer is open',
};

const ASK_WORDS = { open: 'Open the drawer, then press Enter', closed: 'Close the drawer, then press Enter' };

export type CalibrationProps = {
  readonly settings: PrinterSettings;
  readonly onSaved: () => void;
  readonly onClose: () => void;
};

/** Which way round the drawer's sensor is: both states are looked at twice, because a person may be one step ahead. */
export function Calibration({ settings, onSaved, onClose }: CalibrationProps) {
  const [looks, setLooks] = useState<readonly Asked[]>([]);
  const calibrate = useCommand('device.calibrate');
  const assign = useCommand('device.assign-printer');
  useActions('setup', { 'go.back': onClose });
  const last = looks.at(-1)?.look;
  const now = last === undefined || last.next === 'open-it' ? 'open' : last.next === null ? null : 'closed';
  const sensor = last?.sensor ?? null;
  const look = async (drawerIs: 'open' | 'closed') => {
    const answer = await calibrate.run({ drawerIs, first: looks.length === 0 });
    if (answer.ok) setLooks([...looks, { drawerIs, look: answer.value }]);
  };
  const save = async () => {
    if (sensor === null) return;
    const answer = await assign.run({ settings: { ...settings, drawerSensor: sensor } });
    if (!answer.ok) return;
    toast('The drawer’s sensor is known now.');
    onSaved();
  };
  const moments: readonly Moment[] = [
    ...looks.map(({ drawerIs, look: { read } }, at) => ({
      id: String(at),
      title: drawerIs === 'open' ? 'Open' : 'Closed',
      sub: READ_WORDS[read],
      state: 'done' as const,
    })),
    ...(now === null
      ? []
      : [
          {
            id: 'now',
            title: now === 'open' ? 'Open' : 'Closed',
            sub: 'Not looked at yet',
            state: 'now' as const,
          },
        ]),
  ];
  return (
    <Panel
      title="Find out the drawer’s sensor"
      padded
      fill
      pane="calibration"
      foot={
        <Button keyCap="Esc" onPress={onClose}>
          {sensor === null ? 'Stop' : 'Do not save it'}
        </Button>
      }
    >
      <div className={styles.formNarrow}>
        <p className={styles.help}>
          A sensor that is not connected reads the same as one of the two states, so both are looked at,
          twice.
        </p>
        <div role="status">
          {now !== null && <p className={styles.ask}>{ASK_WORDS[now]}</p>}
          {now === null && sensor !== null && (
            <Notice tone="ok" title="Both states were seen">
              The sensor reads {SENSOR_WORDS[sensor]}.
            </Notice>
          )}
          {now === null && sensor === null && (
            <Notice tone="danger" title="The sensor is not known">
              {last?.said}
            </Notice>
          )}
        </div>
        {calibrate.problem !== undefined && <RefusalNotice problem={calibrate.problem} />}
        {assign.problem !== undefined && <RefusalNotice problem={assign.problem} />}
        {now !== null ? (
          <Button
            key={looks.length}
            kind="primary"
            wide
            keyCap="Enter"
            autoFocus
            busy={calibrate.busy}
            onPress={() => void look(now)}
          >
            {now === 'open' ? 'The drawer is open' : 'The drawer is closed'}
          </Button>
        ) : sensor !== null ? (
          <Button kind="primary" wide keyCap="Enter" autoFocus busy={assign.busy} onPress={() => void save()}>
            Save it with the printer
          </Button>
        ) : (
          <Button kind="primary" wide keyCap="Enter" autoFocus onPress={() => setLooks([])}>
            Begin again
          </Button>
        )}
        {moments.length > 0 && <Timeline label="What was seen" moments={moments} />}
      </div>
    </Panel>
  );
}
