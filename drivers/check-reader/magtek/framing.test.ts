import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { MICR_FRAMINGS } from '../../../shared/devices/check-reader.ts';
import type { MicrFraming } from '../../../shared/devices/check-reader.ts';
import { lrcOf, MICR_FRAME_BYTES, micrFraming } from './framing.ts';
import type { MicrFrame } from './framing.ts';

vi.setConfig({ testTimeout: 120_000 });

const LINE = 'T123456780T 9992223O 11045';
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const packet = (text: string): string => `\u0002${text}\u0003${String.fromCharCode(lrcOf(bytes(text)))}`;
const line = (text: string, status: string | null = null): MicrFrame => ({ kind: 'line', text, status });

function framesOf(input: string, framing: MicrFraming = 'marked'): readonly MicrFrame[] {
  const decoder = micrFraming({ framing, isUtf8: false });
  return [...decoder.take(bytes(input)), ...decoder.idle()];
}

describe('the framing of a check reader', () => {
  it.each<[string, string, MicrFraming]>([
    ['mode 0, data only', LINE, 'bare'],
    ['mode 1, CR', `${LINE}\r`, 'marked'],
    ['mode 2, LF', `${LINE}\n`, 'marked'],
    ['mode 3, CR LF', `${LINE}\r\n`, 'marked'],
    ['mode 4, ESC', `\u001b${LINE}`, 'bare'],
    ['mode 5, ESC and CR', `\u001b${LINE}\r`, 'marked'],
    ['mode 6, STX and ETX', `\u0002${LINE}\u0003`, 'marked'],
    ['mode 7, packet', packet(LINE), 'packet'],
    ['all marks at once', `\u0002\u001b${LINE}\u0003\r\n`, 'marked'],
  ])('%s', (_, input, framing) => {
    expect(framesOf(input, framing)).toEqual([line(LINE)]);
    expect(framesOf(input + input, framing).filter(({ kind }) => kind === 'line').length).toBe(
      input === LINE ? 1 : 2,
    );
  });

  it('parts the status from the line', () => {
    expect(framesOf(`${LINE}/10\r/01\r`)).toEqual([line(LINE, '10'), line('', '01')]);
  });

  it('believes no packet whose check byte is wrong, or missing', () => {
    const good = packet(LINE);
    expect(framesOf(`${good.slice(0, -1)}x`, 'packet')).toEqual([{ kind: 'damaged', why: 'checksum' }]);
    expect(framesOf(good.slice(0, -1), 'packet')).toEqual([{ kind: 'damaged', why: 'checksum' }]);
    for (let at = 1; at < good.length - 1; at += 1) {
      const damaged = good.slice(0, at) + String.fromCharCode(good.charCodeAt(at) ^ 1) + good.slice(at + 1);
      expect(
        framesOf(damaged, 'packet').some(({ kind }) => kind === 'line'),
        `byte ${at}`,
      ).toBe(false);
    }
  });

  it('takes the answer to a command without a packet around it', () => {
    expect(framesOf(`00000010\r${packet(LINE)}?\r`, 'packet')).toEqual([
      line('00000010'),
      line(LINE),
      line('?'),
    ]);
  });

  it('gives up half a line when the next one begins, or when the line falls silent', () => {
    expect(framesOf(`\u0002T1234\u0002${LINE}\u0003`)).toEqual([
      { kind: 'damaged', why: 'broken' },
      line(LINE),
    ]);
    expect(framesOf('T12345')).toEqual([{ kind: 'damaged', why: 'broken' }]);
  });

  it('gives up what grows too long, and goes on behind it', () => {
    expect(framesOf(`${'1'.repeat(MICR_FRAME_BYTES + 1)}\r${LINE}\r`)).toEqual([
      { kind: 'damaged', why: 'too-long' },
      line(LINE),
    ]);
  });

  it('takes bytes that no reader sends for noise between lines, and for damage inside one', () => {
    expect(framesOf(`\u0000\u00ff\u0000${LINE}\r`)).toEqual([{ kind: 'noise' }, line(LINE)]);
    expect(framesOf(`T1234\u0000${LINE}\r`)).toEqual([{ kind: 'damaged', why: 'broken' }]);
  });

  it('reads symbols in UTF-8', () => {
    const unicode = '⑆123456780⑆ 9992223⑈ 11045';
    const decoder = micrFraming({ framing: 'marked', isUtf8: true });
    expect(decoder.take(Uint8Array.from(Buffer.from(`${unicode}\r`)))).toEqual([line(unicode)]);
  });

  it.each(MICR_FRAMINGS)('%s: a card through the same reader is discarded and wiped', (framing) => {
    const tracks = '%B4111111111111111^DOE/JANE^3012?;4111111111111111=3012?';
    for (const input of [`\u0002\u001b${tracks}\r\u0003`, `\u001b${tracks}\r`, `${tracks}\r`]) {
      const memory = new Uint8Array(MICR_FRAME_BYTES);
      const decoder = micrFraming({ framing, isUtf8: false }, memory);
      const chunk = bytes(input);
      const frames = [...decoder.take(chunk), ...decoder.idle()];
      expect(frames.map(({ kind }) => kind)).toEqual(['card-discarded']);
      expect([...memory, ...chunk].every((byte) => byte === 0)).toBe(true);
    }
  });

  it('gives the same frames in any chunks, within the memory that there is', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc.constantFrom(LINE, '\r', '\u0002', '\u0003', packet(LINE), '/03', '%B4', '\u001b').map(bytes),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        pieces,
        fc.constantFrom(...MICR_FRAMINGS),
        fc.integer({ min: 1, max: 7 }),
        (parts, framing, n) => {
          const input = Uint8Array.from(parts.flatMap((part) => [...part]));
          const whole = micrFraming({ framing, isUtf8: false }).take(Uint8Array.from(input));
          const memory = new Uint8Array(MICR_FRAME_BYTES);
          const decoder = micrFraming({ framing, isUtf8: false }, memory);
          const piecewise: MicrFrame[] = [];
          for (let from = 0; from < input.length; from += n)
            piecewise.push(...decoder.take(input.slice(from, from + n)));
          expect(piecewise).toEqual(whole);
          decoder.idle();
          expect(decoder.midFrame).toBe(false);
          expect(memory.every((byte) => byte === 0)).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
