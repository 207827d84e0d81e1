import type { ErrorEntries } from './registry.ts';

const refused = (text: string, next: string) =>
  ({ area: 'deposit', severity: 'refused', text, next }) as const;

export const depositErrors = {
  DEPOSIT_UNKNOWN: refused('There is no such deposit.', 'Choose one of the list.'),
  // Preparing
  DEPOSIT_EXISTS: refused('This deposit is already prepared.', 'Go on with it.'),
  DEPOSIT_NO_SESSION: refused('No close is chosen.', 'Choose at least one approved close.'),
  DEPOSIT_BANK_UNKNOWN: refused('There is no bank account {value}.', 'Choose one of the list.'),
  DEPOSIT_CLOSE_NOT_APPROVED: refused(
    'The close of {value} is not approved.',
    'Have a supervisor review it first, or leave it out.',
  ),
  DEPOSIT_ALREADY: refused(
    'The money of {value} for {bank} is already in a deposit.',
    'Leave it out, or take that deposit apart first.',
  ),
  DEPOSIT_NOTHING: refused('{value} holds nothing for {bank}.', 'Leave it out.'),
  DEPOSIT_CASH_DIFFERS: refused(
    'You counted {value}; {expected} was handed in for this bank.',
    'Count it again together; if it stays so, have the close reopened.',
  ),
  DEPOSIT_SECOND_PERSON: refused(
    'The second count cannot be by whoever prepares the deposit.',
    'Ask someone else to count it.',
  ),
  // Custody
  DEPOSIT_CUSTODY: refused(
    '{value} is {custody}; for this it must be {needed}.',
    'Look at where the bag is.',
  ),
  DEPOSIT_BAG_NUMBER: refused('The bag has no number.', 'Type the number that is printed on it.'),
  DEPOSIT_BAG_USED: refused('Bag {value} was used before.', 'Take a new bag and type its number.'),
  DEPOSIT_WITNESS: refused(
    'Whoever seals the bag cannot be its witness.',
    'Ask someone else to watch and sign in.',
  ),
  DEPOSIT_COURIER: refused('No courier is named.', 'Type who takes the bag.'),
  DEPOSIT_BANK_DATE: refused(
    '{value} is before the bag left on {sent}.',
    'Type the date that stands on the statement.',
  ),
  DEPOSIT_NOTE: refused(
    'The bank credited {value}, not {sent}.',
    'Check the amount; if it is right, type what the bank says about it.',
  ),
  // Approval
  DEPOSIT_APPROVAL_STATE: refused(
    '{value} is {approval}.',
    'Look at it again; it may have changed on another screen.',
  ),
  DEPOSIT_SENT_BACK: refused(
    '{value} was sent back: {reason}.',
    'Unseal it, put it right, and seal it in a new bag.',
  ),
  DEPOSIT_APPROVAL_BARRED: refused('{value} is not yours to approve: you {acts}.', 'Ask {others}.'),
} as const satisfies ErrorEntries;
