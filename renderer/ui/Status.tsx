import type { ReactNode } from 'react';
import type { Problem } from './ErrorLine.tsx';
import { ErrorText } from './ErrorLine.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import styles from './Status.module.css';

export type Tone = 'note' | 'ok' | 'warn' | 'danger' | 'machine';

const TONE_ICON: Readonly<Partial<Record<Tone, IconName>>> = { ok: 'check', danger: 'warning' };

export type ChipProps = { readonly children: ReactNode; readonly tone?: Tone; readonly icon?: IconName };

/** A state as a word in a small frame. `machine` is a proposal that nobody has confirmed: violet and dashed. */
export function Chip({ children, tone = 'note', icon }: ChipProps) {
  const drawn = icon ?? TONE_ICON[tone];
  return (
    <span className={cx(styles.chip, tone !== 'note' && styles[tone])}>
      {drawn !== undefined && <Icon name={drawn} small />}
      {children}
    </span>
  );
}

const STAMP_TONE = { danger: styles.stampDanger, warn: styles.stampWarn, note: styles.stampNote } as const;
const STAMP_FRAME = { danger: styles.danger, warn: styles.warn, note: undefined } as const;

/** What must be known about an account before money is taken: a word in capitals and what it means now. */
export function Stamp(props: {
  readonly word: string;
  readonly tone: 'danger' | 'warn' | 'note';
  readonly children: ReactNode;
}) {
  return (
    <div className={cx(styles.stamp, STAMP_FRAME[props.tone], STAMP_TONE[props.tone])}>
      <b className={styles.stampWord}>{props.word}</b>
      <span>{props.children}</span>
    </div>
  );
}

export type NoticeProps = {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly icon?: IconName;
  readonly actions?: ReactNode;
  /** Said by a screen reader as it appears: `alert` for what stops the work, `status` for what only happened. */
  readonly live?: 'alert' | 'status';
};

/** Stays until answered; stands beside what it concerns. */
export function Notice({ tone = 'note', title, children, icon, actions, live }: NoticeProps) {
  const drawn = icon ?? TONE_ICON[tone];
  return (
    <div className={cx(styles.notice, tone !== 'note' && styles[tone])} role={live}>
      {drawn !== undefined && <Icon name={drawn} />}
      <div className={styles.noticeBody}>
        {title !== undefined && <div className={styles.noticeTitle}>{title}</div>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className={styles.noticeActions}>{actions}</div>}
      </div>
    </div>
  );
}

/** A refusal in place: what happened, to what, what to do next. */
export function RefusalNotice(props: { readonly problem: Problem; readonly actions?: ReactNode }) {
  return (
    <Notice tone="danger" live="alert" actions={props.actions}>
      <ErrorText problem={props.problem} />
    </Notice>
  );
}

/** @param share 0 to 1, and beyond 1 when a limit is exceeded; the text says the value. */
export function Meter(props: { readonly share: number; readonly text: ReactNode; readonly warn?: boolean }) {
  const percent = Math.max(0, Math.min(100, props.share * 100));
  return (
    <div>
      <div className={styles.meterText}>{props.text}</div>
      <div className={cx(styles.meter, props.warn === true && styles.meterWarn)} aria-hidden="true">
        <span className={styles.meterFill} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

export type ProgressProps = {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: `accounts`, `events`, `bytes`. */
  readonly unit: string;
  readonly stop?: ReactNode;
};

/** Long work: what is done of how much, and a way to stop it. */
export function Progress({ label, done, total, unit, stop }: ProgressProps) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const text = `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${unit}`;
  return (
    <div className={styles.progress}>
      <div className={styles.progressHead}>
        <div className={styles.noticeBody}>
          <span className={styles.noticeTitle}>{label}</span>
          <span className={styles.momentSub}>{text}</span>
        </div>
        {stop}
      </div>
      <div
        className={styles.meter}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
        aria-valuetext={text}
      >
        <span className={styles.meterFill} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

export type Step = { readonly label: string; readonly state: 'done' | 'now' | 'ahead' };

export function Steps({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.label}
          className={cx(styles.step, step.state === 'done' && styles.stepDone)}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className={styles.stepNumber}>
            {step.state === 'done' ? <Icon name="check" small /> : index + 1}
          </span>
          {step.label}
        </li>
      ))}
    </ol>
  );
}

export type Moment = {
  readonly id: string;
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  readonly state: 'done' | 'now' | 'ahead';
};

/** Custody, attempts, prints: what has happened, what is happening, what is to come. */
export function Timeline({
  label,
  moments,
}: {
  readonly label: string;
  readonly moments: readonly Moment[];
}) {
  return (
    <ol aria-label={label}>
      {moments.map((moment) => (
        <li
          key={moment.id}
          className={cx(
            styles.moment,
            moment.state === 'done' && styles.momentDone,
            moment.state === 'now' && styles.momentNow,
          )}
        >
          <b>{moment.title}</b>
          {moment.sub !== undefined && <div className={styles.momentSub}>{moment.sub}</div>}
        </li>
      ))}
    </ol>
  );
}
