import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { identityOf, readStatus, readTotals, stepOf } from './answers.ts';
import { apduOf, encodeApdu, tcpDecoder } from './apdu.ts';
import { packed, parseBitmaps, withDecimalLength } from './bitmaps.ts';
import { endOfDay, paymentRequest, POSITIVE, registration, repeatReceipt } from './requests.ts';
import { crc16, encodeSerialFrame, serialDecoder } from './serial-frame.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/[\s-]/g, ''), 'hex'));
const dataOf = (text: string): Uint8Array => {
  const apdu = apduOf(bytesOf(text));
  if (!apdu) throw new Error('not a message');
  return apdu.data;
};

const sale = (amountCents: number): CardRequest => ({
  kind: 'sale',
  amountCents,
  reference: '000000000007',
  entry: 'presented',
});

describe('on the wire', () => {
  it('CRC-16/KERMIT of 123456789 is 2189', () => {
    expect(crc16(Buffer.from('123456789')).toString(16)).toBe('2189');
  });

  it.each<[string, Uint8Array, string]>([
    ['registration', registration('000000'), '10 02 06 00 06 00 00 00 BE 09 78 10 03 3C AA'],
    [
      'authorisation of 12.00',
      paymentRequest(sale(1200), '000000'),
      '10 02 06 01 07 04 00 00 00 00 12 00 10 03 DA 24',
    ],
    [
      'authorisation of 10.00, whose 10 is doubled',
      paymentRequest(sale(1000), '000000'),
      '10 02 06 01 07 04 00 00 00 00 10 10 00 10 03 62 91',
    ],
    ['positive acknowledgement', POSITIVE, '10 02 80 00 00 10 03 F5 1F'],
    ['completion', encodeApdu('060F'), '10 02 06 0F 00 10 03 C6 33'],
    ['abort 6C', encodeApdu('061E', [0x6c]), '10 02 06 1E 01 6C 10 03 C9 F2'],
  ])('%s is what the documents show, and is read back', (_, apdu, wire) => {
    expect(hexOf(encodeSerialFrame(apdu))).toBe(wire.replaceAll(' ', ''));
    expect(serialDecoder().decode(bytesOf(wire))).toEqual([{ kind: 'apdu', apdu: apduOf(apdu) }]);
    expect(tcpDecoder().decode(apdu)).toEqual([{ kind: 'apdu', apdu: apduOf(apdu) }]);
  });

  it('reversal, refund, repeated receipt and end of day carry the password first', () => {
    const original = { reference: '6', trace: '0471', authorization: '', hostReference: '' };
    const asked = sale(1200);
    expect(hexOf(paymentRequest({ ...asked, kind: 'void', original }, '123456'))).toBe('063006123456870471');
    expect(hexOf(paymentRequest({ ...asked, kind: 'refund' }, '123456'))).toBe(
      '06310D12345604000000001200490978',
    );
    expect(hexOf(repeatReceipt('123456'))).toBe('0620051234560303');
    expect(hexOf(endOfDay('123456'))).toBe('065003123456');
  });

  it('255 bytes and more have a length of three bytes, the low one first', () => {
    expect(hexOf(encodeApdu('06D3', new Uint8Array(254)).slice(0, 4))).toBe('06D3FE00');
    expect(hexOf(encodeApdu('06D3', new Uint8Array(255)).slice(0, 5))).toBe('06D3FFFF00');
    expect(hexOf(encodeApdu('06D3', new Uint8Array(861)).slice(0, 5))).toBe('06D3FF5D03');
    const long = encodeApdu('06D3', new Uint8Array(861));
    expect(tcpDecoder().decode(long)).toMatchObject([{ kind: 'apdu', apdu: { command: '06D3' } }]);
  });

  it('a serial frame with one bit wrong is no message, wherever the bit is', () => {
    const frame = encodeSerialFrame(paymentRequest(sale(1000), '000000'));
    for (let at = 0; at < frame.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const spoilt = frame.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
        expect(
          serialDecoder()
            .decode(spoilt)
            .some(({ kind }) => kind === 'apdu'),
        ).toBe(false);
      }
  });

  it('any chunking of any bytes gives the same frames, and never throws', () => {
    const apdus = [POSITIVE, registration('000000'), paymentRequest(sale(1000), '000000')];
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom(...apdus, ...apdus.map(encodeSerialFrame), bytesOf('10'), bytesOf('1002')),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (chunks) => {
        for (const make of [serialDecoder, tcpDecoder]) {
          const decoder = make();
          const inChunks = chunks.flatMap((chunk) => [...decoder.decode(chunk)]);
          expect(inChunks).toEqual(make().decode(Buffer.concat(chunks)));
        }
      }),
    );
  });

  it('any message goes through a serial line unchanged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (data) => {
        const apdu = encodeApdu('040F', data);
        expect(serialDecoder().decode(encodeSerialFrame(apdu))).toEqual([
          { kind: 'apdu', apdu: { command: '040F', data } },
        ]);
      }),
    );
  });

  it('hold one message at most', () => {
    const endless = new Uint8Array(70_000).fill(0x41);
    expect(serialDecoder().decode(endless.with(0, 0x10).with(1, 0x02))[0]).toEqual({ kind: 'broken' });
    const decoder = tcpDecoder();
    expect(decoder.decode(Uint8Array.of(0x04, 0x0f, 0xff, 0xff, 0xff))).toEqual([{ kind: 'broken' }]);
    expect(decoder.midFrame).toBe(false);
  });
});

/** Published in the tests of an open ZVT library (PROTOCOL.md). */
const CHIP_PAYMENT = `04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70
  22 F0 F8 EE EE EE EE EE EE 47 71 29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20 20
  3B 36 31 31 38 30 34 00 00 3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 36 31 31 38 30 34 49 09 78 87 04 70
  88 00 04 70 8A 2E 8B F1 F7 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 00`;
const PAYMENT_WITH_TLV = `04 0F 6C 27 00 04 00 00 00 00 20 40 0C 21 09 16 0D 11 01 0E 99 99
  22 F0 F8 EE EE EE EE EE EE 47 71 A0 01 29 00 00 00 06 87 00 05 0B 00 00 00 8A 06
  8B F1 F1 4D 41 53 54 45 52 43 41 52 44 00 06 2E 2F 08 1F 12 01 01 1F 10 01 03
  60 1B 43 07 A0 00 00 00 04 10 10 44 10 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 1F 2B 04 10 01 60 05`;
const ABORTED = `04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65`;
const SYSTEM_ERROR = `04 0F 18 27 FF 29 28 00 48 69 3C F0 F1 F3 42 65 74 72 61 67 20 66 61 6C 73 63 68`;

describe('status of a payment', () => {
  it('a chip payment, field by field', () => {
    expect(readStatus(dataOf(CHIP_PAYMENT), sale(2040))).toEqual({
      outcome: 'approved',
      approval: {
        approvedCents: 2040,
        brand: 'Debit Mastercard',
        last4: '4771',
        entryMode: 'chip',
        authorization: '611804',
        hostReference: '000470',
        terminalId: '28004869',
        trace: '0470',
        batch: '',
      },
    });
    expect(identityOf(dataOf(CHIP_PAYMENT))).toBe('0470/000470/1006/223953');
  });

  it('another one tells technology and application, and no authorization: that alone makes it no approval', () => {
    expect(readStatus(dataOf(PAYMENT_WITH_TLV), sale(2040))).toBe('unusable');
    const authorized = dataOf(PAYMENT_WITH_TLV);
    expect(
      readStatus(Uint8Array.of(...authorized, 0x3b, ...Buffer.from('611804\0\0')), sale(2040)),
    ).toMatchObject({
      approval: { entryMode: 'chip', emv: { aid: 'A0000000041010', label: 'Debit Mastercard' } },
    });
  });

  it('the customer’s red key and an error of the terminal', () => {
    expect(readStatus(dataOf(ABORTED), sale(2040))).toEqual({ outcome: 'cancelled' });
    expect(readStatus(dataOf(SYSTEM_ERROR), sale(2040))).toEqual({
      outcome: 'declined',
      code: 'FF',
      text: 'Betrag falsch',
    });
  });

  it.each<[string, (wire: string) => string, number]>([
    ['more than was asked for', (wire) => wire, 2039],
    ['another currency', (wire) => wire.replace('49 09 78', '49 08 40'), 2040],
    ['no card', (wire) => wire.replace(/22 F0 F8 (EE ){6}47 71/, '22 F0 F8 ' + 'EE '.repeat(8)), 2040],
    ['no authorization', (wire) => wire.replace('36 31 31 38 30 34 00 00', '00 '.repeat(8)), 2040],
    ['no digits in the amount', (wire) => wire.replace('20 40', '20 4A'), 2040],
    ['a bitmap that nobody knows', (wire) => wire.replace('8A 2E', '77 2E'), 2040],
    ['a bitmap twice', (wire) => wire.replace('8A 2E', '27 00'), 2040],
    ['content that ends too early', (wire) => wire.replace('8B F1 F7', '8B F1 F9'), 2040],
  ])('with %s it is not an approval, nor a decline', (_, change, asked) => {
    expect(readStatus(dataOf(change(CHIP_PAYMENT)), sale(asked))).toBe('unusable');
  });

  it('of an unmasked card number only the last four digits are read; one with an odd count is filled up', () => {
    const unmasked = CHIP_PAYMENT.replace('EE EE EE EE EE EE 47 71', '55 00 00 55 55 55 55 59');
    expect(readStatus(dataOf(unmasked), sale(2040))).toMatchObject({ approval: { last4: '5559' } });
    const odd = CHIP_PAYMENT.replace('EE EE EE EE EE EE 47 71', 'EE EE EE EE EE E4 77 1F');
    expect(readStatus(dataOf(odd), sale(2040))).toMatchObject({ approval: { last4: '4771' } });
    const answer = JSON.stringify(readStatus(dataOf(unmasked), sale(2040)));
    expect(answer).not.toContain('550000');
  });
});

describe('other messages', () => {
  it.each([
    [0x0a, 'card'],
    [0x01, 'pin'],
    [0x0e, 'host'],
    [0x0b, 'remove-card'],
    [0x4e, 'remove-card'],
    [0xcb, undefined],
  ])('step %i is %s', (status, step) => {
    expect(stepOf(Uint8Array.of(status, 0x01))).toBe(step);
  });

  it('the totals of an end of day: the groups of cards together', () => {
    // Receipts 0068 to 0071, four times girocard for 26.00 and, here, one Visa for 5.50.
    const group = (count: string, cents: string): number[] => packed(count + cents.padStart(12, '0'));
    const none = group('00', '0');
    const groups = [group('04', '2600'), none, none, none, group('01', '550'), none, none].flat();
    const data = Uint8Array.of(0x27, 0x00, 0x60, ...withDecimalLength(3, [...packed('00680071'), ...groups]));
    expect(readTotals(data)).toEqual({
      batch: '',
      saleCount: 5,
      saleCents: 3150,
      refundCount: 0,
      refundCents: 0,
    });
    expect(readTotals(data.slice(0, -1))).toBeUndefined();
  });

  it('bitmaps of any bytes: never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (data) => {
        parseBitmaps(data);
        expect(['unusable', 'object']).toContain(
          typeof readStatus(data, sale(100)) === 'string' ? 'unusable' : 'object',
        );
      }),
    );
  });
});
