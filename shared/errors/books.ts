import type { ErrorEntries } from './registry.ts';

/** Opening, writing, keeping and restoring the books. A refusal here always leaves the books as they were. */
export const booksErrors = {
  STREAM_MOVED_ON: {
    area: 'books',
    severity: 'refused',
    text: 'Somebody else changed this meanwhile: it stands at version {version}, not {expected}.',
    next: 'Look at it again, then repeat the step if it is still right.',
  },
  BOOKS_MISSING: {
    area: 'books',
    severity: 'refused',
    text: 'There are no books in {folder}.',
    next: 'Check the folder’s name, or restore a backup into it.',
  },
  BOOKS_FOLDER: {
    area: 'books',
    severity: 'refused',
    text: 'There can be no books in {folder} ({reason}).',
    next: 'Name a folder on a local disk.',
  },
  BOOKS_LOCKED: {
    area: 'books',
    severity: 'refused',
    text: 'These books are in use by another program ({holder}).',
    next: 'Close the other one, or do this step there.',
  },
  BOOKS_NEWER: {
    area: 'books',
    severity: 'refused',
    text: 'These books were written by a newer version of this program (format {found}, this one knows {known}).',
    next: 'Install the newer version; nothing was changed.',
  },
  BOOKS_FOREIGN: {
    area: 'books',
    severity: 'refused',
    text: '{file} does not hold books of this program.',
    next: 'Check the folder’s name; nothing was changed.',
  },
  BOOKS_DAMAGED: {
    area: 'books',
    severity: 'fault',
    text: 'The books cannot be read: {reason}.',
    next: 'Run verify to see what is damaged, then restore the last backup into an empty folder.',
  },
  BOOKS_SHORTENED: {
    area: 'books',
    severity: 'fault',
    text: 'The end of the journal is missing: it ends at event {found}, and event {anchored} had been written.',
    next: 'Restore the last backup, or accept the shorter journal after comparing it with the receipts on paper.',
  },
  BOOKS_ANCHOR_MISSING: {
    area: 'books',
    severity: 'fault',
    text: 'The anchor file beside the books is missing or unreadable, so that a shortened journal could not be noticed.',
    next: 'Put anchor.json back, or accept the journal as it is after comparing its last receipt with the paper.',
  },
  BOOKS_READ_ONLY: {
    area: 'books',
    severity: 'fault',
    text: 'The books cannot be written: {file} is read-only.',
    next: 'Give this program’s user the right to write to the folder and the files in it.',
  },
  BOOKS_DISK_FULL: {
    area: 'books',
    severity: 'fault',
    text: 'The disk is full. Nothing of this step was written.',
    next: 'Free some space, then repeat the step.',
  },
  BOOKS_IO: {
    area: 'books',
    severity: 'fault',
    text: 'The disk reported an error ({reason}). Whether the last step was written is decided when the books are opened again.',
    next: 'Restart the program and look whether the step is there before repeating it.',
  },
  BOOKS_SETTINGS: {
    area: 'books',
    severity: 'fault',
    text: 'The disk of the books does not keep what was written safely: {setting} is {found} instead of {wanted}.',
    next: 'Move the folder to a local disk.',
  },
  BOOKS_OTHER_WORKSTATION: {
    area: 'books',
    severity: 'refused',
    text: 'These books belong to workstation {found}, not to {wanted}.',
    next: 'Open the folder of this workstation.',
  },
  BOOKS_KEY_MISSING: {
    area: 'books',
    severity: 'fault',
    text: 'The key file side.key is missing: sign-in secrets and check account numbers cannot be read.',
    next: 'Put the copy of side.key back into the folder.',
  },
  BOOKS_KEY_WRONG: {
    area: 'books',
    severity: 'fault',
    text: 'The key file side.key does not belong to these books.',
    next: 'Put the right side.key back into the folder.',
  },
  STAGED_EXTRACT_GONE: {
    area: 'books',
    severity: 'refused',
    text: 'The rows that were read for this import are no longer there.',
    next: 'Import the file again.',
  },
  STAGED_ROW_REPEATED: {
    area: 'books',
    severity: 'refused',
    text: 'The file names the same {what} twice: {value}.',
    next: 'Ask the billing system for a correct extract; nothing was changed.',
  },
  BACKUP_EXISTS: {
    area: 'books',
    severity: 'refused',
    text: '{file} exists already.',
    next: 'Choose another name; a backup is never overwritten.',
  },
  BACKUP_NOT_WHOLE: {
    area: 'books',
    severity: 'fault',
    text: 'The backup {file} does not verify: {finding}.',
    next: 'Use an earlier backup.',
  },
  RESTORE_NOT_EMPTY: {
    area: 'books',
    severity: 'refused',
    text: '{folder} already holds books.',
    next: 'Restore into an empty folder.',
  },
} as const satisfies ErrorEntries;
