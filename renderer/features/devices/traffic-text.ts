/** The traffic of a device as a text file for the help desk. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { dateOf, formatTime } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';

export type TrafficLine = Output<'device.traffic'>['lines'][number];

export type TrafficFile = {
  readonly device: string;
  readonly connection: string;
  readonly workstation: string;
  readonly savedAt: Instant;
  readonly timeZone: string;
  readonly lines: readonly TrafficLine[];
};

/** Masked as on the screen: the desk sends nothing else. */
export function trafficText(file: TrafficFile): string {
  const { timeZone } = file;
  const at = (instant: Instant): string =>
    `${dateOf(instant, timeZone)} ${formatTime(instant, timeZone, true)}`;
  const head = [
    `Tillwright: traffic of ${file.device}`,
    `Workstation ${file.workstation}. ${file.connection}.`,
    `Saved ${at(file.savedAt)}, ${timeZone}. Masked: no card or account number is kept.`,
    '',
  ];
  const lines =
    file.lines.length === 0
      ? ['Nothing went over its line since this program was started.']
      : file.lines.map((line) => `${at(line.at)}  ${line.what.padEnd(8)}  ${line.text}`);
  return `${[...head, ...lines].join('\n')}\n`;
}

/** `traffic-coin-sorter-back-office-2026-11-19.txt` */
export function trafficFileName({ device, savedAt, timeZone }: TrafficFile): string {
  const name = device
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `traffic-${name === '' ? 'device' : name}-${dateOf(savedAt, timeZone)}.txt`;
}
