/** What stands between STX and ETX: fields parted by FS, their parts by US. Cut to what may be kept as it is read. */
import { cleanText } from '../../approval.ts';

export const FS = '\u001c';
export const US = '\u001f';
/** What this driver says it speaks; the terminal answers with its own. */
export const PAX_VERSION = '1.35';

export type PaxMessage = {
  readonly command: string;
  /** `000000` is OK. */
  readonly code: string;
  readonly text: string;
  /** From the field after the text on; each in its parts. */
  readonly fields: readonly (readonly string[])[];
};

const ANSWER = /^[A-Z]\d\d$/;
const CODE = /^\d{6}$/;

/** Undefined: it checks, but is no answer of a terminal. */
export function parsePaxMessage(content: string): PaxMessage | undefined {
  const [, command = '', , code = '', text = '', ...fields] = content.split(FS);
  if (!ANSWER.test(command) || !CODE.test(code)) return undefined;
  return { command, code, text: cleanText(text), fields: fields.map((field) => field.split(US)) };
}

/** Empty where it is missing: trailing empty parts may be cut. */
export const part = (message: PaxMessage, field: number, at = 0): string =>
  (message.fields[field]?.[at] ?? '').trim();

/** Whole cents as digits; undefined for anything else. */
export function centsOf(text: string): number | undefined {
  if (!/^\d{1,12}$/.test(text)) return undefined;
  return Number(text);
}

/** `KEY=VALUE` parts, wherever they stand from `from` on; the keys in capitals. */
export function extData(message: PaxMessage, from: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const parts of message.fields.slice(from))
    for (const pair of parts) {
      const [key = '', ...value] = pair.split('=');
      if (value.length > 0) found.set(key.toUpperCase(), value.join('=').trim());
    }
  return found;
}
