import { describe, expect, it } from 'vitest';
import { areCardDigits } from '../../kernel/card-number.ts';
import type { CheckRule } from './check-digit.ts';
import { scanlineProfileFaults, scanlinesFaults } from './scanline-faults.ts';
import type { ScanlineProfile } from './scanline.ts';
import { stubScanline } from './stub.ts';

const LUHN: CheckRule = {
  weights: [2, 1],
  from: 'right',
  products: 'digit-sum',
  modulus: 10,
  complement: true,
  ten: 'forbidden',
};

/** The remittance line of the literature, its account without the leading zeros that billing does not write. */
const REMITTANCE: ScanlineProfile = {
  name: 'Remittance',
  length: 42,
  fields: [
    { name: 'zeros', start: 1, length: 2, type: 'digits', constant: '00' },
    { name: 'account', start: 3, length: 9, type: 'digits' },
    { name: 'due', start: 12, length: 6, type: 'MMDDYY' },
    { name: 'rate', start: 18, length: 4, type: 'digits' },
    { name: 'gross', start: 22, length: 10, type: 'cents' },
    { name: 'net', start: 32, length: 10, type: 'cents' },
  ],
  checks: [{ ...LUHN, from: 'left', over: { start: 1, length: 41 }, at: 42 }],
  account: 'account',
  dueDate: 'due',
  amount: 'net',
};

describe('a profile', () => {
  it('of the sample city, and of the literature, is sound', () => {
    expect(scanlinesFaults([stubScanline(), REMITTANCE])).toEqual([]);
    expect(scanlinesFaults([])).toEqual([]);
  });

  const [zeros, account, due] = REMITTANCE.fields;
  const [check] = REMITTANCE.checks;
  it.each<[string, string, string, Partial<ScanlineProfile>]>([
    ['name', ' ', 'It has no name.', { name: ' ' }],
    ['length', '81', 'not from 10 to 80', { length: 81 }],
    ['fields.5.start', '32–41', 'Field net is not inside the line.', { length: 40 }],
    [
      'fields.6.name',
      'zeros',
      'Two fields have the same name.',
      { fields: [...REMITTANCE.fields, { ...zeros! }] },
    ],
    [
      'fields.2.length',
      '6',
      'date YYYYMMDD of another length',
      { fields: [zeros!, account!, { ...due!, type: 'YYYYMMDD' }] },
    ],
    [
      'fields.0.constant',
      '0',
      'has another length',
      { fields: [{ ...zeros!, constant: '0' }, account!, due!] },
    ],
    ['fields.0.constant', 'ab', 'is not digits', { fields: [{ ...zeros!, constant: 'ab' }, account!, due!] }],
    ['checks.0.at', '3', 'guards itself', { checks: [{ ...check!, at: 3 }] }],
    ['checks.0.at', '0', 'is not inside the line', { checks: [{ ...check!, at: 0 }] }],
    [
      'checks.0.over',
      '1–43',
      'does not guard columns of the line',
      { checks: [{ ...check!, over: { start: 1, length: 43 } }] },
    ],
    ['checks.0.weights', '', 'has no weights', { checks: [{ ...check!, weights: [] }] }],
    [
      'checks.0.modulus',
      '97',
      'a modulus that is not from 2 to 11',
      { checks: [{ ...check!, modulus: 97 }] },
    ],
    ['account', 'net', 'not a field of digits', { account: 'net' }],
    ['account', 'rate', 'does not have 9 digits', { account: 'rate' }],
    ['amount', 'rate', 'not a field of cents', { amount: 'rate' }],
    ['dueDate', 'rate', 'not a field with a date', { dueDate: 'rate' }],
  ])('that is wrong says where, what stands there and why: %s', (field, value, reason, change) => {
    const faults = scanlineProfileFaults({ ...REMITTANCE, ...change });
    expect(faults).toContainEqual({
      code: 'SCANLINE_VALUE',
      field,
      value,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('repeats no card number that was typed where a name belongs', () => {
    expect(
      JSON.stringify(scanlineProfileFaults({ ...REMITTANCE, account: '4111111111111111' })),
    ).not.toContain('4111');
  });
});

describe('a line as long as a card number', () => {
  const sixteen = (change: Partial<ScanlineProfile>): ScanlineProfile => ({
    name: 'Short',
    length: 16,
    fields: [
      { name: 'account', start: 1, length: 9, type: 'digits' },
      { name: 'amount', start: 10, length: 6, type: 'cents' },
    ],
    checks: [{ ...LUHN, over: { start: 1, length: 15 }, at: 16 }],
    account: 'account',
    amount: 'amount',
    dueDate: null,
    ...change,
  });
  const codes = (profile: ScanlineProfile) => scanlineProfileFaults(profile).map(({ code }) => code);

  it('is refused when any card fits it', () => {
    expect(areCardDigits([4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 16)).toBe(true);
    expect(codes(sixteen({}))).toEqual(['SCANLINE_LIKE_CARD']);
    expect(codes(sixteen({ checks: [] }))).toEqual(['SCANLINE_LIKE_CARD']);
  });

  it('is taken when a constant, a date or other checks keep cards out', () => {
    const eleven = { ...LUHN, weights: [2, 3, 4, 5, 6, 7], products: 'whole', modulus: 11 } as const;
    const [account, amount] = sixteen({}).fields;
    expect(
      codes(
        sixteen({
          fields: [
            { name: 'utility', start: 1, length: 2, type: 'digits', constant: '77' },
            { ...account!, start: 3 },
          ],
          amount: null,
        }),
      ),
    ).toEqual([]);
    expect(
      codes(
        sixteen({ fields: [account!, { name: 'due', start: 10, length: 6, type: 'MMDDYY' }], amount: null }),
      ),
    ).toEqual(['SCANLINE_LIKE_CARD']);
    expect(
      codes(
        sixteen({
          fields: [account!, { name: 'due', start: 10, length: 6, type: 'MMDDYY' }],
          amount: null,
          checks: [{ ...eleven, over: { start: 1, length: 15 }, at: 16 }],
        }),
      ),
    ).toEqual([]);
    expect(
      codes(
        sixteen({
          fields: [account!, { ...amount!, length: 5 }],
          checks: [
            { ...eleven, over: { start: 1, length: 14 }, at: 15 },
            { ...eleven, weights: [7, 3, 1], over: { start: 1, length: 14 }, at: 16 },
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('two scan lines of one office', () => {
  const marked = (name: string, constant: string): ScanlineProfile => ({
    ...REMITTANCE,
    name,
    fields: REMITTANCE.fields.map((field) => (field.name === 'zeros' ? { ...field, constant } : field)),
  });

  it('may not both fit one line', () => {
    expect(scanlinesFaults([REMITTANCE, { ...REMITTANCE, name: 'Twin' }])).toEqual([
      {
        code: 'SCANLINE_ALIKE',
        field: 'scanlines.1.length',
        value: '42',
        reason: 'A line may fit both it and Remittance.',
      },
    ]);
    expect(scanlinesFaults([marked('Water', '01'), marked('Power', '02')])).toEqual([]);
  });

  it('may not have one name', () => {
    expect(scanlinesFaults([marked('Water', '01'), marked('Water ', '02')])).toMatchObject([
      { code: 'SCANLINE_NAME_TAKEN', field: 'scanlines.1.name', value: 'Water ' },
    ]);
  });

  it('are named by their place in the list', () => {
    expect(scanlinesFaults([stubScanline(), { ...REMITTANCE, account: 'net' }])).toMatchObject([
      { field: 'scanlines.1.account', value: 'net' },
    ]);
  });
});
