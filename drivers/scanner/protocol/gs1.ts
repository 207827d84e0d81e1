/**
 * The element string of a payment slip (GS1 General Specifications; table in PROTOCOL.md): (415) payee and (8020)
 * reference must be there, (390n) or (391n) amount and (12) due date may be. Any other identifier refuses the whole:
 * without its length nothing behind it can be read surely.
 */
import type { Gs1Slip } from '../../../shared/devices/scanner.ts';
import { isDate } from '../../../shared/kernel/time.ts';

/** FNC1 as a scanner delivers it: behind each element of variable length but the last. */
export const GS = '\u001d';

type Element = 'payee' | 'reference' | 'amount' | 'amountOfCurrency' | 'due';

type Identifier = {
  readonly element: Element;
  /** With the digit that tells the decimals, where there is one. */
  readonly ai: RegExp;
  /** Of the data behind the identifier. */
  readonly data: RegExp;
  readonly isVariable: boolean;
};

/** GS1's character set 82. */
const REFERENCE = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,25}$/;

const IDENTIFIERS: readonly Identifier[] = [
  { element: 'payee', ai: /^415/, data: /^\d{13}/, isVariable: false },
  { element: 'reference', ai: /^8020/, data: REFERENCE, isVariable: true },
  { element: 'amount', ai: /^390\d/, data: /^\d{1,15}$/, isVariable: true },
  { element: 'amountOfCurrency', ai: /^391\d/, data: /^\d{4,18}$/, isVariable: true },
  { element: 'due', ai: /^12/, data: /^\d{6}/, isVariable: false },
];

type Found = Partial<Record<Element, { readonly ai: string; readonly data: string }>>;

/** @param text without symbology identifier @returns undefined when it is no payment slip */
export function parseGs1Slip(text: string): Gs1Slip | undefined {
  const found = elementsOf(text);
  const payee = found?.payee?.data;
  const reference = found?.reference?.data;
  if (!found || payee === undefined || reference === undefined || !isGln(payee)) return undefined;
  if (found.amount && found.amountOfCurrency) return undefined;
  const amount = amountOf(found);
  const dueDate = found.due && dateOf(found.due.data);
  if (amount === 'wrong' || (found.due && dueDate === undefined)) return undefined;
  return { payee, reference, ...amount, ...(dueDate === undefined ? {} : { dueDate }) };
}

/** Undefined when an identifier is unknown, its data are wrong, or it comes twice. */
function elementsOf(text: string): Found | undefined {
  const found: Found = {};
  // A scanner may deliver the leading FNC1 as well.
  let rest = text.startsWith(GS) ? text.slice(1) : text;
  while (rest !== '') {
    const identifier = IDENTIFIERS.find(({ ai }) => ai.test(rest));
    const ai = identifier?.ai.exec(rest)?.[0];
    if (!identifier || ai === undefined || found[identifier.element]) return undefined;
    const behind = rest.slice(ai.length);
    const end = identifier.isVariable && behind.includes(GS) ? behind.indexOf(GS) : behind.length;
    const data = identifier.data.exec(behind.slice(0, end))?.[0];
    if (data === undefined) return undefined;
    found[identifier.element] = { ai, data };
    rest = behind.slice(data.length);
    // Required behind a variable element, allowed behind a fixed one.
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return found;
}

type Amount = { readonly amountCents?: number; readonly currency?: string };

function amountOf({ amount, amountOfCurrency }: Found): Amount | 'wrong' {
  if (amount) {
    const amountCents = centsOf(amount.data, amount.ai);
    return amountCents === undefined ? 'wrong' : { amountCents };
  }
  if (!amountOfCurrency) return {};
  const amountCents = centsOf(amountOfCurrency.data.slice(3), amountOfCurrency.ai);
  return amountCents === undefined ? 'wrong' : { amountCents, currency: amountOfCurrency.data.slice(0, 3) };
}

/** @param ai whose last digit says how many of the digits are decimals; more than two must be zeros */
function centsOf(digits: string, ai: string): number | undefined {
  const decimals = Number(ai.slice(-1));
  const surplus = decimals - 2;
  if (surplus > 0 && !digits.endsWith('0'.repeat(surplus))) return undefined;
  const cents = surplus > 0 ? digits.slice(0, -surplus) : digits + '0'.repeat(-surplus);
  const amount = Number(cents);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** A day of 00 is the last of its month. Years are 2000–2099. */
function dateOf(yymmdd: string): string | undefined {
  const month = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}`;
  const day = yymmdd.slice(4);
  const days = day === '00' ? ['31', '30', '29', '28'] : [day];
  return days.map((candidate) => `${month}-${candidate}`).find(isDate);
}

/** Weights 1 and 3 from the left over thirteen digits, the sum divisible by ten. */
export function isGln(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return sum % 10 === 0;
}
