import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import { fieldOf, OFFICE_GROUPS, officeDraft, officeValues } from './office-fields.ts';
import type { OfficeDraft, OfficeValues } from './office-fields.ts';
import styles from './Setup.module.css';

/** Ledger accounts, paper and codes: what an own office must make its own before its first drawer opens. */
export function OfficeForm({ values, again }: { readonly values: OfficeValues; readonly again: () => void }) {
  const { can } = useDesk();
  const mayChange = can('config.manage');
  const kept = officeDraft(values);
  const [draft, setDraft] = useState<OfficeDraft>(kept);
  const save = useCommand('setup.set-office');
  const changed = Object.entries(kept).some(([name, text]) => draft[name] !== text);
  const reason = !mayChange
    ? 'Your role does not change the office'
    : changed
      ? undefined
      : 'Nothing is changed';
  const problemField = save.problem?.field === undefined ? undefined : fieldOf(save.problem.field);
  const run = async () => {
    if (reason !== undefined) return;
    const answer = await save.run(officeValues(draft));
    if (!answer.ok) return;
    toast('The office is changed.');
    again();
  };
  useActions('setup', {
    'setup.save': reason === undefined ? () => void run() : undefined,
    'go.back': changed ? () => setDraft(kept) : undefined,
  });
  return (
    <div className={styles.policy} inert={!mayChange}>
      <div className={styles.groups}>
        {OFFICE_GROUPS.map((group) => (
          <Panel key={group.title} title={group.title} padded pane={group.title}>
            <div className={styles.form}>
              {group.fields.map((field) => (
                <Field
                  key={field.name}
                  label={field.note === undefined ? field.label : `${field.label} (${field.note})`}
                  name={field.name}
                  value={draft[field.name] ?? ''}
                  onChange={(text) => setDraft({ ...draft, [field.name]: text })}
                  problem={problemField === field.name ? save.problem : undefined}
                />
              ))}
            </div>
          </Panel>
        ))}
      </div>
      {save.problem !== undefined && problemField === undefined && <RefusalNotice problem={save.problem} />}
      <div className={styles.actions}>
        <Button
          kind="primary"
          size="lg"
          keyCap="Ctrl Enter"
          busy={save.busy}
          reason={reason}
          onPress={() => void run()}
        >
          Save the office
        </Button>
        {changed && (
          <Button size="lg" keyCap="Esc" onPress={() => setDraft(kept)}>
            Undo the changes
          </Button>
        )}
      </div>
    </div>
  );
}
