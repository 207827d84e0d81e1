import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import { useDesk } from '../../shell/desk.ts';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Meter } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { countOf } from '../../i18n/spoken.ts';
import { isUndepositedLate, limitText, STATUS_WORDS, undepositedText } from './floor-words.ts';
import type { DrawerOnFloor, Looked, Overview } from './floor-words.ts';
import styles from './Supervisor.module.css';

/** The share of the limit from which the bar turns to the warning colour; the words say the figure. */
const LIMIT_WARN_SHARE = 0.9;

type DrawersProps = {
  readonly overview: Overview;
  readonly looked: Looked | null;
  readonly chosen: string | null;
  readonly onOpen: (sessionId: string) => void;
};

export function Drawers({ overview, looked, chosen, onOpen }: DrawersProps) {
  const { status } = useDesk();
  const { drawers, undeposited } = overview;
  const cashOf = (row: DrawerOnFloor): number | undefined =>
    looked?.cash.drawers.find((each) => each.sessionId === row.session.sessionId)?.cashCents;
  return (
    <Panel
      title="Drawers"
      note={`${countOf(drawers.length, 'session')}. Enter opens one.`}
      pane="drawers"
      className={styles.drawers}
      fill
      aside={
        isUndepositedLate(undeposited) ? (
          <Chip tone="warn" icon="warning">
            {undepositedText(undeposited)}
          </Chip>
        ) : (
          <span className={styles.quiet}>{undepositedText(undeposited)}</span>
        )
      }
    >
      <Table
        label="Drawers"
        density="tall"
        rows={drawers}
        rowId={(row) => row.session.sessionId}
        chosen={chosen}
        onOpen={(row) => onOpen(row.session.sessionId)}
        empty="No drawer was opened on this business date. A cashier opens one under Drawer."
        columns={[
          {
            id: 'source',
            head: 'Source',
            rowHeader: true,
            cell: (row) => (
              <>
                <b>{sourceLabel(row.session.source)}</b>
                <div className={cx(styles.quiet, styles.whole)}>
                  {row.session.source.name}, session {row.session.sessionNumber}
                </div>
              </>
            ),
          },
          {
            id: 'cashier',
            head: 'Cashier',
            cell: (row) => (
              <>
                <b>{row.session.cashier.name}</b>
                <div
                  className={cx(
                    row.session.status === 'suspended' ? styles.warn : styles.quiet,
                    styles.whole,
                  )}
                >
                  {STATUS_WORDS[row.session.status]}
                </div>
              </>
            ),
          },
          {
            id: 'cash',
            head: 'Cash in drawer',
            numeric: true,
            className: styles.big,
            cell: (row) => {
              const cents = cashOf(row);
              return cents === undefined ? (
                <span className={styles.quiet}>Not shown</span>
              ) : (
                <Amount cents={cents} />
              );
            },
          },
          {
            id: 'limit',
            head: 'Limit',
            cell: (row) => {
              const cents = cashOf(row);
              const { limitCents } = row.session;
              const text = limitText(cents, limitCents);
              if (cents === undefined || limitCents === undefined)
                return <span className={styles.quiet}>{text}</span>;
              const share = cents / limitCents;
              return <Meter share={share} text={text} warn={share >= LIMIT_WARN_SHARE} />;
            },
          },
          {
            id: 'activity',
            head: 'Last activity',
            className: styles.whole,
            cell: (row) => (
              <>
                <div>{row.lastActivity}</div>
                <div className={styles.quiet}>{formatTime(row.lastActivityAt, status.timeZone)}</div>
              </>
            ),
          },
          {
            id: 'exceptions',
            head: 'Exceptions',
            cell: (row) =>
              row.exceptions.length === 0 ? (
                <span className={styles.quiet}>None</span>
              ) : (
                <div className={styles.exceptions}>
                  {row.exceptions.map((exception) => (
                    <Chip key={exception.text} tone={exception.severity}>
                      {exception.text}
                    </Chip>
                  ))}
                </div>
              ),
          },
        ]}
      />
    </Panel>
  );
}
