/**
 * The bench's way in (quality figure S8): a whole job, pre-flight and all, to a memory cable at whose end something
 * answers like an idle printer and does nothing else. What is measured is ours; a real line adds its own time.
 */
import type { PrinterSettings, PrintOutcome } from '../../shared/devices/outcome.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import { systemClock } from '../clock.ts';
import type { Connection, Transport } from '../transport/connection.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { printJob } from './driver.ts';
import { askProcessId } from './protocol/bytes.ts';

export type HandOver = {
  /** From the call to the moment when the transport has taken the job's last byte. */
  readonly lastByteMs: number;
  /** From the call to the outcome. */
  readonly outcomeMs: number;
  readonly bytes: number;
  readonly outcome: PrintOutcome['outcome'];
};

const PROCESS_ID = '0001';
const ID_QUESTION = askProcessId(PROCESS_ID);
/** 37 22 d1 d2 d3 d4 00 */
const ID_ANSWER = Uint8Array.of(0x37, 0x22, ...ID_QUESTION.subarray(-4), 0x00);
const ANSWER_MS = 1000;

const BENCH_PRINTER: PrinterSettings = {
  transport: { kind: 'tcp', host: 'memory', port: 9100 },
  columns: 42,
  codePage: 0,
  completion: 'process-id',
  drawerSensor: 'none',
  drawerPin: 0,
  logo: false,
};

const IDLE = 0x12;

function answerLikeAPrinter(device: Connection): void {
  let tail: number[] = [];
  device.onBytes((bytes) => {
    tail = [...tail, ...bytes.subarray(-ID_QUESTION.length)].slice(-ID_QUESTION.length);
    if (bytes.length === QUESTION_BYTES) void device.write(Uint8Array.of(IDLE), ANSWER_MS);
    else if (ID_QUESTION.every((byte, at) => tail[at] === byte)) void device.write(ID_ANSWER, ANSWER_MS);
  });
}

/** A status question has three bytes; every other write is the job. */
const QUESTION_BYTES = 3;

export async function handOverToMemory(
  paper: Paper,
  settings: Pick<PrinterSettings, 'codePage'> = { codePage: 0 },
): Promise<HandOver> {
  const network = memoryNetwork(systemClock, answerLikeAPrinter);
  const startedMs = performance.now();
  const job = { bytes: 0, lastByteMs: Number.NaN };
  const transport = watchingWrites(network.transport, (byteCount) => {
    if (byteCount <= QUESTION_BYTES) return;
    job.bytes = byteCount;
    job.lastByteMs = performance.now() - startedMs;
  });
  const outcome = await printJob(
    { ...BENCH_PRINTER, ...settings },
    { paper, kick: true, processId: PROCESS_ID },
    { clock: systemClock, transport: () => transport },
  );
  return { ...job, outcomeMs: performance.now() - startedMs, outcome: outcome.outcome };
}

function watchingWrites(inner: Transport, written: (byteCount: number) => void): Transport {
  const watched = (connection: Connection): Connection => ({
    get isOpen() {
      return connection.isOpen;
    },
    closed: connection.closed,
    onBytes: (listener) => connection.onBytes(listener),
    close: () => connection.close(),
    async write(bytes, deadlineMs) {
      const outcome = await connection.write(bytes, deadlineMs);
      if (outcome.written) written(bytes.length);
      return outcome;
    },
  });
  return {
    name: inner.name,
    async open(deadlineMs) {
      const opened = await inner.open(deadlineMs);
      return opened.opened ? { opened: true, connection: watched(opened.connection) } : opened;
    },
  };
}
