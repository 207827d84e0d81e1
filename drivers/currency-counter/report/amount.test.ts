import { describe, expect, it } from 'vitest';
import { machineDenomination, machineDollars, machinePieces } from './amount.ts';

describe('amounts as machines print them', () => {
  it.each([
    ['20', 2000],
    ['$20', 2000],
    ['0.25', 25],
    ['.25', 25],
    ['1,234.00', 123_400],
    ['$12,345,678.90', 1_234_567_890],
    [' 5.00 ', 500],
  ])('%s is %i cents', (text, cents) => {
    expect(machineDollars(text)).toBe(cents);
  });

  it.each([
    '',
    '$',
    '.',
    '4O.00',
    '1,23',
    '12,34.00',
    '1.5',
    '1.',
    '1.234',
    '-5',
    '1e3',
    '0x10',
    '5 5',
    '1,234,567,890,123',
  ])('%j is none', (text) => {
    expect(machineDollars(text)).toBeUndefined();
  });

  it('reads a denomination in the unit that the profile says', () => {
    expect(machineDenomination('25', 'cents')).toBe(25);
    expect(machineDenomination('25', 'dollars')).toBe(2500);
    expect(machineDenomination('0.25', 'cents')).toBeUndefined();
  });

  it('reads pieces as whole numbers of at most six digits', () => {
    expect(machinePieces('1,234')).toBe(1234);
    expect(machinePieces('999999')).toBe(999_999);
    for (const text of ['', '1.0', '1,23', '-1', '1000000', '1O'])
      expect(machinePieces(text)).toBeUndefined();
  });
});
