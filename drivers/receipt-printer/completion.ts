/**
 * Learning that a job is on paper. What is asked stands behind the last line, so that its answer means that the last
 * line is printed; while no answer comes, the printer is asked why: a cover opened in the middle is known at once.
 */
import type { PrinterFault, PrinterSettings } from '../../shared/devices/outcome.ts';
import { countdown, pause, withDeadline } from '../clock.ts';
import type { Countdown } from '../clock.ts';
import type { Answer } from '../runtime/exchange.ts';
import { languageOf } from './language.ts';
import { ASK_PAPER_IN_TURN, askProcessId } from './protocol/bytes.ts';
import { starCompletion } from './protocol/star-bytes.ts';
import { paperInTurn } from './protocol/status.ts';
import type { SeenStatus } from './protocol/status.ts';
import { faultNow } from './session.ts';
import type { PrinterFrame, PrinterSession } from './session.ts';

export type End = { readonly fault?: PrinterFault; readonly paperLow: boolean };

export type Completion = {
  /** The last bytes of the job. */
  readonly question: Uint8Array;
  readonly confirmedBy: 'process-id' | 'queued-status' | 'none';
  /**
   * Begins to listen, before the job is sent: a fast printer answers while the write is still being acknowledged.
   * @returns waits for the end, from the call on
   */
  listen(session: PrinterSession, writeMs: number): () => Promise<End>;
};

/** @param before the printer as the pre-flight saw it; undefined for one that never answers */
export function completionOf(
  settings: PrinterSettings,
  processId: string,
  before: SeenStatus | undefined,
): Completion {
  if (settings.completion === 'none') return nothingAsked(before);
  if (languageOf(settings) === 'esc-pos') return answered(settings.completion, processId);
  // A printer that does not count cannot tell.
  return before?.etbCounter === undefined
    ? nothingAsked(before)
    : counted(starCount(processId, before.etbCounter));
}

const NO_BYTES = new Uint8Array(0);

/** Without a question, only a fault that stands there afterwards can tell that something went wrong. */
const nothingAsked = (before: SeenStatus | undefined): Completion => ({
  question: NO_BYTES,
  confirmedBy: 'none',
  listen: (session) => async () => {
    const fault = before ? await faultNow(session) : undefined;
    return { ...(fault ? { fault } : {}), paperLow: false };
  },
});

const answered = (way: 'process-id' | 'queued-status', processId: string): Completion => ({
  question: way === 'process-id' ? askProcessId(processId) : ASK_PAPER_IN_TURN,
  confirmedBy: way,
  listen(session, writeMs) {
    const accepts = (frame: PrinterFrame): boolean =>
      way === 'process-id'
        ? frame.kind === 'process-id' && frame.id === processId
        : // One byte is easily mistaken: not from a line that has said anything odd before.
          frame.kind === 'one-byte' && paperInTurn(frame.byte) !== undefined && !session.saidOddThings;
    const answer = session.exchange.expect(accepts, writeMs + session.deadlines.completionMs);
    return () => within(session, (time) => pollForAnswer(session, answer, time));
  },
});

async function within(session: PrinterSession, wait: (time: Countdown) => Promise<End>): Promise<End> {
  const time = countdown(session.clock, session.deadlines.completionMs);
  try {
    return await wait(time);
  } finally {
    time.cancel();
  }
}

async function pollForAnswer(
  session: PrinterSession,
  completion: Promise<Answer<PrinterFrame>>,
  time: Countdown,
): Promise<End> {
  let before: PrinterFault | undefined;
  let told = session.nextUnasked();
  for (;;) {
    // What comes unasked is a reason to look at once; the second look still waits its time.
    const early = before === undefined ? [told.then(() => undefined)] : [];
    const event = Promise.race([completion, ...early]);
    const answer = await withDeadline(session.clock, event, session.deadlines.faultPollMs, undefined);
    told = session.nextUnasked();
    if (answer?.kind === 'answered') return { paperLow: saysPaperIsLow(answer.frame) };
    if (answer?.kind === 'closed') return { fault: 'unplugged', paperLow: false };
    if (answer ?? time.isOver) return { fault: before ?? 'silent', paperLow: false };
    const fault = await faultNow(session);
    if (staysUntilMended(fault) && fault === before) return { fault, paperLow: false };
    before = fault;
  }
}

/** Seen twice, a cause that a person must mend will not go away by waiting. Being merely offline may. */
const staysUntilMended = (fault: PrinterFault | undefined): fault is PrinterFault =>
  fault !== undefined && fault !== 'offline';

/** The answer to GS r 1 says it along the way; a process id does not. */
function saysPaperIsLow(frame: PrinterFrame): boolean {
  const inTurn = frame.kind === 'one-byte' ? paperInTurn(frame.byte) : undefined;
  return inTurn !== undefined && (inTurn.low || inTurn.out);
}

const LARGEST_COUNT = 31;

/**
 * What StarPRNT's counter is to show after this job: never what it shows already, and another number than the jobs
 * shortly before and after, one of which may still lie in the printer.
 */
export function starCount(processId: string, counterBefore: number): number {
  const id = Array.from(processId).reduce((sum, character) => sum * 95 + character.charCodeAt(0), 0);
  const count = 1 + (id % LARGEST_COUNT);
  return count === counterBefore ? 1 + (count % LARGEST_COUNT) : count;
}

const COUNTER_POLL_MS = 100;

const counted = (count: number): Completion => ({
  question: starCompletion(count),
  confirmedBy: 'queued-status',
  listen: (session) => () => within(session, (time) => pollForCount(session, count, time)),
});

/**
 * The counter is read twice before it counts: on its way to a larger number, another job's passes by this one's. A
 * fault must stand for as long as with the other language.
 */
async function pollForCount(session: PrinterSession, count: number, time: Countdown): Promise<End> {
  const looksPerFault = Math.ceil(session.deadlines.faultPollMs / COUNTER_POLL_MS);
  let reached = 0;
  let before: PrinterFault | undefined;
  let looksSince = 0;
  for (;;) {
    const look = await session.look();
    if (look.kind === 'closed') return { fault: 'unplugged', paperLow: false };
    const seen = look.kind === 'seen' ? look.seen : session.unasked;
    reached = seen?.etbCounter === count ? reached + 1 : 0;
    if (reached >= 2) return { paperLow: seen?.paperLow === true };
    looksSince = seen?.fault === before ? looksSince + 1 : 0;
    before = seen?.fault;
    if (staysUntilMended(before) && looksSince >= looksPerFault) return { fault: before, paperLow: false };
    if (time.isOver) return { fault: before ?? 'silent', paperLow: false };
    if (reached === 0) await pause(session.clock, COUNTER_POLL_MS);
  }
}
