import { useState } from 'react';
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import type { DeviceSettings } from '../../../shared/devices/settings.ts';
import { newId } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useDesk } from '../../shell/desk.ts';
import { Choice } from '../../ui/Choice.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { CardFields } from './CardFields.tsx';
import { CounterFields } from './CounterFields.tsx';
import { DEVICE_PLACES, deviceProblem, finished, hasOwnLine, usualLine } from './device-draft.ts';
import type { DeviceDraft } from './device-draft.ts';
import { KIND_WORDS } from './device-rows.ts';
import { FormPanel, FormPart, useFocusOnProblem } from './FormPanel.tsx';
import { ReaderFields } from './ReaderFields.tsx';
import { refusalAt } from './refusal-at.ts';
import type { KindFieldsProps } from './kind-fields.ts';
import type { RefusalAt } from './refusal-at.ts';
import { DisplayFields, ScannerFields } from './SmallFields.tsx';
import { TransportFields } from './TransportFields.tsx';
import styles from './Devices.module.css';

export type DeviceFormProps = {
  /** Null for a device that is added. */
  readonly deviceId: string | null;
  readonly start: DeviceDraft;
  readonly onSaved: (deviceId: string | null) => void;
  readonly onClose: () => void;
};

/** One device of any kind: how it is called, whom it serves, where it is and how it speaks. */
export function DeviceForm({ deviceId, start, onSaved, onClose }: DeviceFormProps) {
  const [ownId] = useState(() => deviceId ?? newId());
  const [draft, setDraft] = useState(start);
  const set = useCommand('device.set');
  useFocusOnProblem(set.problem);
  const refusal = refusalAt(set.problem, DEVICE_PLACES);
  const { label } = KIND_WORDS[draft.settings.kind];
  const save = async () => {
    const answer = await set.run({ deviceId: ownId, device: finished(draft) });
    if (!answer.ok) return;
    toast(`${draft.name.trim()} is set up. Run its self-test.`);
    onSaved(ownId);
  };
  const takeAway = async () => {
    const answer = await set.run({ deviceId: ownId, device: null });
    if (!answer.ok) return;
    toast(`${start.name} is no longer set up.`);
    onSaved(null);
  };
  const change = (settings: DeviceSettings) => setDraft({ ...draft, settings });
  return (
    <FormPanel
      title={deviceId === null ? `Add: ${label}` : `Set up: ${start.name}`}
      pane="device-form"
      changed={draft !== start}
      reason={deviceProblem(draft) ?? undefined}
      busy={set.busy}
      onSave={() => void save()}
      onClose={onClose}
      {...(deviceId !== null && {
        remove: {
          label: 'Take it away',
          ask: `Take ${start.name} away? What it did stays in the books; its traffic and its last test go.`,
          run: () => void takeAway(),
        },
      })}
    >
      <div className={styles.form}>
        <FormPart title={label}>
          <Field
            label="Name"
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            maxLength={40}
            autoFocus
            note="As people here call it"
            problem={refusal.at('device.name')}
          />
          <Serves
            sources={draft.sources}
            onChange={(sources) => setDraft({ ...draft, sources })}
            refusal={refusal}
          />
        </FormPart>
        {hasOwnLine(draft.settings) && (
          <TransportFields
            transport={draft.settings.transport}
            usual={usualLine(draft.settings)}
            onChange={(transport) => change({ ...draft.settings, transport })}
            refusal={refusal}
            place="device.settings.transport"
            beside
          />
        )}
        <KindFields settings={draft.settings} onChange={change} refusal={refusal} />
        {refusal.rest !== undefined && <RefusalNotice problem={refusal.rest} />}
      </div>
    </FormPanel>
  );
}

function KindFields({ settings, onChange, refusal }: KindFieldsProps<DeviceSettings>) {
  switch (settings.kind) {
    case 'card-terminal':
      return <CardFields settings={settings} onChange={onChange} refusal={refusal} />;
    case 'bill-counter':
    case 'coin-sorter':
      return <CounterFields settings={settings} onChange={onChange} refusal={refusal} />;
    case 'check-reader':
      return <ReaderFields settings={settings} onChange={onChange} refusal={refusal} />;
    case 'scanner':
      return <ScannerFields settings={settings} onChange={onChange} refusal={refusal} />;
    case 'pole-display':
      return <DisplayFields settings={settings} onChange={onChange} />;
  }
}

type ServesProps = {
  readonly sources: readonly string[];
  readonly onChange: (sources: readonly string[]) => void;
  readonly refusal: RefusalAt;
};

/** Which drawers a device works for. None named is all of them, so that a new drawer needs no new set-up. */
function Serves({ sources, onChange, refusal }: ServesProps) {
  const { status } = useDesk();
  const [some, setSome] = useState(sources.length > 0);
  const problem = refusal.at('device.sources');
  // A code that is no longer among the drawers still shows, so that it can be taken out.
  const gone = sources.filter((code) => !status.drawers.some((drawer) => drawer.code === code));
  const all = [
    ...status.drawers.map((drawer) => ({ code: drawer.code, label: sourceLabel(drawer) })),
    ...gone.map((code) => ({ code, label: `${code}, no longer here` })),
  ];
  return (
    <>
      <Choice
        label="Serves"
        options={[
          { value: 'all', label: 'Every drawer here' },
          { value: 'some', label: 'Only some' },
        ]}
        value={some ? 'some' : 'all'}
        onChange={(chosen) => {
          setSome(chosen === 'some');
          if (chosen === 'all') onChange([]);
        }}
      />
      {some && (
        <div className={styles.ticks} role="group" aria-label="Drawers it serves">
          {all.map(({ code, label }) => (
            <Tick
              key={code}
              checked={sources.includes(code)}
              onChange={(checked) =>
                onChange(checked ? [...sources, code] : sources.filter((other) => other !== code))
              }
            >
              {label}
            </Tick>
          ))}
        </div>
      )}
      {problem !== undefined && <ErrorLine problem={problem} />}
    </>
  );
}
