import { useLayoutEffect, useRef } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import type { TrafficLine } from './traffic-text.ts';
import styles from './Devices.module.css';

export type TrafficProps = {
  readonly lines: readonly TrafficLine[] | undefined;
  readonly problem: ErrorEnvelope | undefined;
  readonly timeZone: string;
};

/** Further up than this, somebody reads: what is new does not pull them down. */
const AT_END_PX = 24;

/** What went over the chosen device's line, masked by the desk; the newest at the end, where the eye is. */
export function Traffic({ lines, problem, timeZone }: TrafficProps) {
  return (
    <Panel
      title="Traffic"
      fill
      pane="traffic"
      className={styles.traffic}
      aside={<span className={styles.quiet}>No card or account number is kept</span>}
    >
      {problem !== undefined && <RefusalNotice problem={problem} />}
      {lines?.length === 0 && (
        <p className={styles.empty}>Nothing went over its line since this program was started.</p>
      )}
      {lines !== undefined && lines.length > 0 && <Lines lines={lines} timeZone={timeZone} />}
    </Panel>
  );
}

function Lines({ lines, timeZone }: { readonly lines: readonly TrafficLine[]; readonly timeZone: string }) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const area = list.current?.parentElement;
    if (!area) return;
    const look = () => {
      isAtEnd.current = area.scrollHeight - area.scrollTop - area.clientHeight < AT_END_PX;
    };
    area.addEventListener('scroll', look, { passive: true });
    return () => area.removeEventListener('scroll', look);
  }, []);
  useLayoutEffect(() => {
    const area = list.current?.parentElement;
    if (area && isAtEnd.current) area.scrollTo({ top: area.scrollHeight });
  }, [lines]);
  return (
    <ol ref={list} className={styles.log} aria-label="Traffic, oldest first">
      {lines.map((line, at) => (
        <li key={`${line.at} ${at}`}>
          <span className={styles.logTime}>{formatTime(line.at, timeZone, true).replace(/ [AP]M$/, '')}</span>
          <span className={cx(styles.logWhat, line.what === 'silence' && styles.logSilence)}>
            {line.what}
          </span>
          <span className={cx((line.what === 'sent' || line.what === 'received') && styles.logText)}>
            {line.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
