/**
 * StarPRNT bytes taken apart and told in the words of `commands.ts`, for the preview and the simulator: so paper and
 * printer need not know in which language they were spoken to. The same promises: any chunking, bounded, never throws.
 */
import { ESC, GS } from './bytes.ts';
import type { CommandReader, PrinterCommand } from './commands.ts';
import { BEL, CAN, ETB, RS, SUB } from './star-bytes.ts';

const KEPT_BYTES = 256 * 1024;
const LONGEST_TERMINATED = 300;

type Length = number | undefined | 'none';

/** ESC x: length by second byte. */
// prettier-ignore
const ESC_LENGTHS: Readonly<Record<number, number>> = {
  0x06: 3, 0x07: 4, 0x0c: 3, 0x0e: 2, 0x14: 2, 0x20: 3, 0x2d: 3, 0x2f: 3, 0x30: 2, 0x31: 2, 0x32: 2, 0x33: 3, 0x34: 2, 0x35: 2,
  0x36: 2, 0x37: 2, 0x3a: 2, 0x3f: 4, 0x40: 2, 0x41: 3, 0x43: 3, 0x45: 2, 0x46: 2, 0x49: 3, 0x4a: 3, 0x4d: 2, 0x4e: 3, 0x4f: 2,
  0x50: 2, 0x51: 3, 0x52: 3, 0x57: 3, 0x5f: 3, 0x61: 3, 0x64: 3, 0x68: 3, 0x69: 4, 0x6c: 3, 0x70: 2, 0x73: 4, 0x7a: 3,
};
/** ESC GS x */
// prettier-ignore
const ESC_GS_LENGTHS: Readonly<Record<number, number>> = {
  0x03: 6, 0x23: 4, 0x41: 5, 0x50: 4, 0x52: 5, 0x61: 4, 0x62: 4, 0x67: 5, 0x68: 5, 0x74: 4,
};
/** ESC RS x */
// prettier-ignore
const ESC_RS_LENGTHS: Readonly<Record<number, number>> = {
  0x23: 4, 0x41: 4, 0x43: 4, 0x45: 4, 0x46: 4, 0x52: 4, 0x61: 4, 0x63: 4, 0x64: 4, 0x6d: 4, 0x72: 4,
};

export function starCommandReader(): CommandReader {
  let kept: number[] = [];
  let seen = 0;
  let length: number | undefined;
  const pulse = { onMs: 200, offMs: 200 };

  const reset = (): void => {
    kept = [];
    seen = 0;
    length = undefined;
  };
  const take = (byte: number, commands: PrinterCommand[]): void => {
    if (kept.length < KEPT_BYTES) kept.push(byte);
    seen += 1;
    if (length === undefined) {
      const measured = measure(kept);
      if (measured === 'none') {
        commands.push({ kind: 'unknown', bytes: Uint8Array.from(kept) });
        reset();
        return;
      }
      length = measured;
    }
    if (length === undefined || seen < length) return;
    commands.push(...interpret(Uint8Array.from(kept), pulse));
    reset();
  };
  return {
    read(bytes) {
      const commands: PrinterCommand[] = [];
      for (const byte of bytes) take(byte, commands);
      return commands;
    },
    reset,
    get midCommand() {
      return seen > 0;
    },
  };
}

function measure(so: readonly number[]): Length {
  const [first = 0, second, third, fourth] = so;
  if (first !== ESC) return 1;
  if (second === undefined) return undefined;
  switch (second) {
    case GS:
      return third === undefined ? undefined : measureEscGs(so, third);
    case RS:
      return third === undefined ? undefined : (ESC_RS_LENGTHS[third] ?? 'none');
    case 0x62: // ESC b n1 n2 n3 n4 d… RS
      return untilByte(so, 6, RS);
    case 0x44: // ESC D n… NUL
      return untilByte(so, 2, 0x00);
    case 0x58: // ESC X n1 n2 d…: columns of 24 dots
      return third === undefined || fourth === undefined ? undefined : 4 + 3 * (third + 256 * fourth);
    case 0x6b: // ESC k n1 n2 d…: 24 rows of so many bytes
      return third === undefined || fourth === undefined ? undefined : 4 + 24 * (third + 256 * fourth);
    default:
      return ESC_LENGTHS[second] ?? 'none';
  }
}

function measureEscGs(so: readonly number[], third: number): Length {
  const [, , , fourth, fifth, sixth, seventh, eighth] = so;
  switch (third) {
    case 0x53: // ESC GS S m xL xH yL yH n d…
      if (fifth === undefined || sixth === undefined || seventh === undefined || eighth === undefined)
        return undefined;
      return 9 + (fifth + 256 * sixth) * (seventh + 256 * eighth);
    case 0x79: // ESC GS y: a QR code's settings, data, printing
      return fourth === undefined ? undefined : measureQr(so, fourth);
    default:
      return ESC_GS_LENGTHS[third] ?? 'none';
  }
}

function measureQr(so: readonly number[], fourth: number): Length {
  const [, , , , , , seventh, eighth] = so;
  if (fourth === 0x50 || fourth === 0x49) return 4;
  if (fourth === 0x53) return 6;
  if (fourth !== 0x44) return 'none';
  // ESC GS y D 1 m nL nH d…
  return seventh === undefined || eighth === undefined ? undefined : 8 + seventh + 256 * eighth;
}

function untilByte(so: readonly number[], from: number, last: number): Length {
  if (so.length > from && so.at(-1) === last) return so.length;
  return so.length > LONGEST_TERMINATED ? 'none' : undefined;
}

type Pulse = { onMs: number; offMs: number };

function interpret(bytes: Uint8Array, pulse: Pulse): readonly PrinterCommand[] {
  const [first = 0] = bytes;
  if (bytes.length === 1) return [interpretByte(first, pulse)];
  const [, second] = bytes;
  if (second === GS) return interpretEscGs(bytes);
  if (second === 0x62) return interpretBarcode(bytes);
  if (second === RS) return [interpretEscRs(bytes)];
  return [interpretEsc(bytes, pulse)];
}

function interpretByte(byte: number, pulse: Pulse): PrinterCommand {
  switch (byte) {
    case 0x0a:
      return { kind: 'line-feed' };
    case BEL:
      return { kind: 'kick', pin: 0, ...pulse };
    case SUB:
      return { kind: 'kick', pin: 1, ...pulse };
    case ETB:
      return { kind: 'etb' };
    case CAN:
      return { kind: 'etb-reset' };
    default:
      return byte >= 0x20 && byte !== 0x7f
        ? { kind: 'text', byte }
        : { kind: 'setting', bytes: Uint8Array.of(byte) };
  }
}

function interpretEsc(bytes: Uint8Array, pulse: Pulse): PrinterCommand {
  const [, second, third = 0, fourth = 0] = bytes;
  switch (second) {
    case BEL:
      pulse.onMs = third * 10;
      pulse.offMs = fourth * 10;
      return { kind: 'setting', bytes };
    case 0x2d:
      return { kind: 'underline', on: third !== 0x00 && third !== 0x30 };
    case 0x40:
      return { kind: 'initialise' };
    case 0x45:
      return { kind: 'bold', on: true };
    case 0x46:
      return { kind: 'bold', on: false };
    case 0x61:
      return { kind: 'feed', lines: third };
    case 0x64: // 0 and 2 full, 1 and 3 partial; also as digits
      return { kind: 'cut', cut: (third & 1) === 0 ? 'full' : 'partial' };
    case 0x69:
      return { kind: 'size', timesTall: (third & 0x0f) + 1, timesWide: (fourth & 0x0f) + 1 };
    default:
      return { kind: 'setting', bytes };
  }
}

function interpretEscRs(bytes: Uint8Array): PrinterCommand {
  const [, , third, fourth = 0] = bytes;
  if (third === 0x45) return { kind: 'etb-reset' };
  return third === 0x61 ? { kind: 'automatic-status', what: fourth & 0x0f } : { kind: 'setting', bytes };
}

/** Star's numbers for the pages that this program knows by their ESC/POS numbers. */
const PAGES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 4: 19, 32: 16 };

function interpretEscGs(bytes: Uint8Array): readonly PrinterCommand[] {
  const [, , third, fourth = 0, fifth = 0, sixth = 0] = bytes;
  switch (third) {
    case 0x41:
      return [{ kind: 'position', from: 'start', dots: fourth + 256 * fifth }];
    case 0x53:
      return [{ kind: 'raster', bytesPerRow: fifth + 256 * sixth, data: bytes.slice(9) }];
    case 0x61:
      return [{ kind: 'align', to: fourth & 0x0f }];
    case 0x74: {
      const page = PAGES[fourth];
      return [page === undefined ? { kind: 'unknown', bytes } : { kind: 'code-page', page }];
    }
    case 0x79:
      if (fourth === 0x44) return [{ kind: 'qr-store', data: bytes.slice(8) }];
      return [fourth === 0x50 ? { kind: 'qr-print' } : { kind: 'setting', bytes }];
    default:
      return [{ kind: 'setting', bytes }];
  }
}

const CODE128 = 6;
/** GS k 73, whose data names its subset. */
const ESC_POS_CODE128 = 0x49;

/** ESC b n1 n2 n3 n4 d… RS: n1 the symbology, n2 even with the number in plain text below. */
function interpretBarcode(bytes: Uint8Array): readonly PrinterCommand[] {
  const [, , symbology = 0, label = 0] = bytes;
  const data = bytes.slice(6, -1);
  const position = (label & 1) === 0 ? 2 : 0;
  const barcode: PrinterCommand =
    (symbology & 0x0f) === CODE128
      ? { kind: 'barcode', system: ESC_POS_CODE128, data: inSubsetB(data) }
      : { kind: 'barcode', system: symbology & 0x0f, data };
  return [{ kind: 'barcode-label', position }, barcode];
}

const PERCENT = 0x25;
const BRACE = 0x7b;

/** Star's `%0` is a percent sign, other signs after `%` are control characters and functions; ESC/POS doubles the brace. */
function inSubsetB(data: Uint8Array): Uint8Array {
  const escaped: number[] = [BRACE, 0x42];
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    if (byte === PERCENT) {
      at += 1;
      if (data[at] === 0x30) escaped.push(PERCENT);
    } else if (byte === BRACE) escaped.push(BRACE, BRACE);
    else escaped.push(byte);
  }
  return Uint8Array.from(escaped);
}
