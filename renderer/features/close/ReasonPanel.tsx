import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { Choice } from '../../ui/Choice.tsx';
import { NoteField } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { kindsText } from '../../ui/tender-words.ts';
import { REASONS } from './reasons.ts';
import type { ReasonDraft } from './reasons.ts';
import styles from './Close.module.css';

export type ReasonPanelProps = {
  readonly kind: TenderKind;
  /** More than one kind differs, so the heading says which one this is about. */
  readonly several: boolean;
  readonly draft: ReasonDraft;
  readonly onChange: (part: Partial<ReasonDraft>) => void;
  readonly onDone: () => void;
};

export function ReasonPanel({ kind, several, draft, onChange, onDone }: ReasonPanelProps) {
  return (
    <Panel label="Reason" padded pane="reasons">
      <div className={styles.reasons}>
        <Choice
          label={several ? `Reason for ${kindsText([kind])}` : 'Reason'}
          options={REASONS.map(({ reason, label }, index) => ({
            value: reason,
            label,
            keyCap: String(index + 1),
          }))}
          value={draft.reason}
          onChange={(reason) => onChange({ reason })}
        />
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey) return;
            event.preventDefault();
            onDone();
          }}
        >
          <NoteField
            label="What happened"
            labelAside="Your supervisor reads this"
            rows={2}
            maxLength={400}
            value={draft.note}
            onChange={(note) => onChange({ note })}
          />
        </div>
      </div>
    </Panel>
  );
}
