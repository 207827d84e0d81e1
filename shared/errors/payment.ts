import type { ErrorEntries } from './registry.ts';

const refused = (text: string, next: string) =>
  ({ area: 'payment', severity: 'refused', text, next }) as const;

const TYPE_TABLES = 'Ask an administrator to correct the tables.';

export const paymentErrors = {
  // The payment as a whole
  PAYMENT_EXISTS: refused('This payment is already posted as receipt {receipt}.', 'Start the next payment.'),
  PAYMENT_EMPTY: refused(
    'There is nothing to post: no line has an amount.',
    'Add an account amount or an item.',
  ),
  PAYMENT_TOO_LONG: refused(
    'One payment takes at most {lines} lines and {tenders} tenders.',
    'Post part of it now and the rest as a second payment.',
  ),
  CHANGE_OVER_LIMIT: refused(
    '{value} is more change than may be given without a supervisor ({limit}).',
    'Check the amount tendered, or ask a supervisor.',
  ),
  PAYMENT_OVER_LIMIT: refused(
    '{value} is more than one payment allows ({limit}).',
    'Take less or ask a supervisor.',
  ),
  PAYER_TEXT: refused('The payer’s name is longer than {limit} characters.', 'Shorten it.'),
  RECEIVED_DATE: refused(
    'Received on {value} cannot be: the business date is {date}.',
    'Type the day the money came in.',
  ),
  // Lines
  RECEIPT_TYPE_UNKNOWN: refused('Receipt type {value} is not in force on {date}.', 'Choose another item.'),
  LINE_AMOUNT: refused('{name} has no amount.', 'Type the amount, or remove the line.'),
  LINE_OVER_LIMIT: refused(
    '{value} is more than one line allows ({limit}).',
    'Enter less or ask a supervisor.',
  ),
  PRICE_FIXED: refused('{name} costs {price}, not {value}.', 'Set the line to its price.'),
  REFERENCE_REQUIRED: refused('{name} needs its {what}.', 'Type the {what} on the line.'),
  REFERENCE_TOO_LONG: refused('The {what} is longer than {limit} characters.', 'Shorten it.'),
  REFERENCE_TWICE: refused(
    '{what} {value} stands on two lines of {name}.',
    'Type the number on the second one.',
  ),
  BANK_ACCOUNT_MISSING: refused('No bank account takes {value}.', TYPE_TABLES),
  // Accounts and charges
  ACCOUNT_REQUIRED: refused('{name} needs an account.', 'Find the account first.'),
  ACCOUNT_UNEXPECTED: refused(
    '{name} is not paid on an account ({value}).',
    'Remove the account from the line.',
  ),
  ACCOUNT_UNKNOWN: refused(
    'No account {value} in the last extract.',
    'Check the number, or take the money as an unidentified receipt.',
  ),
  CHARGE_REQUIRED: refused('{name} needs the charge that it pays.', 'Type an amount toward the account.'),
  CHARGE_UNEXPECTED: refused(
    '{name} does not pay a charge ({value}).',
    'Choose the receipt type of the charge.',
  ),
  CHARGE_UNKNOWN: refused(
    '{value} is not open on the account.',
    'Show the account again: a newer extract or another payment changed it.',
  ),
  CHARGE_WRONG_TYPE: refused('{value} is not paid as {name}.', 'Spread the amount again.'),
  CHARGE_NOT_MAPPED: refused(
    '{value} cannot be taken: the service map does not say where its money goes.',
    'Take the other charges, and tell an administrator.',
  ),
  CHARGE_OVERPAID: refused('{value} is more than is open on {charge} ({open}).', 'Enter at most {open}.'),
  OVERPAYMENT_REFUSED: refused(
    '{value} is more than account {account} owes, and overpayments are not taken here.',
    'Take what is owed.',
  ),
  OTHER_ORDER: refused(
    'The amounts on account {value} do not follow the usual order.',
    'Give a reason for the override, or spread the amount again.',
  ),
  BANKRUPTCY_PROTECTED: refused(
    '{value} was billed before the bankruptcy petition.',
    'Take new charges only, or ask a supervisor.',
  ),
  OWN_ACCOUNT: refused(
    'Account {value} is listed as your own, a relative’s or a colleague’s.',
    'Have someone else take it, or approve it here.',
  ),
  // Tenders
  TENDER_TYPE_UNKNOWN: refused('“{value}” is not a tender type.', 'Choose another tender.'),
  TENDER_NOT_HERE: refused('{value} is not taken by telephone.', 'Take the card through the terminal.'),
  TENDER_AMOUNT: refused('{name} has no amount.', 'Type what was handed over, or remove the tender.'),
  TENDER_OVER_LIMIT: refused(
    '{value} is more than {name} allows ({limit}).',
    'Enter less or ask a supervisor.',
  ),
  TENDER_DETAILS_MISSING: refused('{name} needs {asked}.', 'Type them with the tender.'),
  TENDER_DETAILS_UNEXPECTED: refused(
    '{name} takes {asked}.',
    'Remove the other details, or change the tender type.',
  ),
  TENDER_TEXT: refused('{field} is longer than {limit} characters.', 'Shorten it.'),
  ROUTING_NUMBER_WRONG: refused(
    '“{value}” is not a routing number: its check digit does not fit.',
    'Read the nine digits from the check again.',
  ),
  CHECK_NUMBER_WRONG: refused('“{value}” is not a check number.', 'Type its digits, at most 15.'),
  CHECK_POST_DATED: refused(
    'The check is dated {value}, after the business date.',
    'Hand it back; ask for one dated today.',
  ),
  CHECK_STALE: refused(
    'The check is dated {value}, more than {days} days ago.',
    'Hand it back; ask for a new one.',
  ),
  ITEM_NUMBER_WRONG: refused(
    '“{value}” is not a number of such an item.',
    'Type its letters and digits, at most 24.',
  ),
  CARD_DETAILS_WRONG: refused(
    'The card details were not accepted: {field} takes {expected}.',
    'Copy it from the terminal’s slip.',
  ),
  INSTRUMENT_TWICE: refused(
    '{name} {value} stands in this payment twice.',
    'Remove one, or correct its number.',
  ),
  TENDER_TAKEN_BEFORE: refused(
    'Number {value} was taken before, on receipt {receipt}.',
    'Look at that receipt; if this is another item, give a reason.',
  ),
  UNDERPAID: refused(
    '{value} tendered, {due} due: {short} is missing.',
    'Take {short} more, or lower a line.',
  ),
  CHANGE_TOO_LARGE: refused(
    'Change of {value} is more than these tenders allow ({allowed}).',
    'Enter the amounts again, or hand an item back.',
  ),
  CHANGE_NOT_HERE: refused(
    'Change of {value} cannot be given here: there is no drawer.',
    'Put the rest on the account.',
  ),
  GUARANTEED_UNTIL: refused('{value} is refused: guaranteed funds only until {until}.', 'Take {take}.'),
  GUARANTEED_SHORT: refused(
    '{needed} of this payment needs guaranteed funds; {value} is not covered.',
    'Take {take} for it.',
  ),
  // Overrides and approvals
  OVERRIDE_REASON: refused('{what} needs a reason.', 'Type what happened, in a few words.'),
  APPROVAL_NOT_YOURS: refused(
    '{what} cannot be approved by whoever does it.',
    'Ask another supervisor to sign in here.',
  ),
  APPROVER_MAY_NOT: refused('{what} cannot be approved by {value}.', 'Ask a supervisor to sign in here.'),
  // Parked payers
  PARK_EMPTY: refused('There is nothing to park.', 'Find a payer or add an item first.'),
  PARK_TOTAL: refused('The total {value} is not the sum of the lines ({total}).', 'Park it again.'),
  PARKED_GONE: refused('This payer is not parked any more.', 'Look at the list of parked payers again.'),
  PARKED_NOT_YOURS: refused('{value} parked this payer.', 'Ask {value} or a lead to recall it.'),
  // Voids and corrections
  PAYMENT_UNKNOWN: refused('There is no such payment.', 'Find the receipt again.'),
  PAYMENT_VOIDED_BEFORE: refused('Receipt {value} is already void.', 'Nothing is left to do for it.'),
  VOID_TOO_LATE: refused(
    'Receipt {value} cannot be voided: {session} is {status}.',
    'Go back to open with a reason, or ask a supervisor.',
  ),
  VOID_NOT_YOURS: refused('Receipt {value} was taken by {cashier}.', 'Ask {cashier} or a lead to void it.'),
  VOID_SLIP_REQUIRED: refused(
    'A card is in this payment: the terminal must void it first.',
    'Void it on the terminal, then type the number of its void slip.',
  ),
  REASON_REQUIRED: refused('A reason is missing.', 'Type what happened, in a few words.'),
  TENDER_UNKNOWN: refused('This payment has no tender {value}.', 'Choose one of its tenders.'),
  CORRECTION_MAY_NOT: refused('Only a supervisor corrects a tender of receipt {value}.', 'Ask a supervisor.'),
  CORRECTION_NOT_YOURS: refused(
    'You took receipt {value}, so another supervisor corrects its tenders.',
    'Ask another supervisor.',
  ),
  CORRECTION_ITEM: refused(
    'A tender is corrected with the item in hand.',
    'Take the item out of the drawer, then confirm.',
  ),
  CORRECTION_NOTHING: refused('Nothing would change.', 'Type what the item says, or leave it as it is.'),
  CORRECTION_TERMINAL: refused(
    'Tender {value} was captured by the card terminal and is what it says.',
    'Void the payment and post it again.',
  ),
  CORRECTION_UNBALANCED: refused(
    'The lines stand, so a difference of {value} must come from another tender of this payment.',
    'Name the tender that was keyed wrong with it; if there is none, void the payment and post it again.',
  ),
  CORRECTION_OFFSET: refused(
    'Tender {value} cannot make up the difference.',
    'Name another tender of this payment.',
  ),
} as const satisfies ErrorEntries;
