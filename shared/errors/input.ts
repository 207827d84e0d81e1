import type { ErrorEntries } from './registry.ts';

export const inputErrors = {
  BAD_INPUT: {
    area: 'input',
    severity: 'refused',
    text: '{field} was not accepted: {reason}.',
    next: 'Correct it and try again.',
  },
  NOT_A_DATE: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” is not a date.',
    next: 'Type it as 2026-11-19.',
  },
  NOT_AN_INSTANT: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” is not a time in UTC.',
    next: 'Write it as 2026-11-19T21:31:06.000Z.',
  },
  AMOUNT_NOT_READABLE: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” is not an amount.',
    next: 'Type digits, such as 12.34.',
  },
  AMOUNT_DECIMALS: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” has more than two decimals.',
    next: 'Type dollars and whole cents; nothing is rounded for you.',
  },
  AMOUNT_NEGATIVE: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” is negative.',
    next: 'Type a positive amount; a correction is a void or a reversal.',
  },
  AMOUNT_TOO_LARGE: {
    area: 'input',
    severity: 'refused',
    text: '“{value}” is larger than any amount taken here.',
    next: 'Check the digits.',
  },
  CARD_NUMBER_DISCARDED: {
    area: 'input',
    severity: 'refused',
    text: 'That looked like a card number and was discarded.',
    next: 'Use the card terminal; card numbers never go into this program.',
  },
  STUB_NOT_READABLE: {
    area: 'input',
    severity: 'refused',
    text: 'That is not the scan line of a bill stub: {reason}.',
    next: 'Scan it again, or type the account number.',
  },
  STUB_CHECK_DIGIT: {
    area: 'input',
    severity: 'refused',
    text: 'The stub was not read correctly: its check digit does not fit.',
    next: 'Scan it again, or type the account number.',
  },
  SCANLINE_VALUE: {
    area: 'input',
    severity: 'refused',
    text: 'The scan line cannot be “{value}” there: {reason}',
    next: 'Correct it; the old scan lines stay in force until then.',
  },
  SCANLINE_NAME_TAKEN: {
    area: 'input',
    severity: 'refused',
    text: 'Two scan lines are called “{value}”.',
    next: 'Give one of them another name.',
  },
  SCANLINE_ALIKE: {
    area: 'input',
    severity: 'refused',
    text: '{reason} Both have {value} characters, and no constant tells them apart.',
    next: 'Give each a constant in the same columns, with different digits.',
  },
  SCANLINE_LIKE_CARD: {
    area: 'input',
    severity: 'refused',
    text: 'A card number could pass for this scan line of {value} characters.',
    next: 'Add a constant, a date or another check, so that cards are still discarded.',
  },
  ACCOUNT_NUMBER_WRONG: {
    area: 'input',
    severity: 'refused',
    text: '{value} is not an account number: its last digit does not fit the others.',
    next: 'Type it again from the bill, or search by name or address.',
  },
  POLICY_VALUE: {
    area: 'input',
    severity: 'refused',
    text: 'The policy’s {field} cannot be “{value}”: {reason}.',
    next: 'Correct it; the old policy stays in force until then.',
  },
} as const satisfies ErrorEntries;
