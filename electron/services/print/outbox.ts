/**
 * Device jobs run after the commit that queued them, one at a time: the intent is journaled before contact, the
 * outcome after. Nothing is ever repeated by itself; what failed or stayed unknown waits for a person.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { PrintEvent, PrintQueued, PrintResolved } from '../../../shared/domain/print/types.ts';
import type { PrinterSettings, PrintOutcome } from '../../../shared/devices/outcome.ts';
import type { Paper } from '../../../shared/devices/paper.ts';
import type { SlipKind, SlipOutcome, SlipStep } from '../../../shared/devices/receipt-printer.ts';
import type { FaultLog } from '../bus.ts';
import type { Desk } from '../handler.ts';
import { createOfficeReader } from '../office.ts';
import { appendTo } from '../tx.ts';
import type { SlipsInHand } from '../devices/live.ts';
import { paperFor } from './papers.ts';
import { printerFor } from './printer.ts';

export type Outbox = {
  readonly slips: SlipsInHand;
  enqueue(jobId: string): void;
  /** Jobs that a stop of the program left half done: never sent → failed, sent → unknown. */
  recoverAfterRestart(): void;
  settled(): Promise<void>;
  /** Finishes the running job and leaves the rest queued for the next start to fail. */
  close(): Promise<void>;
};

/** The answer to whoever queued the job goes out before the job begins and writes to the books again. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export function createOutbox(desk: Desk, logFault: FaultLog): Outbox {
  const readOffice = createOfficeReader();
  let last: Promise<void> = Promise.resolve();
  let closed = false;
  let inHand:
    { readonly jobId: string; readonly step: SlipStep; readonly cancel: (by?: string) => void } | undefined;

  /** @param resolved what a person had decided by then, in the same transaction */
  function journal(jobId: string, event: PrintEvent, resolved?: PrintResolved): void {
    const name = stream.print(jobId);
    const at = desk.now();
    const written = desk.books.transact((tx) => {
      const said = appendTo(tx, { actor: 'device', at }, name, tx.streamVersion(name), [event], null);
      return said.ok && resolved
        ? appendTo(tx, { actor: resolved.by, at }, name, tx.streamVersion(name), [resolved], null)
        : said;
    });
    if (!written.ok) throw new Error(`print job ${jobId}: ${written.error.code}`);
    desk.push({ topic: 'printer', payload: { jobId } });
    desk.push({ topic: 'changed', payload: { what: ['prints'] } });
  }

  async function run(jobId: string): Promise<void> {
    const row = desk.books.print(jobId);
    if (row?.status !== 'queued') return;
    const office = readOffice(desk.books);
    const settings = printerFor(desk, office);
    if (settings === null) {
      journal(jobId, { type: 'print.failed', v: 1, jobId, fault: 'not-assigned' });
      return;
    }
    const paper = paperFor({ books: desk.books, office, at: desk.now() }, row.queued);
    journal(jobId, { type: 'print.sent', v: 1, jobId });
    const slip = slipOf(row.queued, settings);
    if (slip && paper) {
      const { outcome, givenUpBy } = await insert(settings, slip, paper, jobId);
      const isGivenUp = outcome.outcome === 'failed' && outcome.fault === 'cancelled';
      const resolved = isGivenUp && givenUpBy !== undefined ? givenUp(jobId, givenUpBy) : undefined;
      journal(jobId, slipEventOf(jobId, outcome), resolved);
      return;
    }
    const outcome = await desk.devices.print(settings, { paper, kick: row.queued.kick, jobId });
    journal(jobId, eventOf(row.queued, outcome));
  }

  /** A person is asked for paper, and may give up until the first line leaves. */
  async function insert(
    settings: PrinterSettings,
    kind: SlipKind,
    paper: Paper,
    jobId: string,
  ): Promise<{ readonly outcome: SlipOutcome; readonly givenUpBy: string | undefined }> {
    const { promise: cancelled, resolve: cancel } = Promise.withResolvers<undefined>();
    let givenUpBy: string | undefined;
    const say = (step: SlipStep): void => {
      inHand = {
        jobId,
        step,
        cancel: (by) => {
          givenUpBy ??= by;
          cancel(undefined);
        },
      };
      desk.push({ topic: 'printer', payload: { jobId } });
    };
    say('insert');
    const lines = paper.lines.flatMap((line) => (line.kind === 'text' ? [line.text] : ['']));
    const outcome = await desk.devices
      .printSlip(settings, { kind, lines, jobId, cancelled, progress: say })
      .finally(() => (inHand = undefined));
    return { outcome, givenUpBy };
  }

  return {
    slips: {
      step: (jobId) => (inHand?.jobId === jobId ? inHand.step : undefined),
      cancel(jobId, by) {
        if (inHand?.jobId === jobId) inHand.cancel(by);
      },
    },
    enqueue(jobId) {
      last = last
        .then(nextTurn)
        .then(() => (closed ? undefined : run(jobId)))
        .catch((fault: unknown) => {
          logFault(jobId.slice(0, 8), 'print', fault);
        });
    },
    recoverAfterRestart() {
      for (const row of desk.books.prints({ statuses: ['queued', 'sent'], limit: 10_000 })) {
        const { jobId } = row;
        journal(
          jobId,
          row.status === 'queued'
            ? { type: 'print.failed', v: 1, jobId, fault: 'restart' }
            : { type: 'print.unknown', v: 1, jobId, fault: 'restart', bytesSent: 0 },
        );
      }
    },
    settled: () => last,
    async close() {
      closed = true;
      inHand?.cancel();
      await last;
    },
  };
}

/** Paper that a person inserts; a deposit slip is that only where the printer takes whole slips. */
function slipOf({ subject }: PrintQueued, settings: PrinterSettings): SlipKind | undefined {
  if (subject.kind === 'validation' || subject.kind === 'endorsement') return subject.kind;
  return subject.kind === 'deposit-slip' && settings.slip === 'slip' ? 'deposit-slip' : undefined;
}

/** Nothing is left to decide about paper that its own person did not want. */
const givenUp = (jobId: string, by: string): PrintResolved => ({
  type: 'print.resolved',
  v: 1,
  jobId,
  resolution: 'abandoned',
  by,
  reason: 'Given up before it was inserted',
});

function slipEventOf(jobId: string, outcome: SlipOutcome): PrintEvent {
  switch (outcome.outcome) {
    case 'printed':
      return { type: 'print.printed', v: 1, jobId, confirmedBy: outcome.confirmedBy, kick: 'not-asked' };
    case 'failed':
      return { type: 'print.failed', v: 1, jobId, fault: outcome.fault };
    case 'unknown':
      return { type: 'print.unknown', v: 1, jobId, fault: outcome.fault, bytesSent: outcome.bytesSent };
  }
}

function eventOf({ jobId }: PrintQueued, outcome: PrintOutcome): PrintEvent {
  switch (outcome.outcome) {
    case 'printed':
      return { type: 'print.printed', v: 1, jobId, confirmedBy: outcome.confirmedBy, kick: outcome.kick };
    case 'failed':
      return { type: 'print.failed', v: 1, jobId, fault: outcome.fault };
    case 'unknown':
      return { type: 'print.unknown', v: 1, jobId, fault: outcome.fault, bytesSent: outcome.bytesSent };
  }
}
