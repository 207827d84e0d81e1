import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Input } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import type { Commanding } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { isOpen, jobWords, slipWords } from './job-words.ts';
import type { PrintJob, SlipStep } from './job-words.ts';
import styles from './PrintState.module.css';

export type Resolving = Commanding<'print.resolve'> & {
  readonly resolve: (
    resolution: Input<'print.resolve'>['resolution'],
    reason?: string,
  ) => Promise<string | null>;
};

/** @returns the id of the job that took its place, when it is printed again */
export function useResolve(job: PrintJob | undefined): Resolving {
  const commanding = useCommand('print.resolve');
  const resolve: Resolving['resolve'] = async (resolution, reason) => {
    if (job === undefined) return null;
    const answer = await commanding.run({
      jobId: job.jobId,
      resolution,
      ...(reason === undefined ? {} : { reason }),
    });
    return answer.ok ? answer.value.printJobId : null;
  };
  return { ...commanding, resolve };
}

export type PrintStateProps = {
  readonly job: PrintJob;
  readonly resolving: Resolving;
  /** A job took this one's place. */
  readonly onReplaced: (jobId: string) => void;
  /** What else can be done with a print that succeeded. */
  readonly more?: ReactNode;
  /** False where Y, N and F9 belong to another print on the same screen. */
  readonly keys?: boolean;
};

/** Printed, failed or unknown, always in words, with what the person can do about it. */
export function PrintState({ job, resolving, onReplaced, more, keys = true }: PrintStateProps) {
  const { status } = useDesk();
  const [notGiven, setNotGiven] = useState<string | null>(null);
  const words = jobWords(job, status.timeZone);
  const again = async () => {
    const replacement = await resolving.resolve('print-again');
    if (replacement !== null) onReplaced(replacement);
  };
  const problem = resolving.problem === undefined ? null : <ErrorLine problem={resolving.problem} />;

  if (job.slipStep !== null) return <SlipInHand job={job} step={job.slipStep} />;
  const keyCap = (key: string) => (keys ? { keyCap: key } : {});
  if (!isOpen(job)) {
    return (
      <div className={styles.state} role="status">
        <div className={cx(styles.what, words.tone === 'ok' && layout.ok)}>
          <Icon name={words.tone === 'ok' ? 'check' : 'printer'} />
          {words.state}
        </div>
        <div className={layout.sub}>{words.text}</div>
        {more !== undefined && <div className={styles.actions}>{more}</div>}
        {problem}
      </div>
    );
  }
  return (
    <Notice
      tone={words.tone}
      live="alert"
      icon={job.status === 'unknown' ? 'question' : 'warning'}
      title={words.state}
      actions={
        notGiven === null ? (
          <>
            {job.status === 'unknown' && (
              <Button
                size="sm"
                {...keyCap('Y')}
                busy={resolving.busy}
                onPress={() => void resolving.resolve('printed')}
              >
                Yes, it printed
              </Button>
            )}
            <Button
              size="sm"
              {...keyCap(job.status === 'unknown' ? 'N' : 'F9')}
              busy={resolving.busy}
              onPress={() => void again()}
            >
              {job.mayPrintOriginal
                ? 'Print now'
                : job.status === 'unknown'
                  ? 'No, print DUPLICATE'
                  : 'Print DUPLICATE'}
            </Button>
            <Button size="sm" onPress={() => setNotGiven('')}>
              Not given, reason
            </Button>
          </>
        ) : (
          <NotGiven
            value={notGiven}
            onChange={setNotGiven}
            busy={resolving.busy}
            onCancel={() => setNotGiven(null)}
            onGive={() => void resolving.resolve('abandon', notGiven)}
          />
        )
      }
    >
      {words.text}
      {problem}
    </Notice>
  );
}

/** What the person does with the paper; until it is in, Esc gives up. */
function SlipInHand({ job, step }: { readonly job: PrintJob; readonly step: SlipStep }) {
  const cancelling = useCommand('slip.cancel');
  const cancel = () => void cancelling.run({ jobId: job.jobId });
  const mayCancel = step === 'insert';
  useActions(null, { 'go.back': mayCancel ? cancel : undefined });
  const words = slipWords(job.kind, step);
  return (
    <Notice
      live="status"
      icon="printer"
      title={words.title}
      {...(mayCancel
        ? {
            actions: (
              <Button size="sm" keyCap="Esc" busy={cancelling.busy} onPress={cancel}>
                Cancel
              </Button>
            ),
          }
        : {})}
    >
      {words.text}
      {cancelling.problem !== undefined && <ErrorLine problem={cancelling.problem} />}
    </Notice>
  );
}

function NotGiven(props: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onGive: () => void;
}) {
  useActions(null, { 'go.back': props.onCancel });
  return (
    <>
      <Field
        label="Why is nothing given?"
        className={styles.reason}
        value={props.value}
        onChange={props.onChange}
        autoFocus
        maxLength={200}
      />
      <Button
        size="sm"
        busy={props.busy}
        reason={props.value.trim() === '' ? 'Type the reason' : undefined}
        onPress={props.onGive}
      >
        Not given
      </Button>
      <Button size="sm" keyCap="Esc" onPress={props.onCancel}>
        Back
      </Button>
    </>
  );
}
