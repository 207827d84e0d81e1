import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { heldBytes } from '../collect-garbage.test-kit.ts';
import type { Paper, PaperLine } from '../../shared/devices/paper.ts';
import { decodePaper, printedText } from './decode.ts';
import { encodeStar } from './encode-star.ts';
import { encodePaper } from './encode.ts';
import { documentBytes, kickInTurn, printedDocument } from './language.ts';
import { starCommandReader } from './protocol/star-commands.ts';
import { starKick } from './protocol/star-bytes.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('hex').toUpperCase().replace(/../g, '$& ').trim();
const bytesOf = (text: string) => Uint8Array.from(text.split(' ').map((pair) => Number.parseInt(pair, 16)));
const paper = (...lines: PaperLine[]): Paper => ({ columns: 42, lines });
const drawn = (bytes: Uint8Array) => decodePaper(bytes, starCommandReader());
const HEAD = '1B 40 18 1B 1E 46 00 1B 1D 74 01 1B 1D 61 00';
const CUT = '1B 64 03';
const body = (...lines: PaperLine[]): string => {
  const all = hex(encodeStar(paper(...lines), { codePage: 0 }));
  expect(all.startsWith(HEAD)).toBe(true);
  expect(all.endsWith(CUT)).toBe(true);
  return all.slice(HEAD.length, all.length - CUT.length).trim();
};

const RECEIPT: Paper = paper(
  { kind: 'text', text: 'City of Cedar Bluff'.padStart(30), bold: true },
  { kind: 'rule' },
  { kind: 'text', text: 'Water service                        84.17' },
  { kind: 'text', text: 'TOTAL                                84.17', tall: true },
  { kind: 'barcode', symbology: 'code128', data: 'R0001234' },
  { kind: 'text', text: 'José Nuñez' },
);

describe('the bytes of a document in StarPRNT', () => {
  it('switch bold and size on and off on the line itself', () => {
    expect(body({ kind: 'text', text: 'Water', bold: true })).toBe('1B 45 57 61 74 65 72 1B 46 0A');
    expect(body({ kind: 'text', text: 'A', tall: true })).toBe('1B 69 01 00 41 1B 69 00 00 0A');
    expect(body({ kind: 'text', text: 'A', wide: true })).toBe('1B 69 00 01 41 1B 69 00 00 0A');
  });

  it('feed at most 127 lines at once, and nothing for none', () => {
    expect(body({ kind: 'feed', lines: 3 })).toBe('1B 61 03');
    expect(body({ kind: 'feed', lines: 900 })).toBe('1B 61 7F 1B 61 7F 1B 61 01');
    expect(body({ kind: 'feed', lines: 0 })).toBe('');
  });

  it('name the code page by Star’s number, and take PC858 for PC850, which Star has not', () => {
    const page = (codePage: 0 | 2 | 16 | 19) =>
      hex(encodeStar(paper({ kind: 'text', text: 'é€' }), { codePage }));
    expect(page(0)).toContain('1B 1D 74 01');
    expect(page(16)).toMatch(/1B 1D 74 20.* E9 80 0A/);
    expect(page(19)).toMatch(/1B 1D 74 04.* 82 D5 0A/);
    expect(page(2)).toBe(page(19));
  });

  it('carry Code 128 with its mode, centred, the number below; a percent sign as two characters', () => {
    expect(body({ kind: 'barcode', symbology: 'code128', data: 'R1%' })).toBe(
      '1B 1D 61 01 1B 62 06 02 02 50 25 37 52 31 25 30 1E 1B 1D 61 00',
    );
    expect(body({ kind: 'barcode', symbology: 'code128', data: '1'.repeat(18) })).toContain(
      '1B 62 06 02 01 50',
    );
    expect(body({ kind: 'barcode', symbology: 'code128', data: '1'.repeat(30) })).toBe(
      `1B 1D 61 01 ${'31 '.repeat(30)}0A 1B 1D 61 00`,
    );
  });

  it('kick either drawer for 50 ms', () => {
    expect(hex(starKick(0))).toBe('1B 07 05 32 07');
    expect(hex(starKick(1))).toBe('1B 07 05 32 1A');
    expect(drawn(starKick(1)).items).toEqual([{ kind: 'kick', pin: 1, onMs: 50, offMs: 500 }]);
    expect(hex(kickInTurn({ language: 'star-prnt' }, 0))).toBe('1B 07 05 32 07');
    expect(hex(kickInTurn({}, 0))).toBe('1B 70 00 19 FA');
  });

  it('put on paper what the ESC/POS bytes of the same document put there', () => {
    const logo = { widthDots: 16, rows: [Uint8Array.of(0xff, 0x00), Uint8Array.of(0x01, 0x80)] };
    const document = paper({ kind: 'logo' }, ...RECEIPT.lines, { kind: 'feed', lines: 2 });
    const star = drawn(encodeStar(document, { codePage: 19, logo }));
    expect(star).toEqual(decodePaper(encodePaper(document, { codePage: 19, logo })));
    expect(star.unexplained).toEqual([]);
  });

  it('are chosen by the printer’s settings, and drawn by the same', () => {
    const settings = { codePage: 0, logo: false } as const;
    expect(documentBytes(RECEIPT, settings)).toEqual(encodePaper(RECEIPT, { codePage: 0 }));
    const star = { ...settings, language: 'star-prnt' } as const;
    expect(documentBytes(RECEIPT, star)).toEqual(encodeStar(RECEIPT, { codePage: 0 }));
    expect(printedText(printedDocument(documentBytes(RECEIPT, star), star))).toContain('[code128 R0001234]');
  });

  it('never ask for status, whatever a logo’s dots are', () => {
    const nasty = fc.constantFrom(0x1b, 0x06, 0x01, 0x00);
    const logo = fc.integer({ min: 1, max: 12 }).chain((width) =>
      fc
        .array(
          fc.array(nasty, { minLength: width, maxLength: width }).map((row) => Uint8Array.from(row)),
          { minLength: 1, maxLength: 30 },
        )
        .map((rows) => ({ widthDots: width * 8, rows })),
    );
    fc.assert(
      fc.property(logo, fc.string({ unit: 'binary' }), (bitmap, text) => {
        const bytes = encodeStar(paper({ kind: 'text', text }, { kind: 'logo' }), {
          codePage: 0,
          logo: bitmap,
        });
        expect(Buffer.from(bytes).includes(Buffer.of(0x1b, 0x06, 0x01))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('another encoder of StarPRNT', () => {
  const star = () => new ReceiptPrinterEncoder({ language: 'star-prnt', columns: 42, feedBeforeCut: 0 });

  it('writes the known bytes for a line, a kick and a cut, and they are understood', () => {
    const golden = bytesOf('1B 40 18 1B 1D 74 00 57 61 74 65 72 0A 0D 1B 07 14 14 07 0A 0D 1B 64 00 0A 0D');
    const printed = drawn(golden);
    expect(printed.unexplained).toEqual([]);
    expect(printed.items).toContainEqual({ kind: 'kick', pin: 0, onMs: 200, offMs: 200 });
    expect(printed.items).toContainEqual({ kind: 'cut', cut: 'full' });
    expect(printedText(printed)).toMatch(/^Water\n/);
  });

  it('has its receipt decoded like ours', () => {
    const theirs = star()
      .initialize()
      .codepage('cp437')
      .bold(true)
      .line('City of Cedar Bluff'.padStart(30))
      .bold(false)
      .rule()
      .line('Water service                        84.17')
      .size(1, 2)
      .line('TOTAL                                84.17')
      .size(1, 1)
      .align('center')
      .barcode('R0001234', 'code128', { height: 60, width: 2, text: true })
      .align('left')
      .line('José Nuñez')
      .pulse(0, 50, 500)
      .cut('partial')
      .encode();
    /** Their lines are padded with blanks and their blocks set off by empty lines; the words and their setting count. */
    const essence = (bytes: Uint8Array) =>
      drawn(bytes)
        .items.filter((item) => item.kind !== 'kick' && !(item.kind === 'line' && item.text.trim() === ''))
        .map((item) =>
          item.kind === 'line'
            ? {
                text: item.text.trimEnd(),
                spans: item.spans
                  .filter((span) => span.text.trim() !== '')
                  .map(({ bold, tall, wide }) => ({ bold, tall, wide })),
              }
            : item,
        );
    expect(essence(theirs)).toEqual(essence(encodeStar(RECEIPT, { codePage: 0 })));
    expect(drawn(theirs).unexplained).toEqual([]);
    expect(Buffer.from(theirs).includes(Buffer.from(starKick(0)))).toBe(true);
  });

  it('has its QR code read', () => {
    const printed = drawn(star().initialize().qrcode('https://cedarbluff.example/pay').encode());
    expect(printed.unexplained).toEqual([]);
    expect(printed.items).toContainEqual(
      expect.objectContaining({ symbology: 'qr', data: 'https://cedarbluff.example/pay' }),
    );
  });
});

describe('the reader of StarPRNT commands', () => {
  it('gives the same commands in any chunking, and draws any 20,000 random inputs within bounds', () => {
    const lead = fc.constantFrom(0x1b, 0x1d, 0x1e, 0x62, 0x79, 0x53, 0x58, 0x44, 0x00, 0x07, 0x17);
    const noise = fc.array(fc.oneof(lead, fc.integer({ min: 0, max: 255 })), { maxLength: 60 });
    const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(noise, cuts, (bytes, sizes) => {
        const whole = starCommandReader().read(Uint8Array.from(bytes));
        const reader = starCommandReader();
        const pieces = [];
        for (let from = 0, n = 0; from < bytes.length; n += 1) {
          const to = from + sizes[n % sizes.length]!;
          pieces.push(...reader.read(Uint8Array.from(bytes.slice(from, to))));
          from = to;
        }
        expect(pieces).toEqual(whole);
        expect(drawn(Uint8Array.from(bytes)).items.length).toBeLessThanOrEqual(255 * 60);
      }),
      { numRuns: 20_000 },
    );
  });

  it('does not keep more than its bound of a picture that claims to be endless', () => {
    const reader = starCommandReader();
    reader.read(bytesOf('1B 1D 53 01 FF FF FF FF 00'));
    const before = heldBytes();
    for (let n = 0; n < 40; n += 1) expect(reader.read(new Uint8Array(64 * 1024))).toEqual([]);
    expect(heldBytes() - before).toBeLessThan(40 * 1024 * 1024);
    expect(reader.midCommand).toBe(true);
    reader.reset();
    expect(reader.read(Uint8Array.of(0x0a))).toEqual([{ kind: 'line-feed' }]);
  });
});
