import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter } from './check-digit.ts';
import type { CheckRule } from './check-digit.ts';
import { isScanlineBytes, parseScanline, readStub, tryScanline } from './scanline.ts';
import type { ScanlineProfile } from './scanline.ts';

const LUHN: CheckRule = {
  weights: [2, 1],
  from: 'right',
  products: 'digit-sum',
  modulus: 10,
  complement: true,
  ten: 'forbidden',
};
const ELEVEN: CheckRule = { ...LUHN, weights: [2, 3, 4, 5, 6, 7], products: 'whole', modulus: 11, ten: 'X' };

/** The remittance line of the literature: 41 digits and a check from the left. */
const REMITTANCE: ScanlineProfile = {
  name: 'Remittance',
  length: 42,
  fields: [
    { name: 'account', start: 1, length: 11, type: 'digits' },
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
const BODY = '00012345678' + '112326' + '0042' + '0000019988' + '0000018988';
const LINE = BODY + checkCharacter(BODY, REMITTANCE.checks[0]!)!;

/** Eight digits and a check by modulus 11, which may be an X. */
const PERMIT: ScanlineProfile = {
  name: 'Permit',
  length: 9,
  fields: [{ name: 'permit', start: 1, length: 8, type: 'digits' }],
  checks: [{ ...ELEVEN, over: { start: 1, length: 8 }, at: 9 }],
  account: 'permit',
  dueDate: null,
  amount: null,
};

describe('check characters', () => {
  it.each<[string, string, CheckRule, string]>([
    ['a published billing example, from the left', '76543210', { ...LUHN, from: 'left' }, '4'],
    ['Luhn’s own, from the right', '7992739871', LUHN, '3'],
    ['modulus 11 with whole products, weights 2 to 7 from the right', '12345678', ELEVEN, '5'],
    ['without the complement it is the remainder', '12345678', { ...ELEVEN, complement: false }, '6'],
  ])('%s', (_, digits, rule, expected) => {
    expect(checkCharacter(digits, rule)).toBe(expected);
  });

  it('direction and product rule matter: the same digits otherwise end differently', () => {
    expect(checkCharacter('76543210', LUHN)).toBe('9');
    expect(checkCharacter('7992739871', { ...LUHN, products: 'whole' })).not.toBe('3');
    expect(checkCharacter(BODY, LUHN)).toBe(checkCharacter(BODY, { ...LUHN, from: 'left' }));
  });

  it('ten is an X, a zero or no number at all, as the rule says', () => {
    // 6 × 2 = 12, remainder 1, complement 10.
    expect(checkCharacter('6', ELEVEN)).toBe('X');
    expect(checkCharacter('6', { ...ELEVEN, ten: '0' })).toBe('0');
    expect(checkCharacter('6', { ...ELEVEN, ten: 'forbidden' })).toBeUndefined();
  });
});

describe('a scan line', () => {
  it('gives what the counter works with, and every field', () => {
    expect(LINE).toHaveLength(42);
    expect(parseScanline(`${LINE}\r`, [REMITTANCE, PERMIT])).toEqual({
      ok: true,
      value: {
        profile: 'Remittance',
        account: '00012345678',
        dueDate: '2026-11-23',
        amountCents: 18_988,
        fields: {
          account: '00012345678',
          due: '112326',
          rate: '0042',
          gross: '0000019988',
          net: '0000018988',
        },
      },
    });
  });

  it('takes an X only where a check may be one', () => {
    const body = '00000006';
    expect(parseScanline(`${body}X`, [PERMIT])).toMatchObject({ ok: true, value: { account: body } });
    expect(parseScanline('0000000X6', [PERMIT])).toMatchObject({
      ok: false,
      error: { code: 'STUB_NOT_READABLE' },
    });
    const forbidding = { ...PERMIT, checks: [{ ...PERMIT.checks[0]!, ten: 'forbidden' as const }] };
    expect(tryScanline(`${body}0`, forbidding).checks).toMatchObject([
      { found: '0', expected: null, fits: false },
    ]);
  });

  it('is refused when one digit is wrong, unless it is one that the check cannot see', () => {
    for (let at = 0; at < LINE.length; at += 1) {
      const wrong = LINE.slice(0, at) + String((Number(LINE[at]) + 1) % 10) + LINE.slice(at + 1);
      expect(parseScanline(wrong, [REMITTANCE]), `column ${at + 1}`).toMatchObject({
        ok: false,
        error: { code: 'STUB_CHECK_DIGIT' },
      });
    }
  });

  it('that fits two profiles is not guessed at, and the refusal names them', () => {
    const twin = { ...PERMIT, name: 'Licence' };
    expect(parseScanline('123456785', [PERMIT, twin])).toMatchObject({
      ok: false,
      error: {
        code: 'STUB_NOT_READABLE',
        params: { reason: 'it fits more than one scan line: Permit, Licence' },
      },
    });
    const [field] = twin.fields;
    const marked = { ...twin, fields: [field!, { ...field!, name: 'utility', length: 2, constant: '77' }] };
    expect(parseScanline('123456785', [PERMIT, marked])).toMatchObject({
      ok: true,
      value: { profile: 'Permit' },
    });
  });

  it('that fits none is refused without repeating it', () => {
    const refused = parseScanline('4111111111111111', [REMITTANCE, PERMIT]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'STUB_NOT_READABLE' } });
    expect(JSON.stringify(refused)).not.toContain('4111');
    expect(parseScanline('', [REMITTANCE]).ok).toBe(false);
    expect(parseScanline(LINE, []).ok).toBe(false);
  });

  it('is asked of the find field: text of another shape is none, text of its shape is read or refused', () => {
    const profiles = [REMITTANCE, PERMIT];
    for (const text of ['Nguyen', '100000008', LINE.slice(1), `${LINE.slice(1)}O`, ''])
      expect(readStub(text, [REMITTANCE]), text).toBeNull();
    expect(readStub(` ${LINE} `, profiles)).toMatchObject({ ok: true, value: { amountCents: 18_988 } });
    expect(readStub('123456784', profiles)).toMatchObject({
      ok: false,
      error: { code: 'STUB_CHECK_DIGIT' },
    });
    const marked = { ...PERMIT, fields: [{ ...PERMIT.fields[0]!, constant: '12345679' }] };
    expect(readStub('123456785', [marked])).toMatchObject({
      ok: false,
      error: { code: 'STUB_NOT_READABLE', params: { reason: 'its permit is not 12345679' } },
    });
    expect(readStub(LINE, [])).toBeNull();
  });

  it('is known by its bytes too', () => {
    const isKnown = isScanlineBytes([REMITTANCE, PERMIT]);
    const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect([LINE, '123456785', '123456784', '4111111111111111'].map((text) => isKnown(bytes(text)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseScanline(text, [REMITTANCE, PERMIT]).ok).toBe(false);
      }),
    );
  });
});

describe('the test button', () => {
  it('shows every column, how it is read, and which check would fit', () => {
    const spoilt = `${LINE.slice(0, 11)}139926${LINE.slice(17, 41)}0`;
    const trial = tryScanline(spoilt, REMITTANCE);
    expect(trial.fits).toBe(false);
    expect(trial.fault).toEqual({ at: 'check', index: 0 });
    expect(trial.fields[1]).toEqual({ name: 'due', start: 12, length: 6, text: '139926', value: null });
    expect(trial.fields[4]).toMatchObject({ text: '0000018988', value: '18988' });
    expect(trial.checks).toEqual([
      {
        at: 42,
        over: { start: 1, length: 41 },
        found: '0',
        expected: checkCharacter(spoilt.slice(0, 41), LUHN),
        fits: false,
      },
    ]);
  });

  it('says by how much the length is off', () => {
    expect(tryScanline(LINE.slice(1), REMITTANCE)).toMatchObject({
      fits: false,
      fault: { at: 'length', found: 41, expected: 42 },
    });
  });
});
