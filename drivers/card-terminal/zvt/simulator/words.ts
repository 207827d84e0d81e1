/** The simulated terminal's messages, byte by byte. */
import type {
  SimulatedBatch,
  SimulatedBrand,
  SimulatedEntry,
  SimulatedTransaction,
} from '../../simulator/bank.ts';
import type { NextEnding } from '../../simulator/state.ts';
import { encodeApdu } from '../protocol/apdu.ts';
import { packed, packedCents, withDecimalLength } from '../protocol/bitmaps.ts';
import { EURO } from '../protocol/requests.ts';

const TERMINAL_ID = '29004869';
const DOLLAR = '0840';

const TECHNOLOGY: Readonly<Record<SimulatedEntry, number | undefined>> = {
  swipe: 0x00,
  chip: 0x01,
  contactless: 0x02,
  keyed: undefined,
};
const AIDS: Readonly<Record<SimulatedBrand, string>> = {
  Visa: 'A0000000031010',
  Mastercard: 'A0000000041010',
  'American Express': 'A00000002501',
  Discover: 'A0000001523010',
};

const latin = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const fourDigits = (number: number): string => String(number % 10_000).padStart(4, '0');
const sixDigits = (number: number): string => String(number % 1_000_000).padStart(6, '0');
const tlv = (tag: string, content: readonly number[]): number[] => [
  ...packedTag(tag),
  content.length,
  ...content,
];
const packedTag = (tag: string): number[] => [...Buffer.from(tag, 'hex')];

/** 04 0F of a good end. @param receipt the number of this end; of a reversal its own */
export function goodStatus(
  done: SimulatedTransaction,
  receipt: number,
  ending: NextEnding = 'approve',
): Uint8Array {
  const named = ending !== 'nameless';
  const at = new Date(done.atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const technology = TECHNOLOGY[done.entry];
  const card = named
    ? [
        0x22,
        ...withDecimalLength(2, [...Array.from({ length: 6 }, () => 0xee), ...packed(done.last4)]),
        0x3b,
        ...latin(done.authorization.padEnd(8, '\0')),
      ]
    : [];
  const chip = done.entry === 'chip' || done.entry === 'contactless';
  const container = [
    ...(technology === undefined ? [] : tlv('2F', tlv('1F12', [technology]))),
    ...(chip
      ? tlv('60', [...tlv('43', packedTag(AIDS[done.brand])), ...tlv('44', latin(done.brand.toUpperCase()))])
      : []),
  ];
  return encodeApdu('040F', [
    ...[0x27, 0x00],
    ...[0x04, ...packedCents(done.cents)],
    ...[0x0b, ...packed(sixDigits(receipt))],
    ...[0x0c, ...packed(two(at.getUTCHours()) + two(at.getUTCMinutes()) + two(at.getUTCSeconds()))],
    ...[0x0d, ...packed(two(at.getUTCMonth() + 1) + two(at.getUTCDate()))],
    ...card,
    ...[0x29, ...packed(TERMINAL_ID)],
    ...[0x49, ...packed(ending === 'other' ? DOLLAR : EURO)],
    ...[0x87, ...packed(fourDigits(receipt))],
    ...[0x8b, ...withDecimalLength(2, latin(`${done.brand}\0`))],
    ...[0x06, container.length, ...container],
  ]);
}

/** 04 0F of an end without success. */
export const badStatus = (result: number, text: string): Uint8Array =>
  encodeApdu('040F', [
    ...[0x27, result],
    ...[0x29, ...packed(TERMINAL_ID)],
    ...[0x3c, ...withDecimalLength(3, latin(text))],
  ]);

/** 04 0F with the totals of the turnover file; everything stands in the first group. */
export function totalsStatus(batch: SimulatedBatch): Uint8Array {
  const cents = batch.saleCents - batch.refundCents;
  const group = (count: number, sum: number): number[] => [
    Math.min(0xff, count),
    ...packedCents(Math.max(0, sum)),
  ];
  const totals = [
    ...packed('0001'),
    ...packed('9999'),
    ...group(batch.saleCount + batch.refundCount, cents),
    ...Array.from({ length: 6 }, () => group(0, 0)).flat(),
  ];
  return encodeApdu('040F', [
    ...[0x27, 0x00],
    ...[0x04, ...packedCents(Math.max(0, cents))],
    ...[0x60, ...withDecimalLength(3, totals)],
  ]);
}

/** @param status 0A insert card, 0E please wait, 0B remove card */
export const intermediate = (status: number): Uint8Array => encodeApdu('04FF', [status, 0x01]);

export const COMPLETION = encodeApdu('060F');
/** With status byte and terminal id. */
export const REGISTERED = encodeApdu('060F', [
  0x19,
  0x00,
  0x29,
  ...packed(TERMINAL_ID),
  0x49,
  ...packed(EURO),
]);
export const STATUS_DONE = encodeApdu('060F', [0x27, 0x00, 0x29, ...packed(TERMINAL_ID)]);
export const abort = (code: number): Uint8Array => encodeApdu('061E', [code]);
export const negative = (code: number): Uint8Array => encodeApdu(`84${code.toString(16).padStart(2, '0')}`);
