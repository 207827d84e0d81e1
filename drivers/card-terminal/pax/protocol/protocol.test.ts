import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { readCreditAnswer, readDetailReport, readTotalReport } from './answers.ts';
import { encodePaxFrame, lrc, paxDecoder } from './frame.ts';
import { FS, parsePaxMessage, US } from './message.ts';
import { CANCEL, creditRequest, detailReport, INITIALISE } from './requests.ts';

const SALE: CardRequest = { kind: 'sale', amountCents: 1200, reference: '000000000007', entry: 'presented' };

/** A frame as people write it. */
const shown = (frame: Uint8Array): string =>
  Buffer.from(frame)
    .toString('latin1')
    .replace('\u0002', '[STX]')
    .replace('\u0003', '[ETX]')
    .replaceAll(FS, '|')
    .replaceAll(US, '^')
    .slice(0, -1);

const T01 = [
  '0|T01|1.44|000000|OK|00^APPROVAL^145759^206826963337^^17|01|1200^0^0^0^0^0|1117^4^1228^^^^01^^^^0',
  '|7^000000000007^20261106223953|||',
  '|HREF=1122474233^SN=53600112^TVR=8000048000^AID=A0000000031010^TSI=6800^APPLAB=VISA CREDIT^ARC=00^CVM=6',
].join('');

const R03 = T01.replace('T01', 'R03').replace('|OK|', '|OK|1|0|').replace('^17|01|', '^17|01|01||');

const message = (text: string) => {
  const parsed = parsePaxMessage(text.replaceAll('|', FS).replaceAll('^', US));
  if (!parsed) throw new Error('not parsed');
  return parsed;
};

describe('frames', () => {
  it('the check is the exclusive or of all bytes after STX, up to and with ETX', () => {
    expect(lrc([0x41, 0x30, 0x30, 0x03])).toBe(0x41 ^ 0x03);
    expect(Buffer.from(INITIALISE).toString('hex')).toBe('024130301c312e333503' + '47');
  });

  it('a frame with one bit wrong is broken, wherever the bit is', () => {
    const frame = encodePaxFrame(`T01${FS}1.44`);
    for (let at = 1; at < frame.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const spoilt = frame.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
        const frames = paxDecoder().decode(spoilt);
        expect(frames.some(({ kind }) => kind === 'message')).toBe(false);
      }
  });

  it('any chunking of any bytes gives the same frames, and never throws', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom(INITIALISE, CANCEL, Uint8Array.of(6), Uint8Array.of(0x15), Uint8Array.of(2)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (chunks) => {
        const decoder = paxDecoder();
        const inChunks = chunks.flatMap((chunk) => decoder.decode(chunk));
        const whole = paxDecoder().decode(Buffer.concat(chunks));
        expect(inChunks).toEqual(whole);
      }),
    );
  });

  it('holds one frame at most', () => {
    const decoder = paxDecoder();
    const frames = decoder.decode(new Uint8Array(30_000).fill(0x41).with(0, 0x02));
    expect(frames.filter(({ kind }) => kind === 'broken')).toHaveLength(1);
    expect(decoder.midFrame).toBe(false);
  });
});

describe('requests', () => {
  it('a sale: type, cents, no account, the reference, the tip switched off', () => {
    expect(shown(creditRequest(SALE))).toBe(
      '[STX]T00|1.35|01|1200||000000000007^000000000007|||||TIPREQ=0[ETX]',
    );
  });

  it('a sale on the telephone: manual entry, at the terminal, as the only way in', () => {
    expect(shown(creditRequest({ ...SALE, entry: 'keyed' }))).toMatch(
      /TIPREQ=0\^ENTRYMODEBITMAP=10000000\[ETX\]$/,
    );
  });

  it('a void names the number, the authorization and the host reference of its original', () => {
    const original = { reference: '6', trace: '31', authorization: '145759', hostReference: '1122474233' };
    expect(shown(creditRequest({ ...SALE, kind: 'void', original }))).toBe(
      '[STX]T00|1.35|16|1200||000000000007^000000000007^145759^31|||||TIPREQ=0^HREF=1122474233[ETX]',
    );
  });

  it('a look-up asks all kinds of card by our reference only', () => {
    expect(shown(detailReport('000000000007'))).toBe('[STX]R02|1.35|00||||||000000000007|[ETX]');
  });
});

describe('answers', () => {
  it('an approval, field by field', () => {
    expect(readCreditAnswer(message(T01), SALE)).toEqual({
      outcome: 'approved',
      approval: {
        approvedCents: 1200,
        brand: 'Visa',
        last4: '1117',
        entryMode: 'chip',
        authorization: '145759',
        hostReference: '1122474233',
        terminalId: '53600112',
        trace: '7',
        batch: '17',
        emv: {
          aid: 'A0000000031010',
          label: 'VISA CREDIT',
          tvr: '8000048000',
          tsi: '6800',
          arc: '00',
          cvm: '6',
        },
      },
    });
  });

  it('a record, field by field, is the same approval', () => {
    const approved = readCreditAnswer(message(T01), SALE);
    expect(readDetailReport(message(R03), SALE.reference, SALE)).toEqual({
      found: 'approved',
      approval: approved !== 'unusable' && approved.outcome === 'approved' ? approved.approval : undefined,
    });
  });

  it.each<[string, (text: string) => string]>([
    ['more than was asked for', (text) => text.replace('|1200^', '|1201^')],
    ['nothing', (text) => text.replace('|1200^', '|0^')],
    ['no amount', (text) => text.replace('|1200^', '|^')],
    ['an amount that is none', (text) => text.replace('|1200^', '|12.00^')],
    ['another reference', (text) => text.replace('7^000000000007', '7^000000000008')],
    ['no reference', (text) => text.replace('7^000000000007', '7^')],
    ['no card', (text) => text.replace('|1117^', '|^')],
    ['no authorization', (text) => text.replace('^145759^', '^^')],
    ['no number of its own', (text) => text.replace('|7^000000000007', '|^000000000007')],
    ['a refund', (text) => text.replace('|01|1200', '|02|1200')],
    ['a code that is not known', (text) => text.replace('|000000|', '|100003|')],
  ])('an answer with %s is not an approval, nor a decline', (_, change) => {
    const changed = change(T01);
    expect(changed).not.toBe(T01);
    expect(readCreditAnswer(message(changed), SALE)).toBe('unusable');
  });

  it('less than was asked for is a partial approval', () => {
    expect(readCreditAnswer(message(T01.replace('|1200^', '|700^500')), SALE)).toMatchObject({
      approval: { approvedCents: 700 },
    });
  });

  it.each([
    ['000100', { outcome: 'declined', code: '000100', text: 'DO NOT HONOR' }],
    ['100011', { outcome: 'declined', code: '100011', text: 'DO NOT HONOR' }],
    ['100001', { outcome: 'cancelled' }],
    ['100002', { outcome: 'cancelled' }],
  ])('%s charges nothing', (code, outcome) => {
    expect(readCreditAnswer(message(`0|T01|1.44|${code}|NO|05^DO NOT HONOR`), SALE)).toEqual(outcome);
  });

  it('a card number in any field is cut or masked as it is read', () => {
    const answer = readCreditAnswer(
      message(
        T01.replace('|1117^', '|4111111111111111^')
          .replace('VISA CREDIT', '5500005555555559')
          .replace('SN=53600112', 'TOKEN=4012888888881881'),
      ),
      SALE,
    );
    expect(answer).toMatchObject({ approval: { last4: '1111' } });
    expect(JSON.stringify(answer)).not.toMatch(/4111111|55000055|40128888/);
  });

  it('totals: sales of credit and debit, refunds apart; an unreadable number is no total', () => {
    const report = (groups: string) => message(`0|R01|1.44|000000|OK|00|${groups}`);
    expect(readTotalReport(report('3=4500=0=0=1=700=0=0=0=0&2=1000=0=0&0=0=0=0=0=0'))).toEqual({
      batch: '',
      saleCount: 5,
      saleCents: 5500,
      refundCount: 1,
      refundCents: 700,
    });
    expect(readTotalReport(report('3=45.00=0=0'))).toBeUndefined();
    expect(readTotalReport(report(''))).toBeUndefined();
  });
});
