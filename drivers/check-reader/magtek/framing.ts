/**
 * The bytes of a MagTek reader, taken apart: `[STX] [ESC] data [ETX] [CR] [LF]`, each of them by its settings, or the packet
 * `STX data ETX LRC`. Any chunking gives the same frames; never throws; one buffer of 256 bytes, zeroised after each frame,
 * since a card may be swiped through the same reader.
 */
import type { MicrFraming } from '../../../shared/devices/check-reader.ts';
import { holdsTrack } from '../../runtime/card-guard.ts';

export type MicrFrame =
  | {
      readonly kind: 'line';
      readonly text: string;
      /** The two digits behind the slash, where the reader appends them. */
      readonly status: string | null;
    }
  /** A frame that must not be believed; nothing of it is kept. */
  | { readonly kind: 'damaged'; readonly why: 'checksum' | 'broken' | 'too-long' }
  /** Bytes between frames that no reader sends. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'card-discarded' };

export type MicrFramingDecoder = {
  /** Takes the bytes over and zeroises them. */
  take(chunk: Uint8Array): readonly MicrFrame[];
  /** The line has been silent: the end of a bare frame, or the loss of any other. */
  idle(): readonly MicrFrame[];
  readonly midFrame: boolean;
};

export type FramingRules = {
  readonly framing: MicrFraming;
  /** Readers that send E-13B as Unicode send UTF-8. */
  readonly isUtf8: boolean;
};

const [STX, ETX, LF, CR, ESC] = [0x02, 0x03, 0x0a, 0x0d, 0x1b];
/** A line has some 65 characters; in UTF-8 a symbol has three bytes. Three tracks of a card have 230. */
export const MICR_FRAME_BYTES = 256;

const WITH_STATUS = /^(?<text>[^]*)\/(?<status>\d\d)$/;

type Within =
  | 'frame'
  /** ETX of a packet was there: the next byte is its check. */
  | 'check'
  /** The rest of this frame is not wanted. */
  | 'swallowed'
  /** The check byte of a packet that was not wanted. */
  | 'swallowed-check';

/** XOR of the data and of the ETX behind them. */
export const lrcOf = (data: Uint8Array): number => data.reduce((sum, byte) => sum ^ byte, ETX);

export function micrFraming(
  { framing, isUtf8 }: FramingRules,
  memory = new Uint8Array(MICR_FRAME_BYTES),
): MicrFramingDecoder {
  let held = 0;
  let within: Within = 'frame';
  let isPacket = false;
  /** A byte that belongs in no frame came in the middle of this one. */
  let isSpoilt = false;
  let isNoisy = false;

  function reset(next: Within = 'frame'): void {
    memory.fill(0, 0, held);
    held = 0;
    within = next;
    isPacket = false;
    isSpoilt = false;
  }

  /** What is held, as a frame; and nothing is held any more. */
  function finished(): MicrFrame {
    const frame = judged();
    reset();
    return frame;
  }

  function judged(): MicrFrame {
    const bytes = memory.subarray(0, held);
    if (holdsTrack(bytes)) return { kind: 'card-discarded' };
    if (isSpoilt) return { kind: 'damaged', why: 'broken' };
    const said = Buffer.from(bytes).toString(isUtf8 ? 'utf8' : 'latin1');
    const { text = said, status = null } = WITH_STATUS.exec(said)?.groups ?? {};
    return { kind: 'line', text, status };
  }

  /** A frame that ends where none should: a card all the same, if it holds one. */
  function lost(why: 'checksum' | 'broken' | 'too-long', next: Within = 'frame'): MicrFrame {
    const isCard = holdsTrack(memory.subarray(0, held));
    reset(next);
    return isCard ? { kind: 'card-discarded' } : { kind: 'damaged', why };
  }

  function begin(byte: number, frames: MicrFrame[]): void {
    if (held > 0) frames.push(framing === 'bare' ? finished() : lost('broken'));
    if (byte === STX) {
      reset();
      isPacket = framing === 'packet';
    }
  }

  function end(byte: number, frames: MicrFrame[]): void {
    if (held === 0) reset();
    else if (isPacket && byte === ETX) within = 'check';
    else frames.push(isPacket ? lost('broken') : finished());
  }

  function hold(byte: number, frames: MicrFrame[]): void {
    if (held === memory.length) {
      frames.push(lost('too-long', 'swallowed'));
      return;
    }
    memory[held] = byte;
    held += 1;
  }

  const isText = (byte: number): boolean => (byte >= 0x20 && byte <= 0x7e) || (isUtf8 && byte >= 0x80);

  function inFrame(byte: number, frames: MicrFrame[]): void {
    const wasNoisy = isNoisy;
    isNoisy = false;
    if (byte === STX || byte === ESC) begin(byte, frames);
    else if (byte === CR || byte === LF || byte === ETX) end(byte, frames);
    else if (isText(byte)) hold(byte, frames);
    else if (held > 0 || isPacket) isSpoilt = true;
    else {
      // A run of it is one noise.
      if (!wasNoisy) frames.push({ kind: 'noise' });
      isNoisy = true;
    }
  }

  function step(byte: number, frames: MicrFrame[]): void {
    switch (within) {
      case 'frame':
        inFrame(byte, frames);
        return;
      case 'check':
        frames.push(byte === lrcOf(memory.subarray(0, held)) ? finished() : lost('checksum'));
        return;
      case 'swallowed':
        if (byte === ETX && framing === 'packet') within = 'swallowed-check';
        else if (byte === CR || byte === LF || byte === ETX) within = 'frame';
        return;
      case 'swallowed-check':
        within = 'frame';
    }
  }

  return {
    take(chunk) {
      const frames: MicrFrame[] = [];
      for (const byte of chunk) step(byte, frames);
      chunk.fill(0);
      return frames;
    },
    idle() {
      isNoisy = false;
      if (within === 'check') return [lost('checksum')];
      if (held === 0 && !isSpoilt) {
        reset();
        return [];
      }
      return [framing === 'bare' ? finished() : lost('broken')];
    },
    get midFrame() {
      return held > 0 || within !== 'frame' || isPacket;
    },
  };
}
