import type { ErrorEntries } from './registry.ts';

export const sessionErrors = {
} as const satisfies ErrorEntries;
