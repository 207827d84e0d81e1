import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { heldBytes } from '../collect-garbage.test-kit.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import type { PrintedItem } from '../../shared/devices/printed-paper.ts';
import { kickBytes } from '../cash-drawer/kick.ts';
import { decodePaper, printedText } from './decode.ts';
import { encodePaper } from './encode.ts';
import { askProcessId } from './protocol/bytes.ts';
import { commandReader } from './protocol/commands.ts';
import { encodeRaster } from './raster.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const RECEIPT: Paper = {
  columns: 42,
  lines: [
    { kind: 'text', text: 'City of Cedar Bluff'.padStart(30), bold: true },
    { kind: 'text', text: 'Receipt 03-000123      Nov 19, 2026 2:31 PM' },
    { kind: 'rule' },
    { kind: 'text', text: 'Water service                        84.17' },
    { kind: 'text', text: 'TOTAL                                84.17', tall: true },
    { kind: 'feed', lines: 2 },
    { kind: 'text', text: 'GRACIAS', wide: true },
    { kind: 'barcode', symbology: 'code128', data: '03{000123' },
    { kind: 'text', text: 'José Nuñez' },
  ],
};

const lines = (items: readonly PrintedItem[]) => items.filter((item) => item.kind === 'line');

describe('the preview drawn from the bytes', () => {
  const printed = decodePaper(encodePaper(RECEIPT, { codePage: 0 }));

  it('shows every line of the document as laid out', () => {
    expect(printedText(printed)).toBe(
      [
        'City of Cedar Bluff'.padStart(30),
        'Receipt 03-000123      Nov 19, 2026 2:31 PM',
        '─'.repeat(42),
        'Water service                        84.17',
        'TOTAL                                84.17',
        '',
        '',
        'GRACIAS',
        '[code128 03{000123]',
        'José Nuñez',
        '[cut]',
      ].join('\n'),
    );
    expect(printed.unexplained).toEqual([]);
  });

  it('shows how they are set', () => {
    const [office, , , , total] = lines(printed.items);
    expect(office!.spans).toMatchObject([{ bold: true, tall: false, wide: false }]);
    expect(total!.spans).toMatchObject([{ bold: false, tall: true, wide: false }]);
    expect(lines(printed.items).find((line) => line.text === 'GRACIAS')!.spans).toMatchObject([
      { wide: true },
    ]);
    expect(printed.items.find((item) => item.kind === 'barcode')).toEqual({
      kind: 'barcode',
      symbology: 'code128',
      data: '03{000123',
      align: 'center',
      labelled: true,
    });
    expect(printed.items.at(-1)).toEqual({ kind: 'cut', cut: 'partial' });
  });

  it('shows the drawer kick with its times, and a kick without its time bytes eating what follows', () => {
    expect(decodePaper(kickBytes(0)).items).toEqual([{ kind: 'kick', pin: 0, onMs: 50, offMs: 500 }]);
    const truncated = decodePaper(Uint8Array.of(0x1b, 0x70, 0x00, 0x1b, 0x70, 0x01));
    expect(truncated.items).toEqual([{ kind: 'kick', pin: 0, onMs: 54, offMs: 224 }]);
  });

  it('shows a logo row by row', () => {
    const logo = { widthDots: 16, rows: [Uint8Array.of(0xff, 0x00), Uint8Array.of(0x01, 0x80)] };
    const [picture] = decodePaper(
      encodePaper({ columns: 42, lines: [{ kind: 'logo' }] }, { codePage: 0, logo }),
    ).items;
    expect(picture).toEqual({ kind: 'raster', widthDots: 16, rows: ['FF00', '0180'], align: 'center' });
  });
});

describe('another encoder of the same language', () => {
  /** The same receipt by @point-of-sale/receipt-printer-encoder. */
  const theirs = () =>
    new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 42, feedBeforeCut: 0 })
      .initialize()
      .codepage('cp437')
      .bold(true)
      .line('City of Cedar Bluff'.padStart(30))
      .bold(false)
      .line('Receipt 03-000123      Nov 19, 2026 2:31 PM'.slice(0, 42))
      .rule()
      .line('Water service                        84.17')
      .size(1, 2)
      .line('TOTAL                                84.17')
      .size(1, 1)
      .align('center')
      .barcode('R0001234', 'code128', { height: 60, text: true })
      .align('left')
      .line('José Nuñez')
      .pulse(0, 50, 500)
      .cut('partial')
      .encode();

  it('decodes alike', () => {
    const ours = encodePaper(
      {
        columns: 42,
        lines: [
          { kind: 'text', text: 'City of Cedar Bluff'.padStart(30), bold: true },
          { kind: 'text', text: 'Receipt 03-000123      Nov 19, 2026 2:31 PM'.slice(0, 42) },
          { kind: 'rule' },
          { kind: 'text', text: 'Water service                        84.17' },
          { kind: 'text', text: 'TOTAL                                84.17', tall: true },
          { kind: 'barcode', symbology: 'code128', data: 'R0001234' },
          { kind: 'text', text: 'José Nuñez' },
        ],
      },
      { codePage: 0 },
    );
    /** Their lines are padded with blanks and their blocks set off by empty lines; the words and their setting count. */
    const essence = (bytes: Uint8Array) =>
      decodePaper(bytes)
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
    expect(essence(theirs())).toEqual(essence(ours));
  });

  it('kicks with the same five bytes, and every one of its bytes is understood', () => {
    const printed = decodePaper(theirs());
    expect(printed.items).toContainEqual({ kind: 'kick', pin: 0, onMs: 50, offMs: 500 });
    expect(printed.unexplained).toEqual([]);
    expect(Buffer.from(theirs()).includes(Buffer.from(kickBytes(0)))).toBe(true);
  });

  it('carries Code 128 and a picture in the same bytes', () => {
    const code = Buffer.from('1D6B490A7B425230303031323334', 'hex');
    const ours = { kind: 'barcode' as const, symbology: 'code128' as const, data: 'R0001234' };
    expect(Buffer.from(encodePaper({ columns: 42, lines: [ours] }, { codePage: 0 })).includes(code)).toBe(
      true,
    );
    expect(Buffer.from(theirs()).includes(code)).toBe(true);

    const rows = Array.from({ length: 8 }, (_, y) => Uint8Array.of(y % 2 ? 0x55 : 0xaa));
    const pixels = new Uint8ClampedArray(8 * 8 * 4).fill(255);
    rows.forEach(([row = 0], y) => {
      for (let x = 0; x < 8; x += 1)
        if (row & (0x80 >> x)) pixels.fill(0, (y * 8 + x) * 4, (y * 8 + x) * 4 + 3);
    });
    const image = {
      width: 8,
      height: 8,
      data: pixels,
      colorSpace: 'srgb' as const,
      pixelFormat: 'rgba-unorm8' as const,
    };
    const picture = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster' })
      .image(image, 8, 8, 'threshold', 128)
      .encode();
    expect(Buffer.from(picture).includes(Buffer.from(encodeRaster({ widthDots: 8, rows })))).toBe(true);
  });

  it('has its QR code and code page read', () => {
    const bytes = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 42 })
      .initialize()
      .qrcode('https://cedarbluff.example/pay')
      .codepage('windows1252')
      .line('€ 5')
      .encode();
    const printed = decodePaper(bytes);
    expect(printed.unexplained).toEqual([]);
    expect(printed.items).toContainEqual(
      expect.objectContaining({ symbology: 'qr', data: 'https://cedarbluff.example/pay' }),
    );
    expect(printedText(printed)).toContain('€ 5');
  });
});

describe('the command reader', () => {
  it('gives the same commands whatever the chunking, for documents and for garbage', () => {
    const job = Uint8Array.of(
      ...kickBytes(0),
      ...encodePaper(RECEIPT, { codePage: 0 }),
      ...askProcessId('0001'),
    );
    const lead = fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10, 0x28, 0x76, 0x30, 0x00, 0x6b);
    const noise = fc.array(fc.oneof(lead, fc.integer({ min: 0, max: 255 })), { maxLength: 60 });
    fc.assert(
      fc.property(
        noise,
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }),
        (garbage, withJob, cuts) => {
          const bytes = Uint8Array.of(...garbage, ...(withJob ? job : []));
          const whole = commandReader().read(bytes);
          const reader = commandReader();
          const pieces = [];
          let from = 0;
          for (let n = 0; from < bytes.length; n += 1) {
            const to = from + cuts[n % cuts.length]!;
            pieces.push(...reader.read(bytes.subarray(from, to)));
            from = to;
          }
          expect(pieces).toEqual(whole);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('draws any 20,000 random inputs without throwing and within bounds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const printed = decodePaper(bytes);
        expect(printed.items.length).toBeLessThanOrEqual(255 * 32);
      }),
      { numRuns: 20_000 },
    );
  });

  it('does not keep more than its bound of a picture that claims to be endless', () => {
    const reader = commandReader();
    reader.read(Uint8Array.of(0x1d, 0x76, 0x30, 0x00, 0xff, 0xff, 0xff, 0xff));
    const before = heldBytes();
    for (let n = 0; n < 40; n += 1) expect(reader.read(new Uint8Array(64 * 1024))).toEqual([]);
    expect(heldBytes() - before).toBeLessThan(40 * 1024 * 1024);
    expect(reader.midCommand).toBe(true);
    reader.reset();
    expect(reader.read(Uint8Array.of(0x0a))).toEqual([{ kind: 'line-feed' }]);
  });
});
