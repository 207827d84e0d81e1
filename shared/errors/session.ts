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
  COUNT_NOT_HERE: refused('{value} has no drawer to count.', 'Open it without a count.'),
  // Opening
  SESSION_EXISTS: refused('This session is already open.', 'Go on with it.'),
  SOURCE_UNKNOWN: refused('There is no such drawer.', 'Choose one of the list.'),
  SOURCE_TAKEN: refused(
    '{value} is {status}, by {cashier}.',
    'Choose another drawer, or have {cashier} close it first.',
  ),
  DRAWER_ALREADY_OPEN: refused(
    'Your {value} is {status}.',
    'Resume it, or close it before you open another.',
  ),
  // While open
  NO_DRAWER: refused('{value} has no drawer to open.', 'Use a session with a drawer.'),
  LOOK_BLIND: refused(
    'You count {value}, so what it should hold stays hidden.',
    'Count it; the result is shown after the seal.',
  ),
  LOOK_FIRST: refused(
    '{value} is not sealed yet, and this would show what it should hold.',
    'Wait for its close, or look at live cash on the Supervisor page first: that is recorded, and whoever looked may not count it.',
  ),
  // Balancing
  PARKED_LEFT: refused(
    '{value} parked payers are left in this session.',
    'Recall or discard each of them first.',
  ),
  IN_DOUBT_LEFT: refused('{value} card tenders are in doubt.', 'Ask the terminal about each of them first.'),
  CARDS_LEFT: refused(
    '{value} cards are charged without a receipt, or given back while their receipt stands.',
    'Settle each of them at the counter first.',
  ),
  COUNT_LOOKED: refused(
    '{value} looked at the cash of {session} and may not count it.',
    'Have someone else count it.',
  ),
  COUNT_NOT_YOURS: refused(
    '{value} is counted by {countedBy}.',
    'Ask {countedBy}, or a supervisor with a witness.',
  ),
  CLOSE_SEALED_ONCE: refused(
    '{value} was already counted to its end; no payments can follow.',
    'Count it again.',
  ),
  NOTHING_TO_ACCEPT: refused('No sealed attempt says what {value} holds now.', 'Count, then seal.'),
  // Explaining and review
  OPPOSITE_DIFFERENCES: refused(
    'The differences in {kinds} cancel out ({value}): that is not over and short.',
    'Have a supervisor correct the tender, or record a suspected substitution for each.',
  ),
  REASON_FOR_DIFFERENCE: refused(
    'The difference in {value} has no reason.',
    'Choose a reason and say what happened.',
  ),
  NOTE_TOO_LONG: refused('The note is longer than {limit} characters.', 'Shorten it.'),
  APPROVAL_BARRED: refused('{value} is not yours to review: you {acts}.', 'Ask someone who held none of it.'),
  CLOSE_UNEXPECTED: refused(
    'Item {number} of {amount} in {value} stands on no receipt.',
    'Send the close back, have the tender corrected or the item returned, then count again.',
  ),
  CLOSE_DEPOSITED: refused(
    'Money of {value} is in deposit {deposit}.',
    'Take the deposit apart first, if its bag is not sealed.',
  ),
  COUNT_NOT_SEALED: refused(
    'The count of {value} is not sealed yet: nobody may see what there should be.',
    'Finish the count first.',
  ),
  SETUP_INCOMPLETE: refused(
    'The office is not set up: {value}: {reason}.',
    'Ask an administrator to finish Setup.',
  ),
} as const satisfies ErrorEntries;
