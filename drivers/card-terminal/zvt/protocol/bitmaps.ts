/**
 * The data of ZVT messages: a row of bitmaps, each a number and its content. How long the content is depends on the
 * number alone, so one that is not known ends the reading: what follows could be anything.
 */

export type Bitmaps = ReadonlyMap<number, Uint8Array>;

type Length = number | 'LL' | 'LLL' | 'TLV';

/** PA00P015 chapter 9; the same lengths in two independent open readers (PROTOCOL.md). */
const LENGTHS: Readonly<Record<number, Length>> = {
  0x01: 1,
  0x02: 1,
  0x03: 1,
  0x04: 6,
  0x05: 1,
  0x06: 'TLV',
  0x0b: 3,
  0x0c: 3,
  0x0d: 2,
  0x0e: 2,
  0x17: 2,
  0x19: 1,
  0x22: 'LL',
  0x23: 'LL',
  0x24: 'LLL',
  0x27: 1,
  0x29: 4,
  0x2a: 15,
  0x2d: 'LL',
  0x2e: 'LLL',
  0x37: 3,
  0x3a: 2,
  0x3b: 8,
  0x3c: 'LLL',
  0x3d: 3,
  0x49: 2,
  0x60: 'LLL',
  0x87: 2,
  0x88: 3,
  0x8a: 1,
  0x8b: 'LL',
  0x8c: 1,
  0x92: 'LLL',
  0x9a: 'LLL',
  0xa0: 1,
  0xa7: 'LL',
  0xaa: 3,
  0xaf: 'LLL',
  0xba: 5,
  0xd0: 1,
  0xd1: 'LL',
  0xf0: 1,
  0xf1: 'LL',
  0xf2: 'LL',
  0xf3: 'LL',
  0xf4: 'LL',
};

/** Undefined: a number that is not known, twice the same one, or content that ends too early. */
export function parseBitmaps(data: Uint8Array): Bitmaps | undefined {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at < data.length;) {
    const tag = data[at] ?? 0;
    const content = contentAt(data, at + 1, LENGTHS[tag]);
    if (!content || found.has(tag)) return undefined;
    found.set(tag, content.bytes);
    at = content.end;
  }
  return found;
}

type Content = { readonly bytes: Uint8Array; readonly end: number };

function contentAt(data: Uint8Array, at: number, length: Length | undefined): Content | undefined {
  if (length === undefined) return undefined;
  const measured = typeof length === 'number' ? { start: at, count: length } : measure(data, at, length);
  if (!measured || measured.start + measured.count > data.length) return undefined;
  const end = measured.start + measured.count;
  return { bytes: data.slice(measured.start, end), end };
}

type Measured = { readonly start: number; readonly count: number };

function measure(data: Uint8Array, at: number, length: Exclude<Length, number>): Measured | undefined {
  return length === 'TLV' ? berLength(data, at) : decimalLength(data, at, length === 'LL' ? 2 : 3);
}

/** `F1 F7`: one decimal digit in the low half of each byte. */
function decimalLength(data: Uint8Array, at: number, digits: number): Measured | undefined {
  let count = 0;
  for (let n = 0; n < digits; n += 1) {
    const byte = data[at + n];
    if (byte === undefined || byte >>> 4 !== 0xf || (byte & 0xf) > 9) return undefined;
    count = count * 10 + (byte & 0xf);
  }
  return { start: at + digits, count };
}

function berLength(data: Uint8Array, at: number): Measured | undefined {
  const first = data[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 1, count: first };
  const [high, low] = [data[at + 1], data[at + 2]];
  if (first === 0x81 && high !== undefined) return { start: at + 2, count: high };
  if (first === 0x82 && high !== undefined && low !== undefined)
    return { start: at + 3, count: (high << 8) | low };
  return undefined;
}

/** The leaves of a TLV container by tag, `4F` or `1F12`; what is not understood ends the reading of its container. */
export function parseTlv(data: Uint8Array, depth = 0): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at < data.length;) {
    const first = data[at] ?? 0;
    const tagBytes = (first & 0x1f) === 0x1f ? 2 : 1;
    const measured = berLength(data, at + tagBytes);
    if (!measured || measured.start + measured.count > data.length) break;
    const content = data.slice(measured.start, measured.start + measured.count);
    const isContainer = (first & 0x20) !== 0 && depth < DEEPEST;
    if (isContainer) for (const [tag, value] of parseTlv(content, depth + 1)) found.set(tag, value);
    else found.set(hex(data.slice(at, at + tagBytes)), content);
    at = measured.start + measured.count;
  }
  return found;
}

const DEEPEST = 4;

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Packed decimal digits as text; undefined when a half byte is none. */
export function digitsOf(bytes: Uint8Array | undefined): string | undefined {
  const text = bytes === undefined ? '' : hex(bytes);
  return /^\d+$/.test(text) ? text : undefined;
}

/** @param digits an even number of them */
export const packed = (digits: string): number[] => [...Buffer.from(digits, 'hex')];

/** Twelve packed digits. */
export const packedCents = (cents: number): number[] => packed(String(cents).padStart(12, '0'));

/** `F1 F7` before the content. */
export function withDecimalLength(digits: 2 | 3, content: Iterable<number>): number[] {
  const bytes = [...content];
  const length = String(bytes.length).padStart(digits, '0');
  return [...Array.from(length, (digit) => 0xf0 | Number(digit)), ...bytes];
}
