import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { CountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { DEFAULT_SETTINGS, settingsProblem, withTransport } from './device-state.ts';
import type { PrinterSettings } from './device-state.ts';
import styles from './Devices.module.css';

type Props = {
  readonly settings: PrinterSettings | null;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
};

const CODE_PAGES = [
  { value: '19', label: '858, western Europe with euro (page 19)' },
  { value: '2', label: '850, western Europe (page 2)' },
  { value: '16', label: 'Windows 1252 (page 16)' },
  { value: '0', label: '437, United States (page 0)' },
] as const;
const CODE_PAGE_NUMBERS = { '0': 0, '2': 2, '16': 16, '19': 19 } as const;

/** Where the printer is and what it can tell. Nothing is printed by saving; the self-test is. */
export function PrinterForm({ settings, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState<PrinterSettings>(settings ?? DEFAULT_SETTINGS);
  const assign = useCommand('device.assign-printer');
  const reason = settingsProblem(draft) ?? undefined;
  const save = async (next: PrinterSettings | null) => {
    const answer = await assign.run({ settings: next });
    if (!answer.ok) return;
    toast(next === null ? 'No printer is assigned now.' : 'The printer is set up. Run the self-test.');
    onSaved();
  };
  useActions('setup', { 'setup.save': reason === undefined ? () => void save(draft) : undefined });
  const change = (part: Partial<PrinterSettings>) => setDraft({ ...draft, ...part });
  return (
    <Panel
      title="Set up the printer"
      padded
      fill
      pane="printer"
      foot={
        <div className={styles.actions}>
          <Button
            kind="primary"
            keyCap="Ctrl Enter"
            busy={assign.busy}
            reason={reason}
            onPress={() => void save(draft)}
          >
            Save
          </Button>
          <Button keyCap="Esc" onPress={onCancel}>
            Cancel
          </Button>
          {settings !== null && (
            <Button kind="danger" busy={assign.busy} onPress={() => void save(null)}>
              Use no printer
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.form}>
        <Choice
          label="Connection"
          columns={3}
          options={[
            { value: 'tcp', label: 'Network' },
            { value: 'serial', label: 'Serial' },
            { value: 'file', label: 'Device file' },
          ]}
          value={draft.transport.kind}
          onChange={(kind) => setDraft(withTransport(draft, kind))}
        />
        <Transport draft={draft} onChange={change} />
        <div className={styles.two}>
          <Choice
            label="Columns"
            options={[
              { value: '42', label: '42' },
              { value: '48', label: '48' },
            ]}
            value={draft.columns === 42 ? '42' : '48'}
            onChange={(columns) => change({ columns: columns === '42' ? 42 : 48 })}
          />
          <Choice
            label="Drawer connector"
            options={[
              { value: '0', label: 'Pin 2' },
              { value: '1', label: 'Pin 5' },
            ]}
            value={draft.drawerPin === 0 ? '0' : '1'}
            onChange={(pin) => change({ drawerPin: pin === '0' ? 0 : 1 })}
          />
        </div>
        <SelectField
          label="Code page"
          options={CODE_PAGES}
          value={pageKey(draft.codePage)}
          onChange={(page) => change({ codePage: CODE_PAGE_NUMBERS[page] })}
        />
        <SelectField
          label="How it says that a page is printed"
          options={[
            { value: 'process-id', label: 'By the number of the page (GS ( H)' },
            { value: 'queued-status', label: 'By its status after the page (GS r)' },
            { value: 'none', label: 'It cannot: each print ends as unknown' },
          ]}
          value={draft.completion}
          onChange={(completion) => change({ completion })}
        />
        <SelectField
          label="Drawer sensor"
          options={[
            { value: 'none', label: 'None, or not known' },
            { value: 'high-is-closed', label: 'High when closed' },
            { value: 'high-is-open', label: 'High when open' },
          ]}
          value={draft.drawerSensor}
          onChange={(drawerSensor) => change({ drawerSensor })}
          note="An unconnected sensor reads high: choose none unless you saw both states."
        />
        <Tick checked={draft.logo} onChange={(logo) => change({ logo })}>
          Print the logo that is stored in the printer
        </Tick>
        {assign.problem !== undefined && <RefusalNotice problem={assign.problem} />}
      </div>
    </Panel>
  );
}

const pageKey = (page: PrinterSettings['codePage']): keyof typeof CODE_PAGE_NUMBERS => {
  switch (page) {
    case 0:
      return '0';
    case 2:
      return '2';
    case 16:
      return '16';
    case 19:
      return '19';
  }
};

type TransportProps = {
  readonly draft: PrinterSettings;
  readonly onChange: (part: Partial<PrinterSettings>) => void;
};

function Transport({ draft: { transport }, onChange }: TransportProps) {
  switch (transport.kind) {
    case 'tcp':
      return (
        <div className={styles.two}>
          <Field
            label="Address"
            value={transport.host}
            onChange={(host) => onChange({ transport: { ...transport, host } })}
            maxLength={255}
            autoFocus
          />
          <CountField
            label="Port"
            value={transport.port}
            onChange={(port) => onChange({ transport: { ...transport, port: port ?? 0 } })}
          />
        </div>
      );
    case 'serial':
      return (
        <div className={styles.two}>
          <Field
            label="Serial port"
            value={transport.path}
            onChange={(path) => onChange({ transport: { ...transport, path } })}
            maxLength={255}
            autoFocus
          />
          <CountField
            label="Baud"
            value={transport.baudRate}
            onChange={(baudRate) => onChange({ transport: { ...transport, baudRate: baudRate ?? 0 } })}
          />
        </div>
      );
    case 'file':
      return (
        <Field
          label="Device file"
          value={transport.path}
          onChange={(path) => onChange({ transport: { ...transport, path } })}
          maxLength={255}
          note="Such as /dev/usb/lp0"
          autoFocus
        />
      );
  }
}
