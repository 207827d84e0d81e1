/** One device of this workstation besides the receipt printer and its drawer, as an administrator set it up. */
import type { CardTerminalSettings } from './card-terminal.ts';
import type { CheckReaderSettings } from './check-reader.ts';
import type { PoleDisplaySettings } from './customer-display.ts';
import type { MoneyCounterSettings } from './money-counter.ts';
import type { ScannerSettings } from './scanner.ts';

export type DeviceSettings =
  CardTerminalSettings | MoneyCounterSettings | CheckReaderSettings | ScannerSettings | PoleDisplaySettings;

export const DEVICE_KINDS = [
  'card-terminal',
  'check-reader',
  'scanner',
  'bill-counter',
  'coin-sorter',
  'pole-display',
] as const satisfies readonly DeviceSettings['kind'][];
export type DeviceKind = DeviceSettings['kind'];

export type AssignedDevice = {
  readonly deviceId: string;
  /** As people call it: `Coin sorter, back office`. */
  readonly name: string;
  /** Codes of the tender sources that it serves; empty for every one of this workstation. */
  readonly sources: readonly string[];
  readonly settings: DeviceSettings;
};

/** The first device of a kind that serves a tender source. */
export const deviceFor = (
  devices: readonly AssignedDevice[],
  kind: DeviceKind,
  source: string,
): AssignedDevice | undefined =>
  devices.find(
    (device) =>
      device.settings.kind === kind && (device.sources.length === 0 || device.sources.includes(source)),
  );
