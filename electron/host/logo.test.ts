import { describe, expect, it } from 'vitest';
import { parsePbm } from './logo.ts';

const file = (header: string, ...bytes: number[]): Buffer =>
  Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(bytes)]);

describe('a logo as a portable bitmap', () => {
  it('is read row by row, filled up to whole bytes', () => {
    expect(parsePbm(file('P4\n# made by hand\n10 2\n', 0xff, 0xc0, 0x80, 0x40))).toEqual({
      widthDots: 16,
      rows: [Uint8Array.of(0xff, 0xc0), Uint8Array.of(0x80, 0x40)],
    });
  });

  it('that is cut short, too wide, or another format is none', () => {
    expect(parsePbm(file('P4 8 2\n', 0xff))).toBeUndefined();
    expect(parsePbm(file('P4 4096 1\n', ...new Array<number>(512).fill(0)))).toBeUndefined();
    expect(parsePbm(file('P1 8 1\n', 0xff))).toBeUndefined();
  });
});
