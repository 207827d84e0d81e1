import { useEffect, useRef, useState } from 'react';
import { command, newId } from '../../bridge/bridge.ts';
import type { Input, Output } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { jobTitle } from '../outbox/job-words.ts';
import { PrintOutcome } from './PrintOutcome.tsx';
import styles from './SlipActions.module.css';

type Receipt = Output<'receipt.show'>;

export type SlipActionsProps = {
  readonly receipt: Receipt | undefined;
  /** The screen on which V and E do it; elsewhere the buttons alone. */
  readonly keys?: boolean;
};

/** What is printed on paper of the customer: that a stub is paid, and the back of each check. */
export function SlipActions({ receipt, keys = false }: SlipActionsProps) {
  const setup = useAsk('counter.setup', {}).data;
  return receipt === undefined || setup?.slipStation !== true || receipt.row.status !== 'posted' ? null : (
    <Slips key={receipt.row.paymentId} receipt={receipt} keys={keys} />
  );
}

function Slips({ receipt, keys }: { readonly receipt: Receipt; readonly keys: boolean }) {
  const { paymentId } = receipt.row;
  const printing = useCommand('slip.print');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useAsk('print.show', { jobId: jobId ?? '' }, { when: jobId !== null }).data;
  const checks = receipt.tenders.filter(({ kind }) => kind === 'check');
  const [endorsed, setEndorsed] = useState<readonly number[]>([]);
  const nextCheck = checks.find(({ tenderNo }) => !endorsed.includes(tenderNo)) ?? checks[0];
  const waits = jobId !== null && (job === undefined || job.status === 'queued' || job.status === 'sent');
  const reason = waits ? 'One at a time' : undefined;
  useGivenUpOnLeaving(job);

  const print = async (input: Omit<Input<'slip.print'>, 'paymentId'>) => {
    if (waits) return;
    const answer = await printing.run({ paymentId, ...input });
    if (!answer.ok) return;
    setJobId(answer.value.printJobId);
    if (input.tenderNo !== undefined) setEndorsed([...endorsed, input.tenderNo]);
  };
  const validate = () => void print({ kind: 'validation' });
  const endorse = (tenderNo: number) => void print({ kind: 'endorsement', tenderNo });
  useActions(keys ? 'posted' : null, {
    'posted.validate': keys && !waits ? validate : undefined,
    'posted.endorse': keys && !waits && nextCheck ? () => endorse(nextCheck.tenderNo) : undefined,
  });
  return (
    <Panel title="Stub and checks" pane="slips">
      <div className={styles.slips}>
        <div className={styles.buttons}>
          <Button
            size="sm"
            busy={printing.busy}
            reason={reason}
            {...(keys ? { keyCap: 'V' } : {})}
            onPress={validate}
          >
            Validate stub
          </Button>
          {checks.map(({ tenderNo, detail }) => (
            <Button
              key={tenderNo}
              size="sm"
              busy={printing.busy}
              reason={reason}
              {...(keys && tenderNo === nextCheck?.tenderNo ? { keyCap: 'E' } : {})}
              onPress={() => endorse(tenderNo)}
            >
              Endorse check {numberOf(detail)}
            </Button>
          ))}
        </div>
        {printing.problem !== undefined && <RefusalNotice problem={printing.problem} />}
        {jobId !== null && (
          <div role="group" aria-label={job === undefined ? 'Slip' : jobTitle(job)}>
            <PrintOutcome key={jobId} jobId={jobId} keys={false} onReplaced={setJobId} />
          </div>
        )}
      </div>
    </Panel>
  );
}

/** `No. 1041, routing 122105278` is check 1041. */
const numberOf = (detail: string): string => /^No\. (\S+?),/.exec(detail)?.[1] ?? '';

/** Whoever goes on has given up on paper that is not in yet: the next receipt must not wait behind it. */
function useGivenUpOnLeaving(job: Output<'print.show'> | undefined): void {
  const waiting = useRef<string | null>(null);
  useEffect(() => {
    waiting.current = job?.slipStep === 'insert' ? job.jobId : null;
  }, [job]);
  useEffect(
    () => () => {
      if (waiting.current !== null)
        void command('slip.cancel', { jobId: waiting.current }, { commandId: newId() });
    },
    [],
  );
}
