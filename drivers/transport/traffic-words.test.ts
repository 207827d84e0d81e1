import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficLog } from './traffic-log.ts';
import { readableBytes, trafficWords } from './traffic-words.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('bytes as a person reads them', () => {
  it('are text where they are text, names where they are control, and hexadecimal otherwise', () => {
    expect(readableBytes(Uint8Array.of(2, 0x41, 0x37, 0x20, 3, 0x9f, 0x0d, 0x0a))).toBe(
      '<STX>A7 <ETX><9F><CR><LF>',
    );
    expect(readableBytes(Uint8Array.of(0, 6, 0x10, 0x15, 0x1b, 0x1d, 0x1f, 0x7f, 0x80, 0xff))).toBe(
      '<NUL><ACK><DLE><NAK><ESC><GS><US><DEL><80><FF>',
    );
  });

  it('are never ambiguous: a bracket that was sent is not taken for a name', () => {
    expect(readableBytes(bytesOf('<STX>'))).toBe('<3C>STX>');
    const any = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(any, any, (one, other) => {
        const same = one.join() === other.join();
        expect(readableBytes(one) === readableBytes(other)).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  it('are printable ASCII, whatever was sent', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => /^[\x20-\x7e]*$/.test(readableBytes(bytes))));
  });
});

describe('an entry in words', () => {
  it('says when, which way and what', () => {
    const log = trafficLog();
    log.add('sent', Uint8Array.of(0x10, 4, 1), 1000);
    log.add('received', Uint8Array.of(0x16), 1004);
    expect(log.entries().map(trafficWords)).toEqual([
      { atMs: 1000, what: 'sent', text: '<DLE><EOT><SOH>' },
      { atMs: 1004, what: 'received', text: '<SYN>' },
    ]);
  });

  it('says of a note whether it is silence, a plan, or something that happened to the line', () => {
    const log = trafficLog();
    log.note('memory: opened', 1, 'opened');
    log.note('no answer', 2, 'silence');
    log.note('next try in 5 s', 3, 'plan');
    log.note('closed: hung up', 4, 'hung-up');
    log.note('not written', 5);
    expect(log.entries().map(trafficWords)).toEqual([
      { atMs: 1, what: 'note', text: 'memory: opened' },
      { atMs: 2, what: 'silence', text: 'no answer' },
      { atMs: 3, what: 'plan', text: 'next try in 5 s' },
      { atMs: 4, what: 'note', text: 'closed: hung up' },
      { atMs: 5, what: 'note', text: 'not written' },
    ]);
  });

  it('shows no card number, and says how much it leaves out', () => {
    const log = trafficLog({ entries: 10, bytesPerEntry: 20 });
    log.add('received', bytesOf(`A4111111111111111=2512${'x'.repeat(10)}?\n`), 1);
    log.add('received', bytesOf(`;4111111111111111=2512${'x'.repeat(10)}?\n`), 2);
    expect(log.entries().map(trafficWords)).toEqual([
      { atMs: 1, what: 'received', text: 'A************1111=25 … and 14 more bytes' },
      { atMs: 2, what: 'received', text: ';******************* … and 14 more bytes' },
    ]);
  });
});
