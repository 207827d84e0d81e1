/**
 * PAX frames: `STX content ETX LRC`, the LRC being the XOR of all bytes after STX up to and with ETX; between them the
 * single bytes ACK, NAK and EOT. A state machine over single bytes: any chunking gives the same frames. Never throws;
 * holds at most one frame of 8192 bytes. A frame whose check is wrong is `broken`, never a message.
 */
import type { FrameDecoder } from '../../mailbox.ts';

export type PaxFrame =
  | { readonly kind: 'message'; readonly content: string }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  | { readonly kind: 'eot' }
  /** Begun and not finished rightly: a wrong check, a new beginning in the middle, no end in sight. */
  | { readonly kind: 'broken' }
  /** A byte outside any frame. */
  | { readonly kind: 'garbage'; readonly byte: number };

export const STX = 0x02;
export const ETX = 0x03;
const EOT = 0x04;
const ACK = 0x06;
const NAK = 0x15;

export const PAX_ACK = Uint8Array.of(ACK);
export const PAX_NAK = Uint8Array.of(NAK);
export const PAX_EOT = Uint8Array.of(EOT);

const LONGEST_CONTENT = 8192;

/** @param bytes what the check is over: content and ETX */
export const lrc = (bytes: Iterable<number>): number => {
  let check = 0;
  for (const byte of bytes) check ^= byte;
  return check;
};

/** @param content Latin-1, without STX and ETX */
export function encodePaxFrame(content: string): Uint8Array {
  const body = [...Buffer.from(content, 'latin1'), ETX];
  return Uint8Array.of(STX, ...body, lrc(body));
}

type State =
  | { readonly at: 'outside' }
  | { readonly at: 'inside'; readonly bytes: number[] }
  | { readonly at: 'check'; readonly bytes: number[] };

export function paxDecoder(): FrameDecoder<PaxFrame> {
  let state: State = { at: 'outside' };

  function outside(byte: number, frames: PaxFrame[]): State {
    switch (byte) {
      case STX:
        return { at: 'inside', bytes: [] };
      case ACK:
        frames.push({ kind: 'ack' });
        break;
      case NAK:
        frames.push({ kind: 'nak' });
        break;
      case EOT:
        frames.push({ kind: 'eot' });
        break;
      default:
        frames.push({ kind: 'garbage', byte });
    }
    return { at: 'outside' };
  }

  function step(byte: number, frames: PaxFrame[]): State {
    switch (state.at) {
      case 'outside':
        return outside(byte, frames);
      case 'inside':
        if (byte === ETX) return { at: 'check', bytes: state.bytes };
        if (byte === STX || state.bytes.length >= LONGEST_CONTENT) {
          frames.push({ kind: 'broken' });
          return byte === STX ? { at: 'inside', bytes: [] } : { at: 'outside' };
        }
        state.bytes.push(byte);
        return state;
      case 'check': {
        const right = lrc([...state.bytes, ETX]) === byte;
        frames.push(
          right
            ? { kind: 'message', content: Buffer.from(state.bytes).toString('latin1') }
            : { kind: 'broken' },
        );
        return { at: 'outside' };
      }
    }
  }

  return {
    decode(bytes) {
      const frames: PaxFrame[] = [];
      for (const byte of bytes) state = step(byte, frames);
      return frames;
    },
    get midFrame() {
      return state.at !== 'outside';
    },
    giveUp() {
      if (state.at === 'outside') return [];
      state = { at: 'outside' };
      return [{ kind: 'broken' }];
    },
  };
}
