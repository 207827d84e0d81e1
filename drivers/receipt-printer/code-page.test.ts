import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { decodeText, encodeLine, foldLine } from './code-page.ts';
import type { CodePage } from './code-page.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const PAGES: readonly CodePage[] = [0, 2, 16, 19];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

describe('folding', () => {
  it('keeps what the page has: é is 82 in PC437, PC850 and PC858, E9 in 1252', () => {
    expect(PAGES.map((page) => hex(encodeLine('é', page)))).toEqual(['82', '82', 'E9', '82']);
    expect(hex(encodeLine('ñ', 0))).toBe('A4');
    expect(hex(encodeLine('€', 16))).toBe('80');
    expect(hex(encodeLine('€', 19))).toBe('D5');
    expect(hex(encodeLine('─', 0))).toBe('C4');
  });

  it('takes an accent that the page lacks off its letter', () => {
    expect(foldLine('Nguyễn Şahin Dvořák Őrsi', 0)).toBe('Nguyen Sahin Dvorák Orsi');
    expect(foldLine('Zoë', 0)).toBe('Zoë');
    expect(foldLine('Zo\u0308e', 2)).toBe('Zöe');
  });

  it('writes letters of their own, quotes, dashes and money as their likeness', () => {
    expect(foldLine('Łukasz Søren Strauß Þóra œuf', 0)).toBe('Lukasz Soren Strauß Thóra oeuf');
    expect(foldLine('“Main” – O’Brien’s … −5.00', 0)).toBe('"Main" - O\'Brien\'s ... -5.00');
    expect(foldLine('12 €', 0)).toBe('12 EUR');
    expect(foldLine('№ 7 ™ ¾', 0)).toBe('No. 7 TM 3/4');
    expect(foldLine('ﬁne Ａ１', 0)).toBe('fine A1');
  });

  it('draws what has no likeness as a middle dot, never as a question mark', () => {
    expect(foldLine('王 🎈 Ω', 16)).toBe('· · ·');
    expect(foldLine('really?', 0)).toBe('really?');
  });

  it('keeps an amount in its column when a character grew', () => {
    const line = 'Fee 3 € paid          12.00';
    const folded = foldLine(line, 0);
    expect(folded).toBe('Fee 3 EUR paid        12.00');
    expect(folded).toHaveLength(line.length);
    const marked = 'Zoe\u0308 x\u0302           12.00';
    expect(foldLine(marked, 0)).toBe('Zoë x             12.00');
    expect(foldLine(marked, 0)).toHaveLength(Array.from(marked).length);
  });

  it('never lets text become a command: control characters are blanks', () => {
    expect(foldLine('A\u001b@\u0010\u0004\u0001B\tC\u007fD\u0085E\n', 0)).toBe('A @   B C D E ');
  });

  it('holds for any text on any page: printable bytes only, no invented question mark, read back as folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...PAGES), (text, page) => {
        const bytes = encodeLine(text, page);
        for (const byte of bytes) expect(byte >= 0x20 && byte !== 0x7f).toBe(true);
        expect(decodeText(bytes, page)).toBe(foldLine(text, page));
        const asked = Array.from(text.normalize('NFKD')).filter((c) => c === '?').length;
        expect(Array.from(foldLine(text, page)).filter((c) => c === '?').length).toBeLessThanOrEqual(asked);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back every character that a page prints', () => {
    for (const page of PAGES)
      for (let byte = 0x20; byte < 0x100; byte += 1) {
        const character = decodeText(Uint8Array.of(byte), page);
        if (character !== '·') expect([...encodeLine(character, page)]).toEqual([byte]);
      }
  });
});
