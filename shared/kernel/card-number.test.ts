import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_NUMBER_MASK, findCardNumber, holdsCardNumber, maskCardNumbers } from './card-number.ts';

/** Appends the Luhn digit. */
function withLuhn(body: string): string {
  for (let digit = 0; digit < 10; digit += 1) {
    const sum = Array.from(`${body}${digit}`)
      .reverse()
      .reduce((total, char, index) => {
        const value = Number(char) * (index % 2 === 1 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
    if (sum % 10 === 0) return `${body}${digit}`;
  }
  throw new Error('no digit fits');
}

const cardNumber = fc
  .tuple(
    fc.constantFrom('4', '51', '55', '2221', '2720', '34', '37', '6011', '62', '65', '36', '3528', '3589'),
    fc.integer({ min: 13, max: 19 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 19, maxLength: 19 }),
  )
  .map(([prefix, length, digits]) => withLuhn((prefix + digits.join('')).slice(0, length - 1)));

describe('a card number', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa of 13 digits', '4222222222222'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard, 2-series', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Discover', '6011111111111117'],
    ['Diners Club', '30569309025904'],
    ['JCB', '3530111333300000'],
    ['in groups with spaces', 'card 4111 1111 1111 1111 ok'],
    ['in groups with dashes', '4111-1111-1111-1111'],
    ['after another number', '85276 4111 1111 1111 1111'],
    ['in full-width digits', '４１１１１１１１１１１１１１１１'],
    ['as track 1', '%B4111111111111112^NUNEZ/O^2912101?'],
    ['as track 2, even with a wrong check digit', ';4111111111111112=2912101?'],
  ])('is seen: %s', (_name, text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  it.each([
    ['an account number', '100002596'],
    ['a stub scan of 26 digits', '10000000811232600000189881'],
    ['a money order', '22108834197'],
    ['a receipt number', '03-018462'],
    ['an instant', '2026-11-19T21:31:06.000Z'],
    ['a check digit that does not fit', '4111111111111112'],
    ['no known issuer', '9111111111111111'],
    ['a run of 20 digits that begins like a card', '41111111111111111234'],
    ['a telephone number', '602 555 0132'],
  ])('is not seen in %s', (_name, text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('is seen wherever it stands between non-digits', () => {
    fc.assert(
      fc.property(
        cardNumber,
        fc.constantFrom('', 'x', 'No.'),
        fc.constantFrom('', 'x', '!'),
        (card, a, b) => {
          expect(holdsCardNumber(`${a}${card}${b}`)).toBe(true);
        },
      ),
    );
  });
});

describe('masking for logs', () => {
  it('leaves nothing of the number, not even its last four digits', () => {
    fc.assert(
      fc.property(cardNumber, (card) => {
        const masked = maskCardNumbers(`swiped ${card} at 9:05`);
        expect(masked).toBe(`swiped ${CARD_NUMBER_MASK} at 9:05`);
      }),
    );
  });
  it('removes a whole track, with the name on it', () => {
    expect(maskCardNumbers('read %B4111111111111111^NUNEZ/O^2912101? end')).toBe(
      `read ${CARD_NUMBER_MASK} end`,
    );
  });
  it('leaves other texts as they are', () => {
    expect(maskCardNumbers('receipt 03-018462, 584.28')).toBe('receipt 03-018462, 584.28');
  });
});

describe('finding it in an input', () => {
  it('names the field, and never repeats the value', () => {
    const input = { tenders: [{ item: { number: '4111111111111111' } }] };
    expect(findCardNumber(input)).toBe('tenders.0.item.number');
  });
  it('exempts parsed fields by name, never by value', () => {
    expect(findCardNumber({ check: { accountDigest: '4111111111111111' } })).toBeUndefined();
    expect(findCardNumber({ check: { number: '4111111111111111' } })).toBe('check.number');
  });
  it('looks at the names of fields too', () => {
    expect(findCardNumber({ a: { '4111111111111111': true } })).toBe('a');
  });
  it('finds nothing in numbers, dates and nothing at all', () => {
    expect(findCardNumber({ cents: 4111, date: '2026-11-19', none: null })).toBeUndefined();
  });
});
