import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 code unit and leaves white space out', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'ü'], é: 2, Z: {} })).toBe(
      '{"Z":{},"a":[true,null,"ü"],"b":1,"é":2}',
    );
  });
  it('leaves undefined members out', () => {
    expect(canonicalJson({ a: undefined, b: 0 })).toBe('{"b":0}');
  });
  it('writes minus zero as zero', () => {
    expect(canonicalJson([-0])).toBe('[0]');
  });
  it.each([[1.5], [Number.NaN], [Infinity], [2 ** 53]])(
    'throws on %s, which has no agreed spelling',
    (value) => {
      expect(() => canonicalJson({ value })).toThrow('not a safe integer');
    },
  );
  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['undefined in a list', [undefined]],
    ['a big integer', 1n],
    ['a function', () => 1],
  ])('throws on %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(/not/);
  });
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
      }),
    );
  });
});
