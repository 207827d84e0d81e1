/** Each device in words, never as a light: what the top bar says. */
import type { PrinterFault } from '../../shared/devices/outcome.ts';
import { PRINTER_FAULTS } from '../../shared/devices/printer-words.ts';
import type { DeviceKind } from '../../shared/devices/settings.ts';
import type { Output } from '../bridge/bridge.ts';

type Printer = Output<'desk.status'>['printer'];
type Device = Pick<Output<'device.list'>['devices'][number], 'kind' | 'connection' | 'sources'>;
export type StateWords = { readonly text: string; readonly tone: 'good' | 'attention' | 'bad' | 'quiet' };

export function printerWords(printer: Printer): StateWords {
  switch (printer.connection) {
    case 'not-assigned':
      return { text: 'Not set up', tone: 'quiet' };
    case 'no-answer':
      return { text: 'No answer', tone: 'attention' };
    case 'refused':
      return { text: 'Refused', tone: 'attention' };
    case 'ready':
      if (printer.fault !== undefined) return { text: faultWords(printer.fault), tone: 'attention' };
      return printer.paperLow ? { text: 'Paper is low', tone: 'attention' } : { text: 'Ready', tone: 'good' };
  }
}

export function drawerWords(printer: Printer): StateWords {
  switch (printer.drawer) {
    case 'open':
      return { text: printer.leftOpen === true ? 'Left open' : 'Open', tone: 'attention' };
    case 'closed':
      return { text: 'Closed', tone: 'good' };
    case 'no-sensor':
      return { text: 'No sensor', tone: 'quiet' };
    case 'unknown':
      return { text: 'Not known', tone: 'quiet' };
  }
}

/** `cover-open` → `Cover open`: in the same words as everywhere; what has none is told by its own name. */
export const faultWords = (fault: string): string =>
  sentence(fault in PRINTER_FAULTS ? PRINTER_FAULTS[fault as PrinterFault].said : fault.replaceAll('-', ' '));

export const sentence = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

const CONNECTION_WORDS: Readonly<Record<Device['connection'], StateWords>> = {
  opening: { text: 'Connecting', tone: 'quiet' },
  ready: { text: 'Ready', tone: 'good' },
  // A customer holds a card to it, a machine counts: nothing to worry about.
  busy: { text: 'Busy', tone: 'good' },
  'no-answer': { text: 'No answer', tone: 'attention' },
  refused: { text: 'Refused', tone: 'attention' },
};

export const deviceWords = (connection: Device['connection']): StateWords => CONNECTION_WORDS[connection];

/** As short as the top bar needs it, in the order in which money is taken. */
const BAR_LABELS: Readonly<Record<DeviceKind, string>> = {
  'card-terminal': 'Terminal',
  scanner: 'Scanner',
  'check-reader': 'Check reader',
  'bill-counter': 'Bill counter',
  'coin-sorter': 'Coin sorter',
  'pole-display': 'Display',
};

/** What to look at first, when several devices of a kind share a place in the bar. */
const WORST_FIRST: readonly Device['connection'][] = ['refused', 'no-answer', 'opening', 'busy', 'ready'];

export type BarFact = { readonly kind: DeviceKind; readonly label: string; readonly state: StateWords };

/**
 * One fact for each kind that is set up, so that the bar stays short: of several devices the one to look at speaks.
 * @param source the tender source of the open session: devices that do not serve it are somebody else's; null for all
 */
export function barFacts(devices: readonly Device[], source: string | null): readonly BarFact[] {
  const mine = devices.filter(
    ({ sources }) => source === null || sources.length === 0 || sources.includes(source),
  );
  return (Object.keys(BAR_LABELS) as DeviceKind[]).flatMap((kind) => {
    const ofKind = mine.filter((device) => device.kind === kind);
    const worst = WORST_FIRST.find((connection) => ofKind.some((device) => device.connection === connection));
    if (worst === undefined) return [];
    const state = deviceWords(worst);
    const share = ofKind.filter((device) => device.connection === worst).length;
    const text =
      share === ofKind.length
        ? state.text
        : `${share} of ${ofKind.length} ${state.text.charAt(0).toLowerCase()}${state.text.slice(1)}`;
    return [{ kind, label: BAR_LABELS[kind], state: { ...state, text } }];
  });
}
