import type { ErrorEntries } from './registry.ts';

export const accessErrors = {
  NOT_SIGNED_IN: {
    area: 'access',
    severity: 'refused',
    text: 'Nobody is signed in here.',
    next: 'Sign in, then do it again.',
  },
  SEAT_LOCKED: {
    area: 'access',
    severity: 'refused',
    text: 'This screen is locked. The work is still here.',
    next: 'Type your PIN to go on.',
  },
  NOT_PERMITTED: {
    area: 'access',
    severity: 'refused',
    text: '{asking} may not {does}.',
    next: 'Ask someone who may: {who}.',
  },
  SIGN_IN_FAILED: {
    area: 'access',
    severity: 'refused',
    text: 'That user name and PIN do not match. {left} left, then {wait} minutes’ wait.',
    next: 'Type the PIN again.',
  },
  SIGN_IN_LOCKED_OUT: {
    area: 'access',
    severity: 'refused',
    text: 'Too many wrong PINs for {value}. Sign-in is closed until {until}.',
    next: 'Wait, or ask an administrator for a new PIN.',
  },
  USER_DISABLED: {
    area: 'access',
    severity: 'refused',
    text: '{value} may no longer sign in.',
    next: 'Ask an administrator.',
  },
  APPROVAL_NEEDED: {
    area: 'access',
    severity: 'refused',
    text: '{what} needs a second person: {who}.',
    next: 'Let them sign in on this screen.',
  },
  APPROVAL_EXPIRED: {
    area: 'access',
    severity: 'refused',
    text: 'The second sign-in was used up or is older than two minutes.',
    next: 'Let them sign in once more.',
  },
  APPROVAL_SAME_PERSON: {
    area: 'access',
    severity: 'refused',
    text: 'You cannot be your own second person.',
    next: 'Ask someone else to sign in here.',
  },
  USER_EXISTS: {
    area: 'access',
    severity: 'refused',
    text: 'There is already a person with the user name {value}.',
    next: 'Choose another user name.',
  },
  LAST_ADMINISTRATOR: {
    area: 'access',
    severity: 'refused',
    text: '{value} is the last administrator.',
    next: 'Add another administrator first.',
  },
  SECRET_TOO_WEAK: {
    area: 'access',
    severity: 'refused',
    text: 'That PIN is too easy to guess: {reason}.',
    next: 'Choose at least four digits, not all the same and not in a row.',
  },
} as const satisfies ErrorEntries;
