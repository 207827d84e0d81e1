/**
 * ESC/POS bytes taken apart into commands, as a printer would: for the preview and for the simulator. A state machine
 * over single bytes, so that any chunking gives the same commands; what no rule explains becomes `unknown` and is
 * skipped. Keeps at most one command of 256 KiB; the rest of a longer one is counted, not kept. Never throws.
 * Lengths are from PROTOCOL.md, section "Commands understood".
 */
import { DLE, ESC, FS, GS } from './bytes.ts';

export type PrinterCommand =
  /** Characters to print. One run may come as several commands. */
  | { readonly kind: 'text'; readonly byte: number }
  | { readonly kind: 'line-feed' }
  /** ESC d: print the line, feed so many. */
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'code-page'; readonly page: number }
  | { readonly kind: 'align'; readonly to: number }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'underline'; readonly on: boolean }
  /** GS !: multiples of the character's own size. */
  | { readonly kind: 'size'; readonly timesTall: number; readonly timesWide: number }
  /** ESC !: several attributes in one byte. */
  | { readonly kind: 'mode'; readonly mode: number }
  /** ESC $ and ESC \: where the next character stands, in dots from the line's start or from the last character. */
  | { readonly kind: 'position'; readonly dots: number; readonly from: 'start' | 'here' }
  | { readonly kind: 'cut'; readonly cut: 'full' | 'partial' }
  | { readonly kind: 'kick'; readonly pin: 0 | 1; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'barcode-label'; readonly position: number }
  | { readonly kind: 'barcode'; readonly system: number; readonly data: Uint8Array }
  | { readonly kind: 'qr-store'; readonly data: Uint8Array }
  | { readonly kind: 'qr-print' }
  | { readonly kind: 'raster'; readonly bytesPerRow: number; readonly data: Uint8Array }
  | { readonly kind: 'ask-process-id'; readonly id: string }
  /** GS r n */
  | { readonly kind: 'ask-in-turn'; readonly what: number }
  /** GS I n */
  | { readonly kind: 'identify'; readonly what: number }
  /** GS a n */
  | { readonly kind: 'automatic-status'; readonly what: number }
  /** ESC c 0 n: which paper is printed on. */
  | { readonly kind: 'select-paper'; readonly sources: number }
  /** ESC f: how long a slip or check is waited for; 0 for ever. */
  | { readonly kind: 'slip-wait'; readonly minutes: number }
  /** FF: ejects a slip. */
  | { readonly kind: 'form-feed' }
  /** FS a 0 */
  | { readonly kind: 'read-check' }
  /** FS a 2 */
  | { readonly kind: 'eject-check' }
  /** StarPRNT: counts up once everything before it is on paper, and begins to count anew. */
  | { readonly kind: 'etb' }
  | { readonly kind: 'etb-reset' }
  /** Understood, and of no effect on paper or state: spacing, margins, a bar code's height … */
  | { readonly kind: 'setting'; readonly bytes: Uint8Array }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

const KEPT_BYTES = 256 * 1024;
const LONGEST_NUL_TERMINATED = 300;

/** How long the command is that begins so: undefined while that cannot be said; `none` when no command begins so. */
type Length = number | undefined | 'none';

/** ESC x: length by second byte. */
// prettier-ignore
const ESC_LENGTHS: Readonly<Record<number, number>> = {
  0x0c: 2, 0x20: 3, 0x21: 3, 0x24: 4, 0x25: 3, 0x2d: 3, 0x32: 2, 0x33: 3, 0x3d: 3, 0x3f: 3, 0x40: 2, 0x45: 3, 0x47: 3,
  0x4a: 3, 0x4b: 3, 0x4c: 2, 0x4d: 3, 0x52: 3, 0x53: 2, 0x54: 3, 0x55: 3, 0x56: 3, 0x57: 10, 0x5c: 4, 0x61: 3, 0x63: 4,
  0x64: 3, 0x65: 3, 0x66: 4, 0x69: 2, 0x6d: 2, 0x70: 5, 0x72: 3, 0x74: 3, 0x75: 3, 0x76: 2, 0x7b: 3,
};

/** GS x */
// prettier-ignore
const GS_LENGTHS: Readonly<Record<number, number>> = {
  0x0c: 2, 0x21: 3, 0x24: 4, 0x2f: 3, 0x3a: 2, 0x42: 3, 0x45: 3, 0x48: 3, 0x49: 3, 0x4c: 4, 0x50: 4, 0x54: 3, 0x57: 4,
  0x5c: 4, 0x5e: 5, 0x61: 3, 0x62: 3, 0x66: 3, 0x68: 3, 0x72: 3, 0x77: 3,
};

/** FS x */
// prettier-ignore
const FS_LENGTHS: Readonly<Record<number, number>> = {
  0x21: 3, 0x26: 2, 0x2d: 3, 0x2e: 2, 0x43: 3, 0x53: 4, 0x57: 3, 0x62: 2, 0x63: 2, 0x70: 4,
};

/** A reader with its own state: feed it chunks, get the commands that they completed. */
export type CommandReader = {
  read(bytes: Uint8Array): readonly PrinterCommand[];
  /** Forgets a command that has begun and not ended. */
  reset(): void;
  /** A command has begun: the printer waits for its rest, and the next bytes are eaten by it. */
  readonly midCommand: boolean;
};

export function commandReader(): CommandReader {
  let kept: number[] = [];
  let seen = 0;
  let length: number | undefined;

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
    commands.push(interpret(Uint8Array.from(kept)));
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
  const [first = 0, second] = so;
  if (first !== ESC && first !== GS && first !== FS && first !== DLE) return 1;
  if (second === undefined) return undefined;
  switch (first) {
    case ESC:
      return measureEsc(so, second);
    case GS:
      return measureGs(so, second);
    case FS:
      return measureFs(so, second);
    default:
      return measureDle(so, second);
  }
}

function measureEsc(so: readonly number[], second: number): Length {
  if (second === 0x44) return untilNul(so, 2);
  if (second !== 0x2a) return ESC_LENGTHS[second] ?? 'none';
  // ESC * m nL nH d…: one or three bytes per column of dots
  const [, , mode, low, high] = so;
  if (mode === undefined || low === undefined || high === undefined) return undefined;
  return 5 + (low + 256 * high) * (mode >= 0x20 ? 3 : 1);
}

function measureGs(so: readonly number[], second: number): Length {
  const [, , third, fourth, fifth, sixth, seventh, eighth] = so;
  switch (second) {
    case 0x28: // GS ( x pL pH d…
      return fourth === undefined || fifth === undefined ? undefined : 5 + fourth + 256 * fifth;
    case 0x38: // GS 8 L p1 p2 p3 p4 d…
      if (fourth === undefined || fifth === undefined || sixth === undefined || seventh === undefined)
        return undefined;
      return 7 + fourth + 256 * fifth + 65_536 * sixth + 16_777_216 * seventh;
    case 0x2a: // GS * x y d…
      return third === undefined || fourth === undefined ? undefined : 4 + third * fourth * 8;
    case 0x56: // GS V m, or m n
      if (third === undefined) return undefined;
      return [0x00, 0x01, 0x30, 0x31].includes(third) ? 3 : 4;
    case 0x6b: // GS k m d… NUL, or m n d…
      if (third === undefined) return undefined;
      if (third <= 0x06) return untilNul(so, 3);
      return fourth === undefined ? undefined : 4 + fourth;
    case 0x76: // GS v 0 m xL xH yL yH d…
      if (third !== undefined && third !== 0x30) return 'none';
      if (fifth === undefined || sixth === undefined || seventh === undefined || eighth === undefined)
        return undefined;
      return 8 + (fifth + 256 * sixth) * (seventh + 256 * eighth);
    default:
      return GS_LENGTHS[second] ?? 'none';
  }
}

function measureFs(so: readonly number[], second: number): Length {
  const [, , third, fourth, fifth] = so;
  if (second === 0x28)
    return fourth === undefined || fifth === undefined ? undefined : 5 + fourth + 256 * fifth;
  // FS a 0 n reads a check, FS a 1 and 2 move it.
  if (second === 0x61) return third === undefined ? undefined : third === 0x30 ? 4 : 3;
  return FS_LENGTHS[second] ?? 'none';
}

function measureDle(so: readonly number[], second: number): Length {
  const third = so[2];
  if (second === 0x05) return 3;
  // DLE EOT 7 and more have a second number; 8 1 asks for the check reader.
  if (second === 0x04) return third === undefined ? undefined : third >= 0x07 ? 4 : 3;
  if (second !== 0x14) return 'none';
  if (third === undefined) return undefined;
  return third === 0x08 ? 10 : third === 0x01 || third === 0x02 ? 5 : 'none';
}

function untilNul(so: readonly number[], from: number): Length {
  if (so.length > from && so.at(-1) === 0x00) return so.length;
  return so.length > LONGEST_NUL_TERMINATED ? 'none' : undefined;
}

function interpret(bytes: Uint8Array): PrinterCommand {
  const [first = 0] = bytes;
  if (first === 0x0a) return { kind: 'line-feed' };
  if (first === 0x0c) return { kind: 'form-feed' };
  if (bytes.length === 1)
    return first >= 0x20 && first !== 0x7f ? { kind: 'text', byte: first } : { kind: 'setting', bytes };
  return interpretSequence(first, bytes) ?? { kind: 'setting', bytes };
}

function interpretSequence(first: number, bytes: Uint8Array): PrinterCommand | undefined {
  switch (first) {
    case ESC:
      return interpretEsc(bytes);
    case GS:
      return interpretGs(bytes);
    case FS:
      return interpretFs(bytes);
    default:
      return undefined;
  }
}

/** FS a n: 0 reads a check, 2 ejects it. */
function interpretFs([, second, third]: Uint8Array): PrinterCommand | undefined {
  if (second !== 0x61) return undefined;
  if (third === 0x30) return { kind: 'read-check' };
  return third === 0x32 ? { kind: 'eject-check' } : undefined;
}

function interpretEsc([, second, third = 0, fourth = 0, fifth = 0]: Uint8Array): PrinterCommand | undefined {
  switch (second) {
    case 0x21:
      return { kind: 'mode', mode: third };
    case 0x24:
      return { kind: 'position', from: 'start', dots: third + 256 * fourth };
    case 0x5c:
      return { kind: 'position', from: 'here', dots: signed16(third + 256 * fourth) };
    case 0x2d:
      return { kind: 'underline', on: isOn(third) };
    case 0x40:
      return { kind: 'initialise' };
    case 0x45:
    case 0x47:
      return { kind: 'bold', on: (third & 1) === 1 };
    case 0x61:
      return { kind: 'align', to: third & 0x0f };
    case 0x63:
      return third === 0x30 ? { kind: 'select-paper', sources: fourth } : undefined;
    case 0x64:
      return { kind: 'feed', lines: third };
    case 0x66:
      return { kind: 'slip-wait', minutes: third };
    case 0x69:
      return { kind: 'cut', cut: 'full' };
    case 0x6d:
      return { kind: 'cut', cut: 'partial' };
    case 0x70:
      return { kind: 'kick', pin: (third & 1) === 1 ? 1 : 0, onMs: fourth * 2, offMs: fifth * 2 };
    case 0x74:
      return { kind: 'code-page', page: third };
    default:
      return undefined;
  }
}

function interpretGs(bytes: Uint8Array): PrinterCommand | undefined {
  const [, second, third = 0, , fifth = 0, sixth = 0] = bytes;
  switch (second) {
    case 0x21:
      return { kind: 'size', timesTall: (third & 0x07) + 1, timesWide: ((third >> 4) & 0x07) + 1 };
    case 0x28:
      return third === 0x48 ? interpretProcessId(bytes) : third === 0x6b ? interpretQr(bytes) : undefined;
    case 0x48:
      return { kind: 'barcode-label', position: third & 0x03 };
    case 0x49:
      return { kind: 'identify', what: third };
    case 0x56:
      return { kind: 'cut', cut: [0x00, 0x30, 0x41, 0x61, 0x67].includes(third) ? 'full' : 'partial' };
    case 0x61:
      return { kind: 'automatic-status', what: third };
    case 0x6b:
      return { kind: 'barcode', system: third, data: third <= 0x06 ? bytes.slice(3, -1) : bytes.slice(4) };
    case 0x72:
      return { kind: 'ask-in-turn', what: third & 0x0f };
    case 0x76:
      return { kind: 'raster', bytesPerRow: fifth + 256 * sixth, data: bytes.slice(8) };
    default:
      return undefined;
  }
}

/** GS ( H 06 00 30 30 d1 d2 d3 d4 */
function interpretProcessId(bytes: Uint8Array): PrinterCommand | undefined {
  if (bytes.length !== 11 || bytes[5] !== 0x30 || bytes[6] !== 0x30) return undefined;
  return { kind: 'ask-process-id', id: String.fromCharCode(...bytes.slice(7)) };
}

/** GS ( k: function 80 stores the data of a QR code, function 81 prints it. */
function interpretQr(bytes: Uint8Array): PrinterCommand | undefined {
  if (bytes[5] !== 0x31) return undefined;
  if (bytes[6] === 0x50) return { kind: 'qr-store', data: bytes.slice(8) };
  return bytes[6] === 0x51 ? { kind: 'qr-print' } : undefined;
}

const signed16 = (n: number): number => (n >= 0x8000 ? n - 0x10000 : n);

const isOn = (n: number): boolean => n !== 0x00 && n !== 0x30;
