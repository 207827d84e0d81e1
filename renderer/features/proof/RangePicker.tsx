import { isDate } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Range } from './proof-words.ts';
import styles from './Proof.module.css';

/** Business dates, both included; a range proves as a day does. */
export function RangePicker({ range, onClose }: { readonly range: Range; readonly onClose: () => void }) {
  useActions(null, { 'go.back': onClose });
  const show = (from: BusinessDate, to: BusinessDate) => go('proof', from, to);
  return (
    <Panel
      title="Business dates"
      fill
      padded
      pane="dates"
      aside={
        <Button size="sm" keyCap="Esc" onPress={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.range}>
        <Field
          label="From"
          type="date"
          value={range.from}
          onChange={(text) => {
            if (isDate(text)) show(text, text > range.to ? text : range.to);
          }}
        />
        <Field
          label="To"
          type="date"
          value={range.to}
          onChange={(text) => {
            if (isDate(text)) show(text < range.from ? text : range.from, text);
          }}
        />
        <p className={styles.quiet}>Both included. A range proves as a day does.</p>
      </div>
    </Panel>
  );
}
