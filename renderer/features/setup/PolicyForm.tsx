import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { AmountField, CountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { fromMinutes, isChanged, POLICY_GROUPS, policyOf, toMinutes } from './setup-words.ts';
import type { Policy, PolicyDraft, PolicyField } from './setup-words.ts';
import styles from './Setup.module.css';

/** What the office decides for itself; each change is an event, and closed business keeps the policy it was done under. */
export function PolicyForm({ policy, again }: { readonly policy: Policy; readonly again: () => void }) {
  const { can } = useDesk();
  const mayChange = can('config.manage');
  const [draft, setDraft] = useState<PolicyDraft>(policy);
  const save = useCommand('setup.set-policy');
  const whole = policyOf(draft);
  const changed = isChanged(draft, policy);
  const reason = !mayChange
    ? 'Your role does not change policy'
    : whole === null
      ? 'Fill in every field'
      : changed
        ? undefined
        : 'Nothing is changed';
  const run = async () => {
    if (reason !== undefined || whole === null) return;
    const answer = await save.run(whole);
    if (!answer.ok) return;
    toast('The policy is changed.');
    again();
  };
  useActions('setup', {
    'setup.save': reason === undefined ? () => void run() : undefined,
    'go.back': changed ? () => setDraft(policy) : undefined,
  });
  return (
    <div className={styles.policy} inert={!mayChange}>
      <div className={styles.groups}>
        {POLICY_GROUPS.map((group) => (
          <Panel key={group.title} title={group.title} padded pane={group.title}>
            <div className={styles.form}>
              {group.fields.map((field) => (
                <PolicyInput
                  key={field.name}
                  field={field}
                  draft={draft}
                  onChange={(change) => setDraft({ ...draft, ...change })}
                  problem={save.problem?.field === field.name ? save.problem : undefined}
                />
              ))}
            </div>
          </Panel>
        ))}
      </div>
      {save.problem !== undefined && <RefusalNotice problem={save.problem} />}
      <div className={styles.actions}>
        <Button
          kind="primary"
          size="lg"
          keyCap="Ctrl Enter"
          busy={save.busy}
          reason={reason}
          onPress={() => void run()}
        >
          Save the policy
        </Button>
        {changed && (
          <Button size="lg" keyCap="Esc" onPress={() => setDraft(policy)}>
            Undo the changes
          </Button>
        )}
      </div>
    </div>
  );
}

type InputProps = {
  readonly field: PolicyField;
  readonly draft: PolicyDraft;
  readonly onChange: (change: Partial<PolicyDraft>) => void;
  readonly problem: Parameters<typeof AmountField>[0]['problem'];
};

function PolicyInput({ field, draft, onChange, problem }: InputProps) {
  const { name, label, note } = field;
  const value = draft[name];
  if (typeof value === 'boolean') {
    return (
      <Tick checked={value} onChange={(checked) => onChange({ [name]: checked })}>
        {label}
      </Tick>
    );
  }
  const words = note === undefined ? label : `${label} (${note})`;
  if (field.kind === 'amount') {
    return (
      <AmountField
        label={words}
        size="sm"
        valueCents={value}
        onChange={(cents) => onChange({ [name]: cents })}
        problem={problem}
      />
    );
  }
  const minutes = field.kind === 'minutes';
  return (
    <CountField
      label={words}
      value={minutes && value !== null ? toMinutes(value) : value}
      onChange={(typed) => onChange({ [name]: minutes ? fromMinutes(typed) : typed })}
      problem={problem}
    />
  );
}
