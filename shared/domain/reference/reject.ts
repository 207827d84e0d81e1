/** One bad cell of an imported file: where it stands, what it says, and why it cannot be taken. */
import type { ErrorCode } from '../../errors/codes.ts';
import { describeRefusal } from '../../errors/describe.ts';
import { maskCardNumbers } from '../../kernel/card-number.ts';

export type Reject = {
  /** 1-based line of the file; 0 when the file as a whole is meant. */
  readonly line: number;
  /** The column's own name: `due date`, `account count`. */
  readonly field: string;
  /** As it stands in the file, shortened, control characters made visible; empty where it must not be repeated. */
  readonly value: string;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string>>;
};

const VALUE_LIMIT_CHARS = 60;

/** A cell as it may stand on a screen or in a log: one line, bounded, no card number, nothing that moves a cursor. */
export function shownValue(cell: string): string {
  const text = maskCardNumbers(cell);
  // Control, format (direction overrides), surrogate and private characters have no picture of their own.
  const visible = text
    .slice(0, VALUE_LIMIT_CHARS)
    .replace(/\p{C}/gu, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return text.length > VALUE_LIMIT_CHARS ? `${visible}…` : visible;
}

/** `Line 214, due date: “20261350” is not a date.`: one line for a list of rejects. */
export function rejectText(reject: Reject): string {
  const where = reject.line > 0 ? `Line ${String(reject.line)}, ${reject.field}` : reject.field;
  return `${where}: ${rejectReason(reject)}`;
}

export const rejectReason = (reject: Reject): string =>
  describeRefusal({
    code: reject.code,
    field: reject.field,
    value: reject.value,
    ...(reject.params ? { params: reject.params } : {}),
  }).what;
