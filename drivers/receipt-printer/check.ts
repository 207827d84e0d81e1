/**
 * A check through the printer's own magnetic head. The printer is left alone while it reads, because a question in the
 * middle costs it accuracy (Epson TM-H5000II, FS a 0): its answer comes by itself, also when it gives up.
 * What the line means is not known here.
 */
import type { PrinterFault, PrinterSettings } from '../../shared/devices/outcome.ts';
import type { CheckPass } from '../../shared/devices/receipt-printer.ts';
import { withDeadline } from '../clock.ts';
import type { Answer } from '../runtime/exchange.ts';
import { withoutReceived } from '../transport/discreet.ts';
import { languageOf } from './language.ts';
import { CANCEL_WAITING, EJECT_CHECK, READ_CHECK, waitForPaper } from './protocol/bytes.ts';
import { faultNow, openSession, preflight } from './session.ts';
import type { PrinterDeps, PrinterFrame, PrinterSession } from './session.ts';
import { minutesFor } from './slip.ts';

const failed = (fault: PrinterFault | 'no-check-reader'): CheckPass => ({ outcome: 'failed', fault });

/** @param options a check that is in the reader when it is cancelled is read to its end */
export async function readCheck(
  settings: PrinterSettings,
  deps: PrinterDeps,
  options: { readonly cancelled: Promise<void> },
): Promise<CheckPass> {
  if (languageOf(settings) !== 'esc-pos') return failed('no-check-reader');
  const { log, ...rest } = deps;
  // The account number stands in the line that it answers, and no mask of card numbers finds that.
  const opened = await openSession(settings, { ...rest, ...(log ? { log: withoutReceived(log) } : {}) });
  if (!opened.opened) return failed(opened.fault);
  const { session } = opened;
  log?.note('while a check is read, what the printer says is not kept', deps.clock.nowMs());
  try {
    const before = await preflight(session, settings);
    if (!before.ready) return failed(before.fault);
    const reader = await session.ask('check');
    if (reader.kind === 'closed') return failed('unplugged');
    // It answered everything else a moment ago.
    if (reader.kind === 'silence') return failed('no-check-reader');
    return await waitForCheck(session, options.cancelled);
  } finally {
    await session.close();
  }
}

async function waitForCheck(session: PrinterSession, cancelled: Promise<void>): Promise<CheckPass> {
  const { insertMs, readMs, writeMs } = session.deadlines;
  const answer = session.exchange.expect(
    (frame) => readingOf(frame) !== undefined,
    insertMs + writeMs + readMs,
  );
  const order = Uint8Array.of(...waitForPaper(minutesFor(insertMs)), ...READ_CHECK);
  const written = await session.exchange.send(order, writeMs);
  if (!written.written) return failed(written.because === 'deadline' ? 'silent' : 'unplugged');
  const person = cancelled.then(() => undefined);
  const inTime = await withDeadline(session.clock, Promise.race([answer, person]), insertMs, undefined);
  if (inTime) return passed(session, inTime);
  // Obeyed only while it still waits; otherwise a check is being read, and its answer comes.
  await session.exchange.send(CANCEL_WAITING, writeMs);
  const last = await withDeadline(session.clock, answer, readMs, undefined);
  if (last === undefined) return failed((await faultNow(session)) ?? 'silent');
  const pass = await passed(session, last);
  return pass.outcome === 'passed' && pass.line === '' ? { outcome: 'nothing-inserted' } : pass;
}

async function passed(session: PrinterSession, answer: Answer<PrinterFrame>): Promise<CheckPass> {
  if (answer.kind === 'closed') return failed('unplugged');
  const reading = answer.kind === 'answered' ? readingOf(answer.frame) : undefined;
  if (reading === undefined) return failed('silent');
  if (isNormal(reading.status)) {
    await session.exchange.send(EJECT_CHECK, session.deadlines.writeMs);
    return { outcome: 'passed', ...reading };
  }
  // It has ejected the check by itself. A cover opened while reading ends it the same way.
  const fault = await faultNow(session);
  return fault ? failed(fault) : { outcome: 'passed', ...reading };
}

type Reading = { readonly line: string; readonly status: number };

const NOT_NORMAL = 0x20;
const WITH_DETAIL = 0x08;
const isNormal = (status: number): boolean => (status & NOT_NORMAL) === 0;

/** `5F status data 00`; some programs leave the printer set to `37 2A status data 00`, and to a detail before the data. */
function readingOf(frame: PrinterFrame): Reading | undefined {
  const text = checkText(frame);
  const status = text?.charCodeAt(0);
  // Bits 4 and 6 are always set, bit 7 never: a maker's name is no reading.
  if (text === undefined || status === undefined || (status & 0xd0) !== 0x50) return undefined;
  const data = text.slice(1);
  return { status, line: status & WITH_DETAIL ? data.slice(data.indexOf('\u001f') + 1) : data };
}

function checkText(frame: PrinterFrame): string | undefined {
  if (frame.kind === 'information') return frame.text === '' ? undefined : frame.text;
  return frame.kind === 'block' &&
    frame.header === 0x37 &&
    frame.text.startsWith('*') &&
    frame.text.length > 1
    ? frame.text.slice(1)
    : undefined;
}
