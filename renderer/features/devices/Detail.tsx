import type { ReactNode } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { useDeskNow } from '../../shell/clock.ts';
import { sourceName, useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { PrintOutcome } from '../parts/PrintOutcome.tsx';
import { KIND_WORDS, testBlocked } from './device-rows.ts';
import type { DeviceRow } from './device-state.ts';
import { lasting, timeOfDay } from './moments.ts';
import styles from './Devices.module.css';

export type DetailProps = {
  readonly device: DeviceRow;
  readonly testing: boolean;
  /** Why the test could not be made. */
  readonly problem: ErrorEnvelope | undefined;
  /** The page that the printer's self-test prints; null for other devices. */
  readonly jobId: string | null;
  readonly onTest: () => void;
  /** Null for whoever may not set devices up. */
  readonly setUp: {
    readonly onChange: () => void;
    /** Null for what there is one of. */
    readonly onAdd: (() => void) | null;
    /** Null where there is no drawer to look at. */
    readonly onCalibrate: (() => void) | null;
  } | null;
};

/** One device: what it says, since when, what to do about it, and how the work goes on without it. */
export function Detail(props: DetailProps) {
  const { device, testing, problem, jobId, onTest, setUp } = props;
  const { can } = useDesk();
  const blocked = testBlocked(device);
  const isUnset = device.group === 'not set up';
  return (
    <Panel
      title={<span className={styles.title}>{device.name}</span>}
      aside={<Chip tone={device.tone}>{device.state}</Chip>}
      padded
      pane="device"
    >
      <div className={styles.detail}>
        <Facts device={device} isForOthers={isUnset && setUp === null} />
        {device.todo.length > 0 && <WhatToDo steps={device.todo} isFailure={device.tone === 'danger'} />}
        {jobId !== null && <PrintOutcome key={jobId} jobId={jobId} />}
        {problem !== undefined && <RefusalNotice problem={problem} />}
        <div className={styles.primary}>
          {isUnset && setUp !== null ? (
            <Button kind="primary" wide keyCap="S" onPress={setUp.onChange}>
              Set it up
            </Button>
          ) : (
            <Button
              kind="primary"
              wide
              keyCap="Enter"
              busy={testing}
              reason={blocked ?? undefined}
              onPress={onTest}
            >
              Run self-test
            </Button>
          )}
          {!isUnset && setUp !== null && (
            <Button keyCap="S" onPress={setUp.onChange}>
              Set up
            </Button>
          )}
        </div>
        <div className={styles.actions}>
          {device.kind === 'drawer' && setUp?.onCalibrate && (
            <Button size="sm" onPress={setUp.onCalibrate}>
              Find out its sensor
            </Button>
          )}
          {device.kind !== 'printer' && device.kind !== 'drawer' && setUp?.onAdd && (
            <Button size="sm" onPress={setUp.onAdd}>
              Add another {KIND_WORDS[device.kind].label.toLowerCase()}
            </Button>
          )}
          {device.kind === 'printer' && can('receipt.reprint') && (
            <Button size="sm" onPress={() => go('outbox')}>
              Open prints
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

type FactsProps = {
  readonly device: DeviceRow;
  /** Not set up, and not for this person to set up. */
  readonly isForOthers: boolean;
};

function Facts({ device, isForOthers }: FactsProps) {
  const { status } = useDesk();
  const { assigned, since, nextTry } = device;
  const kindLabel = assigned === null ? null : KIND_WORDS[assigned.kind].label;
  const serves = assigned?.sources.map((code) => sourceName(status, code)) ?? [];
  const facts: readonly (readonly [string, ReactNode] | null)[] = [
    kindLabel === null || kindLabel === device.name ? null : ['Kind', kindLabel],
    since === null ? null : ['Since', <Since key="since" at={since} />],
    nextTry === null ? null : ['Next try', <Clock key="next" at={nextTry} />],
    ['Connection', device.connection],
    assigned === null || assigned.model === '' ? null : ['Calls itself', assigned.model],
    serves.length === 0 ? null : ['Serves', serves.join(', ')],
    ['Meanwhile', device.meanwhile],
    isForOthers ? ['Set-up', 'An administrator sets it up here'] : null,
    device.kind === 'drawer' || device.group === 'not set up'
      ? null
      : ['Last test', <Test key="test" device={device} />],
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter((fact) => fact !== null)
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Clock({ at }: { readonly at: Instant }) {
  const { status } = useDesk();
  return <>{timeOfDay(at, useDeskNow(), status.timeZone)}</>;
}

function Since({ at }: { readonly at: Instant }) {
  return (
    <>
      <Clock at={at} />, {lasting(at, useDeskNow())}
    </>
  );
}

const TEST_TONE = { danger: styles.bad, ok: styles.good } as const;

function Test({ device: { test } }: { readonly device: DeviceRow }) {
  if (test === null) return <>Never</>;
  return (
    <span role="status">
      <b className={cx((test.tone === 'danger' || test.tone === 'ok') && TEST_TONE[test.tone])}>
        {test.result} <Clock at={test.at} />
      </b>
      {test.said !== '' && `. ${test.said}`}
    </span>
  );
}

function WhatToDo({ steps, isFailure }: { readonly steps: readonly string[]; readonly isFailure: boolean }) {
  return (
    <div className={cx(styles.todo, isFailure && styles.todoFailure)}>
      <b>What to do</b>
      <ol>
        {steps.map((step, at) => (
          <li key={step}>
            <span className={styles.step} aria-hidden="true">
              {at + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
    </div>
  );
}
