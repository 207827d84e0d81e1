/** What every check gets: the file to read, and where to say what it found. */
import type { VerifyFinding } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';

export type VerifyContext = {
  /** One snapshot of the books, read-only, as `main`; empty projections as `temp`. */
  readonly c: Connection;
  find(check: VerifyFinding['check'], subject: string, text: string): void;
  /** Says how far a step is; throws `VerifyStopped` when nobody wants to know any more. */
  progress(step: string, done: number, total: number): void;
};

export class VerifyStopped extends Error {
  override readonly name = 'VerifyStopped';
}
