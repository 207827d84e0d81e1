/** Printer and drawer in words: the state, what it means, and what the person does next. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { PRINTER_FAULTS } from '../../../shared/devices/printer-words.ts';
import type { DeviceKind } from '../../../shared/devices/settings.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { drawerWords, printerWords } from '../../shell/device-words.ts';
import type { StateWords } from '../../shell/device-words.ts';
import type { Tone } from '../../ui/Status.tsx';
import { transportText } from './transport-draft.ts';

export type PrinterState = Output<'device.state'>;
export type PrinterSettings = NonNullable<Output<'setup.overview'>['printer']>;
export type AssignedRow = Output<'device.list'>['devices'][number];

/** How rows are counted at the head of the screen. */
export type RowGroup =
  'ready' | 'busy' | 'connecting' | 'to look at' | 'no answer' | 'refused' | 'not known' | 'not set up';

export type TestWords = {
  /** `Passed`, `Failed`, `Printing`. */
  readonly result: string;
  readonly tone: Tone;
  readonly at: Instant;
  /** What it said, as a sentence; may be empty. */
  readonly said: string;
};

export type DeviceRow = {
  /** `printer`, `drawer`, the id of an assigned device, or `none:` and the kind that is not set up. */
  readonly id: string;
  readonly kind: 'printer' | 'drawer' | DeviceKind;
  readonly name: string;
  readonly connection: string;
  readonly state: string;
  readonly tone: Tone;
  readonly group: RowGroup;
  readonly inWords: string;
  /** In order; empty when there is nothing to do. */
  readonly todo: readonly string[];
  /** What a person does while it does not work. */
  readonly meanwhile: string;
  readonly since: Instant | null;
  readonly nextTry: Instant | null;
  readonly lastTraffic: Instant | null;
  readonly test: TestWords | null;
  /** What the desk keeps about it; null for printer and drawer, and for a kind that is not set up. */
  readonly assigned: AssignedRow | null;
};

export const TONE: Readonly<Record<StateWords['tone'], Tone>> = {
  good: 'ok',
  attention: 'warn',
  bad: 'danger',
  quiet: 'note',
};

/** Where the printer is, as a person would look for it. */
export const connectionText = (settings: PrinterSettings | null): string =>
  settings === null ? 'No connection' : transportText(settings.transport);

const knownFault = (fault: string | undefined) =>
  fault !== undefined && fault in PRINTER_FAULTS
    ? PRINTER_FAULTS[fault as keyof typeof PRINTER_FAULTS]
    : undefined;

function printerInWords(state: PrinterState): string {
  switch (state.connection) {
    case 'not-assigned':
      return 'No device chosen';
    case 'no-answer':
      return 'The printer does not answer';
    case 'refused':
      return 'The connection was refused';
    case 'ready': {
      const fault = knownFault(state.fault);
      if (fault !== undefined) return `Answers, but: ${fault.said}`;
      if (state.fault !== undefined) return `Answers, but: ${state.fault.replaceAll('-', ' ')}`;
      return state.paperLow ? 'Answers, the roll ends soon' : 'Answers, paper in, cover closed';
    }
  }
}

function printerTodo(state: PrinterState): readonly string[] {
  switch (state.connection) {
    case 'not-assigned':
      return [];
    case 'no-answer':
    case 'refused':
      return [
        'Is its light on? If not, switch it on and plug in its power.',
        'Push in the cable at the back of the printer.',
        'Test it. If it stays silent, check its address here or call the help desk.',
      ];
    case 'ready': {
      const fault = knownFault(state.fault);
      if (fault !== undefined) return [fault.next];
      if (state.fault !== undefined) return ['Look at the printer, then test it.'];
      return state.paperLow ? ['Have a new roll at hand; change it between two customers.'] : [];
    }
  }
}

function printerGroup(state: PrinterState): RowGroup {
  switch (state.connection) {
    case 'not-assigned':
      return 'not set up';
    case 'no-answer':
      return 'no answer';
    case 'refused':
      return 'refused';
    case 'ready':
      return state.fault === undefined && !state.paperLow ? 'ready' : 'to look at';
  }
}

const DRAWER_WORDS: Readonly<Record<PrinterState['drawer'], string>> = {
  open: 'Its sensor says it is open',
  closed: 'Its sensor says it is closed',
  'no-sensor': 'Opens by the printer; it has no sensor',
  unknown: 'Not known without the printer',
};

function drawerGroup({ drawer, leftOpen }: PrinterState): RowGroup {
  if (leftOpen === true) return 'to look at';
  return drawer === 'unknown' ? 'not known' : 'ready';
}

const drawerInWords = (state: PrinterState): string =>
  state.leftOpen === true ? 'It was left standing open' : DRAWER_WORDS[state.drawer];

function drawerTodo(state: PrinterState): readonly string[] {
  if (state.connection !== 'ready') return ['Open it with its key until the printer answers.'];
  return state.leftOpen === true ? ['Close it. If it is closed, find out its sensor anew.'] : [];
}

export type PrinterFacts = {
  readonly state: PrinterState;
  /** Null where the person may not read them, and in training, where a simulated printer stands in. */
  readonly settings: PrinterSettings | null;
  readonly training: boolean;
  readonly lastTraffic: Instant | null;
  readonly test: TestWords | null;
};

export function printerAndDrawer(facts: PrinterFacts): readonly DeviceRow[] {
  const { state, settings, training, lastTraffic, test } = facts;
  const printer = printerWords(state);
  const drawer = drawerWords(state);
  const assigned = state.connection !== 'not-assigned';
  const group = printerGroup(state);
  const common = { since: null, nextTry: null, lastTraffic, assigned: null } as const;
  return [
    {
      ...common,
      id: 'printer',
      kind: 'printer',
      name: 'Receipt printer',
      connection:
        assigned && settings === null
          ? training
            ? 'Simulated, for training'
            : 'Set up by an administrator'
          : connectionText(settings),
      state: printer.text,
      tone: group === 'no answer' || group === 'refused' ? 'danger' : TONE[printer.tone],
      group,
      inWords: printerInWords(state),
      todo: printerTodo(state),
      meanwhile: 'Payments post as always. Receipts wait under Prints, or are saved as PDF.',
      test,
    },
    {
      ...common,
      id: 'drawer',
      kind: 'drawer',
      name: 'Cash drawer',
      connection: assigned ? drawerAddress(settings) : 'No connection',
      state: assigned ? drawer.text : 'Not set up',
      tone: assigned ? TONE[drawer.tone] : 'note',
      group: assigned ? drawerGroup(state) : 'not set up',
      inWords: assigned ? drawerInWords(state) : 'It opens through a receipt printer',
      todo: assigned ? drawerTodo(state) : [],
      meanwhile: 'Open it with its key; the payment stands either way.',
      test: null,
    },
  ];
}

const drawerAddress = (settings: PrinterSettings | null): string =>
  settings === null
    ? 'Wired to the printer'
    : `Wired to the printer, pin ${settings.drawerPin === 0 ? '2' : '5'}`;

export const DEFAULT_SETTINGS: PrinterSettings = {
  transport: { kind: 'tcp', host: '', port: 9100 },
  columns: 42,
  codePage: 19,
  completion: 'process-id',
  drawerSensor: 'none',
  drawerPin: 0,
  logo: false,
};
