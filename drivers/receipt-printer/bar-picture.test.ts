/** What this program prints as bars is read by a reader that knows nothing of it. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Paper } from '../../shared/devices/paper.ts';
import { code128Picture, code128Symbols, haveZbar, readByZbar } from './bar-picture.test-kit.ts';
import { encodeStar } from './encode-star.ts';
import { encodePaper } from './encode.ts';
import { commandReader } from './protocol/commands.ts';
import type { PrinterCommand } from './protocol/commands.ts';
import { starCommandReader } from './protocol/star-commands.ts';

// Each reading starts another program.
vi.setConfig({ testTimeout: 60_000 });

const receipt = (data: string): Paper => ({
  columns: 42,
  lines: [{ kind: 'barcode', symbology: 'code128', data }],
});

/** The bars of an ESC/POS document, as its own bytes set them. */
function escPosBars(data: string): Buffer {
  const commands = commandReader().read(encodePaper(receipt(data), { codePage: 0 }));
  const setting = (second: number): number =>
    commands
      .flatMap((c) => (c.kind === 'setting' && c.bytes[1] === second ? [c.bytes[2] ?? 0] : []))
      .at(-1) ?? 0;
  return code128Picture(barcodeIn(commands), setting(0x77), setting(0x68));
}

/** The bars of a StarPRNT document: mode n stands for n + 1 dots. */
function starBars(data: string): Buffer {
  const bytes = encodeStar(receipt(data), { codePage: 0 });
  const at = Buffer.from(bytes).indexOf(Buffer.of(0x1b, 0x62, 0x06));
  return code128Picture(
    barcodeIn(starCommandReader().read(bytes)),
    (bytes[at + 4] ?? 0) + 1,
    bytes[at + 5] ?? 0,
  );
}

function barcodeIn(commands: readonly PrinterCommand[]): Uint8Array {
  const [barcode] = commands.flatMap((command) => (command.kind === 'barcode' ? [command] : []));
  expect(barcode).toMatchObject({ system: 0x49 });
  return barcode!.data;
}

describe('the symbols of Code 128', () => {
  it('are start, characters and the check modulo 103, as in the example that everybody gives', () => {
    // The worked example of the literature: PJJ123C in subset A has check symbol 54.
    expect(code128Symbols(Buffer.from('{APJJ123C'))).toEqual([103, 48, 42, 42, 17, 18, 19, 35, 54]);
    expect(code128Symbols(Buffer.from('{BA{{B'))).toEqual([
      104,
      33,
      91,
      34,
      (104 + 33 + 2 * 91 + 3 * 34) % 103,
    ]);
    expect(code128Symbols(Uint8Array.of(0x7b, 0x43, 12, 34))).toEqual([105, 12, 34, (105 + 12 + 68) % 103]);
  });
});

describe.skipIf(!haveZbar)('zbarimg reads (needs Debian’s zbar-tools)', () => {
  it.each(['03-000123', 'R0001234', 'A{B%C', '1'.repeat(18), ' !"#$&()*+,-./'])('%s', (data) => {
    expect(readByZbar(escPosBars(data))).toBe(`CODE-128:${data}`.trimEnd());
    expect(readByZbar(starBars(data))).toBe(`CODE-128:${data}`.trimEnd());
  });

  it('any number that this program prints as bars', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{4,16}$/), (data) => {
        expect(readByZbar(escPosBars(data))).toBe(`CODE-128:${data}`);
        expect(readByZbar(starBars(data))).toBe(`CODE-128:${data}`);
      }),
      { numRuns: 25 },
    );
  });
});
