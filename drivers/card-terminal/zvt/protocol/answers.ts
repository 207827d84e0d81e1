/** What the messages of a ZVT terminal mean. Pure; what is not wholly understood is `unusable`, never approved. */
import type {
  BatchTotals,
  CardApproval,
  CardOutcome,
  CardRequest,
  EmvDetails,
  TerminalStep,
} from '../../../../shared/devices/card-terminal.ts';
import { cleanText, isAcceptable } from '../../approval.ts';
import { digitsOf, hex, parseBitmaps, parseTlv } from './bitmaps.ts';
import type { Bitmaps } from './bitmaps.ts';
import { EURO } from './requests.ts';

const GOOD = 0x00;
export const ABORTED = 0x6c;

export type FinalAnswer = Extract<CardOutcome, { outcome: 'approved' | 'declined' | 'cancelled' }>;
export type ReadStatus = FinalAnswer | 'unusable';

/** 04 0F as the end of a payment, a reversal or a refund. */
export function readStatus(data: Uint8Array, asked: CardRequest): ReadStatus {
  const bitmaps = parseBitmaps(data);
  const result = bitmaps?.get(0x27)?.[0];
  if (!bitmaps || result === undefined) return 'unusable';
  if (result !== GOOD) return unsuccessful(result, additionalText(bitmaps));
  const approval = approvalOf(bitmaps, asked);
  return approval && isAcceptable(approval, asked) ? { outcome: 'approved', approval } : 'unusable';
}

/** Also 06 1E and 84 xx, which say nothing but a code. */
export function unsuccessful(result: number, text = ''): FinalAnswer {
  if (result === ABORTED) return { outcome: 'cancelled' };
  const code = result.toString(16).toUpperCase().padStart(2, '0');
  return { outcome: 'declined', code, text: text || (RESULT_TEXTS[result] ?? 'Declined') };
}

/** The codes that a cashier meets; PA00P015 chapter 10. */
const RESULT_TEXTS: Readonly<Record<number, string>> = {
  0x64: 'Card not readable',
  0x65: 'Card data not present',
  0x6a: 'Turnover file full',
  0x6b: 'Terminal not registered',
  0x6e: 'Card in blocked list',
  0x6f: 'Wrong currency',
  0x71: 'Credit not sufficient',
  0x72: 'Chip error',
  0x77: 'End of day not possible',
  0x78: 'Card expired',
  0x79: 'Card not yet valid',
  0x7a: 'Card unknown',
  0x83: 'Function not possible',
  0x9b: 'Communication fault',
  0x9c: 'Please wait',
  0xa0: 'Receiver not ready',
  0xb4: 'Already reversed',
  0xb5: 'Reversal not possible',
  0xc3: 'Maximum amount exceeded',
  0xcc: 'Printer not ready',
  0xff: 'System error',
};

/** Undefined: an amount, a currency or a card that cannot be. */
export function approvalOf(bitmaps: Bitmaps, asked: CardRequest): CardApproval | undefined {
  const amount = bitmaps.get(0x04);
  const said = digitsOf(amount);
  if (amount && said === undefined) return undefined;
  const currency = bitmaps.get(0x49);
  if (currency && hex(currency) !== EURO) return undefined;
  // A reversal names its original by its number; not every terminal repeats the amount.
  const approvedCents =
    said === undefined ? (asked.kind === 'void' ? asked.amountCents : undefined) : Number(said);
  if (approvedCents === undefined) return undefined;
  const tlv = parseTlv(bitmaps.get(0x06) ?? new Uint8Array(0));
  const emv = emvOf(tlv);
  return {
    approvedCents,
    brand: cleanText(latin(bitmaps.get(0x8b))) || 'Card',
    last4: last4OfPacked(bitmaps.get(0x22)),
    entryMode: entryModeOf(tlv, bitmaps),
    authorization: cleanText(latin(bitmaps.get(0x3b)).replaceAll('\0', '')),
    hostReference: digitsOf(bitmaps.get(0x0b)) ?? '',
    terminalId: digitsOf(bitmaps.get(0x29)) ?? '',
    trace: digitsOf(bitmaps.get(0x87)) ?? '',
    batch: '',
    ...(emv === undefined ? {} : { emv }),
  };
}

const latin = (bytes: Uint8Array | undefined): string =>
  // Texts end with a NUL on some terminals.
  bytes === undefined ? '' : Buffer.from(bytes).toString('latin1').replace(/\0+$/, '');

const additionalText = (bitmaps: Bitmaps): string => cleanText(latin(bitmaps.get(0x3c)));

/** Half bytes: E is a masked digit, F fills up the last byte. Only the last four digits leave this function. */
function last4OfPacked(pan: Uint8Array | undefined): string {
  const digits = pan === undefined ? '' : hex(pan).replace(/F+$/, '');
  return /^[\dE]*\d{4}$/.test(digits) ? digits.slice(-4) : '';
}

/** TLV 1F12, the card's technology: 00 magnetic stripe, 01 chip, 02 contactless. BMP 19 bit 6 and others are too coarse. */
function entryModeOf(tlv: ReadonlyMap<string, Uint8Array>, bitmaps: Bitmaps): CardApproval['entryMode'] {
  switch (tlv.get('1F12')?.[0]) {
    case 0x00:
      return 'swipe';
    case 0x01:
      return 'chip';
    case 0x02:
      return 'contactless';
    default:
      // A card sequence number comes from a chip only, with or without contact.
      return bitmaps.has(0x17) ? 'chip' : 'unknown';
  }
}

/** Inside TLV 60, application: 43 its id, 44 its name; on the receipt of a chip card. */
function emvOf(tlv: ReadonlyMap<string, Uint8Array>): EmvDetails | undefined {
  const aid = tlv.get('43');
  const label = cleanText(latin(tlv.get('44')));
  if (!aid && label === '') return undefined;
  return { ...(aid ? { aid: cleanText(hex(aid)) } : {}), ...(label === '' ? {} : { label }) };
}

/** 04 FF: what the customer is doing. Undefined: nothing that a cashier needs to know. */
export function stepOf(data: Uint8Array): TerminalStep | undefined {
  const status = data[0] ?? 0;
  if (status === 0x0b || (status >= 0x41 && status <= 0x67)) return 'remove-card';
  switch (status) {
    case 0x0a:
    case 0x0c:
      return 'card';
    case 0x01:
    case 0x02:
    case 0x15:
      return 'pin';
    case 0x04:
    case 0x0e:
    case 0x17:
    case 0xd2:
    case 0xd3:
      return 'host';
    default:
      return undefined;
  }
}

/** BMP 60: receipt numbers from and to, then per kind of card a count and twelve digits. */
const TOTAL_GROUPS = 7;
const TOTALS_BYTES = 4 + TOTAL_GROUPS * 7;

/** 04 0F with the totals of the turnover file; reversals are off already. Undefined: not readable. */
export function readTotals(data: Uint8Array): BatchTotals | undefined {
  const bitmaps = parseBitmaps(data);
  const totals = bitmaps?.get(0x60);
  if (!bitmaps || bitmaps.get(0x27)?.[0] === undefined || totals?.length !== TOTALS_BYTES) return undefined;
  let saleCount = 0;
  let saleCents = 0;
  for (let group = 0; group < TOTAL_GROUPS; group += 1) {
    const at = 4 + group * 7;
    const cents = digitsOf(totals.slice(at + 1, at + 7));
    if (cents === undefined) return undefined;
    saleCount += totals[at] ?? 0;
    saleCents += Number(cents);
  }
  return { batch: '', saleCount, saleCents, refundCount: 0, refundCents: 0 };
}

/** What tells the last transaction from any other one. */
export function identityOf(data: Uint8Array): string | undefined {
  const bitmaps = parseBitmaps(data);
  const receipt = digitsOf(bitmaps?.get(0x87));
  if (!bitmaps || receipt === undefined) return undefined;
  const rest = [0x0b, 0x0d, 0x0c].map((tag) => digitsOf(bitmaps.get(tag)) ?? '');
  return [receipt, ...rest].join('/');
}
