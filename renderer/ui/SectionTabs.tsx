import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { cx } from './cx.ts';
import styles from './SectionTabs.module.css';

export type Section<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  /** A word beside the label: a count, or what is missing. */
  readonly note?: ReactNode;
};

/** The parts of one room: arrows move, the part on show takes the rest of the height. */
export function SectionTabs<Id extends string>(props: {
  readonly label: string;
  readonly sections: readonly Section<Id>[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  readonly children: ReactNode;
}) {
  return (
    <Tabs
      className={cx(styles.tabs)}
      selectedKey={props.current}
      onSelectionChange={(key) => props.onChange(key as Id)}
    >
      <TabList aria-label={props.label} className={cx(styles.list)} data-pane="parts">
        {props.sections.map((section) => (
          <Tab
            key={section.id}
            id={section.id}
            className={cx(styles.tab)}
            {...(section.id === props.current && { 'data-focus-first': true })}
          >
            {section.label}
            {section.note !== undefined && <span className={styles.note}>{section.note}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel key={props.current} id={props.current} className={cx(styles.panel)} shouldForceMount>
        {props.children}
      </TabPanel>
    </Tabs>
  );
}
