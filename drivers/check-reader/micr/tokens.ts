/** A line of E-13B in one alphabet for all readers, and its fields by the symbols that bound them. */
import type { MicrAlphabet } from '../../../shared/devices/check-reader.ts';
import { MICR_SYMBOLS } from './alphabets.ts';

/** `0`–`9` and blank as they are; T transit, O on-us, A amount, - dash, ? anything else. */
export function normalized(line: string, alphabet: MicrAlphabet): string {
  const { transit, onUs, amount, dash } = MICR_SYMBOLS[alphabet];
  return Array.from(line, (character) => {
    if (/^[0-9 ]$/.test(character)) return character;
    if (transit.includes(character)) return 'T';
    if (onUs.includes(character)) return 'O';
    if (amount.includes(character)) return 'A';
    return dash.includes(character) ? '-' : '?';
  }).join('');
}

/** From left to right, in the characters of `normalized`. */
export type MicrFields = {
  /** Between two on-us symbols left of the transit: the serial number of a business check. */
  readonly auxiliary?: string;
  /** The external processing code: one digit left of the transit. */
  readonly epc?: string;
  /** What is left of the transit and is neither. */
  readonly stray: string;
  readonly transit: string;
  /** Between transit and amount. */
  readonly onUs: string;
  /** From the first amount symbol to the end; empty when there is none. */
  readonly amount: string;
};

const LEFT = /^ *(?:O(?<auxiliary>[0-9 -]*)O)? *(?<epc>\d)? *$/;

/** @returns undefined when there are not exactly two transit symbols */
export function fieldsOf(line: string): MicrFields | undefined {
  const [left, transit, right, ...more] = line.split('T');
  if (left === undefined || transit === undefined || right === undefined || more.length > 0) return undefined;
  const known = LEFT.exec(left)?.groups;
  const amountAt = right.indexOf('A');
  return {
    ...(known?.['auxiliary'] === undefined ? {} : { auxiliary: digitsIn(known['auxiliary']) }),
    ...(known?.['epc'] === undefined ? {} : { epc: known['epc'] }),
    stray: known ? '' : left,
    transit,
    onUs: amountAt < 0 ? right : right.slice(0, amountAt),
    amount: amountAt < 0 ? '' : right.slice(amountAt),
  };
}

export const digitsIn = (text: string): string => text.replace(/\D/g, '');
