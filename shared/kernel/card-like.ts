/**
 * What looks like a payment card, so that it can be discarded where it arrives (a full card number must never exist
 * in this program). The rule is one: 13–19 digits bounded by non-digits, Luhn, a known issuer prefix; and the two
 * magnetic-stripe track forms, which a swipe into the wrong reader types whole.
 */

/** Digit groups may be parted by single spaces or hyphens, as they stand on the card. */
const DIGIT_RUN = /(?<!\d)\d(?:[ -]?\d){12,18}(?![ -]?\d)/g;
/** Track 1 `%B…^` and track 2 `;…=` (ISO/IEC 7813). */
const TRACK = /%B\d{12,19}\^|;\d{12,19}=/;
/** Visa, Mastercard (51–55, 2221–2720), American Express, Discover, Diners, JCB, UnionPay, Maestro. */
const ISSUER =
  /^(?:4|5[0-9]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|095|[689])|35(?:2[89]|[3-8])|6)/;

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const value = i % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** True where a card number may stand. Callers exempt check fields, stub scans and hashes by field, never by value. */
export function looksLikeCard(text: string): boolean {
  if (TRACK.test(text)) return true;
  for (const [run] of text.matchAll(DIGIT_RUN)) {
    const digits = run.replace(/[ -]/g, '');
    if (ISSUER.test(digits) && passesLuhn(digits)) return true;
  }
  return false;
}
