import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCentsAscii } from '../../money/money.ts';
import { createPaper, NO_BREAK, paperText, shortName, wrap } from './layout.ts';

const columns = fc.constantFrom<42 | 48>(42, 48);
const name = fc
  .string({ unit: 'grapheme-ascii', maxLength: 120 })
  .map((text) => text.replace(/\p{Cc}/gu, ' '));
const cents = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });

describe('lines of fixed width', () => {
  it('never cut an amount, whatever the label, and keep it at the right edge', () => {
    fc.assert(
      fc.property(columns, name, cents, fc.nat(2), (width, label, amountCents, indent) => {
        const paper = createPaper(width);
        paper.amount(label, amountCents, { indent });
        const rows = paperText(paper.paper()).trimEnd().split('\n');
        expect(rows.at(-1)!.endsWith(formatCentsAscii(amountCents))).toBe(true);
        expect(rows.at(-1)).toHaveLength(width);
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('lose no letter of a wrapped text', () => {
    fc.assert(
      fc.property(columns, name, (width, text) => {
        const letters = (value: string) => value.replace(/\s+/gu, '');
        expect(letters(wrap(text, width).join(''))).toBe(letters(text.normalize('NFC')));
      }),
    );
  });

  it('keep a pair on one line where it fits, else give each its own', () => {
    const paper = createPaper(42);
    paper.pair('Bag', '0047 2231');
    paper.pair('A label that leaves no room for it at all', 'AB-0000000001');
    expect(paperText(paper.paper())).toBe(
      [
        'Bag                              0047 2231',
        'A label that leaves no room for it at all',
        '                             AB-0000000001',
        '',
      ].join('\n'),
    );
  });

  it('count ễ as one column, however it was typed', () => {
    const paper = createPaper(42);
    paper.centre('Nguyễn'.normalize('NFD'), { wide: true });
    expect(paper.paper().lines).toEqual([{ kind: 'text', text: '       Nguyễn        ', wide: true }]);
  });

  it('do not break at a blank that holds words together, and print it as a blank', () => {
    const paper = createPaper(42);
    paper.amount(`Medidor de hidrante, vence${NO_BREAK}17${NO_BREAK}sep`, 1024);
    expect(paperText(paper.paper())).toBe(
      'Medidor de hidrante,\n  vence 17 sep                       10.24\n',
    );
  });
});

describe('shortName', () => {
  it('keeps the first name and the initial of the last', () => {
    expect(shortName('Rosa Delgado')).toBe('Rosa D.');
    expect(shortName('Ana María Ñuñez')).toBe('Ana Ñ.');
    expect(shortName('Rosa')).toBe('Rosa');
    expect(shortName('')).toBe('');
  });
});
