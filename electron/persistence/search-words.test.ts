import { describe, expect, it } from 'vitest';
import { afterPrefix, foldText, searchWords } from './search-words.ts';

describe('words as they are searched', () => {
  it.each([
    ['Łukasz O’Brien-Ñandú', ['lukasz', 'o', 'brien', 'nandu']],
    ['A & B Auto | Tire', ['a', 'b', 'auto', 'tire']],
    ['Nguyễn, Thị', ['nguyen', 'thi']],
    ['Weiß Straße 12b', ['weiss', 'strasse', '12b']],
    ['İşçi', ['isci']],
    ['', []],
    ['"; --', []],
  ])('%s', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('are the same for composed and decomposed letters', () => {
    expect(foldText('Martı\u0301nez'.normalize('NFC'))).toBe(foldText('Martı\u0301nez'.normalize('NFD')));
    expect(foldText('Café')).toBe(foldText('Cafe\u0301'));
  });

  it('lie between a prefix and what comes after it', () => {
    for (const word of ['mar', 'martinez', 'mar\u00ff', 'mar\u{1f600}']) {
      expect(Buffer.from(word).compare(Buffer.from('mar'))).toBeGreaterThanOrEqual(0);
      expect(Buffer.from(word).compare(Buffer.from(afterPrefix('mar')))).toBeLessThan(0);
    }
    expect(Buffer.from('mas').compare(Buffer.from(afterPrefix('mar')))).toBeGreaterThan(0);
  });
});
