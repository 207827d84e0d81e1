import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { captureLog, readCapture, writtenCapture } from './capture.ts';
import type { Capture } from './capture.ts';
import { memoryNetwork } from './memory.ts';
import { recordedTransport } from './recorded.ts';
import type { TrafficEntry } from './traffic-log.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function read(text: string): Capture {
  const capture = readCapture(text);
  if (!capture.ok) throw new Error(JSON.stringify(capture.error));
  return capture.value;
}

/** A capture being made, and what stands in its file so far. */
function making(hideFromDigits?: number) {
  const clock = fakeClock(1_795_256_134_000);
  const lines: string[] = [];
  const log = captureLog({
    line: 'memory',
    clock,
    write: (line) => lines.push(line),
    ...(hideFromDigits === undefined ? {} : { hideFromDigits }),
  });
  return { clock, log, lines, file: () => lines.join('') };
}

const entries: fc.Arbitrary<TrafficEntry> = fc.oneof(
  fc
    .record({ atMs: fc.nat(), direction: fc.constantFrom('sent', 'received'), bytes: fc.uint8Array() })
    .map((entry): TrafficEntry => ({ ...entry, totalBytes: entry.bytes.length })),
  fc.record({ atMs: fc.nat(), note: fc.string() }).map(({ atMs, note }): TrafficEntry => ({
    atMs,
    direction: 'note',
    bytes: new Uint8Array(0),
    totalBytes: 0,
    note,
    about: 'hung-up',
  })),
);

describe('a capture file', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(entries), (line, all) => {
        expect(read(writtenCapture({ line, entries: all }))).toEqual({ line, entries: all });
      }),
      { numRuns: 300 },
    );
  });

  const HEAD = '{"capture":1,"line":"tcp 10.0.0.5:9100"}\n';
  const GOOD = '{"atMs":1,"direction":"received","base64":"AkE=","totalBytes":2}\n';

  it.for([
    ['nothing', '', 'it is empty'],
    ['a receipt', 'City of Cedar Bluff\n', 'it is not JSON'],
    ['JSON of something else', '{"payments":[]}\n', 'capture: '],
    ['a capture of a later kind', '{"capture":2,"line":"x"}\n', 'capture: '],
  ])('is not taken for one when it is %s', ([, text, reason]) => {
    const refused = readCapture(text!);
    expect(refused).toMatchObject({ ok: false, error: { code: 'CAPTURE_NOT_ONE' } });
    expect(refused.ok ? '' : refused.error.params?.['reason']).toContain(reason);
  });

  it.for([
    ['no JSON', `${HEAD}${GOOD}AkE=\n`, '3', 'it is not JSON'],
    ['an empty line', `${HEAD}\n${GOOD}`, '2', 'it is empty'],
    ['a line that was cut', `${HEAD}${GOOD}${GOOD.slice(0, 30)}`, '3', 'it has no end'],
    ['a last line without its end', `${HEAD}${GOOD}${GOOD.trimEnd()}`, '3', 'it has no end'],
    ['no direction', `${HEAD}${GOOD.replace('received', 'lost')}`, '2', 'direction: '],
    ['bytes that are no base64', `${HEAD}${GOOD.replace('AkE=', 'A!')}`, '2', 'base64: '],
    ['a field too many', `${HEAD}${GOOD.replace('}', ',"pan":"4111"}')}`, '2', 'pan'],
    ['more bytes than it counts', `${HEAD}${GOOD.replace(':2', ':1')}`, '2', 'more bytes'],
    ['a note without words', `${HEAD}${GOOD.replace('received', 'note')}`, '2', 'a note has words'],
  ])('with %s is refused, by the number of the line', ([, text, line, reason]) => {
    const refused = readCapture(text!);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'CAPTURE_LINE', field: `line ${line!}`, value: line },
    });
    expect(refused.ok ? '' : refused.error.params?.['reason']).toContain(reason);
  });

  it('of any bytes at all is refused in words, never thrown', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom(HEAD, GOOD, '\n', '{', 'null\n', '[]\n', '{"capture":1}\n'))
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(text, (any) => typeof readCapture(any).ok === 'boolean'),
      { numRuns: 2000 },
    );
  });
});

describe('a capture as it is made', () => {
  it('is a whole file after every entry', async () => {
    const { clock, log, file, lines } = making();
    expect(read(file())).toEqual({ line: 'memory', entries: [] });
    log.note('memory: opened', clock.nowMs(), 'opened');
    log.add('received', bytesOf('one\ntwo'), clock.nowMs());
    await clock.advance(200);
    log.add('received', bytesOf('three'), clock.nowMs());
    log.end();
    for (let upTo = 1; upTo <= lines.length; upTo += 1) read(lines.slice(0, upTo).join(''));
    expect(read(file()).entries.map((e) => [e.atMs - 1_795_256_134_000, e.note ?? textOf(e.bytes)])).toEqual([
      [0, 'memory: opened'],
      [0, 'one\n'],
      [0, 'two'],
      [200, 'three'],
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps every byte of a long binary message, in pieces', async () => {
    const { clock, log, file } = making();
    // Without digits, line ends and ETX, so that nothing is masked and no byte ends an entry.
    const message = Uint8Array.from({ length: 10_000 }, (_, at) => 0x80 + (at % 0x7f));
    for (let from = 0; from < message.length; from += 700)
      log.add('received', message.subarray(from, from + 700), clock.nowMs());
    log.end();
    const pieces = read(file()).entries.map(({ bytes }) => bytes);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(Buffer.from(message))).toBe(true);
  });

  it('holds no card number, however slowly it comes', async () => {
    const { clock, log, file } = making();
    for (const digit of '4111111111111111') {
      log.add('received', bytesOf(digit), clock.nowMs());
      await clock.advance(300);
    }
    log.end();
    const shown = read(file())
      .entries.map(({ bytes }) => textOf(bytes))
      .join('');
    expect(shown).toMatch(/^\d{0,7}\*+$/);
    expect(shown).toHaveLength(16);
  });

  it('hides the numbers of a check where it is asked to', () => {
    const { clock, log, file } = making(5);
    log.add('received', bytesOf('T122105278T 123456789U 1041\n'), clock.nowMs());
    expect(textOf(read(file()).entries[0]!.bytes)).toBe('T*****5278T *****6789U 1041\n');
  });

  it('takes down a session of a real connection, from its opening to its end', async () => {
    const { clock, log, file } = making();
    const network = memoryNetwork(clock, (device) => {
      device.onBytes(() => void device.write(Uint8Array.of(6), 100));
    });
    const opened = await recordedTransport(network.transport, log, clock).open(100);
    if (!opened.opened) throw new Error(opened.detail);
    await opened.connection.write(Uint8Array.of(5), 100);
    await clock.advance(300);
    await network.pairs[0]!.device.close();
    await clock.advance(0);
    log.end();
    expect(read(file()).entries.map((e) => [e.direction, e.about ?? [...e.bytes].join()])).toEqual([
      ['note', 'opened'],
      ['sent', '5'],
      ['received', '6'],
      ['note', 'hung-up'],
    ]);
  });
});
