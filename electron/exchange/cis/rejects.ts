import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { shownValue } from '../../../shared/domain/reference/reject.ts';
import type { Reject } from '../../../shared/domain/reference/reject.ts';

/** A file with more is wrong as a whole: a person mends the cause, not the thousand-and-first line. */
export const REJECTS_KEPT = 1000;

/** Rejects of one file: all are counted, the first are kept. */
export class RejectLog {
  /** 1-based line being read. */
  line = 0;
  count = 0;
  readonly kept: Reject[] = [];

  add(field: string, value: string, code: ErrorCode, params?: Readonly<Record<string, string>>): void {
    this.addAt(this.line, field, value, code, params);
  }

  addAt(
    line: number,
    field: string,
    value: string,
    code: ErrorCode,
    params?: Readonly<Record<string, string>>,
  ): void {
    this.count += 1;
    if (this.kept.length >= REJECTS_KEPT) return;
    this.kept.push({ line, field, value: shownValue(value), code, ...(params ? { params } : {}) });
  }
}
