/**
 * Printing on paper that a person inserts: a bill's stub, the back of a check, a deposit slip. The printer is asked for
 * its slip station first, without one byte that prints; only when the paper is there do the lines leave. So whoever
 * gives up before has printed nothing, and nothing can come out later, on a receipt or on the next check.
 */
import { assert } from '../../shared/kernel/assert.ts';
import type { PrinterFault, PrinterSettings } from '../../shared/devices/outcome.ts';
import type { SlipFault, SlipJob, SlipOutcome } from '../../shared/devices/receipt-printer.ts';
import { countdown, pause, withDeadline } from '../clock.ts';
import type { Countdown } from '../clock.ts';
import { encodeLine } from './code-page.ts';
import { completionOf } from './completion.ts';
import { writeDeadlineMs } from './deliver.ts';
import { languageOf } from './language.ts';
import {
  CANCEL_KANJI,
  CANCEL_WAITING,
  EJECT_SLIP,
  INITIALISE,
  LF,
  selectCodePage,
  selectPaper,
  settingsFor,
  waitForPaper,
} from './protocol/bytes.ts';
import type { PaperSource } from './protocol/bytes.ts';
import { stationStatus } from './protocol/status.ts';
import type { SeenStatus, StationStatus } from './protocol/status.ts';
import { openSession, preflight } from './session.ts';
import type { PrinterDeps, PrinterSession } from './session.ts';

const failed = (fault: SlipFault): SlipOutcome => ({ outcome: 'failed', fault, bytesSent: 0 });

/** @param job at least one line, and a process id of four characters 20–7E; anything else is a bug */
export async function printSlip(
  settings: PrinterSettings,
  job: SlipJob,
  deps: PrinterDeps,
): Promise<SlipOutcome> {
  assert(job.lines.length > 0, 'a slip has at least one line');
  assert(/^[\x20-\x7e]{4}$/.test(job.processId), 'a process id is four printable ASCII characters');
  if (languageOf(settings) !== 'esc-pos' || (settings.slip ?? 'none') === 'none')
    return failed('no-slip-station');
  const opened = await openSession(settings, deps);
  if (!opened.opened) return failed(opened.fault);
  const { session } = opened;
  try {
    const before = await preflight(session, settings);
    if (!before.ready) return failed(before.fault);
    const missing = await insertion(session, settings, job);
    if (missing) {
      await backToRoll(session);
      return failed(missing);
    }
    return await printInserted(session, settings, job, before.seen);
  } finally {
    await session.close();
  }
}

/** Whole minutes that the printer itself waits: longer than this program, which gives up by a command. */
export const minutesFor = (insertMs: number): number =>
  Math.max(1, Math.min(15, Math.ceil((insertMs + 5000) / 60_000)));

const sourceFor = ({ slip }: PrinterSettings, { kind }: SlipJob): PaperSource =>
  slip === 'itherm' && kind === 'validation' ? 'itherm-validation' : 'slip';

/** Selects the station and waits for paper. @returns why there is none; undefined when it is there */
async function insertion(
  session: PrinterSession,
  settings: PrinterSettings,
  job: SlipJob,
): Promise<SlipFault | undefined> {
  const station = await session.ask(5);
  if (station.kind === 'closed') return 'unplugged';
  // It answered everything else a moment ago.
  if (station.kind === 'silence') return 'no-slip-station';
  const source = sourceFor(settings, job);
  const prepare = Uint8Array.of(
    ...INITIALISE,
    ...CANCEL_KANJI,
    ...waitForPaper(minutesFor(session.deadlines.insertMs)),
    ...settingsFor(source),
    ...selectCodePage(settings.codePage),
    ...selectPaper(source),
  );
  const written = await session.exchange.send(prepare, writeDeadlineMs(session, settings, prepare.length));
  if (!written.written) return written.because === 'deadline' ? 'silent' : 'unplugged';
  job.progress('insert');
  const time = countdown(session.clock, session.deadlines.insertMs);
  try {
    return await pollForPaper(session, job.cancelled, time);
  } finally {
    time.cancel();
  }
}

async function pollForPaper(
  session: PrinterSession,
  cancelled: Promise<void>,
  time: Countdown,
): Promise<SlipFault | undefined> {
  const person = cancelled.then((): 'cancelled' => 'cancelled');
  let waited = false;
  for (;;) {
    const station = await lookAtStation(session);
    if (typeof station === 'string') return station;
    const said = await withDeadline(session.clock, person, session.deadlines.slipPollMs, undefined);
    if (said) return said;
    if (station.selected && !station.waits && station.paperAtTof) return undefined;
    // It waited, and no longer does, without paper: its own patience has ended.
    if (time.isOver || (waited && !station.selected)) return 'nothing-inserted';
    waited ||= station.waits;
  }
}

async function lookAtStation(session: PrinterSession): Promise<StationStatus | 'unplugged' | 'silent'> {
  const answer = await session.ask(5);
  if (answer.kind === 'byte') return stationStatus(answer.byte);
  return answer.kind === 'closed' ? 'unplugged' : 'silent';
}

/** Ends the waiting, which is ignored where there is none, and selects the roll, which lets go of paper that came late. */
async function backToRoll(session: PrinterSession): Promise<void> {
  const { writeMs } = session.deadlines;
  await session.exchange.send(CANCEL_WAITING, writeMs);
  // Its answer says that the printer has obeyed: the cancelling empties the buffers, also of what comes too early.
  await lookAtStation(session);
  await session.exchange.send(selectPaper('roll'), writeMs);
  await lookAtStation(session);
}

async function printInserted(
  session: PrinterSession,
  settings: PrinterSettings,
  job: SlipJob,
  before: SeenStatus | undefined,
): Promise<SlipOutcome> {
  job.progress('printing');
  const completion = completionOf(settings, job.processId, before);
  const bytes = Uint8Array.of(
    ...job.lines.flatMap((line) => [...encodeLine(line, settings.codePage), LF]),
    ...EJECT_SLIP,
    ...completion.question,
    ...selectPaper('roll'),
  );
  const writeMs = writeDeadlineMs(session, settings, bytes.length);
  const ended = completion.listen(session, writeMs);
  const written = await session.exchange.send(bytes, writeMs);
  if (!written.written) {
    const fault = written.because === 'deadline' ? 'silent' : 'unplugged';
    return written.bytesMayHaveLeft === 0 ? failed(fault) : unknown(fault, written.bytesMayHaveLeft);
  }
  const end = await ended();
  if (end.fault) {
    // Paper pulled out under the head makes it wait again: what is left must not go onto the next one.
    await session.exchange.send(CANCEL_WAITING, session.deadlines.writeMs);
    return unknown(end.fault, bytes.length);
  }
  job.progress('remove');
  await waitUntilTaken(session);
  return { outcome: 'printed', confirmedBy: completion.confirmedBy };
}

const unknown = (fault: PrinterFault, bytesSent: number): SlipOutcome => ({
  outcome: 'unknown',
  fault,
  bytesSent,
});

/** So that the next slip is not this one again; a person who leaves it there is not waited for long. */
async function waitUntilTaken(session: PrinterSession): Promise<void> {
  const time = countdown(session.clock, session.deadlines.removeMs);
  try {
    while (!time.isOver) {
      const station = await lookAtStation(session);
      if (typeof station === 'string' || (!station.paperAtTof && !station.paperAtBof)) return;
      await pause(session.clock, session.deadlines.slipPollMs);
    }
  } finally {
    time.cancel();
  }
}
