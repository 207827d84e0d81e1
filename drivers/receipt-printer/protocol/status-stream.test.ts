import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AT_START, decodeStatusStream, statusDecoder } from './status-stream.ts';
import type { StatusFrame } from './status-stream.ts';
import { faultOf, isDrawerPinHigh, isPaperLow, paperInTurn } from './status.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const bytesOf = (text: string) => Uint8Array.from(text.split(' ').map((pair) => Number.parseInt(pair, 16)));
const frames = (text: string) => decodeStatusStream(AT_START, bytesOf(text)).frames;

describe('what a printer says', () => {
  it('is told apart by its bit pattern', () => {
    expect(frames('16')).toEqual([{ kind: 'real-time', byte: 0x16 }]);
    expect(frames('14 00 00 0F')).toEqual([{ kind: 'automatic', bytes: [0x14, 0, 0, 0x0f] }]);
    expect(frames('03')).toEqual([{ kind: 'one-byte', byte: 0x03 }]);
    expect(frames('37 22 30 30 30 31 00')).toEqual([{ kind: 'process-id', id: '0001' }]);
    expect(frames('5F 45 50 53 4F 4E 00')).toEqual([{ kind: 'information', text: 'EPSON' }]);
    expect(frames('3B 31 1F 32 00')).toEqual([{ kind: 'block', header: 0x3b, text: '1\u001f2' }]);
    expect(frames('11 13')).toEqual([{ kind: 'xon' }, { kind: 'xoff' }]);
  });

  it('keeps status inside a block as the block’s text', () => {
    expect(frames('5F 52 72 12 00').map((frame) => frame.kind)).toEqual([
      'garbage',
      'garbage',
      'garbage',
      'real-time',
      'one-byte',
    ]);
    expect(frames('5F 52 72 00')).toEqual([{ kind: 'information', text: 'Rr' }]);
  });

  it('takes no status out of a check’s line, of which nearly every character looks like one', () => {
    // "2", "6", "R" and "V" look like the answer to DLE EOT, "0", "4", "P" and "T" begin automatic status, "7", "5",
    // ";" and "=" head other blocks.
    const line = 'T123456780T 0246RV7"5;=3O 4567';
    const bytes = Uint8Array.from([0x5f, 0x50, ...Buffer.from(line), 0x00]);
    for (let size = 1; size <= bytes.length; size += 1) {
      const decoder = statusDecoder();
      const got: StatusFrame[] = [];
      for (let from = 0; from < bytes.length; from += size)
        got.push(...decoder.decode(bytes.subarray(from, from + size)));
      expect(got).toEqual([{ kind: 'information', text: `P${line}` }]);
    }
  });

  it('lets flow control come in the middle of an answer', () => {
    expect(frames('14 00 13 00 11 0F')).toEqual([
      { kind: 'xoff' },
      { kind: 'xon' },
      { kind: 'automatic', bytes: [0x14, 0, 0, 0x0f] },
    ]);
    expect(frames('37 22 30 13 30 30 31 00').at(-1)).toEqual({ kind: 'process-id', id: '0001' });
  });

  it('skips and reports what fits nothing, and finds the next frame', () => {
    expect(frames('FF 81 16')).toEqual([
      { kind: 'garbage', byte: 0xff },
      { kind: 'garbage', byte: 0x81 },
      { kind: 'real-time', byte: 0x16 },
    ]);
    expect(frames('14 00 16')).toEqual([
      { kind: 'garbage', byte: 0x14 },
      { kind: 'garbage', byte: 0x00 },
      { kind: 'real-time', byte: 0x16 },
    ]);
  });

  it('takes no process id with a wrong length or function for a completion', () => {
    for (const text of ['37 22 30 30 31 00', '37 22 30 30 30 30 31 00', '37 23 30 30 30 31 00'])
      expect(frames(text).some((frame) => frame.kind === 'process-id')).toBe(false);
  });

  it('knows when an answer has only half arrived', () => {
    const decoder = statusDecoder();
    decoder.decode(bytesOf('37 22 30'));
    expect(decoder.midFrame).toBe(true);
    decoder.decode(bytesOf('30 30 31 00'));
    expect(decoder.midFrame).toBe(false);
  });
});

describe('any bytes at all (20,000 of each; the long run is a parameter of the simulation)', () => {
  const stream = fc.array(
    fc.oneof(
      fc.constantFrom(
        [0x16],
        [0x14, 0, 0, 0x0f],
        [0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0],
        [0x5f, 0x41, 0],
        [0x13],
      ),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }),
    ),
    { maxLength: 12 },
  );

  it('give the same frames in any chunking', () => {
    fc.assert(
      fc.property(
        stream,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 9 }),
        (parts, cuts) => {
          const bytes = Uint8Array.from(parts.flat());
          const decoder = statusDecoder();
          const pieces: StatusFrame[] = [];
          let from = 0;
          for (let n = 0; from < bytes.length; n += 1) {
            const to = from + cuts[n % cuts.length]!;
            pieces.push(...decoder.decode(bytes.subarray(from, to)));
            from = to;
          }
          expect(pieces).toEqual(decodeStatusStream(AT_START, bytes).frames);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('account for every byte exactly once, within the bound of one block', () => {
    const sizeOf = (frame: StatusFrame): number => {
      switch (frame.kind) {
        case 'automatic':
          return 4;
        case 'process-id':
          return 7;
        case 'information':
          return frame.text.length + 2;
        case 'block':
          return frame.text.length + 2;
        default:
          return 1;
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const { state, frames: got } = decodeStatusStream(AT_START, bytes);
        const held = state.at === 'start' ? 0 : state.bytes.length;
        expect(held).toBeLessThanOrEqual(256);
        expect(got.reduce((sum, frame) => sum + sizeOf(frame), held)).toBe(bytes.length);
      }),
      { numRuns: 20_000 },
    );
  });

  it('cannot hold a block open for ever', () => {
    const endless = Uint8Array.from({ length: 5000 }, (_, n) => (n === 0 ? 0x5f : 0x41));
    const { state, frames: got } = decodeStatusStream(AT_START, endless);
    expect(got.filter((frame) => frame.kind === 'garbage').length).toBeGreaterThan(0);
    expect(state.at === 'start' || state.bytes.length <= 256).toBe(true);
  });
});

describe('the status bits', () => {
  const idle = { printer: 0x12, offlineCause: 0x12, errorCause: 0x12, paper: 0x12 };

  it('name the fault that a person must mend, the plainest first', () => {
    expect(faultOf(idle)).toBeUndefined();
    expect(faultOf({ ...idle, printer: 0x1a, offlineCause: 0x16 })).toBe('cover-open');
    expect(faultOf({ ...idle, printer: 0x1a, offlineCause: 0x32 })).toBe('paper-out');
    expect(faultOf({ ...idle, paper: 0x72 })).toBe('paper-out');
    expect(faultOf({ ...idle, offlineCause: 0x52, errorCause: 0x1a })).toBe('cutter-error');
    expect(faultOf({ ...idle, offlineCause: 0x52, errorCause: 0x32 })).toBe('unrecoverable-error');
    expect(faultOf({ ...idle, offlineCause: 0x52, errorCause: 0x52 })).toBe('offline');
    expect(faultOf({ ...idle, offlineCause: 0x52 })).toBe('unrecoverable-error');
    expect(faultOf({ ...idle, printer: 0x1a })).toBe('offline');
  });

  it('near end is a warning, not a fault', () => {
    expect(faultOf({ ...idle, paper: 0x1e })).toBeUndefined();
    expect(isPaperLow(0x1e)).toBe(true);
    expect(isPaperLow(0x12)).toBe(false);
  });

  it('pin 3 is bit 2 of the printer status', () => {
    expect(isDrawerPinHigh(0x16)).toBe(true);
    expect(isDrawerPinHigh(0x12)).toBe(false);
  });

  it('an answer in turn is only one whose pairs agree', () => {
    expect(paperInTurn(0x00)).toEqual({ low: false, out: false });
    expect(paperInTurn(0x03)).toEqual({ low: true, out: false });
    expect(paperInTurn(0x0f)).toEqual({ low: true, out: true });
    for (const wrong of [0x01, 0x02, 0x04, 0x08, 0x16, 0x80]) expect(paperInTurn(wrong)).toBeUndefined();
  });
});
