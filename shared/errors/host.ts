import type { ErrorEntries } from './registry.ts';

export const hostErrors = {
  INTERNAL: {
    area: 'host',
    severity: 'fault',
    text: 'Something in the program broke while doing this; nothing was changed. Reference {reference}.',
    next: 'Try once more; then call the help desk with the reference.',
  },
  UNKNOWN_CHANNEL: {
    area: 'host',
    severity: 'refused',
    text: '“{value}” is not something this desk can be asked.',
    next: 'Update the program on this PC.',
  },
  BAD_MESSAGE: {
    area: 'host',
    severity: 'refused',
    text: 'The message was not in the form the desk expects.',
    next: 'Reload the page.',
  },
  COMMAND_ID_REUSED: {
    area: 'host',
    severity: 'refused',
    text: 'This command’s id was already used for something else.',
    next: 'Open the form again.',
  },
  NOT_FOUNDED: {
    area: 'host',
    severity: 'refused',
    text: 'No office is set up on this PC yet.',
    next: 'Open the sample city or set up the own office first.',
  },
  ALREADY_FOUNDED: {
    area: 'host',
    severity: 'refused',
    text: 'An office is already set up here: {value}.',
    next: 'Use another data folder for another office.',
  },
  NOT_FOUND: {
    area: 'host',
    severity: 'refused',
    text: 'There is no {what} {value}.',
    next: 'Look it up again; it may have changed on another screen.',
  },
  ADDRESS_NEEDED: {
    area: 'host',
    severity: 'refused',
    text: 'This page no longer belongs to a running desk.',
    next: 'Open the address that the desk printed when it started.',
  },
  TASK_STOPPED: {
    area: 'host',
    severity: 'refused',
    text: 'It was stopped; what it had done was taken back.',
    next: 'Start it again when you are ready.',
  },
  NOT_A_TIME_ZONE: {
    area: 'host',
    severity: 'refused',
    text: '“{value}” is not a time zone.',
    next: 'Choose one such as America/Phoenix.',
  },
  WORKSTATION_FIXED: {
    area: 'host',
    severity: 'refused',
    text: 'This data folder belongs to workstation {workstation}, not {value}.',
    next: 'Start the program with --workstation, or use {workstation}.',
  },
  BUSINESS_DATE_OPEN: {
    area: 'host',
    severity: 'refused',
    text: '{value} is still open.',
    next: 'Close it first; one business date is open at a time.',
  },
  BUSINESS_DATE_PAST: {
    area: 'host',
    severity: 'refused',
    text: '{value} is not after {closed}, which is closed.',
    next: 'Choose a later date.',
  },
  NO_BUSINESS_DATE: {
    area: 'host',
    severity: 'refused',
    text: 'No business date is open.',
    next: 'Ask a supervisor to open it.',
  },
  BUSINESS_DATE_SESSIONS: {
    area: 'host',
    severity: 'refused',
    text: '{value} cannot close: {source} of {cashier} is {status}.',
    next: 'Balance that session first.',
  },
  FEE_TOO_LARGE: {
    area: 'host',
    severity: 'refused',
    text: 'A fee of {value} is more than the {gross} it was taken from.',
    next: 'Check both amounts on the statement.',
  },
  SETTLEMENT_TWICE: {
    area: 'host',
    severity: 'refused',
    text: 'Settlement {value} of {date} is recorded already, with {gross}.',
    next: 'Nothing is to be done, unless the statement shows two of them: then type what tells the second apart.',
  },
  SETTLEMENT_EXCEEDS: {
    area: 'host',
    severity: 'refused',
    text: 'A settlement of {value} is more than the {clearing} of card payments that are not settled yet.',
    next: 'Check the gross amount on the statement, and that it holds no card payments taken elsewhere.',
  },
} as const satisfies ErrorEntries;
