import { useState } from 'react';
import { useAsk } from '../../bridge/hooks.ts';
import { PrintState, useResolve } from '../outbox/PrintState.tsx';

/** What became of a page that a screen sent to the printer, in place, until it is printed or a person has decided. */
export function PrintOutcome({ jobId }: { readonly jobId: string }) {
  const [current, setCurrent] = useState(jobId);
  const job = useAsk('print.show', { jobId: current }).data;
  const resolving = useResolve(job);
  return job === undefined ? null : <PrintState job={job} resolving={resolving} onReplaced={setCurrent} />;
}
