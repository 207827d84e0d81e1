/** The whole registry. Each area has its own file; a code is unique over all of them (held by a test). */
import { accessErrors } from './access.ts';
import { booksErrors } from './books.ts';
import { depositErrors } from './deposit.ts';
import { devicesErrors } from './devices.ts';
import { filesErrors } from './files.ts';
import { hostErrors } from './host.ts';
import { inputErrors } from './input.ts';
import { paymentErrors } from './payment.ts';
import type { ErrorEntry } from './registry.ts';
import { sessionErrors } from './session.ts';

export const ERRORS = {
  ...inputErrors,
  ...accessErrors,
  ...sessionErrors,
  ...paymentErrors,
  ...depositErrors,
  ...booksErrors,
  ...filesErrors,
  ...devicesErrors,
  ...hostErrors,
} as const;

export type ErrorCode = keyof typeof ERRORS;

export const errorEntry = (code: ErrorCode): ErrorEntry => ERRORS[code];
