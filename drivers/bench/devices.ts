/** Every device that a counter has, simulated. */
import type { Clock } from '../clock.ts';
import type { BenchDevice } from './bench-device.ts';
import { printerOnBench } from './devices/receipt-printer.ts';

export const benchDevices = (clock: Clock) =>
  ({
    'receipt-printer': printerOnBench(clock),
  }) satisfies Record<string, BenchDevice>;

export type BenchDevices = ReturnType<typeof benchDevices>;
export type BenchName = keyof BenchDevices;

/** Where the bench puts them unless it is asked for free ports; 9101 is its control page. */
export const USUAL_PORTS: Readonly<Record<BenchName, number>> = {
  'receipt-printer': 9100,
};
export const USUAL_CONTROL_PORT = 9101;
