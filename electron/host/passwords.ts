import argon2 from 'argon2';
import type { PasswordPort } from '../services/outside.ts';

/** OWASP's first choice for argon2id (19 MiB, 2 passes, 1 lane): under 50 ms on a lobby PC, costly in bulk. */
const OPTIONS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const passwords: PasswordPort = {
  hash: (secret) => argon2.hash(secret, OPTIONS),
  verify: (hash, secret) => argon2.verify(hash, secret),
};
