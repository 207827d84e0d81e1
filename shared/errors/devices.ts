import type { ErrorEntries } from './registry.ts';

export const devicesErrors = {
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
} as const satisfies ErrorEntries;
