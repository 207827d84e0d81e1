import type { ErrorEntries } from './registry.ts';

export const booksErrors = {
} as const satisfies ErrorEntries;
