import { isDate } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Range } from './proof-words.ts';
import styles from './Proof.module.css';

/** Business dates, both included; a range proves as a day does. */
export function RangePicker({ range, onExport }: { readonly range: Range; readonly onExport: () => void }) {
  const show = (from: BusinessDate, to: BusinessDate) => go('proof', from, to);
  return (
    <Panel label="Business dates" padded pane="range">
      <div className={styles.range}>
        <Field
          label="From"
          type="date"
          size="sm"
          value={range.from}
          onChange={(text) => {
            if (isDate(text)) show(text, text > range.to ? text : range.to);
          }}
        />
        <Field
          label="To"
          type="date"
          size="sm"
          value={range.to}
          onChange={(text) => {
            if (isDate(text)) show(text < range.from ? text : range.from, text);
          }}
        />
        <Button size="sm" keyCap="X" onPress={onExport}>
          Export
        </Button>
      </div>
    </Panel>
  );
}
