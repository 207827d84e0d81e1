import type { ErrorEntries } from './registry.ts';

export const hostErrors = {
} as const satisfies ErrorEntries;
