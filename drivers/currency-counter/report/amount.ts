/**
 * Figures as machines print them, read by a strict grammar or not at all: a `4O.00` with a letter in it is no amount.
 * Never parseFloat, which would read it as 4.
 */
import { MAX_AMOUNT_CENTS } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';

/** `20`, `$20`, `0.25`, `.25`, `1,234.00`: two decimals or none, commas every three digits or nowhere. */
const DOLLARS = /^\$?(?:(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.(\d{2}))?|\.(\d{2}))$/;
const CENTS = /^\d{1,5}$/;
const PIECES = /^(?:\d{1,3},\d{3}|\d{1,6})$/;

/** Undefined: not an amount. */
export function machineDollars(text: string): Cents | undefined {
  const match = DOLLARS.exec(text.trim());
  if (!match) return undefined;
  const whole = (match[1] ?? '0').replaceAll(',', '');
  const cents = Number(whole) * 100 + Number(match[2] ?? match[3] ?? '0');
  return cents <= MAX_AMOUNT_CENTS ? cents : undefined;
}

/** What a denomination is printed as: `20` dollars, or `25` cents. */
export function machineDenomination(text: string, unit: 'dollars' | 'cents'): Cents | undefined {
  if (unit === 'dollars') return machineDollars(text);
  return CENTS.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** At most 999,999 of one denomination. */
export const machinePieces = (text: string): number | undefined =>
  PIECES.test(text.trim()) ? Number(text.trim().replace(',', '')) : undefined;
