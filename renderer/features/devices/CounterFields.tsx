import { useState } from 'react';
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import { SAMPLE_PROFILES } from '../../../shared/devices/report-profiles.ts';
import type { SampleName } from '../../../shared/devices/report-profiles.ts';
import { Choice } from '../../ui/Choice.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import type { CounterSettings } from './device-draft.ts';
import type { KindFieldsProps } from './kind-fields.ts';
import { FormPart, useFocusOnProblem } from './FormPanel.tsx';
import type { RefusalAt } from './refusal-at.ts';
import { ReportTrial } from './ReportTrial.tsx';
import styles from './Devices.module.css';

const PLACE = 'device.settings.protocol.profile';

/** How a machine tells what it counted: by a report that a profile reads, or by pieces when it is asked. */
export function CounterFields({ settings, onChange, refusal }: KindFieldsProps<CounterSettings>) {
  const { protocol } = settings;
  const [profile, setProfile] = useState(
    protocol.name === 'report' ? protocol.profile : SAMPLE_PROFILES.noteList,
  );
  const [found, setFound] = useState<Found | null>(null);
  useFocusOnProblem(found);
  const problem = refusal.at('device.settings.protocol');
  const wrongProfile = refusal.at(PLACE);
  const change = (next: ReportProfile) => {
    setProfile(next);
    onChange({ ...settings, protocol: { name: 'report', profile: next } });
  };
  return (
    <>
      <FormPart title="Machine">
        <Choice
          label="Tells what it counted"
          options={[
            { value: 'report', label: 'By a report it prints' },
            { value: 'sc-350', label: 'When asked (SC-350)' },
          ]}
          value={protocol.name}
          onChange={(name) =>
            onChange({ ...settings, protocol: name === 'report' ? { name, profile } : { name } })
          }
        />
        <p className={styles.help}>
          {protocol.name === 'report'
            ? 'Makers publish no format of their reports. A profile says, line by line, how this machine’s reads.'
            : 'It counts pieces of one denomination; the person who counts says of which.'}
        </p>
        {problem !== undefined && <ErrorLine problem={problem} />}
      </FormPart>
      {protocol.name === 'report' && (
        <>
          <ProfileFields profile={protocol.profile} onChange={change} refusal={refusal} found={found} />
          {wrongProfile !== undefined && <ErrorLine problem={wrongProfile} />}
          <ReportTrial
            profile={protocol.profile}
            onTried={(tried, problems) => setFound(problems.size === 0 ? null : { tried, problems })}
          />
        </>
      )}
    </>
  );
}

/** What a trial found wrong, and with which profile: a field that was changed since is no longer wrong. */
type Found = {
  readonly tried: ReportProfile;
  readonly problems: ReadonlyMap<keyof ReportProfile, string>;
};

type ProfileProps = {
  readonly profile: ReportProfile;
  readonly onChange: (profile: ReportProfile) => void;
  readonly refusal: RefusalAt;
  readonly found: Found | null;
};

type PatternField = 'start' | 'row' | 'total' | 'reportNumber' | 'end';

const PATTERNS: readonly {
  readonly field: PatternField;
  readonly label: string;
  readonly note: string;
  readonly mayLack: boolean;
}[] = [
  {
    field: 'start',
    label: 'First line',
    note: 'What the first line of a report looks like.',
    mayLack: false,
  },
  {
    field: 'row',
    label: 'Line of a denomination',
    note: 'Named groups (?<denom>…) and (?<pieces>…), and (?<value>…) where it is printed.',
    mayLack: false,
  },
  {
    field: 'total',
    label: 'Line of the total',
    note: 'Groups (?<value>…), (?<pieces>…) or both. Empty: the machine prints none.',
    mayLack: true,
  },
  {
    field: 'reportNumber',
    label: 'Line of the report number',
    note: 'Group (?<number>…). Empty: it prints none, and the report is known by its content.',
    mayLack: true,
  },
  {
    field: 'end',
    label: 'Last line',
    note: 'Without it a report is not whole and is refused.',
    mayLack: false,
  },
];

const SAMPLES = Object.entries(SAMPLE_PROFILES).map(([value, { name }]) => ({
  value: value as SampleName,
  label: name,
}));

function ProfileFields({ profile, onChange, refusal, found }: ProfileProps) {
  const wrong = (field: keyof ReportProfile): Problem | undefined =>
    refusal.at(`${PLACE}.${field}`) ??
    (found?.tried[field] === profile[field] ? found.problems.get(field) : undefined);
  const set = (field: PatternField, typed: string, mayLack: boolean) =>
    onChange({ ...profile, [field]: typed === '' && mayLack ? null : typed });
  const sample = SAMPLES.find(({ value }) => SAMPLE_PROFILES[value] === profile)?.value;
  return (
    <FormPart title="Report profile" place="wide">
      <p className={styles.help}>
        Patterns are regular expressions, one for each kind of line. Try them on a captured report below.
      </p>
      <div className={styles.columnsInForm}>
        <SelectField<SampleName | 'own'>
          label="Begin from"
          options={[
            ...(sample === undefined ? [{ value: 'own' as const, label: 'What stands below' }] : []),
            ...SAMPLES,
          ]}
          value={sample ?? 'own'}
          onChange={(chosen) => {
            if (chosen !== 'own') onChange(SAMPLE_PROFILES[chosen]);
          }}
          note="A sample takes the place of what stands below."
        />
        <Field
          label="Profile"
          value={profile.name}
          onChange={(name) => onChange({ ...profile, name })}
          maxLength={60}
          note="The machine and how it is set, such as JetScan i100, vault"
          problem={wrong('name')}
        />
        {PATTERNS.map(({ field, label, note, mayLack }) => (
          <Field
            key={field}
            className={cx(styles.mono, field === 'row' && styles.spanAll)}
            label={label}
            value={profile[field] ?? ''}
            onChange={(typed) => set(field, typed, mayLack)}
            maxLength={200}
            note={note}
            problem={wrong(field)}
          />
        ))}
        <Choice
          label="Counts"
          options={[
            { value: 'note', label: 'Notes' },
            { value: 'coin', label: 'Coins' },
          ]}
          value={profile.medium}
          onChange={(medium) => onChange({ ...profile, medium })}
        />
        <Choice
          label="Denominations are printed in"
          options={[
            { value: 'dollars', label: 'Dollars: 20, 0.25' },
            { value: 'cents', label: 'Cents: 25' },
          ]}
          value={profile.denomUnit}
          onChange={(denomUnit) => onChange({ ...profile, denomUnit })}
        />
        <NumberField
          label="Longest silence inside a report, ms"
          value={profile.idleMs}
          onChange={(idleMs) => onChange({ ...profile, idleMs: idleMs ?? 0 })}
          note="When no line comes for so long, the report is not whole."
          problem={wrong('idleMs')}
        />
        <NumberField
          label="Byte of thanks"
          value={profile.acknowledge}
          onChange={(acknowledge) => onChange({ ...profile, acknowledge })}
          note="Sent after a report, when it is on disk: 6 is ACK. Empty: none."
          problem={wrong('acknowledge')}
        />
      </div>
    </FormPart>
  );
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly note: string;
  readonly problem: Problem | undefined;
};

function NumberField({ label, value, onChange, note, problem }: NumberFieldProps) {
  return (
    <Field
      label={label}
      align="right"
      inputMode="numeric"
      value={value === null ? '' : String(value)}
      onChange={(typed) => {
        if (/^\d{0,5}$/.test(typed)) onChange(typed === '' ? null : Number(typed));
      }}
      note={note}
      problem={problem}
    />
  );
}
