/**
 * One job on a receipt printer: look before, kick, print, cut, learn whether it is on paper. Each job has its own
 * connection. Nothing is ever sent twice: what cannot be known is `unknown`, and a person looks at the paper.
 */
import { assert } from '../../shared/kernel/assert.ts';
import type {
  PrinterFault,
  PrinterSettings,
  PrinterState,
  PrintOutcome,
} from '../../shared/devices/outcome.ts';
import type { PrintJob } from '../../shared/devices/receipt-printer.ts';
import { pulseBytes } from '../cash-drawer/kick.ts';
import { drawerReading } from '../cash-drawer/sensor.ts';
import { deliver, failed, isLow, notWritten } from './deliver.ts';
import { documentBytes, kickInTurn, languageOf } from './language.ts';
import { ASK_MAKER, ASK_MODEL } from './protocol/bytes.ts';
import type { SeenStatus } from './protocol/status.ts';
import { openSession, preflight } from './session.ts';
import type { PrinterDeps, PrinterFrame, PrinterSession } from './session.ts';
import { watchDrawer } from './watch-drawer.ts';

/** @param job its process id must be four characters 20–7E; anything else is a bug */
export async function printJob(
  settings: PrinterSettings,
  job: PrintJob,
  deps: PrinterDeps,
): Promise<PrintOutcome> {
  const bytes = jobBytes(settings, job, deps);
  return withSession(settings, deps, async (session) => {
    const before = await preflight(session, settings);
    if (!before.ready) return failed(before.fault);
    return deliver(session, settings, {
      bytes,
      kick: job.kick,
      processId: job.processId,
      before: before.seen,
    });
  });
}

/** A no-sale opening: the kick alone. `printed` says that it left, `kick` whether the drawer was seen to open. */
export async function openDrawer(settings: PrinterSettings, deps: PrinterDeps): Promise<PrintOutcome> {
  return withSession(settings, deps, async (session) => {
    const before = await preflight(session, settings);
    if (!before.ready && !stillKicks(settings, before.fault)) return failed(before.fault);
    const bytes = before.ready ? kickInTurn(settings, settings.drawerPin) : pulseBytes(settings.drawerPin);
    const written = await session.exchange.send(bytes, session.deadlines.writeMs);
    if (!written.written) return notWritten(written, true);
    const kick = await watchDrawer(session, settings, before.seen);
    const lost = kick === 'sent' && before.seen ? await linkFault(session) : undefined;
    if (lost) return { outcome: 'unknown', fault: lost, bytesSent: bytes.length, kick };
    return { outcome: 'printed', confirmedBy: 'none', paperLow: isLow(before.seen), kick };
  });
}

/** Bytes given to the operating system may still be lost with the cable: a printer that answers afterwards has them. */
async function linkFault(session: PrinterSession): Promise<PrinterFault | undefined> {
  const answer = await session.drawerPin();
  if (answer === 'closed') return 'unplugged';
  return answer === 'silence' ? 'silent' : undefined;
}

/**
 * Offline for want of paper or with its cover open, a printer stores ESC p for later, but obeys DLE DC4 now. For
 * StarPRNT no document at hand says that a kick is obeyed now or never, so there it is not sent.
 */
const stillKicks = (settings: PrinterSettings, fault: PrinterFault): boolean =>
  languageOf(settings) === 'esc-pos' && (fault === 'paper-out' || fault === 'cover-open');

/** Looks without doing anything. */
export async function queryState(settings: PrinterSettings, deps: PrinterDeps): Promise<PrinterState> {
  const opened = await openSession(settings, deps);
  if (!opened.opened) return unreachable(opened.fault);
  try {
    const look = await preflight(opened.session, settings);
    if (!look.ready && !look.seen) return unreachable(look.fault);
    const drawer = drawerState(settings, look.seen);
    const state: PrinterState = { connection: 'ready', paperLow: isLow(look.seen), drawer };
    return look.ready ? state : { ...state, fault: look.fault };
  } finally {
    await opened.session.close();
  }
}

function drawerState(
  { drawerSensor }: PrinterSettings,
  seen: SeenStatus | undefined,
): PrinterState['drawer'] {
  if (drawerSensor === 'none') return 'no-sensor';
  return seen ? drawerReading(drawerSensor, seen.drawerPinHigh) : 'unknown';
}

/** For calibration: pin 3 of the drawer connector as it is now. */
export async function readDrawerPin(
  settings: PrinterSettings,
  deps: PrinterDeps,
): Promise<'high' | 'low' | 'no-answer'> {
  const opened = await openSession(settings, deps);
  if (!opened.opened) return 'no-answer';
  try {
    const pin = await opened.session.drawerPin();
    return pin === 'high' || pin === 'low' ? pin : 'no-answer';
  } finally {
    await opened.session.close();
  }
}

/** Who made it and what it is (GS I 66, 67), or undefined when it does not say. Only an idle ESC/POS printer is asked. */
export async function identifyPrinter(
  settings: PrinterSettings,
  deps: PrinterDeps,
): Promise<{ readonly maker: string; readonly model: string } | undefined> {
  const opened = await openSession(settings, deps);
  if (!opened.opened) return undefined;
  const { session } = opened;
  try {
    const look = await preflight(session, settings);
    if (!look.ready || !look.seen || languageOf(settings) !== 'esc-pos') return undefined;
    const texts: string[] = [];
    for (const question of [ASK_MAKER, ASK_MODEL]) {
      const isText = (frame: PrinterFrame): boolean => frame.kind === 'information';
      const answer = await session.exchange.request(question, isText, session.deadlines.answerMs);
      if (answer.kind !== 'answered' || answer.frame.kind !== 'information') return undefined;
      texts.push(answer.frame.text);
    }
    const [maker = '', model = ''] = texts;
    return { maker, model };
  } finally {
    await session.close();
  }
}

async function withSession(
  settings: PrinterSettings,
  deps: PrinterDeps,
  work: (session: PrinterSession) => Promise<PrintOutcome>,
): Promise<PrintOutcome> {
  const opened = await openSession(settings, deps);
  if (!opened.opened) return failed(opened.fault);
  try {
    return await work(opened.session);
  } finally {
    await opened.session.close();
  }
}

/** The kick first: it takes its turn, and the drawer should be open while the receipt is still printing. */
function jobBytes(settings: PrinterSettings, job: PrintJob, deps: PrinterDeps): Uint8Array {
  assert(/^[\x20-\x7e]{4}$/.test(job.processId), 'a process id is four printable ASCII characters');
  return Uint8Array.of(
    ...(job.kick ? kickInTurn(settings, settings.drawerPin) : []),
    ...documentBytes(job.paper, settings, deps.logo),
  );
}

/** Nobody there, or nobody to talk to: `refused` means that something is there and turned the call down. */
function unreachable(fault: PrinterFault): PrinterState {
  const refused = fault === 'busy' || fault === 'not-permitted' || fault === 'wrong-device';
  return { connection: refused ? 'refused' : 'no-answer', fault, paperLow: false, drawer: 'unknown' };
}
