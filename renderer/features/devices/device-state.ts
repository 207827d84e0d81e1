/** Printer and drawer in words: the state, what it means, and what the person does next. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { PRINTER_FAULTS } from '../../../shared/devices/printer-words.ts';
import { drawerWords, printerWords } from '../../shell/device-words.ts';
import type { StateWords } from '../../shell/device-words.ts';
import type { Tone } from '../../ui/Status.tsx';

export type PrinterState = Output<'device.state'>;
export type PrinterSettings = NonNullable<Output<'setup.overview'>['printer']>;

export type DeviceRow = {
  readonly id: 'printer' | 'drawer';
  readonly name: string;
  readonly connection: string;
  readonly state: string;
  readonly tone: Tone;
  readonly inWords: string;
  /** In order; empty when there is nothing to do. */
  readonly todo: readonly string[];
  /** What a person does while it does not work. */
  readonly meanwhile: string;
};

const TONE: Readonly<Record<StateWords['tone'], Tone>> = {
  good: 'ok',
  attention: 'warn',
  bad: 'danger',
  quiet: 'note',
};

/** Where the printer is, as a person would look for it. */
export function connectionText(settings: PrinterSettings | null): string {
  if (settings === null) return 'No connection';
  const { transport } = settings;
  switch (transport.kind) {
    case 'tcp':
      return `Network, ${transport.host}, port ${transport.port}`;
    case 'serial':
      return `Serial ${transport.path}, ${transport.baudRate} baud`;
    case 'file':
      return `Device file ${transport.path}`;
  }
}

const knownFault = (fault: string | undefined) =>
  fault !== undefined && fault in PRINTER_FAULTS
    ? PRINTER_FAULTS[fault as keyof typeof PRINTER_FAULTS]
    : undefined;

function printerInWords(state: PrinterState): string {
  switch (state.connection) {
    case 'not-assigned':
      return 'No printer is chosen';
    case 'no-answer':
      return 'The connection opens or not, the printer is silent';
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
      return ['An administrator sets up the printer here.'];
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

const DRAWER_WORDS: Readonly<Record<PrinterState['drawer'], string>> = {
  open: 'Its sensor says it is open',
  closed: 'Its sensor says it is closed',
  'no-sensor': 'Opens by the printer; it has no sensor',
  unknown: 'What it does is not known without the printer',
};

/**
 * @param settings null where the person may not read them, and in training, where a simulated printer stands in
 */
export function deviceRows(
  state: PrinterState,
  settings: PrinterSettings | null,
  training = false,
): readonly DeviceRow[] {
  const printer = printerWords(state);
  const drawer = drawerWords(state);
  const assigned = state.connection !== 'not-assigned';
  return [
    {
      id: 'printer',
      name: 'Receipt printer',
      connection:
        assigned && settings === null
          ? training
            ? 'Simulated, for training'
            : 'Set up by an administrator'
          : connectionText(settings),
      state: printer.text,
      tone: TONE[printer.tone],
      inWords: printerInWords(state),
      todo: printerTodo(state),
      meanwhile: 'Payments post as always. Receipts wait under Prints, or are saved as PDF.',
    },
    {
      id: 'drawer',
      name: 'Cash drawer',
      connection: assigned ? 'Wired to the printer' : 'No connection',
      state: assigned ? drawer.text : 'Not set up',
      tone: assigned ? TONE[drawer.tone] : 'note',
      inWords: assigned ? DRAWER_WORDS[state.drawer] : 'It opens through a receipt printer',
      todo:
        assigned && state.connection !== 'ready' ? ['Open it with its key until the printer answers.'] : [],
      meanwhile: 'Open it with its key; the payment stands either way.',
    },
  ];
}

export const DEFAULT_SETTINGS: PrinterSettings = {
  transport: { kind: 'tcp', host: '', port: 9100 },
  columns: 42,
  codePage: 19,
  completion: 'process-id',
  drawerSensor: 'none',
  drawerPin: 0,
  logo: false,
};

/** The same printer behind another kind of wire, with what that wire usually needs. */
export function withTransport(
  settings: PrinterSettings,
  kind: PrinterSettings['transport']['kind'],
): PrinterSettings {
  if (settings.transport.kind === kind) return settings;
  switch (kind) {
    case 'tcp':
      return { ...settings, transport: { kind, host: '', port: 9100 } };
    case 'serial':
      return { ...settings, transport: { kind, path: '', baudRate: 19_200 } };
    case 'file':
      return { ...settings, transport: { kind, path: '' } };
  }
}

/** The words inside the button while the form is not whole; null when it is. */
export function settingsProblem({ transport }: PrinterSettings): string | null {
  switch (transport.kind) {
    case 'tcp':
      if (transport.host.trim() === '') return 'Type the printer’s address';
      return transport.port >= 1 && transport.port <= 65_535 ? null : 'A port is 1 to 65535';
    case 'serial':
      if (transport.path.trim() === '') return 'Type the serial port';
      return transport.baudRate >= 1_200 ? null : 'Type the speed, such as 19200';
    case 'file':
      return transport.path.trim() === '' ? 'Type the device file' : null;
  }
}
