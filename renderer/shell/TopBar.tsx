import type { ReactNode } from 'react';
import { sourceLabel } from '../../shared/domain/session/label.ts';
import { formatBusinessDate, formatTime } from '../../shared/kernel/time.ts';
import type { SessionStatus } from '../../shared/domain/session/types.ts';
import { useAsk } from '../bridge/hooks.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { useDeskNow } from './clock.ts';
import { ROLE_LABELS, useDesk } from './desk.ts';
import { barFacts, drawerWords, printerWords } from './device-words.ts';
import type { StateWords } from './device-words.ts';
import styles from './Shell.module.css';

const SESSION_WORDS: Readonly<Record<SessionStatus, string>> = {
  open: 'Open',
  suspended: 'Suspended',
  balancing: 'Balancing',
  balanced: 'Balanced',
  submitted: 'Waits for approval',
  approved: 'Approved',
};

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Clock({ timeZone }: { readonly timeZone: string }) {
  return <>{formatTime(useDeskNow(), timeZone)}</>;
}

function DeviceFact({ label, state }: { readonly label: string; readonly state: StateWords }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd className={cx(styles[state.tone], state.tone !== 'good' && styles.flag)}>
        {state.tone !== 'good' && state.tone !== 'quiet' && <Icon name="warning" small />}
        {state.text}
      </dd>
    </div>
  );
}

/** Who, which drawer, which accounting day, what time; and each device in words. */
export function TopBar() {
  const { status, seat, can } = useDesk();
  const session = useAsk('session.mine', {}, { when: can('session.open') }).data;
  const devices = useAsk('device.list', {}).data?.devices ?? [];
  return (
    <header className={styles.topbar}>
      <dl className={styles.facts}>
        <Fact label={ROLE_LABELS[seat.person.role]}>{seat.person.name}</Fact>
        {session ? (
          <Fact label={sourceLabel(session.source)}>
            {SESSION_WORDS[session.status]}, session {session.sessionNumber}
          </Fact>
        ) : (
          <Fact label="Office">{status.office}</Fact>
        )}
        <Fact label="Business date">
          {status.businessDate === null
            ? 'Not open'
            : formatBusinessDate(session?.businessDate ?? status.businessDate)}
        </Fact>
        <Fact label="Clock">
          <Clock timeZone={status.timeZone} />
        </Fact>
      </dl>
      <Toasts />
      <dl className={styles.devices} aria-label="Devices">
        <DeviceFact label="Printer" state={printerWords(status.printer)} />
        <DeviceFact label="Cash drawer" state={drawerWords(status.printer)} />
        {barFacts(devices, session?.source.code ?? null).map(({ kind, label, state }) => (
          <DeviceFact key={kind} label={label} state={state} />
        ))}
      </dl>
    </header>
  );
}
