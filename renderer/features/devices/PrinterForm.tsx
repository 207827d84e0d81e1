import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { Choice } from '../../ui/Choice.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { DEFAULT_SETTINGS } from './device-state.ts';
import type { PrinterSettings } from './device-state.ts';
import { FormPanel, FormPart, useFocusOnProblem } from './FormPanel.tsx';
import { refusalAt } from './refusal-at.ts';
import { PRINTER_LINE, transportProblem, trimmed } from './transport-draft.ts';
import { TransportFields } from './TransportFields.tsx';
import styles from './Devices.module.css';

type Props = {
  readonly settings: PrinterSettings | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
};

const CODE_PAGES = [
  { value: '19', label: '858, western Europe with euro (page 19)' },
  { value: '2', label: '850, western Europe (page 2)' },
  { value: '16', label: 'Windows 1252 (page 16)' },
  { value: '0', label: '437, United States (page 0)' },
] as const;
const CODE_PAGE_NUMBERS = { '0': 0, '2': 2, '16': 16, '19': 19 } as const;

const LANGUAGES = [
  { value: 'esc-pos', label: 'ESC/POS' },
  { value: 'star-prnt', label: 'StarPRNT' },
] as const;

/** Each printer says in its own way that a page is on paper; ESC/POS printers differ among themselves. */
const COMPLETIONS = {
  'esc-pos': [
    { value: 'process-id', label: 'By the number of the page (GS ( H)' },
    { value: 'queued-status', label: 'By its status after the page (GS r)' },
    { value: 'none', label: 'It cannot: each print ends as unknown' },
  ],
  'star-prnt': [
    { value: 'queued-status', label: 'By its counter of finished pages' },
    { value: 'none', label: 'It cannot: each print ends as unknown' },
  ],
} as const satisfies Record<
  string,
  readonly { readonly value: PrinterSettings['completion']; readonly label: string }[]
>;

const PLACE = 'settings.transport';
const PLACES = [PLACE, ...['host', 'port', 'path', 'usbId', 'baudRate'].map((field) => `${PLACE}.${field}`)];

/** Where the printer is and what it can tell. Nothing is printed by saving; the self-test is. */
export function PrinterForm({ settings, onSaved, onClose }: Props) {
  const [kept] = useState(settings ?? DEFAULT_SETTINGS);
  const [draft, setDraft] = useState(kept);
  const assign = useCommand('device.assign-printer');
  useFocusOnProblem(assign.problem);
  const reason = transportProblem(draft.transport) ?? undefined;
  const refusal = refusalAt(assign.problem, PLACES);
  const save = async (next: PrinterSettings | null) => {
    const answer = await assign.run({
      settings: next === null ? null : { ...next, transport: trimmed(next.transport) },
    });
    if (!answer.ok) return;
    toast(next === null ? 'No printer is assigned now.' : 'The printer is set up. Run the self-test.');
    onSaved();
  };
  const change = (part: Partial<PrinterSettings>) => setDraft({ ...draft, ...part });
  return (
    <FormPanel
      title="Set up the printer"
      pane="printer"
      changed={draft !== kept}
      reason={reason}
      busy={assign.busy}
      onSave={() => void save(draft)}
      onClose={onClose}
      {...(settings !== null && {
        remove: {
          label: 'Use no printer',
          ask: 'Use no printer? Receipts then wait under Prints, and the drawer opens with its key.',
          run: () => void save(null),
        },
      })}
    >
      <div className={styles.form}>
        <TransportFields
          transport={draft.transport}
          usual={PRINTER_LINE}
          onChange={(transport) => change({ transport })}
          refusal={refusal}
          place={PLACE}
        />
        <PaperFields draft={draft} onChange={change} />
        <DrawerFields draft={draft} onChange={change} />
        {refusal.rest !== undefined && <RefusalNotice problem={refusal.rest} />}
      </div>
    </FormPanel>
  );
}

type PartProps = {
  readonly draft: PrinterSettings;
  readonly onChange: (part: Partial<PrinterSettings>) => void;
};

function PaperFields({ draft, onChange }: PartProps) {
  const language = draft.language ?? 'esc-pos';
  return (
    <FormPart title="Paper" place="beside">
      <div className={styles.two}>
        <Choice
          label="Speaks"
          options={LANGUAGES}
          value={language}
          onChange={(next) =>
            onChange({
              language: next,
              ...(next === 'star-prnt' && draft.completion === 'process-id'
                ? { completion: 'queued-status' }
                : {}),
            })
          }
        />
        <Choice
          label="Columns"
          options={[
            { value: '42', label: '42' },
            { value: '48', label: '48' },
          ]}
          value={draft.columns === 42 ? '42' : '48'}
          onChange={(columns) => onChange({ columns: columns === '42' ? 42 : 48 })}
        />
      </div>
      <SelectField
        label="Code page"
        options={CODE_PAGES}
        value={pageKey(draft.codePage)}
        onChange={(page) => onChange({ codePage: CODE_PAGE_NUMBERS[page] })}
      />
      <SelectField<PrinterSettings['completion']>
        label="How it says that a page is printed"
        options={COMPLETIONS[language]}
        value={draft.completion}
        onChange={(completion) => onChange({ completion })}
      />
      <SelectField
        label="Slip station"
        options={[
          { value: 'none', label: 'None' },
          { value: 'slip', label: 'For stubs, checks and deposit slips' },
          { value: 'itherm', label: 'Ithaca iTherm, validation' },
        ]}
        value={draft.slip ?? 'none'}
        onChange={(slip) => onChange({ slip })}
        note="A second paper path, into which stubs and checks are put by hand"
      />
      <Tick checked={draft.logo} onChange={(logo) => onChange({ logo })}>
        Print the logo that is stored in the printer
      </Tick>
    </FormPart>
  );
}

function DrawerFields({ draft, onChange }: PartProps) {
  return (
    <FormPart title="Cash drawer">
      <Choice
        label="Drawer connector"
        options={[
          { value: '0', label: 'Pin 2' },
          { value: '1', label: 'Pin 5' },
        ]}
        value={draft.drawerPin === 0 ? '0' : '1'}
        onChange={(pin) => onChange({ drawerPin: pin === '0' ? 0 : 1 })}
      />
      <SelectField
        label="Drawer sensor"
        options={[
          { value: 'none', label: 'None, or not known' },
          { value: 'high-is-closed', label: 'High when closed' },
          { value: 'high-is-open', label: 'High when open' },
        ]}
        value={draft.drawerSensor}
        onChange={(drawerSensor) => onChange({ drawerSensor })}
        note="An unconnected sensor reads high. Choose none unless both states were seen; the drawer’s row finds it out."
      />
    </FormPart>
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
