import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Paper, PaperLine } from '../../shared/devices/paper.ts';
import { encodePaper } from './encode.ts';
import { askProcessId, askStatus } from './protocol/bytes.ts';
import { encodeRaster, isPrintableBitmap, withoutRealTimeCommands } from './raster.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('hex').toUpperCase().replace(/../g, '$& ').trim();
const paper = (...lines: PaperLine[]): Paper => ({ columns: 42, lines });
const HEAD = '1B 40 1C 2E 1B 4D 00 1B 74 00 1B 61 00';
const CUT = '1D 56 42 00';
const body = (lines: PaperLine[]): string => {
  const all = hex(encodePaper(paper(...lines), { codePage: 0 }));
  expect(all.startsWith(HEAD)).toBe(true);
  expect(all.endsWith(CUT)).toBe(true);
  return all.slice(HEAD.length, all.length - CUT.length).trim();
};

describe('the bytes of a document', () => {
  it('begin by clearing modes, cancelling kanji, font A, code page, and end by feeding to the cutter', () => {
    expect(hex(encodePaper(paper(), { codePage: 19 }))).toBe(`1B 40 1C 2E 1B 4D 00 1B 74 13 1B 61 00 ${CUT}`);
  });

  it('switch bold and size on and off on the line itself', () => {
    expect(body([{ kind: 'text', text: 'Water', bold: true }])).toBe('1B 45 01 57 61 74 65 72 1B 45 00 0A');
    expect(body([{ kind: 'text', text: 'TOTAL', tall: true }])).toBe('1D 21 01 54 4F 54 41 4C 1D 21 00 0A');
    expect(body([{ kind: 'text', text: 'A', wide: true }])).toBe('1D 21 10 41 1D 21 00 0A');
    expect(body([{ kind: 'text', text: 'A', wide: true, tall: true, bold: true }])).toBe(
      '1B 45 01 1D 21 11 41 1D 21 00 1B 45 00 0A',
    );
    expect(body([{ kind: 'text', text: '' }])).toBe('0A');
  });

  it('draw a rule over all columns with C4 in code page 0, with hyphens where the page has no line', () => {
    expect(body([{ kind: 'rule' }])).toBe(`${'C4 '.repeat(42)}0A`);
    const in1252 = hex(encodePaper(paper({ kind: 'rule' }), { codePage: 16 }));
    expect(in1252).toContain(`${'2D '.repeat(42)}0A`);
  });

  it('write é as 82 on code page 0', () => {
    expect(body([{ kind: 'text', text: 'é' }])).toBe('82 0A');
  });

  it('feed by ESC d, at most 255 lines, and nothing for none', () => {
    expect(body([{ kind: 'feed', lines: 3 }])).toBe('1B 64 03');
    expect(body([{ kind: 'feed', lines: 900 }])).toBe('1B 64 FF');
    expect(body([{ kind: 'feed', lines: 0 }])).toBe('');
  });

  it('carry Code 128 in subset B with its length, centred, the number below', () => {
    expect(body([{ kind: 'barcode', symbology: 'code128', data: 'R0001234' }])).toBe(
      '1B 61 01 1D 48 02 1D 66 00 1D 77 03 1D 68 50 1D 6B 49 0A 7B 42 52 30 30 30 31 32 33 34 1B 61 00',
    );
  });

  it('double a brace in a bar code, and count it twice', () => {
    expect(body([{ kind: 'barcode', symbology: 'code128', data: 'A{B' }])).toContain(
      '1D 6B 49 06 7B 42 41 7B 7B 42',
    );
  });

  it('print the number instead of a bar code that would not fit, or that Code 128 B cannot carry', () => {
    expect(body([{ kind: 'barcode', symbology: 'code128', data: '1'.repeat(18) }])).toContain('1D 77 02');
    const tooLong = '1'.repeat(30);
    expect(body([{ kind: 'barcode', symbology: 'code128', data: tooLong }])).toBe(
      `1B 61 01 ${'31 '.repeat(30)}0A 1B 61 00`,
    );
    expect(body([{ kind: 'barcode', symbology: 'code128', data: 'é1' }])).toBe('1B 61 01 82 31 0A 1B 61 00');
  });

  it('leave the logo line out where there is no logo, and centre the one there is', () => {
    expect(body([{ kind: 'logo' }])).toBe('');
    const logo = { widthDots: 8, rows: Array.from({ length: 8 }, () => Uint8Array.of(0xaa)) };
    expect(hex(encodePaper(paper({ kind: 'logo' }), { codePage: 0, logo }))).toContain(
      '1B 61 01 1D 76 30 00 01 00 08 00 AA AA AA AA AA AA AA AA 1B 61 00',
    );
  });
});

describe('questions', () => {
  it('are DLE EOT n, and GS ( H function 48 with four characters', () => {
    expect(hex(askStatus(1))).toBe('10 04 01');
    expect(hex(askProcessId('0001'))).toBe('1D 28 48 06 00 30 30 30 30 30 31');
  });
});

describe('real-time commands', () => {
  const holdsRealTimeCommand = (bytes: Uint8Array): boolean =>
    bytes.some((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[at + 1] ?? 0));

  it('are taken out of a picture by flipping one dot', () => {
    expect([...withoutRealTimeCommands(Uint8Array.of(0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x01))]).toEqual([
      0x10, 0x06, 0x10, 0x07, 0x10, 0x16, 0x01,
    ]);
  });

  it('never stand anywhere in a document, whatever its text, numbers and logo are', () => {
    const bytesThatMatter = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff);
    const logo = fc.integer({ min: 1, max: 20 }).chain((width) =>
      fc
        .array(
          fc
            .uint8Array({ minLength: width, maxLength: width })
            .chain((row) =>
              fc
                .array(bytesThatMatter, { minLength: width, maxLength: width })
                .map((nasty) => row.map((byte, n) => (byte % 2 ? byte : (nasty[n] ?? byte)))),
            ),
          { minLength: 1, maxLength: 40 },
        )
        .map((rows) => ({ widthDots: width * 8, rows })),
    );
    const line = fc.oneof(
      fc.record({
        kind: fc.constant('text' as const),
        text: fc.string({ unit: 'binary' }),
        bold: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('feed' as const), lines: fc.integer({ min: -5, max: 300 }) }),
      fc.record({
        kind: fc.constant('barcode' as const),
        symbology: fc.constant('code128' as const),
        data: fc.string({ maxLength: 40 }),
      }),
      fc.constant({ kind: 'logo' as const }),
      fc.constant({ kind: 'rule' as const }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), logo, (lines, bitmap) => {
        expect(holdsRealTimeCommand(encodePaper(paper(...lines), { codePage: 0, logo: bitmap }))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('cannot stand in the header of a picture of any height that is taken', () => {
    for (let height = 1; height <= 512; height += 1) {
      const bitmap = { widthDots: 128, rows: Array.from({ length: height }, () => new Uint8Array(16)) };
      expect(holdsRealTimeCommand(encodeRaster(bitmap))).toBe(false);
    }
  });

  it('a picture that no printer takes is told apart', () => {
    const row = new Uint8Array(2);
    expect(isPrintableBitmap({ widthDots: 16, rows: [row] })).toBe(true);
    expect(isPrintableBitmap({ widthDots: 12, rows: [row] })).toBe(false);
    expect(isPrintableBitmap({ widthDots: 16, rows: [] })).toBe(false);
    expect(isPrintableBitmap({ widthDots: 16, rows: [new Uint8Array(3)] })).toBe(false);
    expect(isPrintableBitmap({ widthDots: 16, rows: Array.from({ length: 513 }, () => row) })).toBe(false);
    expect(isPrintableBitmap({ widthDots: 584, rows: [new Uint8Array(73)] })).toBe(false);
  });
});
