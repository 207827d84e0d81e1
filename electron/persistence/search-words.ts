/** Words as they are searched: no case, no accents, letters and digits only. */

/** Letters that Unicode does not decompose, as people without them on the keyboard type them. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};

/** `Łukasz O’Brien-Ñandú` → `lukasz o’brien-nandu`. Plain ASCII, nearly every name, takes the short way. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłħıŋ]/g, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** `Łukasz O’Brien-Ñandú` → `lukasz`, `o`, `brien`, `nandu`. */
export const searchWords = (text: string): string[] => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The first text after every text that begins with `prefix`, for a range over an index. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10ffff}`;

/**
 * Terms under which payments are found. Words begin with a letter or a digit, everything else with a sign of its own,
 * so that one tree holds them all.
 */
export const amountTerm = (cents: number): string => `=${String(cents)}`;
export const accountTerm = (account: string): string => `@${account}`;
export const instrumentTerm = (kind: string, number: string): string => `#${kind} ${number}`;
export const receiptTerm = (receiptNumber: string): string => `!${receiptNumber}`;
