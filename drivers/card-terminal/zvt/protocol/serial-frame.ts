/**
 * ZVT on a serial line (PA00P016): `DLE STX` APDU `DLE ETX` CRC-low CRC-high, every 10 of the APDU sent twice; between
 * frames the single bytes ACK and NAK. The CRC is over the APDU, undoubled, and the ETX. A state machine over single
 * bytes: any chunking gives the same frames. Never throws; holds at most one frame.
 */
import type { FrameDecoder } from '../../mailbox.ts';
import { apduOf } from './apdu.ts';
import type { Apdu } from './apdu.ts';
import { LONGEST_APDU } from './apdu.ts';

export type SerialFrame =
  | { readonly kind: 'apdu'; readonly apdu: Apdu }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  /** Begun and not finished rightly: to be answered by NAK. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'garbage'; readonly byte: number };

const DLE = 0x10;
const STX = 0x02;
const ETX = 0x03;
const ACK = 0x06;
const NAK = 0x15;

export const ZVT_ACK = Uint8Array.of(ACK);
export const ZVT_NAK = Uint8Array.of(NAK);

/** CRC-16/KERMIT: reflected 0x1021, initial value 0; of "123456789" 0x2189. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}

export function encodeSerialFrame(apdu: Uint8Array): Uint8Array {
  const crc = crc16([...apdu, ETX]);
  const stuffed = [...apdu].flatMap((byte) => (byte === DLE ? [DLE, DLE] : [byte]));
  return Uint8Array.of(DLE, STX, ...stuffed, DLE, ETX, crc & 0xff, crc >>> 8);
}

type State =
  | { readonly at: 'outside' }
  | { readonly at: 'outside-dle' }
  | { readonly at: 'inside'; readonly bytes: number[] }
  | { readonly at: 'inside-dle'; readonly bytes: number[] }
  | { readonly at: 'crc-low'; readonly bytes: number[] }
  | { readonly at: 'crc-high'; readonly bytes: number[]; readonly low: number };

const OUTSIDE: State = { at: 'outside' };

export function serialDecoder(): FrameDecoder<SerialFrame> {
  let state = OUTSIDE;

  function outside(byte: number, frames: SerialFrame[]): State {
    switch (byte) {
      case DLE:
        return { at: 'outside-dle' };
      case ACK:
        frames.push({ kind: 'ack' });
        break;
      case NAK:
        frames.push({ kind: 'nak' });
        break;
      default:
        frames.push({ kind: 'garbage', byte });
    }
    return OUTSIDE;
  }

  function insideDle(bytes: number[], byte: number, frames: SerialFrame[]): State {
    switch (byte) {
      case DLE:
        bytes.push(DLE);
        return { at: 'inside', bytes };
      case ETX:
        return { at: 'crc-low', bytes };
      case STX:
        // The beginning of another frame: this one never ended.
        frames.push({ kind: 'broken' });
        return { at: 'inside', bytes: [] };
      default:
        frames.push({ kind: 'broken' });
        return OUTSIDE;
    }
  }

  function checked(bytes: readonly number[], crc: number): SerialFrame {
    const apdu = crc16([...bytes, ETX]) === crc ? apduOf(Uint8Array.from(bytes)) : undefined;
    return apdu ? { kind: 'apdu', apdu } : { kind: 'broken' };
  }

  function step(byte: number, frames: SerialFrame[]): State {
    switch (state.at) {
      case 'outside':
        return outside(byte, frames);
      case 'outside-dle':
        if (byte === STX) return { at: 'inside', bytes: [] };
        frames.push({ kind: 'garbage', byte: DLE });
        return outside(byte, frames);
      case 'inside':
        if (byte === DLE) return { at: 'inside-dle', bytes: state.bytes };
        if (state.bytes.length >= LONGEST_APDU) {
          frames.push({ kind: 'broken' });
          return OUTSIDE;
        }
        state.bytes.push(byte);
        return state;
      case 'inside-dle':
        return insideDle(state.bytes, byte, frames);
      case 'crc-low':
        return { at: 'crc-high', bytes: state.bytes, low: byte };
      case 'crc-high':
        frames.push(checked(state.bytes, state.low | (byte << 8)));
        return OUTSIDE;
    }
  }

  return {
    decode(bytes) {
      const frames: SerialFrame[] = [];
      for (const byte of bytes) state = step(byte, frames);
      return frames;
    },
    get midFrame() {
      return state.at !== 'outside';
    },
    giveUp() {
      if (state.at === 'outside') return [];
      state = OUTSIDE;
      return [{ kind: 'broken' }];
    },
  };
}
