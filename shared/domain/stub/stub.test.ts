import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certain } from '../../kernel/assert.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { accountCheckDigit, checkDigit, endsInCheckDigit, isAccountNumber } from './check-digit.ts';
import { readStub } from './scanline.ts';
import { CEDAR_BLUFF_STUB, stubLine, stubScanline } from './stub.ts';

const EXAMPLE = '10000000811232600000189881';
const parseStub = (text: string, profile = CEDAR_BLUFF_STUB) => readStub(text, [stubScanline(profile)]);

describe('account numbers', () => {
  it('end in the check digit over their first eight', () => {
    expect(accountCheckDigit('10000000')).toBe(8);
    expect(isAccountNumber('100000008')).toBe(true);
    expect(isAccountNumber('100000375')).toBe(true);
    expect(isAccountNumber('100924261')).toBe(true);
  });

  it('are refused with any other last digit, another length or a letter', () => {
    for (const last of '0123456798') expect(isAccountNumber(`10000000${last}`)).toBe(last === '8');
    for (const text of ['', '8', '10000000', '1000000080', '10000000O', ' 100000008', '１00000008']) {
      expect(isAccountNumber(text), text).toBe(false);
    }
  });

  it('catch every single mistyped digit and every swap of neighbours but 0 and 9', () => {
    const digits = fc.stringMatching(/^\d{8}$/);
    fc.assert(
      fc.property(digits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (eight, at, shift) => {
        const good = eight + String(accountCheckDigit(eight));
        const changed = (Number(good[at]) + shift) % 10;
        expect(isAccountNumber(good.slice(0, at) + String(changed) + good.slice(at + 1))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(digits, fc.nat(6), (eight, at) => {
        const [a, b] = [certain(eight[at], 'digit'), certain(eight[at + 1], 'digit')];
        fc.pre(a !== b && new Set([a, b, '0', '9']).size > 2);
        const swapped = eight.slice(0, at) + b + a + eight.slice(at + 2);
        expect(accountCheckDigit(swapped)).not.toBe(accountCheckDigit(eight));
      }),
    );
  });

  it('count weights from the right where the profile says so', () => {
    // The Luhn rule of payment systems, whose published example is 7992739871 with check digit 3.
    const luhn = { weights: [2, 1], from: 'right' } as const;
    expect(checkDigit('7992739871', luhn)).toBe(3);
    expect(endsInCheckDigit('79927398713', luhn)).toBe(true);
    expect(endsInCheckDigit('79927398714', luhn)).toBe(false);
  });
});

describe('a bill stub', () => {
  it('gives account, due date and amount of the documented example', () => {
    expect(parseStub(EXAMPLE)).toMatchObject({
      ok: true,
      value: { account: '100000008', dueDate: '2026-11-23', amountCents: 18_988 },
    });
  });

  it('is the same with the blanks and the return that a scanner may add', () => {
    expect(parseStub('100000008 112326 0000018988 1\r')).toEqual(parseStub(EXAMPLE));
    expect(parseStub('100000008')).toBeNull();
  });

  it('says why it is refused, without repeating what was scanned', () => {
    const refusal = (text: string): unknown => {
      const result = parseStub(text);
      return result?.ok !== false
        ? result
        : [result.error.code, result.error.params?.['reason'], result.error.value];
    };
    expect(refusal(`${EXAMPLE.slice(0, -1)}2`)).toEqual(['STUB_CHECK_DIGIT', undefined, undefined]);
    expect(refusal(EXAMPLE.slice(0, -1))).toBeNull();
    expect(refusal(`${EXAMPLE.slice(0, -1)}A`)).toBeNull();
    const resealed = (body: string): string => body + String(checkDigit(body, CEDAR_BLUFF_STUB.check));
    expect(refusal(resealed(`100000009${EXAMPLE.slice(9, -1)}`))).toEqual([
      'STUB_CHECK_DIGIT',
      undefined,
      undefined,
    ]);
    expect(refusal(resealed('1000000080230260000018988'))).toEqual([
      'STUB_NOT_READABLE',
      'its due date is no date',
      undefined,
    ]);
  });

  it('reads back whatever it was printed from', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{8}$/),
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.constantFrom('MMDDYY', 'YYMMDD', 'DDMMYY'),
        (eight, date, amountCents, dateOrder) => {
          const profile = { ...CEDAR_BLUFF_STUB, dateOrder };
          const stub = {
            account: eight + String(accountCheckDigit(eight)),
            dueDate: date.toISOString().slice(0, 10) as BusinessDate,
            amountCents,
          };
          expect(parseStub(stubLine(stub, profile), profile)).toMatchObject({ ok: true, value: stub });
        },
      ),
    );
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseStub(text)?.ok !== true));
  });
});
