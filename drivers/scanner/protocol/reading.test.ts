import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGln, parseGs1Slip } from './gs1.ts';
import { toReading } from './reading.ts';
import type { ReadingRules } from './reading.ts';
import { withoutMod10, withoutMod43 } from './symbology.ts';

const RULES: ReadingRules = { aimPrefix: true, i2of5Length: 14, code39Check: true };
const GS = '\u001d';
/** As Debian's zint encodes and zbarimg reads back `[415]0614141000005[8020]12345678[3912]840008417`. */
const SLIP = `4150614141000005802012345678${GS}3912840008417`;

const refused = (frame: string, rules = RULES): unknown => {
  const reading = toReading(frame, rules);
  return reading.kind === 'refused' ? [reading.symbology, reading.why] : reading;
};

describe('a GS1 payment slip', () => {
  it('gives payee, reference, amount and currency of the published vector', () => {
    expect(toReading(`]C1${SLIP}`, RULES)).toEqual({
      kind: 'code',
      symbology: 'gs1-128',
      text: SLIP,
      slip: { payee: '0614141000005', reference: '12345678', amountCents: 8417, currency: '840' },
    });
    expect(parseGs1Slip(`4150614141000005802012345678${GS}3912840333333`)?.amountCents).toBe(333_333);
  });

  it('takes its elements in any order, with the FNC1 that some scanners add', () => {
    const slip = {
      payee: '0614141000005',
      reference: 'AB-1/2',
      amountCents: 1200,
      dueDate: '2026-11-23',
    };
    for (const text of [
      `122611234150614141000005390012${GS}8020AB-1/2`,
      `${GS}8020AB-1/2${GS}4150614141000005${GS}12261123${GS}39021200`,
    ])
      expect(parseGs1Slip(text)).toEqual(slip);
  });

  it.each<[string, string, number | undefined]>([
    ['without decimals', '390084', 8400],
    ['with one', '3901845', 8450],
    ['with three, of which the last is a zero', '390384170', 8417],
    ['with three that are no cents', '390384175', undefined],
    ['of nothing', '39020', 0],
    ['larger than can be counted', '3900999999999999999', undefined],
  ])('amount %s', (_, element, expected) => {
    expect(parseGs1Slip(`41506141410000058020A${GS}${element}`)?.amountCents).toBe(expected);
  });

  it.each(['230200', '240200', '260431', '261301', '26112'])('due date %s', (yymmdd) => {
    const expected = { 230200: '2023-02-28', 240200: '2024-02-29' }[yymmdd];
    expect(parseGs1Slip(`415061414100000512${yymmdd}8020A`)?.dueDate).toBe(expected);
  });

  it.each([
    ['no payee', '802012345678'],
    ['no reference', '4150614141000005'],
    ['a wrong check digit of the payee', '4150614141000006802012345678'],
    ['an identifier that it does not know', `4150614141000005802012345678${GS}10LOT`],
    ['an element twice', `41506141410000058020A${GS}8020B`],
    ['both kinds of amount', `41506141410000058020A${GS}390284${GS}3912840000084`],
    ['a reference that is too long', `41506141410000058020${'A'.repeat(26)}`],
    ['no reference behind its identifier', '41506141410000058020'],
    ['letters in the amount', `41506141410000058020A${GS}39028A`],
    ['nothing at all', ''],
  ])('is refused with %s', (_, text) => {
    expect(parseGs1Slip(text)).toBeUndefined();
    if (text !== '') expect(refused(`]C1${text}`)).toEqual(['gs1-128', 'gs1']);
  });

  it('knows a GLN by its check digit', () => {
    expect(isGln('0614141000005')).toBe(true);
    expect(isGln('0614141000006')).toBe(false);
    expect(isGln('614141000005')).toBe(false);
  });
});

describe('the other symbologies', () => {
  it('are told by the AIM identifier, which is no part of the code', () => {
    const symbologyOf = (frame: string): unknown => {
      const reading = toReading(frame, { ...RULES, code39Check: false });
      return reading.kind === 'code' ? [reading.symbology, reading.text] : reading;
    };
    expect(symbologyOf(']C0100000008')).toEqual(['code-128', '100000008']);
    expect(symbologyOf(']A0PERMIT-7')).toEqual(['code-39', 'PERMIT-7']);
    expect(symbologyOf(']Q3x')).toEqual(['qr', 'x']);
    for (const other of [']C2x', ']E0x', ']L0x', ']d1x', ']F0x'])
      expect(symbologyOf(other)).toEqual(['other', 'x']);
    expect(symbologyOf('100000008')).toEqual(['unknown', '100000008']);
  });

  it('are unknown where the scanner is not set up to tell them', () => {
    expect(toReading(']C0100000008', { ...RULES, aimPrefix: false })).toEqual({
      kind: 'code',
      symbology: 'unknown',
      text: ']C0100000008',
    });
  });

  it('Interleaved 2 of 5 is taken at its length and with its check digit only', () => {
    // GS1's own example of an ITF-14.
    expect(toReading(']I015400141288763', RULES)).toEqual({
      kind: 'code',
      symbology: 'i2of5',
      text: '1540014128876',
    });
    expect(refused(']I015400141288764')).toEqual(['i2of5', 'check-digit']);
    // What a scan across the corner of the symbol gives: shorter, and valid in itself.
    expect(withoutMod10('12345670')).toBe('1234567');
    for (const partial of ['12345670', '1540014128876', '154001412887630'])
      expect(refused(`]I0${partial}`)).toEqual(['i2of5', 'length']);
    expect(refused(']I015400141288763', { ...RULES, i2of5Length: null })).toEqual(['i2of5', 'length']);
    expect(refused(']I01540014128876A')).toEqual(['i2of5', 'check-digit']);
  });

  it('Code 39 is taken with its mod 43 character where one is expected', () => {
    // The example of the standard: CODE39 ends in W.
    expect(withoutMod43('CODE39W')).toBe('CODE39');
    expect(toReading(']A1CODE39W', RULES)).toMatchObject({ kind: 'code', text: 'CODE39' });
    expect(refused(']A0CODE39X')).toEqual(['code-39', 'check-digit']);
    expect(refused(']A0W')).toEqual(['code-39', 'check-digit']);
    expect(refused(']A0code39W')).toEqual(['code-39', 'check-digit']);
    // The scanner has verified it and left it out.
    expect(toReading(']A3CODE39', RULES)).toMatchObject({ kind: 'code', text: 'CODE39' });
  });

  it('hold printable characters, or are refused', () => {
    expect(refused(']C0abc\u0001')).toEqual(['code-128', 'not-printable']);
    expect(refused(`]C0abc${GS}`)).toEqual(['code-128', 'not-printable']);
    expect(refused('\u00ff')).toEqual(['unknown', 'not-printable']);
    expect(refused(']C0')).toEqual(['code-128', 'not-printable']);
  });

  it('never throw, and never give a slip that is not in the text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(']C1', ']C0', ']A0', ']I0', ''),
        fc.string({ unit: 'binary' }),
        (aim, text) => {
          const reading = toReading(aim + text, RULES);
          if (reading.kind === 'code' && reading.slip) expect(text).toContain(reading.slip.payee);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
