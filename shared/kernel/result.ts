/**
 * Expected failures are values. A `Refusal` says what happened, to what, and leaves the words and the next step to
 * the error registry (`shared/errors`), so that one code always reads the same on every screen and in every log.
 */
import type { ErrorCode } from '../errors/codes.ts';

export type Refusal = {
  readonly code: ErrorCode;
  /** Where in the input: `tenders.0.amountCents`, `line 214, column 31–40`. Absent when the whole command is refused. */
  readonly field?: string;
  /** The offending value as the person gave it; never a secret and never anything like a card number. */
  readonly value?: string;
  /** Values for the placeholders of the registry's text, already formatted for people. */
  readonly params?: Readonly<Record<string, string>>;
};

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Refused = { readonly ok: false; readonly error: Refusal };
export type Result<T> = Ok<T> | Refused;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refuse = (code: ErrorCode, details: Omit<Refusal, 'code'> = {}): Refused => ({
  ok: false,
  error: { code, ...details },
});
