import { useState } from 'react';
import { dateOf } from '../../../shared/kernel/time.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go, useRoute } from '../../shell/route.ts';
import { PageHead } from '../../ui/Panel.tsx';
import { SectionTabs } from '../../ui/SectionTabs.tsx';
import { Entries } from './Entries.tsx';
import { Exports } from './Exports.tsx';
import { Funds } from './Funds.tsx';
import type { CountedBy, Range } from './journal-words.ts';
import { RangeBar } from './RangeBar.tsx';
import { Settlement } from './Settlement.tsx';
import styles from './Journal.module.css';

const SECTIONS = ['entries', 'funds', 'exports', 'settlement'] as const;
type SectionId = (typeof SECTIONS)[number];

const isSection = (text: string | undefined): text is SectionId => SECTIONS.some((id) => id === text);

/** `#/journal/<section>`: entries, funds, exports, card settlement. */
export function Screen() {
  const { status, can } = useDesk();
  const [part] = useRoute().rest;
  const section = isSection(part) ? part : 'entries';
  const [range, setRange] = useState<Range>(() => {
    const day = status.businessDate ?? dateOf(deskNow(), status.timeZone);
    return { from: day, to: day };
  });
  const [by, setBy] = useState<CountedBy>('date');
  useActions('journal', {
    'journal.export':
      section === 'exports'
        ? undefined
        : () => {
            go('journal', 'exports');
            setTimeout(() => focusPane('build'), 0);
          },
  });
  const sections = [
    { id: 'entries' as const, label: 'Entries' },
    { id: 'funds' as const, label: 'By fund' },
    { id: 'exports' as const, label: 'Exports' },
    ...(can('bank.record') ? [{ id: 'settlement' as const, label: 'Card settlement' }] : []),
  ];
  return (
    <Room title="Journal">
      <PageHead
        title="Journal"
        sub="Every entry balances, and each fund in it by itself. Nothing is typed here."
        aside={
          section === 'entries' || section === 'funds' ? (
            <RangeBar range={range} by={by} onRange={setRange} onBy={setBy} />
          ) : undefined
        }
      />
      <SectionTabs
        label="Parts of the journal"
        sections={sections}
        current={section}
        onChange={(id) => go('journal', id)}
      >
        <div className={styles.section}>
          {section === 'entries' && <Entries range={range} by={by} />}
          {section === 'funds' && <Funds range={range} by={by} />}
          {section === 'exports' && <Exports today={range.to} />}
          {section === 'settlement' && <Settlement />}
        </div>
      </SectionTabs>
    </Room>
  );
}
