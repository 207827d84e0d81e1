import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_AMOUNT_CENTS,
  applyRate,
  decimalText,
  formatCents,
  formatCentsAscii,
  parseAmount,
  splitCents,
  sumCents,
} from './money.ts';

const anyCents = fc.integer({ min: 0, max: MAX_AMOUNT_CENTS });
const read = (text: string, options = {}) => {
  const result = parseAmount(text, 'amount', options);
  return result.ok ? result.value : result.error.code;
};

describe('reading an amount', () => {
  it.each([
    ['12.34', 12_34],
    ['12', 12_00],
    ['12.', 12_00],
    ['12.3', 12_30],
    ['.5', 50],
    ['0', 0],
    ['1,234.56', 1_234_56],
    ['1,234,567.89', 1_234_567_89],
    ['$5', 5_00],
    [' 7.00 ', 7_00],
    ['0000012', 12_00],
    ['999999999.99', MAX_AMOUNT_CENTS],
  ])('takes “%s” as %i cents', (text, cents) => {
    expect(read(text)).toBe(cents);
  });

  it.each([
    ['letters', '12a', 'AMOUNT_NOT_READABLE'],
    ['an exponent', '1e3', 'AMOUNT_NOT_READABLE'],
    ['nothing', '', 'AMOUNT_NOT_READABLE'],
    ['a point alone', '.', 'AMOUNT_NOT_READABLE'],
    ['a sign alone', '-', 'AMOUNT_NOT_READABLE'],
    ['commas that do not group thousands', '1,23.45', 'AMOUNT_NOT_READABLE'],
    ['a comma as the decimal point', '12,34', 'AMOUNT_NOT_READABLE'],
    ['two points', '1.2.3', 'AMOUNT_NOT_READABLE'],
    ['a space inside', '1 234', 'AMOUNT_NOT_READABLE'],
    ['full-width digits', '１２', 'AMOUNT_NOT_READABLE'],
    ['hexadecimal', '0x10', 'AMOUNT_NOT_READABLE'],
    ['three decimals', '12.345', 'AMOUNT_DECIMALS'],
    ['three decimals even when the last is zero', '12.340', 'AMOUNT_DECIMALS'],
    ['a minus', '-12', 'AMOUNT_NEGATIVE'],
    ['a true minus sign', '−12', 'AMOUNT_NEGATIVE'],
    ['too many digits', '1000000000.00', 'AMOUNT_TOO_LARGE'],
    ['far too many digits', '9'.repeat(40), 'AMOUNT_TOO_LARGE'],
  ])('refuses %s: “%s”', (_name, text, code) => {
    expect(read(text)).toBe(code);
  });

  it('names the field and repeats the value as it was typed', () => {
    expect(parseAmount('12a', 'tenders.0.amount')).toEqual({
      ok: false,
      error: { code: 'AMOUNT_NOT_READABLE', field: 'tenders.0.amount', value: '12a' },
    });
  });

  it('with implied decimals takes 1234 as 12.34, and a typed point always wins', () => {
    const options = { impliedDecimals: true };
    expect([read('1234', options), read('5', options), read('12.', options), read('12.5', options)]).toEqual([
      12_34, 5, 12_00, 12_50,
    ]);
  });

  it('takes a minus where one is allowed, and never a negative zero', () => {
    expect(read('-12.34', { allowNegative: true })).toBe(-12_34);
    expect(Object.is(read('-0.00', { allowNegative: true }), 0)).toBe(true);
  });

  it('reads back whatever is written for people, for printers and for files', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS }), (cents) => {
        for (const write of [formatCents, formatCentsAscii, decimalText]) {
          expect(read(write(cents), { allowNegative: true })).toBe(cents);
        }
      }),
    );
  });

  it('is total: any text gives cents within the limit or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, impliedDecimals) => {
        const result = parseAmount(text, 'amount', { impliedDecimals });
        if (result.ok)
          expect(result.value).toSatisfy((cents: number) => cents >= 0 && cents <= MAX_AMOUNT_CENTS);
      }),
    );
  });
});

describe('writing an amount', () => {
  it('groups thousands, keeps two decimals, and writes a true minus for people only', () => {
    expect(formatCents(1_234_567_89)).toBe('1,234,567.89');
    expect(formatCents(-5_00)).toBe('−5.00');
    expect(formatCentsAscii(-5_00)).toBe('-5.00');
    expect(decimalText(-1_234_56)).toBe('-1234.56');
    expect(formatCents(7)).toBe('0.07');
  });
  it('throws on a fraction of a cent', () => {
    expect(() => formatCents(0.5)).toThrow('not whole cents');
  });
});

describe('splitting', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter((parts) => parts.some((part) => part > 0));

  it('gives a permit of 437.31 its 92.5 and 7.5 percent to the cent', () => {
    expect(splitCents(437_31, ['92.5', '7.5'])).toEqual([404_51, 32_80]);
  });
  it('gives the left-over cent to the largest remainder, ties to the earlier part', () => {
    expect(splitCents(10, ['33.3333', '33.3333', '33.3333'])).toEqual([4, 3, 3]);
    expect(splitCents(1, ['66.6667', '33.3333'])).toEqual([1, 0]);
  });
  it('splits a negative amount as its mirror image', () => {
    expect(splitCents(-437_31, ['92.5', '7.5'])).toEqual([-404_51, -32_80]);
  });
  it('sums to the whole, each part within one cent of its share', () => {
    fc.assert(
      fc.property(anyCents, weights, (total, parts) => {
        const split = splitCents(total, parts.map(String));
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(sumCents(split)).toBe(total);
        for (const [index, part] of split.entries()) {
          const exact = (BigInt(total) * BigInt(parts[index]!)) / BigInt(sum);
          expect(Math.abs(part - Number(exact))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
  it('gives nothing to a part of weight zero', () => {
    fc.assert(
      fc.property(anyCents, weights, (total, parts) => {
        const split = splitCents(total, ['0', ...parts.map(String)]);
        expect(split[0]).toBe(0);
      }),
    );
  });
  it.each([[[]], [['0']], [['-1', '2']]])('throws on weights %j', (parts) => {
    expect(() => splitCents(100, parts)).toThrow();
  });
});

describe('sums and rates', () => {
  it('stay whole cents', () => {
    expect(sumCents([])).toBe(0);
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow('safe integers');
  });
  it('round a rate half up, once', () => {
    expect(applyRate(100_00, '0.0275')).toBe(2_75);
    expect(applyRate(10, '0.05')).toBe(1);
    expect(applyRate(30, '0.05')).toBe(2);
  });
});
