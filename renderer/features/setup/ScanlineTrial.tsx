import { useEffect, useRef, useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { formatDate, isDate } from '../../../shared/kernel/time.ts';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { ask } from '../../bridge/bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { columnsText, faultWords } from './scanline-draft.ts';
import type { Profile, Trial } from './scanline-draft.ts';
import styles from './ScanLines.module.css';

type Tried = { readonly profile: Profile; readonly trial: Trial };

/** The test button: a line typed or scanned, as this profile reads it. Nothing of it is kept. */
export function ScanlineTrial({ profile }: { readonly profile: Profile }) {
  const [line, setLine] = useState('');
  const [tried, setTried] = useState<Tried | null>(null);
  const [refused, setRefused] = useState<ErrorEnvelope>();
  const run = async (stub: string) => {
    const answer = await ask('setup.try-scanline', { stub, profile });
    setTried(answer.ok ? { profile, trial: answer.value } : null);
    setRefused(answer.ok ? undefined : answer.error);
    if (!answer.ok && answer.error.code === 'CARD_NUMBER_DISCARDED') setLine('');
  };
  return (
    <Panel title="Try it on a line" padded pane="trial">
      <div className={styles.form}>
        <div className={styles.tryRow}>
          <Field
            label="Scan or type a line as it is printed"
            name="stub"
            mono
            maxLength={200}
            value={line}
            onChange={setLine}
            onEnter={(text) => void run(text)}
          />
          <Button
            reason={line.trim() === '' ? 'Scan or type a line' : undefined}
            onPress={() => void run(line)}
          >
            Try the line
          </Button>
        </div>
        {refused !== undefined && <RefusalNotice problem={refused} />}
        {tried !== null && <Outcome tried={tried} isOld={tried.profile !== profile} />}
      </div>
    </Panel>
  );
}

function Outcome({ tried: { profile, trial }, isOld }: { readonly tried: Tried; readonly isOld: boolean }) {
  const why = faultWords(trial);
  const ref = useRef<HTMLDivElement>(null);
  // It opens under the field, which may stand at the foot of what is in sight.
  useEffect(() => {
    // Newer browsers give a promise back, which is no clean-up.
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, [trial]);
  return (
    <div className={styles.outcome} ref={ref}>
      {isOld && <Notice tone="note">The scan line was changed since. Try it again.</Notice>}
      {why === undefined ? (
        <Notice tone="ok" live="status" title={`It fits ${profile.name}`}>
          {summary(profile, trial)}
        </Notice>
      ) : (
        <Notice tone="danger" live="alert" title={`It does not fit ${profile.name}`}>
          {why}
        </Notice>
      )}
      {trial.fields.length > 0 && <FieldTable profile={profile} trial={trial} />}
      {trial.checks.length > 0 && <CheckTable trial={trial} />}
    </div>
  );
}

/** A date or an amount as people write it. */
function valueWords(profile: Profile, name: string, value: string): string {
  const type = profile.fields.find((field) => field.name === name)?.type;
  if (type === 'cents') return formatCents(Number(value));
  return isDate(value) ? formatDate(value) : value;
}

function summary(profile: Profile, { fields }: Trial): string {
  const said = (label: string, name: string | null): string[] => {
    const value = fields.find((field) => field.name === name)?.value ?? null;
    return name === null || value === null ? [] : [`${label} ${valueWords(profile, name, value)}`];
  };
  return `${[
    ...said('Account', profile.account),
    ...said('due', profile.dueDate),
    ...said('amount', profile.amount),
  ].join(', ')}.`;
}

const Digits = ({ text }: { readonly text: string }) => <span className={styles.mono}>{text}</span>;

function FieldTable({ profile, trial }: Tried) {
  return (
    <Table
      label="Field by field"
      density="dense"
      rows={trial.fields}
      rowId={({ name }) => name}
      columns={[
        { id: 'name', head: 'Field', rowHeader: true, className: styles.name, cell: ({ name }) => name },
        { id: 'columns', head: 'Columns', cell: columnsText },
        { id: 'text', head: 'Stands there', cell: ({ text }) => <Digits text={text} /> },
        {
          id: 'value',
          head: 'Read as',
          cell: ({ name, value }) =>
            value === null ? <Chip tone="danger">Not read</Chip> : valueWords(profile, name, value),
        },
      ]}
    />
  );
}

function CheckTable({ trial }: { readonly trial: Trial }) {
  return (
    <Table
      label="Check characters"
      density="dense"
      rows={trial.checks.map((check, index) => ({ ...check, index }))}
      rowId={({ index }) => String(index)}
      columns={[
        {
          id: 'check',
          head: 'Check',
          rowHeader: true,
          cell: ({ index, at }) => `${index + 1}, column ${at}`,
        },
        { id: 'over', head: 'Guards', cell: ({ over }) => columnsText(over) },
        { id: 'found', head: 'Found', cell: ({ found }) => <Digits text={found} /> },
        {
          id: 'expected',
          head: 'Belongs there',
          cell: ({ expected }) => (expected === null ? 'None' : <Digits text={expected} />),
        },
        {
          id: 'fits',
          head: 'Fits',
          cell: ({ fits }) => (fits ? <Chip tone="ok">Yes</Chip> : <Chip tone="danger">No</Chip>),
        },
      ]}
    />
  );
}
