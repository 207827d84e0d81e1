import type { KeyboardEvent } from 'react';
import { rove } from '../../ui/roving.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip } from '../../ui/Status.tsx';
import { Amount } from '../../ui/Table.tsx';
import { cx } from '../../ui/cx.ts';
import type { Waiting } from './floor-words.ts';
import { openWaiting } from './open-waiting.ts';
import styles from './Supervisor.module.css';

const titleId = (item: Waiting): string => `waiting-${item.id}`;

function moveInQueue(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const index = buttons.findIndex((button) => button === event.target);
  const next = rove(event.key, index, buttons.length, 'vertical');
  if (next === null) return;
  event.preventDefault();
  buttons[next]?.focus();
}

/** What waits for a second person; the first that this person may decide has the primary button. */
export function Queue({ queue }: { readonly queue: readonly Waiting[] }) {
  const first = queue.find((item) => item.me.may);
  return (
    <Panel
      title="Waiting for approval"
      aside={
        <span aria-live="polite">
          <Chip>{queue.length}</Chip>
        </span>
      }
      fill
      pane="queue"
      className={styles.queue}
    >
      {queue.length === 0 ? (
        <p className={styles.empty}>
          Nothing waits. A close comes here when it is submitted, a deposit when it is sealed.
        </p>
      ) : (
        <ul onKeyDown={moveInQueue}>
          {queue.map((item) => (
            <li key={item.id} className={cx(styles.waiting, item === first && styles.first)}>
              <div className={styles.line}>
                <b id={titleId(item)}>{item.title}</b>
                <span className={styles.figure}>
                  <Amount cents={item.amountCents} signed={item.kind === 'close'} />
                </span>
              </div>
              <div className={styles.quiet}>{item.text}</div>
              <div className={styles.line}>
                <span className={styles.quiet}>
                  {item.me.may ? item.detail : (item.me.reason ?? item.detail)}
                </span>
                {!item.me.may && <Chip icon="lock">Not you</Chip>}
                <QueueButton item={item} primary={item === first} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function QueueButton({ item, primary }: { readonly item: Waiting; readonly primary: boolean }) {
  return (
    <Button
      size="sm"
      kind={primary ? 'primary' : 'outline'}
      aria-describedby={titleId(item)}
      {...(primary ? { keyCap: 'Enter' } : {})}
      onPress={() => openWaiting(item)}
    >
      {item.me.may ? 'Review' : 'View'}
    </Button>
  );
}
