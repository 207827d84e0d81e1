import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficLog } from '../../transport/traffic-log.ts';
import { maskingPacked } from './mask-packed.ts';
import { paymentRequest } from './protocol/requests.ts';
import { encodeSerialFrame } from './protocol/serial-frame.ts';

const hexOf = (chunks: readonly Uint8Array[]): string =>
  chunks.map((bytes) => Buffer.from(bytes).toString('hex')).join('');

/** @param chunks as they arrive */
function logged(...chunks: readonly Uint8Array[]): string {
  const inner = trafficLog();
  const log = maskingPacked(inner);
  for (const chunk of chunks) log.add('received', chunk, 0);
  log.note('closed', 0);
  return hexOf(log.entries().map(({ bytes }) => bytes));
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('traffic of a ZVT terminal that does not mask the card', () => {
  it.each([
    ['sixteen digits', '040f0c2700' + '22f0f8' + '4111111111111111' + '49', '4111111111'],
    ['fifteen, filled up', '040f0c2700' + '22f0f8' + '371449635398431f' + '49', '3714496353'],
    ['sixteen right behind other digits', '0401020304' + '5500005555555559' + 'ff', '55000055'],
    ['with a 10 that the serial line doubles', '040f22f0f8' + '411010223344556672' + 'ff', '41101022'],
  ])('%s are hidden', (_, wire, digits) => {
    expect(wire).toContain(digits);
    expect(logged(bytesOf(wire))).not.toContain(digits);
    expect(logged(bytesOf(wire))).toHaveLength(wire.length);
  });

  it('however the bytes arrive', () => {
    const wire = bytesOf('040f0c270022f0f8411111111111111149');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: wire.length }), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), wire.length];
        const chunks = at.slice(1).map((to, n) => wire.slice(at[n], to));
        expect(logged(...chunks)).toBe(logged(wire));
      }),
    );
  });

  it('and everything else is kept as it is, in its order', () => {
    const sent = encodeSerialFrame(
      paymentRequest({ kind: 'sale', amountCents: 12_345, reference: '7', entry: 'presented' }, '000000'),
    );
    const inner = trafficLog();
    const log = maskingPacked(inner);
    log.add('sent', sent, 0);
    log.add('received', bytesOf('06'), 1);
    log.add('received', bytesOf('10028000001003f51f'), 2);
    log.add('sent', bytesOf('06'), 3);
    log.rest();
    const entries = log.entries();
    expect(hexOf(entries.filter(({ direction }) => direction === 'sent').map(({ bytes }) => bytes))).toBe(
      Buffer.from(sent).toString('hex') + '06',
    );
    expect(hexOf(entries.filter(({ direction }) => direction === 'received').map(({ bytes }) => bytes))).toBe(
      '0610028000001003f51f',
    );
    expect(entries.at(0)?.direction).toBe('sent');
    expect(entries.at(-1)?.direction).toBe('sent');
  });
});
