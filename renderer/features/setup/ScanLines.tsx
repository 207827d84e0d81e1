import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import { faultsOf, firstFaulty, newProfile } from './scanline-draft.ts';
import type { Profile } from './scanline-draft.ts';
import { ScanlineForm } from './ScanlineForm.tsx';
import { ScanlineTrial } from './ScanlineTrial.tsx';
import setup from './Setup.module.css';
import styles from './ScanLines.module.css';

type Props = { readonly scanlines: readonly Profile[]; readonly again: () => void };

/** What the bills that are scanned here carry: column by column, with their check characters, and a trial of each. */
export function ScanLines({ scanlines, again }: Props) {
  const { can } = useDesk();
  const mayChange = can('config.manage');
  const [draft, setDraft] = useState(scanlines);
  const [chosen, setChosen] = useState(0);
  const [added, setAdded] = useState<number | null>(null);
  const save = useCommand('setup.set-scanlines');
  const at = Math.min(chosen, draft.length - 1);
  const profile = draft[at];
  const changed = JSON.stringify(draft) !== JSON.stringify(scanlines);
  const faulty = firstFaulty(draft);
  const reason = !mayChange
    ? 'Your role does not change scan lines'
    : !changed
      ? 'Nothing is changed'
      : faulty === undefined
        ? undefined
        : `Correct ${faulty === '' ? 'the scan line without a name' : faulty} first`;
  const take = (next: readonly Profile[]) => {
    setDraft(next);
    save.clear();
  };
  const run = async () => {
    if (reason !== undefined) return;
    const answer = await save.run({ scanlines: draft });
    if (!answer.ok) return;
    toast('The scan lines are changed.');
    again();
  };
  const undo = () => take(scanlines);
  useActions('setup', {
    'setup.save': reason === undefined ? () => void run() : undefined,
    'go.back': changed ? undo : undefined,
  });
  return (
    <div className={setup.policy}>
      <div className={styles.columns}>
        <div className={cx(styles.side, styles.list)}>
          <Panel title="Scan lines" note="A bill must fit one, and only one." pane="scanlines">
            <Table
              label="Scan lines"
              density="tall"
              rows={draft.map((each, index) => ({ ...each, index }))}
              rowId={({ index }) => String(index)}
              chosen={String(at)}
              onChoose={({ index }) => setChosen(index)}
              empty="No bills are scanned here. Add a scan line."
              columns={[
                {
                  id: 'name',
                  head: 'Scan line',
                  rowHeader: true,
                  className: styles.name,
                  cell: (row) => (
                    <>
                      <b>{row.name}</b>
                      <div className={setup.quiet}>
                        {countOf(row.fields.length, 'field')}, {countOf(row.checks.length, 'check')}
                      </div>
                    </>
                  ),
                },
                { id: 'length', head: 'Length', numeric: true, cell: (row) => row.length },
                {
                  id: 'state',
                  head: 'State',
                  cell: (row) =>
                    faultsOf(draft, row.index).size > 0 ? (
                      <Chip tone="warn">Correct it</Chip>
                    ) : (
                      <Chip tone="ok">Usable</Chip>
                    ),
                },
              ]}
            />
          </Panel>
          <div inert={!mayChange}>
            <Button
              onPress={() => {
                take([...draft, newProfile(draft)]);
                setChosen(draft.length);
                setAdded(draft.length);
              }}
            >
              Add a scan line
            </Button>
          </div>
        </div>
        {profile !== undefined && (
          <div className={styles.side} key={at}>
            <ScanlineForm
              profile={profile}
              faults={faultsOf(draft, at)}
              mayChange={mayChange}
              isNew={at === added}
              onChange={(next) => take(draft.map((each, index) => (index === at ? next : each)))}
              onRemove={() => {
                take(draft.filter((_, index) => index !== at));
                setChosen(0);
              }}
            />
            <ScanlineTrial profile={profile} />
          </div>
        )}
      </div>
      {save.problem !== undefined && <RefusalNotice problem={save.problem} />}
      <div className={setup.actions}>
        <Button
          kind="primary"
          size="lg"
          keyCap="Ctrl Enter"
          busy={save.busy}
          reason={reason}
          onPress={() => void run()}
        >
          Save the scan lines
        </Button>
        {changed && (
          <Button size="lg" keyCap="Esc" onPress={undo}>
            Undo the changes
          </Button>
        )}
      </div>
    </div>
  );
}
