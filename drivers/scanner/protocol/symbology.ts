/** AIM identifiers `]cm` (ISO/IEC 15424) and the check characters that belong to the symbologies. Table in PROTOCOL.md. */
import type { Symbology } from '../../../shared/devices/scanner.ts';

export type Identified = {
  readonly symbology: Symbology;
  /** The modifier `m`; empty where there is no identifier. */
  readonly modifier: string;
  /** Without the identifier. */
  readonly text: string;
};

const IDENTIFIER = /^\](?<code>[A-Za-z])(?<modifier>[0-9A-Za-z])(?<text>[^]*)$/;

/** @param aimPrefix as the scanner is set up; without, `]` is a character like any other */
export function identify(frame: string, aimPrefix: boolean): Identified {
  const { code, modifier = '', text = '' } = (aimPrefix ? IDENTIFIER.exec(frame)?.groups : undefined) ?? {};
  if (code === undefined) return { symbology: 'unknown', modifier: '', text: frame };
  return { symbology: symbologyOf(code, modifier), modifier, text };
}

function symbologyOf(code: string, modifier: string): Symbology {
  switch (code) {
    case 'A':
      return 'code-39';
    case 'C':
      return modifier === '0' ? 'code-128' : modifier === '1' ? 'gs1-128' : 'other';
    case 'I':
      return 'i2of5';
    case 'Q':
      return 'qr';
    default:
      return 'other';
  }
}

/** In the order of their values 0–42. */
const CODE_39 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** @returns the text before its mod 43 check character, or undefined when that does not fit */
export function withoutMod43(text: string): string | undefined {
  const values = Array.from(text, (character) => CODE_39.indexOf(character));
  const check = values.pop();
  if (check === undefined || values.length === 0 || check < 0 || values.includes(-1)) return undefined;
  return values.reduce((sum, value) => sum + value, 0) % 43 === check ? text.slice(0, -1) : undefined;
}

/** The bit of the modifier that says: check character verified by the scanner, and not transmitted. */
const VERIFIED_AND_STRIPPED = new Set(['3', '7']);

export const isStripped = (modifier: string): boolean => VERIFIED_AND_STRIPPED.has(modifier);

/** @returns the digits before the mod 10 check digit, weights 3 and 1 from the right, or undefined when it does not fit */
export function withoutMod10(digits: string): string | undefined {
  if (!/^\d{2,}$/.test(digits)) return undefined;
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0 ? digits.slice(0, -1) : undefined;
}
