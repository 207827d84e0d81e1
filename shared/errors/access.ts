import type { ErrorEntries } from './registry.ts';

export const accessErrors = {
} as const satisfies ErrorEntries;
