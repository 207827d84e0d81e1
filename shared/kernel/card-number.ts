/**
 * A full card number must never exist in this program (product rules, tenders). This is the one detector: a bounded
 * run of 13–19 digits that passes Luhn and starts like a known issuer's, or a magnetic track whatever its digits.
 * Parsed fields (routing and check numbers, hashes, ids, stub scans) pass Luhn by chance one time in ten: they are
 * exempt by the name of their field, never by value.
 */

/** Magnetic stripe, tracks 1 and 2 (ISO 7813), as a swipe into a keyboard or barcode input arrives. */
const TRACK = /%B\d{13,19}\^|;\d{13,19}=/;

/** Digits in groups, as people write them: `4111 1111 1111 1111`, `4111-1111-…`. Bounded by non-digits. */
const GROUPED_DIGITS = /(?<!\d)\d+(?:[ \-\u00a0.]\d+)*(?!\d)/g;

const SHORTEST = 13;
const LONGEST = 19;

/** Ranges of leading digits, inclusive, as the issuers' registries give them. */
const ISSUER_PREFIXES: readonly (readonly [from: string, to: string])[] = [
  ['4', '4'], // Visa
  ['51', '55'], // Mastercard
  ['2221', '2720'], // Mastercard, 2-series
  ['34', '34'], // American Express
  ['37', '37'],
  ['6011', '6011'], // Discover
  ['644', '649'],
  ['65', '65'],
  ['300', '305'], // Diners Club
  ['3095', '3095'],
  ['36', '36'],
  ['38', '39'],
  ['3528', '3589'], // JCB
  ['62', '62'], // UnionPay
  ['50', '50'], // Maestro
  ['56', '58'],
  ['6304', '6304'],
  ['6759', '6763'],
];

const ZERO = 48;

/** True when the first digits are those of a range, compared from the left. */
const startsWithin = (digits: ArrayLike<number>, from: string, to: string): boolean => {
  let prefix = 0;
  for (let index = 0; index < from.length; index += 1) prefix = prefix * 10 + (digits[index] ?? 0);
  return prefix >= Number(from) && prefix <= Number(to);
};

/** Luhn, from the right. */
function passesLuhn(digits: ArrayLike<number>, count: number): boolean {
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const digit = digits[count - 1 - index] ?? 0;
    const product = index % 2 === 1 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/**
 * The same detector for whoever must not make a text of what it looks at, because a text cannot be wiped.
 * @param digits values 0–9, of which the first `count` are looked at
 */
export const areCardDigits = (digits: ArrayLike<number>, count: number): boolean =>
  count >= SHORTEST &&
  count <= LONGEST &&
  ISSUER_PREFIXES.some(([from, to]) => startsWithin(digits, from, to)) &&
  passesLuhn(digits, count);

const isCardNumber = (digits: string): boolean =>
  digits.length >= SHORTEST &&
  digits.length <= LONGEST &&
  areCardDigits(
    Array.from(digits, (digit) => digit.charCodeAt(0) - ZERO),
    digits.length,
  );

/** Where card numbers stand in a text of groups: every run of neighbouring groups is tried, the longest first. */
function* cardSpans(text: string): Generator<readonly [start: number, end: number]> {
  for (const match of text.matchAll(GROUPED_DIGITS)) {
    const groups = [...match[0].matchAll(/\d+/g)].map((group) => ({
      digits: group[0],
      start: match.index + group.index,
    }));
    let from = 0;
    while (from < groups.length) {
      const to = lastGroupOfCard(
        groups.map((group) => group.digits),
        from,
      );
      const first = groups[from];
      const last = groups[to ?? from];
      if (to !== undefined && first && last) yield [first.start, last.start + last.digits.length];
      from = (to ?? from) + 1;
    }
  }
}

function lastGroupOfCard(groups: readonly string[], from: number): number | undefined {
  let digits = '';
  let found: number | undefined;
  for (let to = from; to < groups.length && digits.length <= LONGEST; to += 1) {
    digits += groups[to] ?? '';
    if (isCardNumber(digits)) found = to;
  }
  return found;
}

/** True when the text holds something like a card number, in any script's digits and with the usual separators. */
export function holdsCardNumber(text: string): boolean {
  const folded = text.normalize('NFKC');
  return TRACK.test(folded) || !cardSpans(folded).next().done;
}

export const CARD_NUMBER_MASK = '[card number discarded]';

/** For logs: the same text with every card number and track replaced; nothing of them is left, not even the last four. */
export function maskCardNumbers(text: string): string {
  if (!holdsCardNumber(text)) return text;
  const tracksGone = text
    .normalize('NFKC')
    .replace(/%B\d{13,19}\^[^?]*\??|;\d{13,19}=[^?]*\??/g, CARD_NUMBER_MASK);
  let masked = '';
  let end = 0;
  for (const [start, stop] of cardSpans(tracksGone)) {
    masked += tracksGone.slice(end, start) + CARD_NUMBER_MASK;
    end = stop;
  }
  return masked + tracksGone.slice(end);
}

/** Names of fields that hold parsed or computed digits: ids, hashes, account and routing numbers, scans, file contents. */
export const PARSED_FIELDS: readonly string[] = [
  'account',
  'attemptId',
  'accountDigest',
  'barcode',
  'base64',
  'batchId',
  'commandId',
  'countId',
  'depositId',
  'deviceId',
  'fileHash',
  'hash',
  'importId',
  'jobId',
  'journalHead',
  'micr',
  'originalAttemptId',
  'parkedId',
  'paymentId',
  'readingId',
  'routing',
  'secret',
  'sessionId',
  'settlementId',
  'sha256',
  'stub',
  'task',
  'terminal',
];

/**
 * The path (`tenders.0.item.number`) of the first text or number in a value that holds a card number, or undefined.
 * Keys are looked at too: a number must not slip in as the name of something, nor as an amount.
 */
export function findCardNumber(
  value: unknown,
  exempt: readonly string[] = PARSED_FIELDS,
  path = '',
): string | undefined {
  if (typeof value === 'string' || typeof value === 'number')
    return holdsCardNumber(String(value)) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (exempt.includes(key)) continue;
    if (holdsCardNumber(key)) return path;
    const found = findCardNumber(member, exempt, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
