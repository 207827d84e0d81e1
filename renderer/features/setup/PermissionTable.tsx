import { ROLES } from '../../../shared/domain/office/types.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { ROLE_LABELS } from '../../shell/desk.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { upperFirst } from '../../ui/tender-words.ts';
import layout from '../../ui/layout.module.css';
import styles from './Setup.module.css';

/** What each role may do, as the desk enforces it. Who acted on some money bars them besides; that is no role. */
export function PermissionTable() {
  const asked = useAsk('users.permissions', {});
  if (asked.problem !== undefined) return <RefusalNotice problem={asked.problem} />;
  if (asked.data === undefined) return null;
  return (
    <Panel
      title="What each role may do"
      note={`${countOf(asked.data.total, 'permission')}. Whoever took or counted money cannot approve it, whatever the role.`}
      fill
      pane="permissions"
    >
      <Table
        label="What each role may do"
        density="dense"
        rows={asked.data.rows}
        rowId={(row) => row.permission}
        columns={[
          { id: 'does', head: 'May', rowHeader: true, cell: (row) => upperFirst(row.does) },
          ...ROLES.map((role) => ({
            id: role,
            head: ROLE_LABELS[role],
            cell: (row: { readonly roles: readonly string[] }) =>
              row.roles.includes(role) ? (
                <span className={styles.yes}>
                  <Icon name="check" small />
                  <span className={layout.sr}>Yes</span>
                </span>
              ) : (
                <span className={layout.sr}>No</span>
              ),
          })),
        ]}
      />
    </Panel>
  );
}
