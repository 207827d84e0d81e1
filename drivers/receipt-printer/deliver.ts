/** The part of a job after which there is no way back: the bytes leave, and then it is learnt what became of them. */
import type {
  KickOutcome,
  PrinterFault,
  PrinterSettings,
  PrintOutcome,
} from '../../shared/devices/outcome.ts';
import { countdown, withDeadline } from '../clock.ts';
import type { Countdown } from '../clock.ts';
import type { Answer } from '../runtime/exchange.ts';
import type { WriteOutcome } from '../transport/connection.ts';
import { ASK_PAPER_IN_TURN, askProcessId } from './protocol/bytes.ts';
import type { StatusFrame } from './protocol/status-stream.ts';
import { isPaperLow, paperInTurn } from './protocol/status.ts';
import type { RealTimeStatus } from './protocol/status.ts';
import { faultNow } from './session.ts';
import type { PrinterSession } from './session.ts';
import { watchDrawer } from './watch-drawer.ts';

export type Delivery = {
  readonly bytes: Uint8Array;
  readonly kick: boolean;
  readonly processId: string;
  /** The printer as the pre-flight saw it; undefined for one that never answers. */
  readonly before: RealTimeStatus | undefined;
};

export const failed = (fault: PrinterFault): PrintOutcome => ({ outcome: 'failed', fault, bytesSent: 0 });

/** What stands behind the last line, so that its answer means that the last line is on paper. */
export function completionQuestion(completion: PrinterSettings['completion'], processId: string): Uint8Array {
  switch (completion) {
    case 'process-id':
      return askProcessId(processId);
    case 'queued-status':
      return ASK_PAPER_IN_TURN;
    case 'none':
      return new Uint8Array(0);
  }
}

export async function deliver(
  session: PrinterSession,
  settings: PrinterSettings,
  job: Delivery,
): Promise<PrintOutcome> {
  const writeMs = writeDeadlineMs(session, settings, job.bytes.length);
  const completion = expectCompletion(session, settings.completion, job.processId, writeMs);
  const written = await session.exchange.send(job.bytes, writeMs);
  if (!written.written) return notWritten(written, job.kick);
  const [kick, end] = await Promise.all([
    job.kick ? watchDrawer(session, settings, job.before) : Promise.resolve<KickOutcome>('not-asked'),
    completion ? waitForEnd(session, completion) : lookAfterwards(session, job.before),
  ]);
  if (end.fault) return { outcome: 'unknown', fault: end.fault, bytesSent: job.bytes.length, kick };
  const paperLow = isLow(job.before) || end.paperLow || (await isPaperLowNow(session));
  return { outcome: 'printed', confirmedBy: settings.completion, paperLow, kick };
}

/** `failed` only where no byte of the job can have left. */
export function notWritten(written: Extract<WriteOutcome, { written: false }>, kick: boolean): PrintOutcome {
  const fault: PrinterFault = written.because === 'deadline' ? 'silent' : 'unplugged';
  if (written.bytesMayHaveLeft === 0) return failed(fault);
  return {
    outcome: 'unknown',
    fault,
    bytesSent: written.bytesMayHaveLeft,
    kick: kick ? 'sent' : 'not-asked',
  };
}

export const isLow = (seen: RealTimeStatus | undefined): boolean =>
  seen !== undefined && isPaperLow(seen.paper);

/** A serial line needs ten bits per byte; twice that, because a printer with a full buffer makes it wait. */
function writeDeadlineMs(session: PrinterSession, { transport }: PrinterSettings, byteCount: number): number {
  const { writeMs } = session.deadlines;
  return transport.kind === 'serial' ? writeMs + (byteCount * 20_000) / transport.baudRate : writeMs;
}

/** Begins to wait before the job is sent: a fast printer answers while the write is still being acknowledged. */
function expectCompletion(
  session: PrinterSession,
  completion: PrinterSettings['completion'],
  processId: string,
  writeMs: number,
): Promise<Answer<StatusFrame>> | undefined {
  if (completion === 'none') return undefined;
  const accepts = (frame: StatusFrame): boolean =>
    completion === 'process-id'
      ? frame.kind === 'process-id' && frame.id === processId
      : // One byte is easily mistaken: not from a line that has said anything odd before.
        frame.kind === 'one-byte' && paperInTurn(frame.byte) !== undefined && !session.saidOddThings;
  return session.exchange.expect(accepts, writeMs + session.deadlines.completionMs);
}

type End = { readonly fault?: PrinterFault; readonly paperLow: boolean };

/** While no completion comes, the printer is asked why: a cover opened in the middle is known at once, not at the end. */
async function waitForEnd(session: PrinterSession, completion: Promise<Answer<StatusFrame>>): Promise<End> {
  const time = countdown(session.clock, session.deadlines.completionMs);
  try {
    return await pollForEnd(session, completion, time);
  } finally {
    time.cancel();
  }
}

async function pollForEnd(
  session: PrinterSession,
  completion: Promise<Answer<StatusFrame>>,
  time: Countdown,
): Promise<End> {
  let before: PrinterFault | undefined;
  for (;;) {
    const answer = await withDeadline(session.clock, completion, session.deadlines.faultPollMs, undefined);
    if (answer?.kind === 'answered') return { paperLow: saysPaperIsLow(answer.frame) };
    if (answer?.kind === 'closed') return { fault: 'unplugged', paperLow: false };
    if (answer ?? time.isOver) return { fault: before ?? 'silent', paperLow: false };
    const fault = await faultNow(session);
    // Seen twice, a cause that a person must mend will not go away by waiting. Being merely offline may.
    if (fault && fault !== 'offline' && fault === before) return { fault, paperLow: false };
    before = fault;
  }
}

/** The answer to GS r 1 says it along the way; a process id does not. */
function saysPaperIsLow(frame: StatusFrame): boolean {
  const inTurn = frame.kind === 'one-byte' ? paperInTurn(frame.byte) : undefined;
  return inTurn !== undefined && (inTurn.low || inTurn.out);
}

/** Without a completion, only a fault that stands there afterwards can tell that something went wrong. */
async function lookAfterwards(session: PrinterSession, before: RealTimeStatus | undefined): Promise<End> {
  const fault = before ? await faultNow(session) : undefined;
  return { ...(fault ? { fault } : {}), paperLow: false };
}

async function isPaperLowNow(session: PrinterSession): Promise<boolean> {
  const answer = await session.ask(4);
  return answer.kind === 'byte' && isPaperLow(answer.byte);
}
