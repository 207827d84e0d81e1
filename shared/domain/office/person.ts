import type { Role } from './types.ts';

/** Whoever acts or approves, as far as a decision needs to know them. */
export type Acting = { readonly userName: string; readonly role: Role };
