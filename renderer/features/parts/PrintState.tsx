import { useAsk } from '../../bridge/hooks.ts';
import { go } from '../../shell/route.ts';
import { faultWords } from '../../shell/device-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Status.tsx';

/** What became of a page that was sent to the printer, in words; what a person must decide is decided under Prints. */
export function PrintState({ jobId, what }: { readonly jobId: string; readonly what: string }) {
  const job = useAsk('print.show', { jobId }).data;
  if (job === undefined) return null;
  const toOutbox = (
    <Button size="sm" onPress={() => go('outbox')}>
      Open prints
    </Button>
  );
  switch (job.status) {
    case 'queued':
    case 'sent':
      return <Notice live="status">{what}: on its way to the printer.</Notice>;
    case 'printed':
    case 'reprinted':
      return (
        <Notice tone="ok" live="status">
          {what}: printed.
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          tone="danger"
          live="alert"
          title={`Not printed${job.fault === null ? '' : `: ${faultWords(job.fault).toLowerCase()}`}`}
          actions={toOutbox}
        >
          Nothing else is lost. Put the printer right, then print it from there.
        </Notice>
      );
    case 'unknown':
      return (
        <Notice
          tone="warn"
          icon="question"
          live="alert"
          title="Not known: the printer stopped answering"
          actions={toOutbox}
        >
          Look whether the paper is there and whole, then answer under Prints.
        </Notice>
      );
    case 'abandoned':
      return <Notice live="status">{what}: given up.</Notice>;
  }
}
