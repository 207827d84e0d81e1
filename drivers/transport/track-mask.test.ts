import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficLog } from './traffic-log.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** @param sizes of the chunks; between two of them something is sent when `interrupted` */
function logged(input: string, sizes: readonly number[] = [input.length], interrupted = false): string {
  const log = trafficLog();
  for (let from = 0, n = 0; from < input.length; n += 1) {
    const to = from + (sizes[n % sizes.length] ?? 1);
    log.add('received', bytes(input.slice(from, to)), 0);
    if (interrupted) log.add('sent', bytes('\n'), 0);
    from = to;
  }
  return log
    .entries()
    .filter(({ direction }) => direction === 'received')
    .map((entry) => String.fromCharCode(...entry.bytes))
    .join('');
}

describe('a track in the traffic', () => {
  it('is hidden from its first digit to the end of its line, and only it', () => {
    expect(logged('before\n%B4111111111111111^DOE/JANE^3012?;4111111111111111=3012?\nafter\n')).toMatch(
      /^before\n%B\*+\nafter\n$/,
    );
    expect(logged('\u0002\u001b;4111111111111111=3012?\r\u0003')).toMatch(/^\u0002\u001b;\*+\r\u0003$/);
    expect(logged('code ;4111111111111111=30121010000000000?')).toMatch(/^code ;\*{12}1111\*+$/);
    expect(logged('%*4111********1111^DOE/JANE^3012\r\n')).toMatch(/^%\*\*+\r\n$/);
  });

  it('never names the cardholder, however its bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{13,19}$/),
        fc.stringMatching(/^[A-Z]{4,10}\/[A-Z]{4,10}$/),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        fc.constantFrom('', 'x', '\u0002', '\u0002\u001b', 'line\n'),
        (number, who, sizes, interrupted, before) => {
          const shown = logged(
            `${before}%B${number}^${who}^301210100000?;${number}=3012101?\r`,
            sizes,
            interrupted,
          );
          const rest = shown.slice(before.length);
          expect(rest).toMatch(/^%B\*+\r$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is not seen in what is none', () => {
    for (const plain of [
      '100 %\n',
      'PTTR123;AC999-222-3;CK11045/00\n',
      'a?;b\n',
      '%BIG;=\n',
      '\u001b@\u001bE1',
    ])
      expect(logged(plain)).toBe(plain);
  });
});
