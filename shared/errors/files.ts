import type { ErrorEntries } from './registry.ts';

export const filesErrors = {
} as const satisfies ErrorEntries;
