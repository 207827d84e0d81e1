import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { isOpen, jobTitle, jobWords } from './job-words.ts';
import type { PrintJob } from './job-words.ts';
import { PrintState, useResolve } from './PrintState.tsx';

const SHOWN = 100;

/** Jobs that a person must look at first, then the last ones. */
const inOrder = (jobs: readonly PrintJob[]): readonly PrintJob[] => [
  ...jobs.filter(isOpen),
  ...jobs.filter((job) => !isOpen(job)),
];

/** Every print of this desk and what became of it; what is not known is decided here. */
export function Screen() {
  const { status } = useDesk();
  const asked = useAsk('print.list', { open: false, limit: SHOWN });
  const [chosenId, setChosenId] = useState<string | null>(null);
  const jobs = inOrder(asked.data?.jobs ?? []);
  const waiting = jobs.filter(isOpen).length;
  const chosen = jobs.find((job) => job.jobId === chosenId) ?? jobs[0];
  const resolving = useResolve(chosen);
  const replaced = (jobId: string | null) => {
    if (jobId !== null) setChosenId(jobId);
  };

  useActions('outbox', {
    'outbox.it-printed': chosen?.status === 'unknown' ? () => void resolving.resolve('printed') : undefined,
    'outbox.not-printed':
      chosen?.status === 'unknown' ? () => void resolving.resolve('print-again').then(replaced) : undefined,
    'outbox.print':
      chosen?.status === 'failed' ? () => void resolving.resolve('print-again').then(replaced) : undefined,
  });

  return (
    <Room title="Prints">
      <PageHead
        title="Prints"
        sub="What was posted stands, whatever the printer does."
        aside={
          waiting === 0 ? (
            <Chip tone="ok">Nothing waits for you</Chip>
          ) : (
            <Chip tone="warn">{waiting} to look at</Chip>
          )
        }
      />
      {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
      {chosen !== undefined && (
        <Panel title={jobTitle(chosen)} pane="print">
          <PrintState job={chosen} resolving={resolving} onReplaced={replaced} />
        </Panel>
      )}
      <Panel title="Last prints" note="Arrows choose one" pane="prints" fill>
        <Table
          label="Print jobs"
          rows={jobs}
          rowId={(job) => job.jobId}
          empty="Nothing has been printed at this desk yet. Each posted payment prints its receipt."
          chosen={chosen?.jobId ?? null}
          onChoose={(job) => setChosenId(job.jobId)}
          columns={[
            { id: 'what', head: 'What', rowHeader: true, strong: true, cell: jobTitle },
            {
              id: 'state',
              head: 'State',
              cell: (job) => {
                const words = jobWords(job, status.timeZone);
                return <Chip tone={words.tone}>{words.state}</Chip>;
              },
            },
            { id: 'by', head: 'Asked by', cell: (job) => job.requestedBy },
            {
              id: 'at',
              head: 'Queued',
              numeric: true,
              cell: (job) => formatTime(job.queuedAt, status.timeZone, true),
            },
          ]}
        />
      </Panel>
    </Room>
  );
}
