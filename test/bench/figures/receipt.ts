/** S8: from the answer to the moment when the printer's line has taken the last byte of the receipt. */
import { systemClock } from '../../../drivers/clock.ts';
import { printerSimulator } from '../../../drivers/receipt-printer/simulator/simulator.ts';
import { memoryNetwork } from '../../../drivers/transport/memory.ts';
import type { Connection, Transport } from '../../../drivers/transport/connection.ts';
import { openCity, openWindow, payersOf, splitPayment, timedPost } from '../counter.ts';
import { atMost, series } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { BenchContext, FigureGroup } from '../options.ts';

/** Status questions have three bytes; every other write is a job. */
const QUESTION_BYTES = 3;

/** Notes when a connection has taken a job's last byte. */
function watched(inner: Transport, jobTaken: (atMs: number) => void): Transport {
  const watch = (connection: Connection): Connection => ({
    get isOpen() {
      return connection.isOpen;
    },
    closed: connection.closed,
    onBytes: (listener) => connection.onBytes(listener),
    close: () => connection.close(),
    async write(bytes, deadlineMs) {
      const outcome = await connection.write(bytes, deadlineMs);
      if (outcome.written && bytes.length > QUESTION_BYTES) jobTaken(performance.now());
      return outcome;
    },
  });
  return {
    name: inner.name,
    async open(deadlineMs) {
      const opened = await inner.open(deadlineMs);
      return opened.opened ? { opened: true, connection: watch(opened.connection) } : opened;
    },
  };
}

async function measure({ options, progress, folder }: BenchContext): Promise<Figure[]> {
  const simulator = printerSimulator({ clock: systemClock });
  const network = memoryNetwork(systemClock, simulator.attach);
  let takenAtMs = Number.NaN;
  const transport = watched(network.transport, (atMs) => {
    takenAtMs = atMs;
  });
  const deps = { clock: systemClock, transport: () => transport };
  const city = await openCity(folder('s8'), options, { trainingPrinter: { simulator, deps } });
  const window = await openWindow(city, 'mei', '2');
  progress('S8: receipts to a printer on a memory cable');
  const took: number[] = [];
  const first = payersOf(options) - options.payments;
  for (let nth = first; nth < first + Math.min(options.payments, MOST_RECEIPTS); nth += 1) {
    await timedPost(window, await splitPayment(window, options, nth));
    const answeredAtMs = performance.now();
    await city.desk.settled();
    simulator.drawer.close();
    took.push(takenAtMs - answeredAtMs);
  }
  if (simulator.papers().length === 0) throw new Error('nothing was printed');
  await city.close();
  const handed = series('answer → last byte', 'ms', took);
  return [
    {
      id: 'S8',
      work: 'Receipt: answer → last byte handed to the transport, with the intent journaled and the printer asked before',
      against: '5 ms',
      series: [handed],
      claims: [atMost('median', handed.spread.median, 5, 'ms'), atMost('p90', handed.spread.p90, 5, 'ms')],
      notes: [
        'The cable is memory and the printer idle: what is measured is ours; a real line adds its own time.',
      ],
    },
  ];
}

const MOST_RECEIPTS = 500;

export const receipt: FigureGroup = { ids: ['S8'], measure };
