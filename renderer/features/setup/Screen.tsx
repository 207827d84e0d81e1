import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go, useRoute } from '../../shell/route.ts';
import { PageHead } from '../../ui/Panel.tsx';
import { SectionTabs } from '../../ui/SectionTabs.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Books } from '../proof/Books.tsx';
import { Extract } from './Extract.tsx';
import { OfficeForm } from './OfficeForm.tsx';
import { People } from './People.tsx';
import { PermissionTable } from './PermissionTable.tsx';
import { PolicyForm } from './PolicyForm.tsx';
import { ScanLines } from './ScanLines.tsx';
import type { Overview } from './setup-words.ts';
import { Tables } from './Tables.tsx';
import styles from './Setup.module.css';

type SectionId =
  'tables' | 'extract' | 'office' | 'policy' | 'scanlines' | 'people' | 'permissions' | 'books';

/** `#/setup/<section>`: tables, billing extract, office, policy, scan lines, people, permissions, books. */
export function Screen() {
  const { can } = useDesk();
  const [part] = useRoute().rest;
  const seesConfig = can('config.read') || can('config.manage') || can('config.import');
  const seesPeople = can('users.read') || can('users.manage');
  const overview = useAsk('setup.overview', {}, { when: seesConfig });
  const sections: readonly { readonly id: SectionId; readonly label: string }[] = [
    ...(seesConfig
      ? [
          { id: 'tables' as const, label: 'Tables' },
          { id: 'extract' as const, label: 'Billing extract' },
          { id: 'office' as const, label: 'Office' },
          { id: 'policy' as const, label: 'Policy' },
          { id: 'scanlines' as const, label: 'Scan lines' },
        ]
      : []),
    ...(seesPeople ? [{ id: 'people' as const, label: 'People' }] : []),
    { id: 'permissions', label: 'Permissions' },
    ...(can('backup.make') || can('books.verify') ? [{ id: 'books' as const, label: 'Books' }] : []),
  ];
  const section = sections.find((each) => each.id === part)?.id ?? sections[0]?.id ?? 'permissions';
  useActions('setup', {});
  return (
    <Room title="Setup">
      <PageHead
        title="Setup"
        sub="Everything here is recorded with who and when; nothing here touches money already taken."
        aside={overview.data !== undefined && <Missing overview={overview.data} />}
      />
      {overview.problem !== undefined && <RefusalNotice problem={overview.problem} />}
      <SectionTabs
        label="Parts of the setup"
        sections={sections}
        current={section}
        onChange={(id) => go('setup', id)}
      >
        {overview.data !== undefined && overview.data.missing.length > 0 && (
          <Notice tone="warn" icon="warning" title="Before a drawer can open">
            <ul className={styles.missing}>
              {overview.data.missing.map((item) => (
                <li key={item.what}>
                  <b>{item.what}</b> {item.next}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {section === 'tables' && overview.data !== undefined && (
          <Tables overview={overview.data} again={overview.again} />
        )}
        {section === 'extract' && overview.data !== undefined && (
          <Extract overview={overview.data} again={overview.again} />
        )}
        {section === 'office' && overview.data !== undefined && (
          <OfficeForm values={overview.data.office} again={overview.again} />
        )}
        {section === 'policy' && overview.data !== undefined && (
          <PolicyForm policy={overview.data.policy} again={overview.again} />
        )}
        {section === 'scanlines' && overview.data !== undefined && (
          <ScanLines scanlines={overview.data.scanlines} again={overview.again} />
        )}
        {section === 'people' && <People />}
        {section === 'permissions' && <PermissionTable />}
        {section === 'books' && (
          <div className={styles.narrow}>
            <Books />
          </div>
        )}
      </SectionTabs>
    </Room>
  );
}

function Missing({ overview }: { readonly overview: Overview }) {
  const { missing } = overview;
  if (missing.length === 0) return <Chip tone="ok">A drawer can open</Chip>;
  return (
    <Chip tone="warn" icon="warning">
      {countOf(missing.length, 'thing')} missing
    </Chip>
  );
}
