/** What is wrong with a printer, in the words of the person who stands before it, and what that person does next. */
import type { PrinterFault } from './outcome.ts';

export type FaultWords = {
  /** Completes "Not printed: …". */
  readonly said: string;
  /** One imperative sentence. */
  readonly next: string;
};

export const PRINTER_FAULTS = {
  unplugged: {
    said: 'unplugged',
    next: 'Check the printer’s power and its cable, then print.',
  },
  busy: {
    said: 'busy with another program',
    next: 'Wait until the other program or workstation has printed, then print.',
  },
  'not-permitted': {
    said: 'this program may not use the port',
    next: 'Ask the help desk to give this account the right to the printer’s port.',
  },
  'cover-open': { said: 'cover open', next: 'Close the cover, then print.' },
  'paper-out': { said: 'out of paper', next: 'Put in a new roll, then print.' },
  'cutter-error': {
    said: 'cutter jammed',
    next: 'Switch the printer off, clear the cutter, switch it on, then print.',
  },
  'unrecoverable-error': {
    said: 'printer error',
    next: 'Switch the printer off and on. If the error stays, it needs service.',
  },
  offline: { said: 'offline', next: 'Wait a moment: it may be feeding paper or cooling down. Then print.' },
  silent: {
    said: 'printer stopped answering',
    next: 'Look at the paper. Switch the printer off and on before you print again.',
  },
  'wrong-device': {
    said: 'another device answered',
    next: 'Check which cable is in which port, and the printer’s address in Devices.',
  },
} as const satisfies Readonly<Record<PrinterFault, FaultWords>>;
