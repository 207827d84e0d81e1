import { describe, expect, it } from 'vitest';
import { tryScanline } from '../../../shared/domain/stub/scanline.ts';
import { stubScanline } from '../../../shared/domain/stub/stub.ts';
import {
  faultsOf,
  faultWords,
  fieldsFor,
  firstFaulty,
  newProfile,
  weightsOf,
  withConstant,
  withField,
  withNewCheck,
  withNewField,
  withoutField,
  withRole,
  withType,
} from './scanline-draft.ts';
import type { Profile } from './scanline-draft.ts';

const STUB: Profile = stubScanline();
const LINE = '10000000811232600000189881';

describe('a scan line while it is set up', () => {
  it('is usable from the start, beside those that are there', () => {
    const first = newProfile([STUB]);
    expect(faultsOf([STUB, first], 1)).toEqual(new Map());
    expect(newProfile([STUB, first]).name).not.toBe(first.name);
  });

  it('gets its next field behind the last', () => {
    expect(withNewField(STUB).fields.at(-1)).toMatchObject({ start: 26, length: 1, name: 'field 4' });
    expect(withNewField({ ...STUB, fields: [] }).fields[0]).toMatchObject({ start: 1 });
  });

  it('follows a field that gets another name, and forgets one that is taken away', () => {
    const [account] = STUB.fields;
    if (!account) throw new Error('the stub has fields');
    const renamed = withField(STUB, 0, { ...account, name: 'customer' });
    expect(renamed).toMatchObject({ account: 'customer', amount: 'amount', dueDate: 'due date' });
    expect(withoutField(STUB, 2)).toMatchObject({ account: 'account', amount: null });
    expect(withoutField(STUB, 0).account).toBe('');
    expect(faultsOf([withoutField(STUB, 0)], 0).get('account')).toBe('The account is not a field of digits.');
  });

  it('gives a date its own length, and takes an empty constant for none', () => {
    const field = { name: 'due', start: 1, length: 3, type: 'digits', constant: '12' } as const;
    expect(withType(field, 'YYYYMMDD')).toMatchObject({ type: 'YYYYMMDD', length: 8 });
    expect(withType(field, 'cents')).toMatchObject({ type: 'cents', length: 3 });
    expect(withConstant(field, '')).toEqual({ name: 'due', start: 1, length: 3, type: 'digits' });
    expect(withConstant(field, '34')).toMatchObject({ constant: '34' });
  });

  it('offers for account, amount and due date only fields that can be it, and the one that is chosen', () => {
    expect(fieldsFor('account', STUB)).toEqual(['account']);
    expect(fieldsFor('amount', STUB)).toEqual(['amount']);
    expect(fieldsFor('dueDate', STUB)).toEqual(['due date']);
    expect(fieldsFor('amount', { ...STUB, amount: 'account' })).toEqual(['account', 'amount']);
    expect(withRole(STUB, 'amount', '').amount).toBeNull();
    expect(withRole(STUB, 'account', '').account).toBe('');
  });

  it('reads weights with blanks or commas; anything else is a weight that the rules refuse', () => {
    expect(weightsOf('2 1')).toEqual([2, 1]);
    expect(weightsOf(' 7,3, 1 ')).toEqual([7, 3, 1]);
    const [check] = STUB.checks;
    if (!check) throw new Error('the stub has checks');
    const wrong = { ...STUB, checks: [{ ...check, weights: weightsOf('2 x') }] };
    expect(faultsOf([wrong], 0).get('checks.0.weights')).toBe('Check 1 has no weights from 1 to 97.');
  });

  it('guards the whole line with a new check', () => {
    expect(withNewCheck({ ...STUB, checks: [] }).checks).toMatchObject([
      { over: { start: 1, length: 25 }, at: 26 },
    ]);
  });

  it('says which line is to be mended, and where', () => {
    const broken = { ...newProfile([STUB]), length: 9 };
    expect(firstFaulty([STUB, broken])).toBe(broken.name);
    expect(firstFaulty([STUB])).toBeUndefined();
    expect(faultsOf([STUB, broken], 0)).toEqual(new Map());
    expect(faultsOf([STUB, broken], 1).get('length')).toBe('The length is not from 10 to 80.');
  });
});

describe('a trial in words', () => {
  const words = (line: string): string | undefined => faultWords(tryScanline(line, STUB));

  it('says what stands where something else belongs', () => {
    expect(words(LINE)).toBeUndefined();
    expect(words(`${LINE.slice(0, -1)}5`)).toBe('Check 1: 5 stands in column 26, 1 belongs there.');
    expect(words(LINE.slice(1))).toBe('It has 25 characters instead of 26.');
    expect(words(`${LINE.slice(1)}A`)).toBe('It holds something other than digits.');
    const undated = { ...STUB, checks: [] };
    expect(faultWords(tryScanline(LINE.replace('112326', '992326'), undated))).toBe(
      'Field due date cannot be read: 992326 stands there.',
    );
  });

  it('says so when a rule gives out no such number', () => {
    const [check] = STUB.checks;
    if (!check) throw new Error('the stub has checks');
    const eleven = {
      ...STUB,
      checks: [
        { ...check, products: 'whole', modulus: 11, weights: [1], over: { start: 9, length: 1 } } as const,
      ],
    };
    // 1 × 1: remainder 1, complement 10.
    expect(faultWords(tryScanline(`10000000111232600000189881`, eleven))).toBe(
      'Check 1: the rule gives out no such number.',
    );
  });
});
