import type { ErrorEntries } from './registry.ts';

export const devicesErrors = {
} as const satisfies ErrorEntries;
