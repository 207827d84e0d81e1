import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT_CENTS } from '../../shared/money/money.ts';
import { CUSTOMER_PHASES } from '../../shared/devices/customer-display.ts';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import { asciiOf } from './ascii.ts';
import { textBytes, wakeBytes } from './cd5220.ts';
import { centred, layout, withAmount } from './layout.ts';

const VIEW: CustomerView = {
  language: 'en',
  phase: 'items',
  city: 'City of Cedar Bluff',
  lines: [
    { text: 'Water', amountCents: 1000 },
    { text: 'Electric service, October', amountCents: 123_456 },
  ],
  totalCents: 124_456,
  tenderedCents: 130_000,
  changeCents: 5544,
};

describe('what the customer reads', () => {
  it.each<[Partial<CustomerView>, string, string]>([
    [{ phase: 'closed' }, '   WINDOW CLOSED    ', 'Next window, please '],
    [{ phase: 'welcome' }, 'City of Cedar Bluff ', '      Welcome       '],
    [{ phase: 'items' }, 'Electric se 1,234.56', 'TOTAL       1,244.56'],
    [{ phase: 'items', lines: [] }, 'City of Cedar Bluff ', 'TOTAL       1,244.56'],
    [{ phase: 'terminal' }, '  Use the terminal  ', 'TOTAL       1,244.56'],
    [{ phase: 'change' }, 'Paid        1,300.00', 'CHANGE         55.44'],
    [{ phase: 'thanks' }, '     Thank you      ', 'City of Cedar Bluff '],
    [{ phase: 'closed', language: 'es' }, ' VENTANILLA CERRADA ', 'Pase a la siguiente '],
    [
      { phase: 'welcome', language: 'es', city: 'Ciudad de Peñón' },
      '  Ciudad de Penon   ',
      '     Bienvenido     ',
    ],
    [{ phase: 'items', language: 'es' }, 'Electric se 1,234.56', 'TOTAL       1,244.56'],
    [{ phase: 'terminal', language: 'es' }, '  Use la terminal   ', 'TOTAL       1,244.56'],
    [{ phase: 'change', language: 'es' }, 'Pagado      1,300.00', 'CAMBIO         55.44'],
    [{ phase: 'thanks', language: 'es' }, '      Gracias       ', 'City of Cedar Bluff '],
  ])('%o', (change, upper, lower) => {
    expect(layout({ ...VIEW, ...change })).toEqual([upper, lower]);
  });

  it('an amount is never cut, the text before it is', () => {
    expect(withAmount('Reconnection fee', MAX_AMOUNT_CENTS)).toBe('Recon 999,999,999.99');
    expect(withAmount('Credit', -123_456)).toBe('Credit     -1,234.56');
  });

  it('a city that is too long is cut at the end', () => {
    expect(centred('Town and Country of Northhampton')).toBe('Town and Country of ');
  });

  it('is twenty ASCII characters twice, for any view', () => {
    const cents = fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS });
    const view = fc.record({
      language: fc.constantFrom('en' as const, 'es' as const),
      phase: fc.constantFrom(...CUSTOMER_PHASES),
      city: fc.string({ unit: 'binary' }),
      lines: fc.array(fc.record({ text: fc.string({ unit: 'binary' }), amountCents: cents }), {
        maxLength: 3,
      }),
      totalCents: cents,
      tenderedCents: cents,
      changeCents: cents,
    });
    fc.assert(
      fc.property(view, (any) => {
        const lines = layout(any);
        for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{20}$/);
        expect(() => textBytes(lines, true)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

it('letters are folded, what has no likeness is left out, no control character stays', () => {
  expect(asciiOf('¿Año José Łódź Straße?')).toBe('Ano Jose Lodz Strasse?');
  expect(asciiOf('5\u00a0€ – “x” ½\u001bQA\r漢')).toBe('5 EUR - "x" 12 QA ');
  expect(asciiOf('n\u0303')).toBe('n');
});

describe('the bytes', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

  it('of a fresh connection end string mode before anything else', () => {
    expect(hex(wakeBytes(false))).toBe('0C1B401B5F00');
    expect(hex(wakeBytes(true))).toBe('1B3D020C1B401B5F00');
  });

  it('of a text are both lines, whole', () => {
    const a = 'A'.repeat(20);
    const b = 'B'.repeat(20);
    expect(hex(textBytes([a, b], false))).toBe(`1B5141${'41'.repeat(20)}0D1B5142${'42'.repeat(20)}0D`);
    expect(hex(textBytes([a, b], true)).startsWith('1B3D021B5141')).toBe(true);
    expect(() => textBytes(['short', b], false)).toThrow();
    expect(() => textBytes(['é'.repeat(20), b], false)).toThrow();
  });
});
