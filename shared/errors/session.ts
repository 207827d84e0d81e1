import type { ErrorEntries } from './registry.ts';

const refused = (text: string, next: string) =>
  ({ area: 'session', severity: 'refused', text, next }) as const;

export const sessionErrors = {
  SESSION_UNKNOWN: refused('There is no such session.', 'Open a drawer first.'),
  SESSION_STATUS: refused(
    '{value} is {status}; for this it must be {allowed}.',
    'Look at the drawer’s state, then go on from there.',
  ),
  SESSION_NOT_YOURS: refused('{value} belongs to {cashier}.', 'Open a drawer of your own.'),
  // Counts
  COUNT_FACE_UNKNOWN: refused('There is no {form} of {value}.', 'Count it under its own face.'),
  COUNT_FACE_TWICE: refused('The {form} of {value} was counted twice.', 'Add both on one row.'),
  COUNT_PIECES: refused('“{value}” is not a number of pieces.', 'Type whole pieces, 0 or more.'),
  COUNT_ITEM_NUMBER: refused(
    'An item has no number, or one that is too long.',
    'Type the number that stands on it.',
  ),
  COUNT_ITEM_AMOUNT: refused('Item {number} has no amount.', 'Type the amount that stands on it.'),
  COUNT_ITEMS_TOO_MANY: refused(
    '{value} items are more than one count holds.',
    'Turn part of them in first.',
  ),
  COUNT_SLIPS: refused(
    'Card slips and their total do not belong together.',
    'Type how many slips there are, and their total.',
  ),
} as const satisfies ErrorEntries;
