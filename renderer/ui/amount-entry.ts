/**
 * What a person typed into an amount field, read as far as it goes. The grammar of one amount is money.ts; here are the
 * sums (`12.34+5`), the tape's minus, and the guard against card numbers. Pure, so that every keystroke has its test.
 */
import { holdsCardNumber } from '../../shared/kernel/card-number.ts';
import { refuse } from '../../shared/kernel/result.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import { formatCents, parseAmount, sumCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';

export type EntryOptions = {
  /** `1234` is 12.34; a typed point always wins. */
  readonly impliedDecimals: boolean;
  /** Only the tape subtracts. */
  readonly minusAllowed?: boolean;
};

export type Entry =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly cents: Cents; readonly parts: readonly Cents[] }
  | { readonly kind: 'refused'; readonly error: Refusal }
  /** Wiped from the field and never repeated. */
  | { readonly kind: 'discarded'; readonly error: Refusal };

const refused = (error: Refusal): Entry => ({ kind: 'refused', error });

/**
 * @param field the path that a refusal names
 * @returns `parts` are the signed terms of a sum in order; one term when no sum was typed
 */
export function readEntry(text: string, field: string, options: EntryOptions): Entry {
  const trimmed = text.trim().replace(/\u2212/g, '-');
  if (trimmed === '') return { kind: 'empty' };
  if (holdsCardNumber(trimmed)) {
    return { kind: 'discarded', error: refuse('CARD_NUMBER_DISCARDED', { field }).error };
  }
  const parts: Cents[] = [];
  // A trailing operator is a sum not finished yet: `12.34+` reads as 12.34.
  const terms = trimmed.replace(/[+-]\s*$/, '').matchAll(/([+-]?)\s*([^+-]+)/g);
  for (const [, sign, term = ''] of terms) {
    if (sign === '-' && options.minusAllowed !== true) {
      return refused(refuse('AMOUNT_NEGATIVE', { field, value: trimmed }).error);
    }
    const amount = parseAmount(term, field, { impliedDecimals: options.impliedDecimals });
    if (!amount.ok) return refused(amount.error);
    parts.push(sign === '-' && amount.value !== 0 ? -amount.value : amount.value);
  }
  if (parts.length === 0) return refused(refuse('AMOUNT_NOT_READABLE', { field, value: trimmed }).error);
  const cents = sumCents(parts);
  if (cents < 0 && options.minusAllowed !== true) {
    return refused(refuse('AMOUNT_NEGATIVE', { field, value: trimmed }).error);
  }
  return { kind: 'amount', cents, parts };
}

/** The reading to show while typing, when the text alone does not say it: implied decimals and sums. */
export function readingHint(text: string, entry: Entry): string | null {
  if (entry.kind !== 'amount') return null;
  const shown = formatCents(entry.cents);
  return entry.parts.length > 1 || !text.includes('.') ? shown : null;
}

/** Letters choose, digits type: a field that refuses these never shows them, so nothing has to be corrected. */
export const isAmountCharacter = (key: string): boolean => /^[\d.,$+\- ]$/.test(key);
