/**
 * Text for a display whose code page nobody knows: ASCII, and no control character, so that no name holds a command.
 * What decomposes loses its marks (é → e, ñ → n); a few letters have a likeness; what has none is left out, also the
 * marks that open a Spanish question or exclamation.
 */

const LIKENESS: Readonly<Record<string, string>> = {
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '€': 'EUR',
};

export const asciiOf = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]/gu, ' ')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/gu, (character) => LIKENESS[character] ?? '');
