import { isDate } from '../../../shared/kernel/time.ts';
import { Field } from '../../ui/Field.tsx';
import { Segment } from '../../ui/Segment.tsx';
import type { CountedBy, Range } from './journal-words.ts';
import styles from './Journal.module.css';

export type RangeBarProps = {
  readonly range: Range;
  readonly by: CountedBy;
  readonly onRange: (range: Range) => void;
  readonly onBy: (by: CountedBy) => void;
};

/** From and to, both included; counted by the entry's own date or by the business date of its money. */
export function RangeBar({ range, by, onRange, onBy }: RangeBarProps) {
  return (
    <div className={styles.rangeBar}>
      <DatePair range={range} onRange={onRange} />
      <Segment
        label="Counted by"
        value={by}
        onChange={onBy}
        options={[
          { value: 'date', label: 'Entry date' },
          { value: 'business-date', label: 'Business date' },
        ]}
      />
    </div>
  );
}

export function DatePair({ range, onRange }: Pick<RangeBarProps, 'range' | 'onRange'>) {
  return (
    <>
      <Field
        label="From"
        type="date"
        size="sm"
        value={range.from}
        onChange={(text) => {
          if (isDate(text)) onRange({ from: text, to: text > range.to ? text : range.to });
        }}
      />
      <Field
        label="To"
        type="date"
        size="sm"
        value={range.to}
        onChange={(text) => {
          if (isDate(text)) onRange({ from: text < range.from ? text : range.from, to: text });
        }}
      />
    </>
  );
}
