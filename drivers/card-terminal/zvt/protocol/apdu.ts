/**
 * The ZVT message (PA00P015): class, instruction, length, data. A length of FF is followed by two bytes, the low one
 * first. On TCP it stands alone, one after the other, without any check of its own.
 */
import type { FrameDecoder } from '../../mailbox.ts';

export type Apdu = {
  /** Class and instruction: `040F`. */
  readonly command: string;
  readonly data: Uint8Array;
};

/** Longer than any receipt that a terminal has printed through a till (1069 bytes were seen). */
export const LONGEST_APDU = 8192;

const LONGEST_SHORT = 0xfe;

/** @param command four hexadecimal digits */
export function encodeApdu(command: string, data: Iterable<number> = []): Uint8Array {
  const bytes = [...data];
  const length =
    bytes.length <= LONGEST_SHORT ? [bytes.length] : [0xff, bytes.length & 0xff, bytes.length >>> 8];
  return Uint8Array.of(...Buffer.from(command, 'hex'), ...length, ...bytes);
}

/** Undefined: not one whole message. */
export function apduOf(bytes: Uint8Array): Apdu | undefined {
  const header = headerOf(bytes);
  if (!header || bytes.length !== header.headerBytes + header.dataBytes) return undefined;
  return { command: commandOf(bytes), data: bytes.slice(header.headerBytes) };
}

const commandOf = (bytes: ArrayLike<number>): string =>
  Buffer.from([bytes[0] ?? 0, bytes[1] ?? 0])
    .toString('hex')
    .toUpperCase();

/** Undefined: there are not enough bytes yet to know. */
function headerOf(
  bytes: ArrayLike<number>,
): { readonly headerBytes: number; readonly dataBytes: number } | undefined {
  const short = bytes[2];
  if (short === undefined) return undefined;
  if (short <= LONGEST_SHORT) return { headerBytes: 3, dataBytes: short };
  const low = bytes[3];
  const high = bytes[4];
  return low === undefined || high === undefined
    ? undefined
    : { headerBytes: 5, dataBytes: low | (high << 8) };
}

export type TcpFrame =
  | { readonly kind: 'apdu'; readonly apdu: Apdu }
  | { readonly kind: 'broken' }
  | { readonly kind: 'garbage'; readonly byte: number };

/** The first bytes of all messages between till and terminal. Whatever begins otherwise is no ZVT. */
const CLASSES: ReadonlySet<number> = new Set([0x04, 0x05, 0x06, 0x08, 0x80, 0x84]);

/** A state machine over single bytes: any chunking gives the same frames. Never throws; holds at most one message. */
export function tcpDecoder(): FrameDecoder<TcpFrame> {
  let held: number[] = [];

  function step(byte: number, frames: TcpFrame[]): void {
    if (held.length === 0 && !CLASSES.has(byte)) {
      frames.push({ kind: 'garbage', byte });
      return;
    }
    held.push(byte);
    const header = headerOf(held);
    if (!header) return;
    if (header.dataBytes > LONGEST_APDU) {
      held = [];
      frames.push({ kind: 'broken' });
      return;
    }
    if (held.length < header.headerBytes + header.dataBytes) return;
    frames.push({
      kind: 'apdu',
      apdu: { command: commandOf(held), data: Uint8Array.from(held.slice(header.headerBytes)) },
    });
    held = [];
  }

  return {
    decode(bytes) {
      const frames: TcpFrame[] = [];
      for (const byte of bytes) step(byte, frames);
      return frames;
    },
    get midFrame() {
      return held.length > 0;
    },
    giveUp() {
      if (held.length === 0) return [];
      held = [];
      return [{ kind: 'broken' }];
    },
  };
}
