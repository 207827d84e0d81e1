/** The part of a job after which there is no way back: the bytes leave, and then it is learnt what became of them. */
import type {
  KickOutcome,
  PrinterFault,
  PrinterSettings,
  PrintOutcome,
} from '../../shared/devices/outcome.ts';
import type { WriteOutcome } from '../transport/connection.ts';
import { completionOf } from './completion.ts';
import type { SeenStatus } from './protocol/status.ts';
import type { PrinterSession } from './session.ts';
import { watchDrawer } from './watch-drawer.ts';

export type Delivery = {
  /** Kick and document, without the question for completion. */
  readonly bytes: Uint8Array;
  readonly kick: boolean;
  readonly processId: string;
  /** The printer as the pre-flight saw it; undefined for one that never answers. */
  readonly before: SeenStatus | undefined;
};

export const failed = (fault: PrinterFault): PrintOutcome => ({ outcome: 'failed', fault, bytesSent: 0 });

export async function deliver(
  session: PrinterSession,
  settings: PrinterSettings,
  job: Delivery,
): Promise<PrintOutcome> {
  const completion = completionOf(settings, job.processId, job.before);
  const bytes = Uint8Array.of(...job.bytes, ...completion.question);
  const writeMs = writeDeadlineMs(session, settings, bytes.length);
  const ended = completion.listen(session, writeMs);
  const written = await session.exchange.send(bytes, writeMs);
  if (!written.written) return notWritten(written, job.kick);
  const [kick, end] = await Promise.all([
    job.kick ? watchDrawer(session, settings, job.before) : Promise.resolve<KickOutcome>('not-asked'),
    ended(),
  ]);
  if (end.fault) return { outcome: 'unknown', fault: end.fault, bytesSent: bytes.length, kick };
  const paperLow = isLow(job.before) || end.paperLow || (await session.isPaperLow());
  return { outcome: 'printed', confirmedBy: completion.confirmedBy, paperLow, kick };
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

export const isLow = (seen: SeenStatus | undefined): boolean => seen?.paperLow === true;

/** A serial line needs ten bits per byte; twice that, because a printer with a full buffer makes it wait. */
export function writeDeadlineMs(
  session: PrinterSession,
  { transport }: PrinterSettings,
  byteCount: number,
): number {
  const { writeMs } = session.deadlines;
  return transport.kind === 'serial' ? writeMs + (byteCount * 20_000) / transport.baudRate : writeMs;
}
