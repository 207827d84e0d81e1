import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cardGuard, GUARDED_FRAME_BYTES } from './card-guard.ts';
import type { CardGuardParts, GuardedFrame } from './card-guard.ts';

vi.setConfig({ testTimeout: 120_000 });

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (frame: GuardedFrame): string =>
  frame.kind === 'frame' ? String.fromCharCode(...frame.bytes) : frame.kind;

const NUMBER = '4111111111111111';
const T1 = `%B${NUMBER}^DOE/JANE Q^30121010000000000000?`;
const T2 = `;${NUMBER}=30121010000000000?`;
const MASKED = '%*4111********1111^DOE/JANE Q^3012***********?*;4111********1111=3012*****?*';

/** `02 LenL LenH … LRC SUM 03` around any content, also one that holds CR, LF and ETX. */
function encryptedFrame(content: Uint8Array): Uint8Array {
  const lrc = content.reduce((sum, byte) => sum ^ byte, 0);
  const sum = content.reduce((total, byte) => (total + byte) & 0xff, 0);
  return Uint8Array.of(2, content.length & 0xff, content.length >> 8, ...content, lrc, sum, 3);
}

const said = (input: string | Uint8Array, parts: CardGuardParts = {}): string[] =>
  cardGuard(parts)
    .take(typeof input === 'string' ? bytes(input) : input)
    .map(text);

describe('the card guard', () => {
  it.each<[string, string | Uint8Array]>([
    ['track 1', `${T1}\r`],
    ['track 2', `${T2}\r\n`],
    ['both tracks', `${T1}${T2}\r`],
    ['three tracks of a MagTek reader', `\u0002\u001b${T1}${T2}+3?\r\u0003`],
    ['a MagTek reader whose track could not be read', '\u0002\u001b%E?\r\u0003'],
    ['track 1 with lower-case format code and blanks in the number', '%b3782 822463 10005^DOE/J^2512?\r'],
    ['masked tracks', `${MASKED}\r`],
    ['the beginning of a swipe that broke off', '%B41\r'],
    ['a track in the middle of something', `abc ${T1}\r`],
    ['a track behind a bracket, which is no symbology identifier', `]${T1}\r`],
    ['the end of track 1, whose beginning was lost', '11^DOE/JANE Q^3012101?\r'],
    ['the end of track 2, whose beginning was lost', '1111=30121010000000000?\r'],
    ['a track in a symbol', `]Q1${T2}\r`],
    ['an encrypted frame', encryptedFrame(bytes(`\u0080\u001f${MASKED}\r\n\u0003\u0011`))],
    ['a bare number', `${NUMBER}\r`],
    ['a bare number in groups', '4111 1111 1111 1111\r'],
    ['a number in a Code 128 symbol', `]C0${NUMBER}\r`],
    ['a number in a text', `pay 4111-1111-1111-1111 now\r`],
    ['an American Express number', '378282246310005\r'],
    ['a driving licence, which names a person too', '%TXAUSTIN^DOE$JANE$Q^123 MAIN ST^?\r'],
  ])('knows %s', (_, input) => {
    expect(said(input)).toEqual(['card-discarded']);
  });

  it.each([
    '10000000811232600000189881',
    ']C010000000811232600000189881',
    '4111111111111112',
    'https://example.org/?q=%B0C',
    'R0001234',
    ']A0WATER-123',
    'TEL;5551234=x',
  ])('lets %s pass', (scan) => {
    expect(said(`${scan}\r`)).toEqual([scan]);
  });

  it('lets digits pass that somebody knows to be something else, but never a track', () => {
    const asked: Uint8Array[] = [];
    const isKnown = (frame: Uint8Array): boolean => asked.push(Uint8Array.from(frame)) > 0;
    expect(said(`${NUMBER}\r`, { isKnown })).toEqual([NUMBER]);
    expect(said(`${T2}\r`, { isKnown })).toEqual(['card-discarded']);
    expect(said('12345\r', { isKnown })).toEqual(['12345']);
    expect(asked).toHaveLength(1);
  });

  it('takes frames up again after each card', () => {
    const encrypted = String.fromCharCode(...encryptedFrame(bytes(MASKED)));
    expect(said(`A1\r${T1}\rB2\r\u0002\u001b${T2}\r\u0003C3\r${encrypted}D4\r`)).toEqual([
      'A1',
      'card-discarded',
      'B2',
      'card-discarded',
      'C3',
      'card-discarded',
      'D4',
    ]);
  });

  it('throws away the rest of the line when an encrypted frame is longer than it said', () => {
    expect(said(`\u0002\u0010\u0000${T1}\rA1\r`)).toEqual(['card-discarded', 'A1']);
  });

  it('takes a stray STX for noise, not for a swipe', () => {
    expect(said('\u0002100000008\r\u0002\r\nA1\r')).toEqual(['\u0002100000008', '\u0002', 'A1']);
  });

  it('gives up a frame that grows too long, wherever in it a card is', () => {
    const long = 'x'.repeat(GUARDED_FRAME_BYTES - 6);
    expect(said(`${long}${'y'.repeat(9)}\rA1\r`)).toEqual(['too-long', 'A1']);
    expect(said(`${T1}${long}\rA1\r`)).toEqual(['card-discarded', 'A1']);
    expect(said(`${long}${T1}\rA1\r`)).toEqual(['too-long', 'A1']);
  });

  it('gives up what was begun when the line falls silent, also an encrypted frame that never ends', () => {
    const guard = cardGuard();
    expect(guard.take(bytes('10000'))).toEqual([]);
    expect(guard.midFrame).toBe(true);
    expect(guard.idle()).toEqual([{ kind: 'not-whole' }]);
    guard.take(bytes(`;${NUMBER}`));
    expect(guard.idle()).toEqual([{ kind: 'card-discarded' }]);
    guard.take(encryptedFrame(new Uint8Array(300)).subarray(0, 100));
    expect(guard.midFrame).toBe(true);
    expect(guard.idle()).toEqual([]);
    expect(guard.take(bytes('A1\r')).map(text)).toEqual(['A1']);
    expect(guard.midFrame).toBe(false);
  });
});

describe('nothing of a card', () => {
  const digits = fc.stringMatching(/^4\d{14}$/).map((body) => body + luhnEnd(body));
  const name = fc.stringMatching(/^[A-Z]{4,12}\/[A-Z]{4,12}$/);
  const frames = fc.constantFrom<(number: string, who: string) => string>(
    (number, who) => `%B${number}^${who}^30121010000000000000?\r`,
    (number) => `;${number}=30121010000000000?\r\n`,
    (number, who) => `\u0002\u001b%B${number}^${who}^3012101?;${number}=3012101?\r\u0003`,
    (number) => `]C0${number}\r`,
    (number) => `${number}\r`,
    (number) => `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8, 12)} ${number.slice(12)}\r`,
    (number, who) =>
      String.fromCharCode(
        ...encryptedFrame(bytes(`%*${number.slice(0, 4)}********${number.slice(12)}^${who}^`)),
      ),
  );
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });

  it('is left in what is returned, in the buffer or in the chunks, however it arrives', () => {
    fc.assert(
      fc.property(digits, name, frames, cuts, fc.boolean(), (number, who, frame, sizes, embedded) => {
        const memory = new Uint8Array(GUARDED_FRAME_BYTES);
        const guard = cardGuard({ memory });
        const input = bytes(`${embedded ? 'A100\r' : ''}${frame(number, who)}`);
        const chunks: Uint8Array[] = [];
        for (let from = 0, n = 0; from < input.length; n += 1) {
          const to = from + (sizes[n % sizes.length] ?? 1);
          chunks.push(input.slice(from, to));
          from = to;
        }
        const returned = chunks.flatMap((chunk) => [...guard.take(chunk)]);
        expect(returned.filter(({ kind }) => kind === 'card-discarded')).toEqual([
          { kind: 'card-discarded' },
        ]);
        expect(returned.map(text)).toEqual([...(embedded ? ['A100'] : []), 'card-discarded']);
        expect(memory.every((byte) => byte === 0)).toBe(true);
        expect(chunks.every((chunk) => chunk.every((byte) => byte === 0))).toBe(true);
        expect(guard.midFrame).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('any bytes', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(T1, T2, '\r', '\u0002', '\u0002\u001b', MASKED, '%B', ';4', ']C0').map(bytes),
    ),
    { maxLength: 12 },
  );

  it('give the same frames in any chunks, within the memory that there is', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const input = Uint8Array.from(parts.flatMap((part) => [...part]));
        const whole = cardGuard().take(Uint8Array.from(input));
        const memory = new Uint8Array(GUARDED_FRAME_BYTES);
        const guard = cardGuard({ memory });
        const piecewise: GuardedFrame[] = [];
        for (let from = 0; from < input.length; from += size)
          piecewise.push(...guard.take(input.slice(from, from + size)));
        expect(piecewise).toEqual(whole);
        guard.idle();
        expect(memory.every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

function luhnEnd(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const product = Number(body[body.length - 1 - index]) * (index % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return String((10 - (sum % 10)) % 10);
}
