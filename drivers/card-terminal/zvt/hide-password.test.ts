import { expect, it } from 'vitest';
import { trafficLog } from '../../transport/traffic-log.ts';
import { hidingPassword } from './hide-password.ts';
import { maskingPacked } from './mask-packed.ts';
import {
  endOfDay,
  paymentRequest,
  registration,
  repeatReceipt,
  turnoverTotals,
} from './protocol/requests.ts';
import { encodeSerialFrame } from './protocol/serial-frame.ts';

const asked = { amountCents: 12_00, reference: '1', entry: 'presented' } as const;
const original = { reference: '1', trace: '0471', authorization: '', hostReference: '' };

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function logged(sent: Uint8Array): string {
  const log = trafficLog();
  const hiding = hidingPassword(maskingPacked(log));
  hiding.add('sent', sent, 0);
  hiding.rest();
  return log
    .entries()
    .map(({ bytes }) => hexOf(bytes))
    .join('');
}

// 10 is sent twice on a serial line; the digits occur nowhere else.
it.each(['971035', '101010', '719283'])('the password %s is in no traffic, on either line', (password) => {
  for (const request of [
    registration(password),
    turnoverTotals(password),
    repeatReceipt(password),
    endOfDay(password),
    paymentRequest({ ...asked, kind: 'refund' }, password),
    paymentRequest({ ...asked, kind: 'void', original }, password),
  ]) {
    const start = hexOf(request.slice(0, 3));
    expect(logged(request)).toBe(`${start}EEEEEE${hexOf(request.slice(6))}`);
    const framed = encodeSerialFrame(request);
    const said = logged(framed);
    expect(said).toHaveLength(framed.length * 2);
    expect(said.startsWith(`1002${start.replace('0610', '061010')}EEEEEE`)).toBe(true);
    expect(said).not.toContain(password.replaceAll('10', '1010'));
    expect(said.endsWith('1003EEEE')).toBe(true);
  }
});

it('what has no password is logged as it is', () => {
  const sale = paymentRequest({ ...asked, kind: 'sale' }, '971035');
  expect(logged(sale)).toBe(hexOf(sale));
  const framed = encodeSerialFrame(sale);
  expect(logged(framed)).toBe(hexOf(framed));
});
