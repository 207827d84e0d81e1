/**
 * Answers have no beginning and no name: how long one is follows from the question. So the decoder is told what is
 * asked, and bytes that come when nothing is asked are nobody's. At most six bytes are held. Never throws.
 */
import { ACK, NAK, sumOf } from './protocol.ts';

export type Sc350Frame =
  | { readonly kind: 'answer'; readonly value: readonly number[]; readonly bytes: readonly number[] }
  | { readonly kind: 'refused' }
  /** As long as the answer should be, and not one: its sum is wrong, or no ACK ends it. */
  | { readonly kind: 'damaged'; readonly bytes: readonly number[] }
  | { readonly kind: 'unasked'; readonly byte: number };

export type Sc350Decoder = {
  decode(bytes: Uint8Array): readonly Sc350Frame[];
  /** @param length of the value; 0 when ACK or NAK alone answers. What is held of an earlier answer is dropped. */
  expect(length: 0 | 1 | 2 | 4): void;
  /** Ends expecting. @returns what had come: a NAK alone looks like the first byte of a value until no second one comes */
  rest(): readonly number[];
};

export function sc350Decoder(): Sc350Decoder {
  let wanted: number | undefined;
  let held: number[] = [];

  function finish(frame: Sc350Frame): Sc350Frame {
    wanted = undefined;
    held = [];
    return frame;
  }

  function step(byte: number): Sc350Frame | undefined {
    if (wanted === undefined) return { kind: 'unasked', byte };
    held.push(byte);
    if (wanted === 0) {
      if (byte === ACK) return finish({ kind: 'answer', value: [], bytes: held });
      return finish(byte === NAK ? { kind: 'refused' } : { kind: 'damaged', bytes: held });
    }
    if (held.length < wanted + 2) return undefined;
    const value = held.slice(0, wanted);
    const whole = held[wanted] === sumOf(value) && held[wanted + 1] === ACK;
    return finish(whole ? { kind: 'answer', value, bytes: held } : { kind: 'damaged', bytes: held });
  }

  return {
    decode(bytes) {
      const frames: Sc350Frame[] = [];
      for (const byte of bytes) {
        const frame = step(byte);
        if (frame) frames.push(frame);
      }
      return frames;
    },
    expect(length) {
      wanted = length;
      held = [];
    },
    rest() {
      const had = held;
      wanted = undefined;
      held = [];
      return had;
    },
  };
}
