/**
 * What a StarPRNT printer says: its whole status in one block, asked for or not (PROTOCOL.md, "StarPRNT"). The first
 * byte tells its length. A state machine over single bytes like `status-stream.ts`: any chunking gives the same
 * frames, what fits nothing is garbage, state is at most one block of 33 bytes, never throws.
 */
import type { PrinterFault } from '../../../shared/devices/outcome.ts';
import type { SeenStatus } from './status.ts';

export type StarFrame =
  | { readonly kind: 'star-status'; readonly bytes: readonly number[] }
  | { readonly kind: 'xon' }
  | { readonly kind: 'xoff' }
  | { readonly kind: 'garbage'; readonly byte: number };

const XON = 0x11;
const XOFF = 0x13;
/** Two headers and the five status bytes that every model has. */
const LEAST_BYTES = 7;

const isHeader = (byte: number): boolean => (byte & 0x91) === 0x01;
/** Bits 1–3 and 5–6 of the first header are the number of bytes, itself included. */
const lengthSaid = (header: number): number => ((header >> 2) & 0x18) | ((header >> 1) & 0x07);
/** Bit 7 of the second header stands for two bytes more; nothing else has bit 7 or 4. */
const isSecondHeader = (byte: number): boolean => (byte & 0x11) === 0x00;
const isRest = (byte: number): boolean => (byte & 0x91) === 0x00;

const lengthOf = ([first = 0, second = 0]: readonly number[]): number =>
  lengthSaid(first) + ((second >> 6) & 0x02);

/** Remembers its state: what an exchange wants. */
export function starDecoder(): {
  decode(bytes: Uint8Array): readonly StarFrame[];
  readonly midFrame: boolean;
  /** How many bytes it holds, for the trial of its bound. */
  readonly heldBytes: number;
} {
  let so: readonly number[] = [];
  const begin = (byte: number, frames: StarFrame[]): void => {
    if (isHeader(byte) && lengthSaid(byte) >= LEAST_BYTES) so = [byte];
    else frames.push({ kind: 'garbage', byte });
  };
  const step = (byte: number, frames: StarFrame[]): void => {
    if (byte === XON || byte === XOFF) {
      frames.push({ kind: byte === XON ? 'xon' : 'xoff' });
      return;
    }
    if (so.length === 0) {
      begin(byte, frames);
      return;
    }
    if (!(so.length === 1 ? isSecondHeader(byte) : isRest(byte))) {
      for (const wasted of so) frames.push({ kind: 'garbage', byte: wasted });
      so = [];
      begin(byte, frames);
      return;
    }
    so = [...so, byte];
    if (so.length < lengthOf(so)) return;
    frames.push({ kind: 'star-status', bytes: so });
    so = [];
  };
  return {
    decode(bytes) {
      const frames: StarFrame[] = [];
      for (const byte of bytes) step(byte, frames);
      return frames;
    },
    get midFrame() {
      return so.length > 0;
    },
    get heldBytes() {
      return so.length;
    },
  };
}

/** The block's bytes as the printer means them; the numbers are places in the block, from nought. */
export function seenByStar(bytes: readonly number[]): SeenStatus {
  const [, , printer = 0, error = 0, , paper = 0] = bytes;
  return {
    fault: starFault(printer, error, paper),
    paperLow: (paper & 0x06) !== 0,
    // The sensor's contact closes pin 3 to ground: a closed contact is LOW, an empty socket HIGH, as in ESC/POS.
    drawerPinHigh: (printer & 0x04) === 0,
    etbCounter: etbCounterOf(bytes),
  };
}

function starFault(printer: number, error: number, paper: number): PrinterFault | undefined {
  if (printer & 0x20) return 'cover-open';
  if (paper & 0x08) return 'paper-out';
  if (error & 0x08) return 'cutter-error';
  // 20 unrecoverable, 04 mechanical
  if (error & 0x24) return 'unrecoverable-error';
  return printer & 0x08 || error & 0x40 ? 'offline' : undefined;
}

/** Bits 1–3 and 5–6 of the eighth byte. */
function etbCounterOf(bytes: readonly number[]): number | undefined {
  const eighth = bytes[7];
  return eighth === undefined ? undefined : ((eighth >> 2) & 0x18) | ((eighth >> 1) & 0x07);
}
