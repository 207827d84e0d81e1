/** A request leaves once, whatever the terminal makes of it; and what is logged of it holds no card. */
import { expect, it } from 'vitest';
import type { CardTerminalSettings } from '../../shared/devices/card-terminal.ts';
import { systemClock } from '../clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import { encodePaxFrame, PAX_ACK, PAX_NAK } from './pax/protocol/frame.ts';
import { FS, US } from './pax/protocol/message.ts';
import { createCardTerminal } from './terminal.ts';
import { PATIENT, recordedRun, SALE } from './terminal-rig.test-kit.ts';
import { encodeApdu } from './zvt/protocol/apdu.ts';
import { withDecimalLength } from './zvt/protocol/bitmaps.ts';

type Answers = (asked: string) => readonly Uint8Array[];

/** A device that answers each write of the till by rule. */
function scripted(protocol: CardTerminalSettings['protocol'], answers: Answers) {
  const asked: string[] = [];
  const log = trafficLog();
  const { transport } = memoryNetwork(systemClock, (end) => {
    end.onBytes((bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      asked.push(hex);
      for (const answer of answers(hex)) void end.write(answer, 1000);
    });
  });
  const terminal = createCardTerminal(
    { kind: 'card-terminal', protocol, transport: { kind: 'tcp', host: 'terminal', port: 1 } },
    {
      clock: systemClock,
      log,
      deadlines: { ...PATIENT, cardMs: 200, cancelMs: 100 },
      transport: () => transport,
    },
  );
  return { terminal, log, count: (start: string) => asked.filter((hex) => hex.startsWith(start)).length };
}

const HELLO = encodePaxFrame(['0', 'A01', '1.44', '000000', 'OK', '1', 'A920'].join(FS));
const A00 = '02413030';
const T00 = '02543030';

it('PAX: a NAK to the sale is not answered by sending it again: unknown', async () => {
  const { terminal, count } = scripted('pax', (asked) => {
    if (asked.startsWith(A00)) return [PAX_ACK, HELLO];
    return asked.startsWith(T00) ? [PAX_NAK] : [];
  });
  expect(await terminal.run(SALE, recordedRun())).toEqual({ outcome: 'unknown', fault: 'wrong-device' });
  expect(count(T00)).toBe(1);
});

it('PAX: an answer that stays broken is asked for again three times, and is unknown', async () => {
  const broken = encodePaxFrame('0').with(-1, 0xff);
  const { terminal, count } = scripted('pax', (asked) => {
    if (asked.startsWith(A00)) return [PAX_ACK, HELLO];
    if (asked.startsWith(T00)) return [PAX_ACK, broken];
    return asked === '15' ? [broken] : [];
  });
  expect(await terminal.run(SALE, recordedRun())).toMatchObject({ outcome: 'unknown' });
  expect(count('15')).toBe(3);
  expect(count(T00)).toBe(1);
});

it('PAX: a card number that a terminal gives away is in no outcome and in no log', async () => {
  const answer = [
    '0',
    'T01',
    '1.44',
    '000000',
    '4111111111111111',
    `00${US}OK${US}123456${US}9`,
    '01',
    '12345',
  ];
  const account = ['4111111111111111', '4', '1228', '', '', '', '01'].join(US);
  const t01 = encodePaxFrame([...answer, account, `7${US}${SALE.reference}`].join(FS));
  const { terminal, log } = scripted('pax', (asked) => {
    if (asked.startsWith(A00)) return [PAX_ACK, HELLO];
    return asked.startsWith(T00) ? [PAX_ACK, t01] : [];
  });
  const outcome = await terminal.run(SALE, recordedRun());
  expect(outcome).toMatchObject({ outcome: 'approved', approval: { last4: '1111' } });
  const kept = log.entries().map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
  expect(JSON.stringify([outcome, kept])).not.toContain('411111111');
  expect(kept.join('')).toContain('T01');
});

const ZVT_HELLO = (asked: string): readonly Uint8Array[] | undefined => {
  if (asked.startsWith('0600')) return [encodeApdu('8000'), encodeApdu('060F')];
  return asked.startsWith('0620') || asked.startsWith('0610') ? [encodeApdu('8483')] : undefined;
};

it('ZVT: a terminal that does not begin says so at once: declined, persisted, asked once', async () => {
  const { terminal, count } = scripted(
    'zvt',
    (asked) => ZVT_HELLO(asked) ?? (asked.startsWith('0601') ? [encodeApdu('84CC')] : []),
  );
  const run = recordedRun();
  const declined = { outcome: 'declined', code: 'CC', text: 'Printer not ready' };
  expect(await terminal.run(SALE, run)).toEqual(declined);
  expect(run.persisted).toEqual([declined]);
  expect(count('0601')).toBe(1);
});

it('ZVT: an end that follows an approval and contradicts it leaves it unknown', async () => {
  const status = encodeApdu('040F', [
    ...[0x27, 0x00, 0x04, 0x00, 0x00, 0x00, 0x01, 0x23, 0x45, 0x87, 0x00, 0x07],
    ...[0x22, ...withDecimalLength(2, [0x41, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11])],
    ...[0x3b, ...Buffer.from('611804\0\0', 'latin1')],
  ]);
  let agreed = 0;
  const { terminal, log } = scripted('zvt', (asked) => {
    if (asked.startsWith('0601')) return [encodeApdu('8000'), status];
    if (asked === '800000') agreed += 1;
    // The first is to the registration.
    if (asked === '800000' && agreed === 2) return [encodeApdu('061E', [0xff])];
    return ZVT_HELLO(asked) ?? [];
  });
  const run = recordedRun();
  expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'silent' });
  expect(run.persisted).toMatchObject([{ outcome: 'approved', approval: { last4: '1111' } }]);
  const kept = log.entries().map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  expect(kept.join('')).not.toContain('41111111');
  expect(kept.join('')).toContain('040f');
});
