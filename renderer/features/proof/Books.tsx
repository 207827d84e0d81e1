import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { command, newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useProgress } from '../../bridge/pushes.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Notice, Progress, RefusalNotice } from '../../ui/Status.tsx';
import styles from './Proof.module.css';

type Report = Output<'books.verify'>;

/** The tasks as the desk names them in its progress. */
const VERIFY_TASK = 'books-verify';
const BACKUP_TASK = 'books-backup';

/** Verify the whole books and, for whoever may, back them up: with progress, a way to stop, and findings by name. */
export function Books({ onClose }: { readonly onClose?: () => void }) {
  useActions(null, { 'go.back': onClose });
  const { status, can } = useDesk();
  const verify = useCommand('books.verify');
  const backup = useCommand('books.backup');
  const [report, setReport] = useState<Report | null>(null);
  const [saved, setSaved] = useState<Output<'books.backup'> | null>(null);
  const { verified, backedUpAt } = status.books;
  const mayVerify = can('books.verify') || can('journal.read') || can('backup.make');
  const time = (at: Report['at']): string => formatTime(at, status.timeZone);

  const runVerify = async () => {
    setReport(null);
    const answer = await verify.run({});
    if (answer.ok) setReport(answer.value);
  };
  const runBackup = async () => {
    setSaved(null);
    const answer = await backup.run({});
    if (answer.ok) setSaved(answer.value);
  };
  const findings = report?.findings ?? [];
  return (
    <Panel
      title="Books"
      aside={
        verified === undefined ? (
          <span className={styles.quiet}>Not verified since start</span>
        ) : (
          <Chip tone={verified.ok ? 'ok' : 'danger'}>
            {verified.ok ? 'Verified' : 'Damaged'} {time(verified.at)}
          </Chip>
        )
      }
      fill
      padded
      pane="books"
      {...(onClose === undefined
        ? {}
        : {
            foot: (
              <Button size="sm" keyCap="Esc" onPress={onClose}>
                Back to the funds
              </Button>
            ),
          })}
    >
      <div className={styles.books}>
        {verify.busy && <Running task={VERIFY_TASK} label="Verifying the books" stoppable />}
        {backup.busy && <Running task={BACKUP_TASK} label="Backing up the books" />}
        {verify.problem !== undefined && <RefusalNotice problem={verify.problem} />}
        {backup.problem !== undefined && <RefusalNotice problem={backup.problem} />}
        {report?.ok === true && (
          <Notice tone="ok" live="status">
            Whole: {countOf(report.events, 'event')}, {countOf(report.importedRows, 'imported row')}. Head{' '}
            {report.head.slice(0, 16)}.
          </Notice>
        )}
        {report?.ok === false && (
          <Notice
            tone="danger"
            live="alert"
            title={`${countOf(findings.length, 'finding')}. Take no payments; call the help desk.`}
          >
            <ul className={styles.findings}>
              {findings.map((finding) => (
                <li key={`${finding.check} ${finding.subject}`}>
                  <b>{finding.subject}</b> {finding.text} <span className={styles.code}>{finding.check}</span>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {saved !== null && (
          <Notice tone="ok" live="status">
            Backed up and verified: {saved.fileName}, {countOf(saved.events, 'event')}.
          </Notice>
        )}
        <div className={styles.bookButtons}>
          {mayVerify && (
            <Button size="sm" busy={verify.busy} onPress={() => void runVerify()}>
              Verify the books
            </Button>
          )}
          {can('backup.make') && (
            <Button size="sm" busy={backup.busy} onPress={() => void runBackup()}>
              Back up now
            </Button>
          )}
          {backedUpAt !== undefined && <span className={styles.quiet}>Backup {time(backedUpAt)}</span>}
        </div>
      </div>
    </Panel>
  );
}

function Running(props: { readonly task: string; readonly label: string; readonly stoppable?: boolean }) {
  const { task, label, stoppable = false } = props;
  const state = useProgress(task);
  const current = state === null || state.ended ? null : state;
  return (
    <Progress
      label={current === null || current.step === '' ? label : current.step}
      done={current?.done ?? 0}
      total={current?.total ?? 0}
      unit="done"
      {...(stoppable && {
        stop: (
          <Button size="sm" onPress={() => void command('desk.stop', { task }, { commandId: newId() })}>
            Stop
          </Button>
        ),
      })}
    />
  );
}
