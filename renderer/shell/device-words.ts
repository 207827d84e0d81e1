/** Each device in words, never as a light: what the top bar says. */
import type { PrinterFault } from '../../shared/devices/outcome.ts';
import { PRINTER_FAULTS } from '../../shared/devices/printer-words.ts';
import type { Output } from '../bridge/bridge.ts';

type Printer = Output<'desk.status'>['printer'];
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
      return { text: 'Open', tone: 'attention' };
    case 'closed':
      return { text: 'Closed', tone: 'good' };
    case 'no-sensor':
      return { text: 'No sensor', tone: 'quiet' };
    case 'unknown':
      return { text: 'Not known', tone: 'quiet' };
  }
}

/** `cover-open` → `Cover open`: in the same words as everywhere; what has none is told by its own name. */
export const faultWords = (fault: string): string => {
  const said: string =
    fault in PRINTER_FAULTS ? PRINTER_FAULTS[fault as PrinterFault].said : fault.replaceAll('-', ' ');
  return said.charAt(0).toUpperCase() + said.slice(1);
};
