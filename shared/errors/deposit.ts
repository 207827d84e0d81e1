import type { ErrorEntries } from './registry.ts';

export const depositErrors = {} as const satisfies ErrorEntries;
