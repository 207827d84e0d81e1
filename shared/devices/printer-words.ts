/** What is wrong with a printer, in the words of the person who stands before it, and what that person does next. */
import type { PrinterFault } from './outcome.ts';
import type { SlipFault } from './receipt-printer.ts';

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

/** The same for stubs, checks and deposit slips. */
export const SLIP_FAULTS = {
  ...PRINTER_FAULTS,
  'paper-out': {
    said: 'out of paper',
    next: 'Put in a new roll: without it the printer takes no slip either.',
  },
  'no-slip-station': {
    said: 'the printer has no slip station',
    next: 'Choose the printer’s slip station in Devices, or write the line by hand.',
  },
  'nothing-inserted': {
    said: 'nothing was inserted',
    next: 'Insert the paper until the printer takes it, then print again.',
  },
  cancelled: { said: 'cancelled', next: 'Print again when the paper is at hand.' },
} as const satisfies Readonly<Record<SlipFault, FaultWords>>;
