import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from './memory.ts';
import { recordedTransport } from './recorded.ts';
import { maskDigits, trafficLog } from './traffic-log.ts';

// Thousands of inputs take their time on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (masked: Uint8Array) => new TextDecoder().decode(masked);

describe('masking', () => {
  it('keeps the last four of a card number, however it is grouped', () => {
    expect(text(maskDigits(bytes('ref 4111111111111111 ok')))).toBe('ref ************1111 ok');
    expect(text(maskDigits(bytes('4111 1111 1111 1111\n')))).toBe('**** **** **** 1111\n');
    expect(text(maskDigits(bytes('4111-1111-1111-1111')))).toBe('****-****-****-1111');
  });

  it('leaves amounts, dates and receipt numbers alone', () => {
    for (const plain of ['1,234.56  2026-11-19', 'R0001234', 'TOTAL          123.45'])
      expect(text(maskDigits(bytes(plain)))).toBe(plain);
  });
});

describe('the traffic log', () => {
  it('never shows more than seven digits of a number, however its bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{13,19}$/),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 19 }),
        fc.boolean(),
        (number, cuts, interrupted) => {
          const log = trafficLog();
          const all = bytes(number);
          let from = 0;
          for (let n = 0; from < all.length; n += 1) {
            const to = from + (cuts[n % cuts.length] ?? 1);
            log.add('received', all.subarray(from, to), 0);
            if (interrupted) log.add('sent', bytes('\n'), 0);
            from = to;
          }
          const shown = log
            .entries()
            .filter((entry) => entry.direction === 'received')
            .map((entry) => text(entry.bytes))
            .join('');
          expect(shown).toHaveLength(number.length);
          expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(7);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gathers what belongs to one line, and says how much it left out', () => {
    const log = trafficLog({ entries: 10, bytesPerEntry: 4 });
    log.add('sent', bytes('abc'), 1);
    log.add('sent', bytes('defg\nhi'), 2);
    expect(log.entries().map((e) => [e.direction, text(e.bytes), e.totalBytes])).toEqual([
      ['sent', 'abcd', 8],
      ['sent', 'hi', 2],
    ]);
  });

  it('stays within its bounds whatever comes', () => {
    const log = trafficLog({ entries: 20, bytesPerEntry: 8 });
    for (let n = 0; n < 1000; n += 1) {
      log.add(n % 2 ? 'sent' : 'received', new Uint8Array(100), n);
      log.note('x', n);
    }
    expect(log.entries()).toHaveLength(20);
    for (const entry of log.entries()) expect(entry.bytes.length).toBeLessThanOrEqual(8);
  });
});

describe('a recorded transport', () => {
  it('logs opening, both directions and closing, and passes everything on', async () => {
    const clock = fakeClock(5);
    const log = trafficLog();
    const network = memoryNetwork(clock, (device) => {
      device.onBytes((got) => void device.write(Uint8Array.of(...got).reverse(), 100));
      void device.write(bytes('hello\n'), 100);
    });
    const opened = await recordedTransport(network.transport, log, clock).open(100);
    if (!opened.opened) throw new Error('not opened');
    const got: string[] = [];
    await clock.advance(0);
    opened.connection.onBytes((b) => got.push(text(b)));
    await opened.connection.write(bytes('abc'), 100);
    await clock.advance(0);
    await opened.connection.close();
    expect(got).toEqual(['hello\n', 'cba']);
    expect(log.entries().map((e) => e.note ?? `${e.direction} ${text(e.bytes)}`)).toEqual([
      'memory: opened',
      'received hello\n',
      'sent abc',
      'received cba',
      'closed by us',
    ]);
  });

  it('logs why a device could not be opened', async () => {
    const clock = fakeClock();
    const log = trafficLog();
    const network = memoryNetwork(clock, () => undefined);
    network.refuse('busy');
    await recordedTransport(network.transport, log, clock).open(100);
    expect(log.entries()[0]!.note).toContain('busy');
  });
});

describe('a log that is written down as it goes', () => {
  it('is told each entry once, complete and masked, and by a rest where the line has none of its own', () => {
    const told: string[] = [];
    const log = trafficLog({ entries: 2, bytesPerEntry: 100 }, ({ bytes, note }) =>
      told.push(note ?? new TextDecoder().decode(bytes)),
    );
    log.add('received', new TextEncoder().encode('one\ntwo'), 1);
    expect(told).toEqual(['one\n']);
    log.rest();
    log.rest();
    log.add('received', new TextEncoder().encode('4111111111111111\n'), 2);
    log.note('closed', 3);
    expect(told).toEqual(['one\n', 'two', '************1111\n', 'closed']);
    expect(log.entries()).toHaveLength(2);
  });

  it('hides a card number that rests cut into pieces', () => {
    const told: string[] = [];
    const log = trafficLog(undefined, ({ bytes }) => told.push(new TextDecoder().decode(bytes)));
    for (const piece of ['4111', '1111', '1111', '1111', '\n']) {
      log.add('received', new TextEncoder().encode(piece), 1);
      log.rest();
    }
    expect(told.join('')).toBe('4111************\n');
  });

  it('hides shorter numbers where it is asked to', () => {
    const log = trafficLog({ entries: 9, bytesPerEntry: 100, hideFromDigits: 5 });
    log.add('received', new TextEncoder().encode('T122105278T 123456U 1041\n'), 1);
    log.add('received', new TextEncoder().encode('T122105278T 1234'), 2);
    const [whole, open] = log.entries().map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(whole).toBe('T*****5278T **3456U 1041\n');
    expect(open).toBe('T*****5278T ****');
  });
});
