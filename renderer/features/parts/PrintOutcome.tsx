import { useState } from 'react';
import { useAsk } from '../../bridge/hooks.ts';
import { PrintState, useResolve } from '../outbox/PrintState.tsx';

export type PrintOutcomeProps = {
  readonly jobId: string;
  /** False where the keys of a print belong to another one on the same screen. */
  readonly keys?: boolean;
  readonly onReplaced?: (jobId: string) => void;
};

/** What became of a page that a screen sent to the printer, in place, until it is printed or a person has decided. */
export function PrintOutcome({ jobId, keys = true, onReplaced }: PrintOutcomeProps) {
  const [current, setCurrent] = useState(jobId);
  const job = useAsk('print.show', { jobId: current }).data;
  const resolving = useResolve(job);
  const follow = (next: string): void => {
    setCurrent(next);
    onReplaced?.(next);
  };
  return job === undefined ? null : (
    <PrintState job={job} resolving={resolving} onReplaced={follow} keys={keys} />
  );
}
