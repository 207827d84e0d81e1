import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field as TextField } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import {
  FIELD_TYPES,
  fieldsFor,
  ROLES,
  weightsOf,
  weightsText,
  withCheck,
  withConstant,
  withField,
  withNewCheck,
  withNewField,
  withoutField,
  withRole,
  withType,
} from './scanline-draft.ts';
import type { Check, Field, Profile } from './scanline-draft.ts';
import styles from './ScanLines.module.css';

type Faults = ReadonlyMap<string, string>;
type Props = {
  readonly profile: Profile;
  /** By place in the profile. */
  readonly faults: Faults;
  readonly mayChange: boolean;
  /** It has just been added: its name is what is typed first. */
  readonly isNew: boolean;
  readonly onChange: (profile: Profile) => void;
  readonly onRemove: () => void;
};

/** Every parameter of one scan line. Columns count from 1, blanks taken out. */
export function ScanlineForm({ profile, faults, mayChange, isNew, onChange, onRemove }: Props) {
  const [added, setAdded] = useState<number | null>(null);
  const whole = faults.get('fields') ?? faults.get('checks');
  return (
    <Panel
      title={profile.name === '' ? 'Scan line without a name' : profile.name}
      note="Columns count from 1, blanks taken out."
      padded
      pane="scanline"
    >
      <div className={styles.form} inert={!mayChange}>
        <div className={styles.row}>
          <TextField
            label="Name"
            name="name"
            autoFocus={isNew}
            maxLength={40}
            value={profile.name}
            onChange={(name) => onChange({ ...profile, name })}
            problem={faults.get('name')}
          />
          <NumberField
            label="Length of the whole line"
            value={profile.length}
            onChange={(length) => onChange({ ...profile, length })}
            problem={faults.get('length')}
          />
        </div>
        <fieldset className={styles.part}>
          <legend className={styles.legend}>Fields</legend>
          {profile.fields.map((field, at) => (
            <FieldRow
              key={at}
              field={field}
              which={`field ${at + 1}`}
              isNew={at === added}
              fault={(member) => faults.get(`fields.${at}.${member}`)}
              onChange={(next) => onChange(withField(profile, at, next))}
              onRemove={() => onChange(withoutField(profile, at))}
            />
          ))}
          <div>
            <Button
              size="sm"
              onPress={() => {
                setAdded(profile.fields.length);
                onChange(withNewField(profile));
              }}
            >
              Add a field
            </Button>
          </div>
        </fieldset>
        <fieldset className={styles.part}>
          <legend className={styles.legend}>What the counter takes from it</legend>
          <div className={styles.row}>
            {ROLES.map(({ role, label, none }) => (
              <SelectField
                key={role}
                label={label}
                options={[
                  { value: '', label: none },
                  ...fieldsFor(role, profile).map((name) => ({ value: name, label: name })),
                ]}
                value={profile[role] ?? ''}
                onChange={(name) => onChange(withRole(profile, role, name))}
                problem={faults.get(role)}
              />
            ))}
          </div>
        </fieldset>
        {profile.checks.map((check, at) => (
          <CheckPart
            key={at}
            check={check}
            number={at + 1}
            fault={(member) => faults.get(`checks.${at}.${member}`)}
            onChange={(next) => onChange(withCheck(profile, at, next))}
            onRemove={() =>
              onChange({ ...profile, checks: profile.checks.filter((_, index) => index !== at) })
            }
          />
        ))}
        {whole !== undefined && <ErrorLine problem={whole} />}
        <div className={styles.actions}>
          <Button size="sm" onPress={() => onChange(withNewCheck(profile))}>
            Add a check character
          </Button>
          <Button size="sm" kind="danger" onPress={onRemove}>
            Take this scan line away
          </Button>
        </div>
      </div>
    </Panel>
  );
}

type NumberProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly problem: string | undefined;
};

const MOST_DIGITS = 3;

/** An empty field is 0, which no column and no length is: the rules say so beside it. */
function NumberField({ value, onChange, ...rest }: NumberProps) {
  return (
    <TextField
      {...rest}
      align="right"
      inputMode="numeric"
      value={value === 0 ? '' : String(value)}
      onChange={(typed) => onChange(Number(typed.replace(/\D/g, '').slice(0, MOST_DIGITS)))}
    />
  );
}

type FieldRowProps = {
  readonly field: Field;
  /** `field 2`: tells one row's names from another's. */
  readonly which: string;
  readonly isNew: boolean;
  readonly fault: (member: keyof Field) => string | undefined;
  readonly onChange: (field: Field) => void;
  readonly onRemove: () => void;
};

function FieldRow({ field, which, isNew, fault, onChange, onRemove }: FieldRowProps) {
  return (
    <div className={styles.fieldRow} role="group" aria-label={`${which}, ${field.name}`}>
      <TextField
        label="Name"
        autoFocus={isNew}
        maxLength={40}
        value={field.name}
        onChange={(name) => onChange({ ...field, name })}
        problem={fault('name')}
      />
      <NumberField
        label="First column"
        value={field.start}
        onChange={(start) => onChange({ ...field, start })}
        problem={fault('start')}
      />
      <NumberField
        label="Length"
        value={field.length}
        onChange={(length) => onChange({ ...field, length })}
        problem={fault('length')}
      />
      <SelectField
        label="Holds"
        options={FIELD_TYPES}
        value={field.type}
        onChange={(type) => onChange(withType(field, type))}
      />
      <TextField
        label="Always"
        mono
        inputMode="numeric"
        maxLength={80}
        value={field.constant ?? ''}
        onChange={(typed) => onChange(withConstant(field, typed.trim()))}
        problem={fault('constant')}
        help="The digits that always stand there, by which this bill is told from others. Empty: any."
      />
      <Button size="sm" aria-label={`Take away ${which}, ${field.name}`} onPress={onRemove}>
        Take away
      </Button>
    </div>
  );
}

type CheckProps = {
  readonly check: Check;
  readonly number: number;
  readonly fault: (member: keyof Check) => string | undefined;
  readonly onChange: (check: Check) => void;
  readonly onRemove: () => void;
};

function CheckPart({ check, number, fault, onChange, onRemove }: CheckProps) {
  const { over } = check;
  return (
    <fieldset className={styles.part}>
      <legend className={styles.legend}>Check character {number}</legend>
      <div className={styles.row}>
        <NumberField
          label="Stands in column"
          value={check.at}
          onChange={(at) => onChange({ ...check, at })}
          problem={fault('at')}
        />
        <NumberField
          label="Guards from column"
          value={over.start}
          onChange={(start) => onChange({ ...check, over: { ...over, start } })}
          problem={fault('over')}
        />
        <NumberField
          label="How many columns"
          value={over.length}
          onChange={(length) => onChange({ ...check, over: { ...over, length } })}
          problem={undefined}
        />
        <NumberField
          label="Modulus (2 to 11)"
          value={check.modulus}
          onChange={(modulus) => onChange({ ...check, modulus })}
          problem={fault('modulus')}
        />
      </div>
      <div className={styles.row}>
        <WeightsField
          weights={check.weights}
          onChange={(weights) => onChange({ ...check, weights })}
          problem={fault('weights')}
        />
        <SelectField
          label="Weights begin"
          options={[
            { value: 'left', label: 'At the left' },
            { value: 'right', label: 'At the right' },
          ]}
          value={check.from}
          onChange={(from) => onChange({ ...check, from })}
        />
        <SelectField
          label="Of a product"
          options={[
            { value: 'digit-sum', label: 'Digit sum' },
            { value: 'whole', label: 'Whole' },
          ]}
          value={check.products}
          onChange={(products) => onChange({ ...check, products })}
        />
        <SelectField
          label="Ten is written"
          options={[
            { value: 'X', label: 'X' },
            { value: '0', label: '0' },
            { value: 'forbidden', label: 'Never given out' },
          ]}
          value={check.ten}
          onChange={(ten) => onChange({ ...check, ten })}
        />
      </div>
      <div className={styles.actions}>
        <Tick checked={check.complement} onChange={(complement) => onChange({ ...check, complement })}>
          Modulus less the remainder (the complement)
        </Tick>
        <Button size="sm" aria-label={`Take away check character ${number}`} onPress={onRemove}>
          Take away
        </Button>
      </div>
    </fieldset>
  );
}

type WeightsProps = {
  readonly weights: readonly number[];
  readonly onChange: (weights: readonly number[]) => void;
  readonly problem: string | undefined;
};

/** The text is kept as it is typed: a blank at its end is the beginning of the next weight. */
function WeightsField({ weights, onChange, problem }: WeightsProps) {
  const [typed, setTyped] = useState(weightsText(weights));
  const stands = weightsText(weightsOf(typed)) === weightsText(weights) ? typed : weightsText(weights);
  return (
    <TextField
      label="Weights, repeated"
      mono
      value={stands}
      onChange={(text) => {
        setTyped(text);
        onChange(weightsOf(text));
      }}
      problem={problem}
      help="Numbers from 1 to 97 with blanks between them, such as 2 1."
    />
  );
}
