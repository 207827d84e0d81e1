import type { ErrorEntries } from './registry.ts';

const refused = (text: string, next: string) => ({ area: 'files', severity: 'refused', text, next }) as const;

const ASK_BILLING = 'Ask billing to write the file again; nothing was taken from this one.';
const MEND_TABLE = 'Correct the table and read it again; nothing was changed.';

export const filesErrors = {
  // Any imported file
  FILE_UNREADABLE: refused(
    'The file could not be read: {reason}.',
    'Check that it is there and may be read, then try again.',
  ),
  FILE_UNWRITABLE: refused(
    'The file could not be written: {reason}. Batch {batch} is built.',
    'Name another file, and make the batch again by its id.',
  ),
  FILE_EMPTY: refused('The file is empty.', 'Choose another file, or ask for it again.'),
  FILE_ENCODING: refused(
    'This line is not {encoding} text.',
    'Have the file written as {encoding}, or say its encoding in the mapping.',
  ),
  FILE_OTHER_ENCODING: refused(
    'This line reads as {other}, but the mapping says {encoding}.',
    'Correct the encoding in the mapping, or choose the mapping that fits this file.',
  ),
  FILE_LINE_TOO_LONG: refused('This line is longer than {limit} bytes.', ASK_BILLING),
  FILE_QUOTE: refused('A quoted field does not end properly on this line.', ASK_BILLING),
  FILE_FIELD_COUNT: refused('This record has {count} fields; {expected} belong to it.', ASK_BILLING),
  FILE_LINE_LENGTH: refused('This record has {count} characters; {expected} belong to it.', ASK_BILLING),
  FIELD_EMPTY: refused('{field} is empty.', 'Fill it in and read the file again.'),
  FIELD_VALUE: refused('“{value}” is not one of {expected}.', 'Correct it, or add the value to the mapping.'),
  FIELD_PATTERN: refused('“{value}” is not {expected}.', 'Correct it and read the file again.'),
  FIELD_TOO_LONG: refused(
    '“{value}” is longer than {limit} characters.',
    'Shorten it and read the file again.',
  ),
  FIELD_CONTROL_CHARACTER: refused(
    '“{value}” holds a character that is no text.',
    'Remove it and read the file again.',
  ),
  // Billing extract
  FILE_NO_HEADER: refused(
    'The first record is not the header that the mapping describes.',
    'Choose the mapping that fits this file, or ask billing for the whole file.',
  ),
  FILE_SECOND_HEADER: refused('A second header stands here.', ASK_BILLING),
  FILE_RECORD_UNKNOWN: refused('“{value}” is not a record of this layout.', ASK_BILLING),
  FILE_TRUNCATED: refused('The file stops before its control totals.', ASK_BILLING),
  FILE_AFTER_TOTALS: refused('A record stands after the control totals.', ASK_BILLING),
  FILE_TOTAL_WRONG: refused('The file says {value} for its {field}, but holds {counted}.', ASK_BILLING),
  ACCOUNT_CHECK_DIGIT: refused(
    'Account {value} does not end in its check digit.',
    'Check the number; two digits may be swapped.',
  ),
  ACCOUNT_TWICE: refused('Account {value} stands in the file twice.', ASK_BILLING),
  ACCOUNT_NOT_IN_FILE: refused('No account {value} stands before this charge.', ASK_BILLING),
  CHARGE_TWICE: refused(
    'This charge stands in the file twice (same account, service, bill date, due date and kind).',
    ASK_BILLING,
  ),
  CREDIT_NOT_NEGATIVE: refused('A credit of {value} is not negative.', ASK_BILLING),
  CHARGE_NEGATIVE: refused('{value} is negative; only a credit may be.', ASK_BILLING),
  // Mapping files
  MAPPING_NOT_JSON: refused('The mapping file is not JSON: {reason}.', 'Correct it and try again.'),
  MAPPING_NOT_VALID: refused(
    'The mapping file does not say how to read the extract: {field}: {reason}.',
    'Correct it as the interface manual describes (extract mapping), and try again.',
  ),
  // Tables
  TABLE_COLUMN_MISSING: refused('The column {field} is missing.', MEND_TABLE),
  TABLE_CODE_TWICE: refused('“{value}” stands in the table twice.', MEND_TABLE),
  TABLE_PERIOD_ENDS_FIRST: refused('The period ends on {value}, before it begins.', MEND_TABLE),
  TABLE_PERIODS_OVERLAP: refused('Two periods of {value} overlap.', MEND_TABLE),
  TABLE_ROWS_DISAGREE: refused(
    '“{value}” differs from the first row of the same type and period ({expected}).',
    MEND_TABLE,
  ),
  TABLE_SHARES: refused('The shares add up to {value} percent, not 100.', MEND_TABLE),
  TABLE_PRICE_MISSING: refused('A fixed amount needs a price.', MEND_TABLE),
  TABLE_PRICE_UNUSED: refused('A price belongs only to a fixed amount.', MEND_TABLE),
  TABLE_GL_ACCOUNT_UNKNOWN: refused('{value} is not in the chart of accounts.', MEND_TABLE),
  TABLE_GL_ACCOUNT_KIND: refused('{value} cannot be used here: it is not {expected}.', MEND_TABLE),
  TABLE_RECEIPT_TYPE_UNKNOWN: refused('“{value}” is not a receipt type.', MEND_TABLE),
  TABLE_ROUTING_NUMBER: refused('“{value}” is not a routing number.', 'Check its nine digits.'),
  TABLE_EVERYTHING_ELSE: refused(
    'Exactly one bank account must take everything not named by another; {value} do.',
    MEND_TABLE,
  ),
  TABLE_TAKEN_TWICE: refused('Receipt type {value} is taken by two bank accounts.', MEND_TABLE),
  INTERFUND_MISSING: refused(
    'Fund {value} has no due-to account in the pooled fund that names it, or no due-from of its own.',
    'Add both to the chart of accounts: money for this fund could not be posted.',
  ),
  INTERFUND_TWICE: refused('Two due-to accounts face fund {value}.', MEND_TABLE),
  // Files that are written
  EXPORT_FORMAT: refused('Payments go to billing as CSV, not as {value}.', 'Choose CSV.'),
  EXPORT_NOTHING_NEW: refused(
    'Nothing that is released and not yet exported is dated {range}. {last}',
    'Download that batch again, or choose other dates.',
  ),
  EXPORT_NOT_THE_SAME: refused(
    'Batch {value} made again is not what was sent: its hash differs.',
    'Verify the books before anything else is exported.',
  ),
  RANGE_BACKWARDS: refused('{value} ends before it begins.', 'Choose the earlier date first.'),
  FILE_REJECTED: refused('{value} was not taken: {rejects} rejects.', 'Mend the rows that the list names.'),
  EXTRACT_OLDER: refused(
    'This extract is as of {value}; the one in use is as of {current}.',
    'Ask billing for a newer one. Balances never go back.',
  ),
} as const satisfies ErrorEntries;
