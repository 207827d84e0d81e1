import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { seenByStar, starDecoder } from './star-status.ts';
import type { StarFrame } from './star-status.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const bytesOf = (text: string) => text.split(' ').map((pair) => Number.parseInt(pair, 16));
const frames = (text: string) => starDecoder().decode(Uint8Array.from(bytesOf(text)));
const IDLE = '23 06 00 00 00 00 00 00 00';

describe('what a StarPRNT printer says', () => {
  it('is one block, as long as its first byte says', () => {
    expect(frames(IDLE)).toEqual([{ kind: 'star-status', bytes: bytesOf(IDLE) }]);
    expect(frames('0F 06 00 00 00 00 00')).toEqual([
      { kind: 'star-status', bytes: bytesOf('0F 06 00 00 00 00 00') },
    ]);
    expect(frames('23 86 00 00 00 00 00 00 00 00 00')).toHaveLength(1);
    expect(frames('23 86 00 00 00 00 00 00 00')).toEqual([]);
  });

  it('lets flow control come in the middle, and finds the next block after what fits nothing', () => {
    expect(frames('23 06 13 00 00 00 11 00 00 00 00').map((frame) => frame.kind)).toEqual([
      'xoff',
      'xon',
      'star-status',
    ]);
    expect(frames(`23 06 00 FF ${IDLE}`).map((frame) => frame.kind)).toEqual([
      'garbage',
      'garbage',
      'garbage',
      'garbage',
      'star-status',
    ]);
  });

  it('does not take an ESC/POS printer’s answers for its own', () => {
    for (const other of ['16', '14 00 00 0F', '37 22 30 30 30 31 00'])
      expect(frames(other).some((frame) => frame.kind === 'star-status')).toBe(false);
  });

  it('names the fault that a person must mend, the plainest first', () => {
    const fault = (text: string) => seenByStar(bytesOf(text)).fault;
    expect(fault(IDLE)).toBeUndefined();
    expect(fault('23 06 28 00 00 00 00 00 00')).toBe('cover-open');
    expect(fault('23 06 08 00 00 0C 00 00 00')).toBe('paper-out');
    expect(fault('23 06 08 08 00 00 00 00 00')).toBe('cutter-error');
    expect(fault('23 06 08 20 00 00 00 00 00')).toBe('unrecoverable-error');
    expect(fault('23 06 08 04 00 00 00 00 00')).toBe('unrecoverable-error');
    expect(fault('23 06 08 40 00 00 00 00 00')).toBe('offline');
    expect(fault('23 06 08 00 00 00 00 00 00')).toBe('offline');
  });

  it('tells near end, drawer and counter; a closed contact is a LOW pin', () => {
    expect(seenByStar(bytesOf('23 06 04 00 00 04 00 00 00'))).toEqual({
      fault: undefined,
      paperLow: true,
      drawerPinHigh: false,
      etbCounter: 0,
    });
    expect(seenByStar(bytesOf(IDLE)).drawerPinHigh).toBe(true);
    expect(seenByStar(bytesOf('23 06 00 00 00 00 00 6E 00')).etbCounter).toBe(31);
    expect(seenByStar(bytesOf('23 06 00 00 00 00 00 02 00')).etbCounter).toBe(1);
    expect(seenByStar(bytesOf('23 06 00 00 00 00 00 20 00')).etbCounter).toBe(8);
    expect(seenByStar(bytesOf('0F 06 00 00 00 00 00')).etbCounter).toBeUndefined();
  });
});

describe('any bytes at all (20,000 of each)', () => {
  const stream = fc.array(
    fc.oneof(
      fc.constantFrom(bytesOf(IDLE), [0x23, 0x86], [0x23, 0x06, 0x00], [0x11]),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }),
    ),
    { maxLength: 12 },
  );

  it('give the same frames in any chunking, account for every byte once, and hold at most one block', () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const bytes = Uint8Array.from(parts.flat());
        const pieces: StarFrame[] = [];
        const decoder = starDecoder();
        for (let from = 0; from < bytes.length; from += size)
          pieces.push(...decoder.decode(bytes.subarray(from, from + size)));
        expect(pieces).toEqual(starDecoder().decode(bytes));
        expect(decoder.heldBytes).toBeLessThan(33);
        const seen = pieces.reduce(
          (sum, frame) => sum + (frame.kind === 'star-status' ? frame.bytes.length : 1),
          decoder.heldBytes,
        );
        expect(seen).toBe(bytes.length);
      }),
      { numRuns: 20_000 },
    );
  });
});
