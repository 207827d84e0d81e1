import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MICR_ALPHABETS } from '../../../shared/devices/check-reader.ts';
import type { CheckReading } from '../../../shared/devices/check-reader.ts';
import { isRoutingNumber } from '../../../shared/kernel/routing-number.ts';
import { MICR_SYMBOLS } from './alphabets.ts';
import { parseMicr } from './parse.ts';
import type { MicrRules } from './parse.ts';

const TOAD: MicrRules = { alphabet: 'magtek-2', exceptions: [] };
const read = (line: string, rules = TOAD): CheckReading => parseMicr(line, rules);
const doubts = (line: string, rules = TOAD): unknown => {
  const reading = read(line, rules);
  return reading.result === 'doubtful' ? reading.doubts : reading.result;
};

const PERSONAL = 'T123456780T 9992223O 11045';
const BUSINESS = 'O001234O T021000021T 987654321O';

describe('a check', () => {
  it('of a person has its serial number behind the account', () => {
    expect(read(PERSONAL)).toEqual({
      result: 'read',
      routing: '123456780',
      account: '9992223',
      number: '11045',
      business: false,
    });
  });

  it('of a business has it left of the routing number', () => {
    const expected = {
      result: 'read',
      routing: '021000021',
      account: '987654321',
      number: '001234',
      business: true,
    };
    expect(read(BUSINESS)).toEqual(expected);
    // One digit between serial and routing number is the processing code; two digits at the end are a transaction code.
    expect(read('O00D1234O 5T021000021T 987D654 321O 01')).toEqual(expected);
  });

  it.each<[string, string, string | undefined, string]>([
    ['three digits and more right of the last on-us symbol', 'T011401533T 12O34567O 101', '101', '1234567'],
    ['one or two there are a transaction code', 'T011401533T 1234567O 10', undefined, '1234567'],
    [
      'three to five behind the routing number, parted by a blank',
      'T011401533T1045 1234567O',
      '1045',
      '1234567',
    ],
    ['the same parted by a dash', 'T011401533T 104D1234567O', '104', '1234567'],
    ['the same with a transaction code behind', 'T011401533T 10451 1234567O 12', '10451', '1234567'],
    [
      'six behind the routing number are part of the account',
      'T011401533T 123456 789O',
      undefined,
      '123456789',
    ],
    [
      'two behind the routing number are part of the account',
      'T011401533T 12 3456789O',
      undefined,
      '123456789',
    ],
    ['what is right goes before what is left', 'T011401533T 1045 1234567O 2000', '2000', '10451234567'],
  ])('has its serial number where the rules say: %s', (_, line, number, account) => {
    const reading = read(line);
    expect(reading.result === 'unreadable' ? {} : reading).toMatchObject({ account, routing: '011401533' });
    if (number === undefined) expect(doubts(line)).toEqual(['no-serial-number']);
    else expect(reading).toMatchObject({ result: 'read', number });
  });

  it('of a bank with rules of its own is read by the table, at that bank only', () => {
    // Serial number in front, account behind the on-us symbol.
    const exceptions = [{ routing: '091000019', serialFrom: 0, serialLength: 4 }];
    const rules = { ...TOAD, exceptions };
    expect(read('T091000019T 4711O 12-34567'.replace('-', 'D'), rules)).toMatchObject({
      result: 'read',
      account: '1234567',
      number: '4711',
    });
    expect(read('T122105278T 4711O 1234567', rules)).toMatchObject({ account: '4711', number: '1234567' });
    expect(doubts('T091000019T 47O', rules)).toEqual(['unexpected-layout', 'no-serial-number']);
    expect(read('O77O T091000019T 4711O 1234567', rules)).toMatchObject({ number: '77', account: '4711' });
  });

  it('with its amount already on it went through a bank once', () => {
    expect(read(`${PERSONAL} A0000018988A`)).toEqual({
      result: 'doubtful',
      doubts: ['amount-encoded'],
      routing: '123456780',
      account: '9992223',
      number: '11045',
      business: false,
    });
    expect(doubts(`${PERSONAL} A18988A`)).toEqual(['amount-encoded', 'unexpected-layout']);
  });
});

describe('the routing number', () => {
  it.each(['123456780', '021000021', '011401533', '091000019', '122105278'])('%s is one', (routing) => {
    expect(read(`T${routing}T 9992223O 11045`)).toMatchObject({ result: 'read', routing });
  });

  it.each(['444455556', '111111111', '000000000', '130000009', '200000009', '990000000'])(
    '%s is none, and is not shown as one',
    (routing) => {
      const reading = read(`T${routing}T 9992223O 11045`);
      expect(reading).toMatchObject({ result: 'doubtful', doubts: ['routing-check-digit'] });
      expect(reading).not.toHaveProperty('routing');
    },
  );

  it('of a Canadian check has a dash; of another length nobody can tell', () => {
    expect(doubts('O001O T12345-678T 123-456-7O'.replaceAll('-', 'D'))).toEqual(['foreign']);
    expect(doubts('T12345678T 9992223O 11045')).toEqual(['routing-check-digit', 'foreign']);
    const foreign = read('T12345678T 9992223O 11045');
    expect(foreign).not.toHaveProperty('account');
    expect(foreign).not.toHaveProperty('number');
  });

  it('that is not sure leaves the table of banks unasked: then account and number are not sure either', () => {
    const exceptions = [{ routing: '091000019', serialFrom: 0, serialLength: 4 }];
    const damaged = 'T09100?019T 4711O 1234567';
    expect(read(damaged, { ...TOAD, exceptions })).toEqual({
      result: 'doubtful',
      doubts: ['unreadable-character'],
      business: false,
    });
    expect(read(damaged)).toMatchObject({ account: '4711', number: '1234567' });
  });
});

describe('a line that is not whole', () => {
  it.each<[string, string]>([
    ['', 'no-line'],
    ['   ', 'no-line'],
    ['9992223O 11045', 'no-transit'],
    ['T123456780? 9992223O 11045', 'no-transit'],
    ['T123T456780T 9992223O 11045', 'no-transit'],
    ['t123456780t 9992223o 11045', 'no-transit'],
  ])('"%s" is unreadable: %s', (line, why) => {
    expect(read(line)).toEqual({ result: 'unreadable', why });
  });

  it('keeps what lies in fields without a bad character, and nothing of the others', () => {
    expect(read('T123456780T 99?2223O 11045')).toEqual({
      result: 'doubtful',
      doubts: ['unreadable-character'],
      routing: '123456780',
      business: false,
    });
    expect(read('O0?1234O T021000021T 987654321O')).toEqual({
      result: 'doubtful',
      doubts: ['unreadable-character'],
      routing: '021000021',
      business: false,
    });
    expect(read('O001234O T021000021T 98?654321O')).toMatchObject({ number: '001234', business: true });
    expect(read(`${PERSONAL} A00000?8988A`)).toMatchObject({
      doubts: ['unreadable-character', 'amount-encoded'],
      account: '9992223',
      number: '11045',
    });
  });

  it.each([
    ['digits left of the routing number that no symbol bounds', '1234T123456780T 9992223O 11045'],
    ['no on-us symbol', 'T123456780T 9992223 11045'],
    ['no account', 'T123456780TO 11045'],
  ])('with %s has an unexpected layout', (_, line) => {
    expect(doubts(line)).toContain('unexpected-layout');
  });
});

describe('the alphabet', () => {
  it.each(MICR_ALPHABETS)('%s reads the same check in its own characters', (alphabet) => {
    const { transit, onUs, dash, amount } = MICR_SYMBOLS[alphabet];
    const [t, o, d, a] = [transit[0]!, onUs[0]!, dash[0]!, amount[0]!];
    const rules = { ...TOAD, alphabet };
    expect(read(`${t}123456780${t} 999${d}222${d}3${o} 11045`, rules)).toEqual(read(PERSONAL));
    expect(doubts(`${t}123456780${t} 9992223${o} 11045 ${a}0000000100${a}`, rules)).toEqual([
      'amount-encoded',
    ]);
    expect(doubts(`${t}123456780${t} 99?2223${o} 11045`, rules)).toEqual(['unreadable-character']);
  });

  it('has one meaning for each character', () => {
    for (const { transit, onUs, amount, dash } of Object.values(MICR_SYMBOLS)) {
      const all = Array.from(transit + onUs + amount + dash);
      expect(new Set(all).size).toBe(all.length);
      expect(all.some((character) => /[0-9 ?]/.test(character))).toBe(false);
    }
  });

  it('of another reader is not read', () => {
    for (const alphabet of MICR_ALPHABETS)
      if (alphabet !== 'magtek-2') expect(read(PERSONAL, { ...TOAD, alphabet }).result).not.toBe('read');
  });
});

describe('any line', () => {
  const alphabet = fc.constantFrom(...MICR_ALPHABETS);
  const micrish = fc.stringMatching(/^[0-9TOADtoad ?$-]{0,60}$/);

  it('is read only when its routing number is one and every character is known; it never throws', () => {
    fc.assert(
      fc.property(
        alphabet,
        fc.oneof(micrish, fc.string({ unit: 'binary' }), fc.constant(PERSONAL)),
        (letters, line) => {
          const reading = parseMicr(line, { alphabet: letters, exceptions: [] });
          if (reading.result !== 'read') return;
          expect(isRoutingNumber(reading.routing)).toBe(true);
          expect(line).not.toContain('?');
          expect(line.replace(/\D/g, '')).toContain(reading.routing);
          expect(reading.account).toMatch(/^\d+$/);
          expect(reading.number).toMatch(/^\d+$/);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('with one character made unreadable is never read', () => {
    fc.assert(
      fc.property(fc.constantFrom(PERSONAL, BUSINESS), fc.nat(40), (line, at) => {
        fc.pre(at < line.length);
        expect(read(`${line.slice(0, at)}?${line.slice(at + 1)}`).result).not.toBe('read');
      }),
    );
  });
});
