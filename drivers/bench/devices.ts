/** Every device that a counter has, simulated. */
import type { Clock } from '../clock.ts';
import type { BenchDevice } from './bench-device.ts';
import { paxOnBench, zvtOnBench } from './devices/card-terminal.ts';
import { checkReaderOnBench } from './devices/check-reader.ts';
import { billCounterOnBench, coinSorterOnBench, sc350OnBench } from './devices/counting-machines.ts';
import { poleDisplayOnBench } from './devices/pole-display.ts';
import { printerOnBench } from './devices/receipt-printer.ts';
import { scannerOnBench } from './devices/scanner.ts';

/** In the order in which a person meets them. */
export const benchDevices = (clock: Clock) =>
  ({
    'receipt-printer': printerOnBench(clock),
    'card-terminal-pax': paxOnBench(clock),
    'card-terminal-zvt': zvtOnBench(clock),
    scanner: scannerOnBench(clock),
    'check-reader': checkReaderOnBench(clock),
    'bill-counter': billCounterOnBench(clock),
    'coin-sorter': coinSorterOnBench(clock),
    'sc-350': sc350OnBench(clock),
    'pole-display': poleDisplayOnBench(clock),
  }) satisfies Record<string, BenchDevice>;

export type BenchDevices = ReturnType<typeof benchDevices>;
export type BenchName = keyof BenchDevices;

/**
 * Where the bench puts them unless it is asked for free ports: printers, PAX and ZVT terminals where such devices listen
 * by themselves, the others beside each other.
 */
export const USUAL_PORTS: Readonly<Record<BenchName, number>> = {
  'receipt-printer': 9100,
  'card-terminal-pax': 10_009,
  'card-terminal-zvt': 20_007,
  scanner: 9201,
  'check-reader': 9202,
  'bill-counter': 9203,
  'coin-sorter': 9204,
  'sc-350': 9205,
  'pole-display': 9206,
};
export const USUAL_CONTROL_PORT = 9101;
