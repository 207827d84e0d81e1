import fc from 'fast-check';
import { expect, it, describe } from 'vitest';
import { formatCents } from '../../shared/money/money.ts';
import { isAmountCharacter, readEntry, readingHint } from './amount-entry.ts';

const typed = { impliedDecimals: false };
const implied = { impliedDecimals: true };
const tape = { impliedDecimals: false, minusAllowed: true };

const centsOf = (text: string, options = typed) => {
  const entry = readEntry(text, 'amount', options);
  return entry.kind === 'amount' ? entry.cents : entry.kind;
};

describe('one amount', () => {
  it.each([
    ['12.34', 1234],
    ['12', 1200],
    ['.5', 50],
    ['1,234.56', 123456],
    ['$5', 500],
    [' 7.10 ', 710],
  ])('reads %s', (text, cents) => expect(centsOf(text)).toBe(cents));

  it('is nothing when nothing is typed', () => expect(centsOf('  ')).toBe('empty'));

  it.each(['12.345', '1a', '1,23.00', '..', '-5'])('refuses %s in place', (text) =>
    expect(centsOf(text)).toBe('refused'),
  );

  it('with implied decimals takes the last two digits as cents, and a typed point wins', () => {
    expect(centsOf('1234', implied)).toBe(1234);
    expect(centsOf('12.3', implied)).toBe(1230);
  });

  it('reads back every amount as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        expect(centsOf(formatCents(cents))).toBe(cents);
      }),
    );
  });
});

describe('sums', () => {
  it('adds what stands between plus signs and keeps the terms for the tape', () => {
    expect(readEntry('12.34+5+.50', 'amount', typed)).toEqual({
      kind: 'amount',
      cents: 1784,
      parts: [1234, 500, 50],
    });
  });

  it('reads a sum that is not finished yet as far as it goes', () => {
    expect(centsOf('12.34+')).toBe(1234);
  });

  it('refuses a minus anywhere but on the tape', () => {
    expect(centsOf('20-5')).toBe('refused');
    expect(centsOf('20-5', tape)).toBe(1500);
    expect(centsOf('5-20', tape)).toBe(-1500);
  });

  it('names the term that cannot be read', () => {
    expect(readEntry('5+1.234', 'amount', typed)).toMatchObject({
      kind: 'refused',
      error: { code: 'AMOUNT_DECIMALS', value: '1.234' },
    });
  });
});

describe('a card number', () => {
  it('is discarded without being repeated in the error', () => {
    const entry = readEntry('4111 1111 1111 1111', 'amount', typed);
    expect(entry.kind).toBe('discarded');
    expect(JSON.stringify(entry)).not.toMatch(/1111/);
  });
});

describe('the reading shown while typing', () => {
  it('shows what implied decimals make of the digits', () => {
    expect(readingHint('1234', readEntry('1234', 'amount', implied))).toBe('12.34');
  });

  it('shows the total of a sum', () => {
    expect(readingHint('1.00+2.50', readEntry('1.00+2.50', 'amount', typed))).toBe('3.50');
  });

  it('is silent when the text says it already', () => {
    expect(readingHint('12.34', readEntry('12.34', 'amount', typed))).toBeNull();
  });
});

it('lets digits, separators and sums through and keeps letters for commands', () => {
  expect(['0', '9', '.', ',', '$', '+', '-'].every(isAmountCharacter)).toBe(true);
  expect(['c', 'K', '*', '/', 'Enter', 'e'].some(isAmountCharacter)).toBe(false);
});
