import type { ErrorEntries } from './registry.ts';

const refused = (text: string, next: string) =>
  ({ area: 'devices', severity: 'refused', text, next }) as const;

export const devicesErrors = {
  // The card terminal
  TERMINAL_NOT_SET_UP: refused(
    'No card terminal is set up for this drawer.',
    'Record the card from a stand-alone terminal, or ask an administrator to set one up.',
  ),
  CARD_TENDER_EXPECTED: refused('{value} is no card.', 'Choose the card tender.'),
  CARD_TERMINAL_BUSY: refused(
    'The terminal is already asked for {value}.',
    'Wait for its answer, or cancel it.',
  ),
  CARD_IN_DOUBT: refused(
    'A card of {value} is in doubt: it may have been charged.',
    'Ask the terminal what became of it before another card is taken.',
  ),
  CARD_UNRECEIPTED: refused(
    'A card was charged {value} and no receipt was given.',
    'Use it for the payment it was for, or give it back at the terminal.',
  ),
  CARD_UNKNOWN: refused('This card request is not in the books.', 'Look at the list of open cards.'),
  CARD_NOT_CAPTURED: refused('Card request {value} is {status}.', 'Look at the list of open cards.'),
  CARD_NOT_IN_DOUBT: refused(
    'Card request {value} is {status}, not in doubt.',
    'Nothing is to be decided about it.',
  ),
  CARD_OF_OTHER_SESSION: refused(
    'Card request {value} belongs to another session.',
    'Use it in the session in which it was charged.',
  ),
  CARD_AMOUNT_DIFFERS: refused(
    'The terminal approved {approved}, not {value}.',
    'Take the card at {approved} and the rest by another tender.',
  ),
  CARD_RESOLVE_MAY_NOT: refused(
    'Saying what became of a card is for a supervisor, and not of their own drawer.',
    'Ask the terminal again, or call another supervisor.',
  ),
  CARD_STILL_CHARGED: refused(
    '{value} is still charged to the card.',
    'Give it back at the terminal first, then void.',
  ),
  CARD_SLIP_OVER: refused(
    'The slip cannot say {value}: {asked} was asked for.',
    'Type the amount as it stands on the slip.',
  ),
  TERMINAL_NO_ANSWER: refused(
    'The terminal does not answer about request {value}.',
    'Check its power and its cable, then ask it again.',
  ),
  TERMINAL_BATCH_NO_ANSWER: refused(
    '{value} does not answer. Its batch is as it was.',
    'Check its power and its cable, then ask it again.',
  ),
  TERMINAL_BATCH_REFUSED: refused(
    'The terminal refused: {reason}.',
    'Look at the terminal, then ask it again.',
  ),
  TERMINAL_BATCH_UNKNOWN: refused(
    'It is not known whether the terminal closed its batch.',
    'Look at the terminal’s own report before you close it again.',
  ),
  BATCH_BEFORE_SEAL: refused(
    'The terminal’s total is asked for after the count is sealed.',
    'Seal the count first.',
  ),
  // Paper that a person inserts
  SLIP_NOT_SET_UP: refused(
    'The printer has no station for slips.',
    'Stamp it by hand, or ask an administrator to set the printer up.',
  ),
  ENDORSE_NOT_A_CHECK: refused('Tender {value} is no check.', 'Choose a check of this receipt.'),
  // Machines that count
  MACHINE_COUNT_UNKNOWN: refused('This machine report is not in the books.', 'Look at the list of reports.'),
  MACHINE_COUNT_USED: refused(
    'Report {value} of {device} was counted before.',
    'Run the money through the machine again, or type the count.',
  ),
  MACHINE_NO_ANSWER: refused('{value} does not answer.', 'Type the count, or check the machine’s cable.'),
  MACHINE_DENOMINATION: refused('There is no coin of {value}.', 'Choose one of the coins.'),
  MACHINE_COUNTING: refused('{value} is still counting.', 'Wait until it stops, then ask it again.'),
  // Readers
  READING_GONE: refused('What was read is no longer kept.', 'Scan or read it again, or type it.'),
  CHECK_NOT_INSERTED: refused('No check is in the reader.', 'Put the check in, face up, then read it again.'),
  CHECK_READER_FAILED: refused('The check reader failed: {reason}.', 'Type routing and check number.'),
  // Set-up
  DEVICE_UNKNOWN: refused('No device {value} is set up.', 'Look at the list of devices.'),
  DEVICE_NAME_TAKEN: refused('Another device is called {value}.', 'Give it another name.'),
  DEVICE_ADDRESS_TAKEN: refused('{other} is already on {value}.', 'Check the address.'),
  DEVICE_HOLDS_CARD: refused(
    'What became of a card of {value} is still to be learned from this terminal.',
    'Ask the terminal, or let a supervisor settle it by its slip, then change it.',
  ),
  DEVICE_PROFILE_WRONG: refused(
    'The report profile cannot be used: {reason}.',
    'Correct it and try it on a captured report.',
  ),
  PRINT_NOT_OPEN: {
    area: 'devices',
    severity: 'refused',
    text: 'This print job is already {status}.',
    next: 'Nothing is to be decided about it.',
  },
  PRINT_NOT_STARTED: {
    area: 'devices',
    severity: 'refused',
    text: 'No byte of this job reached the printer, so it made no paper.',
    next: 'Print the original, or say why none is given.',
  },
  PRINT_REASON: {
    area: 'devices',
    severity: 'refused',
    text: 'A job that is not printed needs a reason.',
    next: 'Say in a few words why no paper is given.',
  },
  KICK_NOT_REPEATED: {
    area: 'devices',
    severity: 'refused',
    text: 'Opening the drawer is never repeated.',
    next: 'Open the drawer anew with a reason, if it is needed.',
  },
  // Captured lines
  CAPTURE_NOT_ONE: refused(
    'The file is no capture of a device’s line: {reason}.',
    'Choose a file that devices capture has written.',
  ),
  CAPTURE_LINE: refused(
    'Line {value} of the capture cannot be read: {reason}.',
    'Capture the line again; nothing of this file was used.',
  ),
  CAPTURE_UNWRITABLE: refused(
    'The capture could not be written: {reason}.',
    'Name a new file in a folder that is there; an existing file is never written over.',
  ),
  CAPTURE_NOT_OPENED: refused(
    'The line {value} could not be opened: {reason}.',
    'Check the cable and the address, and close every other program that uses this device.',
  ),
  CAPTURE_NOT_SENT: refused(
    'The bytes could not be sent over {value}: {reason}.',
    'Check that the device is on and takes bytes; what was heard is in the file.',
  ),
} as const satisfies ErrorEntries;
