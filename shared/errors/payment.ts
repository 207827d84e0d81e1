import type { ErrorEntries } from './registry.ts';

export const paymentErrors = {
} as const satisfies ErrorEntries;
