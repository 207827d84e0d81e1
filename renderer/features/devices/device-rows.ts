/** Every device of the workstation as a row, in one order, counted by how it does. Pure. */
import type { DeviceKind } from '../../../shared/devices/settings.ts';
import { sentence, deviceWords } from '../../shell/device-words.ts';
import type { Tone } from '../../ui/Status.tsx';
import { printerAndDrawer } from './device-state.ts';
import type { AssignedRow, DeviceRow, PrinterFacts, RowGroup, TestWords } from './device-state.ts';

export type KindWords = {
  readonly label: string;
  /** What a person does while it does not work. */
  readonly meanwhile: string;
};

export const KIND_WORDS: Readonly<Record<DeviceKind, KindWords>> = {
  'card-terminal': {
    label: 'Card terminal',
    meanwhile: 'Take the card on a stand-alone terminal and record it from its slip.',
  },
  scanner: { label: 'Scanner', meanwhile: 'Type the number that stands under the bar code.' },
  'check-reader': { label: 'Check reader', meanwhile: 'Type routing and check number.' },
  'bill-counter': { label: 'Bill counter', meanwhile: 'Count by hand and type the count.' },
  'coin-sorter': { label: 'Coin sorter', meanwhile: 'Count by hand and type the count.' },
  'pole-display': { label: 'Pole display', meanwhile: 'Nothing. It never holds up a payment.' },
};

/** As they stand around a counter: what takes money first. */
export const KIND_ORDER: readonly DeviceKind[] = [
  'card-terminal',
  'scanner',
  'check-reader',
  'bill-counter',
  'coin-sorter',
  'pole-display',
];

const CONNECTION: Readonly<
  Record<AssignedRow['connection'], { readonly tone: Tone; readonly group: RowGroup }>
> = {
  opening: { tone: 'note', group: 'connecting' },
  ready: { tone: 'ok', group: 'ready' },
  busy: { tone: 'warn', group: 'busy' },
  'no-answer': { tone: 'danger', group: 'no answer' },
  refused: { tone: 'danger', group: 'refused' },
};

function inWords(device: AssignedRow): string {
  if (device.fault !== '') return sentence(device.fault);
  if (device.said !== '') return sentence(device.said);
  return device.connection === 'opening' ? 'Not reached yet since it was set up' : 'Answers';
}

const testOf = ({ selfTest }: AssignedRow): TestWords | null =>
  selfTest === null
    ? null
    : {
        result: selfTest.passed ? 'Passed' : 'Failed',
        tone: selfTest.passed ? 'ok' : 'danger',
        at: selfTest.at,
        said: sentence(selfTest.said),
      };

const assignedRow = (device: AssignedRow): DeviceRow => ({
  id: device.deviceId,
  kind: device.kind,
  name: device.name,
  connection: device.address,
  state: deviceWords(device.connection).text,
  ...CONNECTION[device.connection],
  inWords: inWords(device),
  todo: device.next,
  meanwhile: KIND_WORDS[device.kind].meanwhile,
  since: device.since,
  nextTry: device.nextTry,
  lastTraffic: device.lastTraffic,
  test: testOf(device),
  assigned: device,
});

const unsetRow = (kind: DeviceKind): DeviceRow => ({
  id: `none:${kind}`,
  kind,
  name: KIND_WORDS[kind].label,
  connection: 'No connection',
  state: 'Not set up',
  tone: 'note',
  group: 'not set up',
  inWords: 'No device chosen',
  todo: [],
  meanwhile: KIND_WORDS[kind].meanwhile,
  since: null,
  nextTry: null,
  lastTraffic: null,
  test: null,
  assigned: null,
});

export const deviceRows = (printer: PrinterFacts, devices: readonly AssignedRow[]): readonly DeviceRow[] => [
  ...printerAndDrawer(printer),
  ...KIND_ORDER.flatMap((kind) => {
    const ofKind = devices.filter((device) => device.kind === kind);
    return ofKind.length === 0 ? [unsetRow(kind)] : ofKind.map(assignedRow);
  }),
];

const GROUP_TONE: Readonly<Record<RowGroup, Tone>> = {
  ready: 'ok',
  busy: 'warn',
  connecting: 'note',
  'to look at': 'warn',
  'no answer': 'danger',
  refused: 'danger',
  'not known': 'note',
  'not set up': 'note',
};

export type GroupCount = { readonly text: string; readonly tone: Tone };

/** `5 ready`, `1 busy`, `1 no answer`, `1 not set up`; what nothing is, is left out. */
export const groupCounts = (rows: readonly DeviceRow[]): readonly GroupCount[] =>
  (Object.keys(GROUP_TONE) as RowGroup[]).flatMap((group) => {
    const count = rows.filter((row) => row.group === group).length;
    return count === 0 ? [] : [{ text: `${count} ${group}`, tone: GROUP_TONE[group] }];
  });

/** Why this row cannot be tested now; null when it can. */
export function testBlocked(row: DeviceRow): string | null {
  if (row.group !== 'not set up') return null;
  return row.kind === 'printer' || row.kind === 'drawer' ? 'No printer is set up' : 'No device is chosen';
}
