/**
 * What readers read, seen from the outside: simulated check readers, scanners and a printer's check head on real
 * sockets. A check's account number goes to the encrypted side table or nowhere; a card goes nowhere at all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import type { SimulatedDevice } from '../../drivers/bench/simulated-line.ts';
import {
  checkReaderSimulator,
  TEST_CARD,
  TEST_CARDHOLDER,
} from '../../drivers/check-reader/simulator/simulator.ts';
import type { CheckReaderSimulator } from '../../drivers/check-reader/simulator/simulator.ts';
import { systemClock } from '../../drivers/clock.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import { scannerSimulator } from '../../drivers/scanner/simulator/simulator.ts';
import type { ScannerSimulator } from '../../drivers/scanner/simulator/simulator.ts';
import { readSideKey } from '../../electron/persistence/side/side-key.ts';
import { unseal } from '../../electron/persistence/side/side-table.ts';
import type { Push } from '../../shared/contract/envelope.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { committed } from '../support/journal.ts';
import { miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

type Told = Extract<Push, { topic: 'reading' }>['payload'];
type Check = Extract<Output<'device.reading'>, { kind: 'check' }>;
type Settings = NonNullable<Input<'device.set'>['device']>['settings'];

const PATIENTLY = { timeout: 20_000, interval: 20 };
const CHECK = { routing: '122105278', account: '4477120986', number: '1041' };

let city: TestDesk;
let alex: Seat;
let rosa: Window;
let ended: (() => Promise<void>)[];
let told: Told[];
let reader: CheckReaderSimulator;
let scanner: ScannerSimulator;

async function tcpTo(device: SimulatedDevice) {
  const { host, port, close } = await serveDevice(device, simulatedLine(systemClock), { clock: systemClock });
  ended.push(close);
  return { kind: 'tcp' as const, host, port };
}

async function setUp(deviceId: string, name: string, settings: Settings): Promise<void> {
  await alex.ask('device.set', { deviceId, device: { name, sources: [], settings } });
  await vi.waitFor(async () => {
    const { devices } = await alex.ask('device.list', {});
    expect(devices.find((device) => device.deviceId === deviceId)).toMatchObject({ connection: 'ready' });
  }, PATIENTLY);
}

beforeEach(async () => {
  ended = [];
  told = [];
  reader = checkReaderSimulator();
  scanner = scannerSimulator();
  city = await openTestDesk();
  city.desk.subscribe((push) => {
    if (push.topic === 'reading') told.push(push.payload);
  });
  alex = await city.signIn('alex');
  await setUp('checks', 'Check reader', {
    kind: 'check-reader',
    protocol: 'magtek',
    transport: await tcpTo(reader),
    alphabet: 'magtek-2',
    exceptions: [],
  });
  await setUp('scanner', 'Scanner', {
    kind: 'scanner',
    transport: await tcpTo(scanner),
    aimPrefix: true,
    i2of5Length: null,
    code39Check: false,
  });
  rosa = await openWindow(city, 'rosa', '3');
});
afterEach(async () => {
  await city.close();
  for (const end of ended) await end();
});

async function announced(n = 1): Promise<Told> {
  await vi.waitFor(() => {
    expect(told).toHaveLength(n);
  }, PATIENTLY);
  const last = told.at(-1);
  if (!last) throw new Error('nothing was announced');
  return last;
}

async function readingId(n = 1): Promise<string> {
  const last = await announced(n);
  if (!('readingId' in last)) throw new Error(`announced without a reading: ${last.kind}`);
  return last.readingId;
}

async function readCheck(n = 1): Promise<Check> {
  const reading = await rosa.seat.ask('device.reading', { readingId: await readingId(n) });
  if (reading.kind !== 'check') throw new Error('no check was read');
  return reading;
}

const payBy = (check: NonNullable<Input<'payment.post'>['tenders'][number]['check']>) => ({
  lines: [miscellaneous(42_10)],
  tenders: [{ tenderType: 'CHECK', amountCents: 42_10, check }],
});

/** Every byte of the data folder: books, write-ahead log, log, anchor, prints. */
const everyByte = (): string =>
  readdirSync(city.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n');

function sealedAccount(key: string): string | undefined {
  const books = new Database(join(city.folder, 'books.sqlite'), { readonly: true });
  try {
    const row = books
      .prepare<[string], { sealed: Buffer }>(
        "SELECT sealed FROM side_secret WHERE kind = 'check-account' AND key = ?",
      )
      .get(key);
    const sideKey = readSideKey(join(city.folder, 'side.key'));
    if (typeof sideKey === 'string') throw new Error(`side.key is ${sideKey}`);
    return row && unseal(sideKey, 'check-account', key, row.sealed);
  } finally {
    books.close();
  }
}

describe('a check that is drawn through the reader', () => {
  it('is announced by an id alone, and shown without its account number', async () => {
    reader.swipe(CHECK);
    expect(Object.keys(await announced()).sort()).toEqual(['kind', 'readingId']);
    expect(await readCheck()).toEqual({
      kind: 'check',
      readingId: await readingId(),
      result: 'read',
      routing: '122105278',
      number: '1041',
      accountLast4: '0986',
      business: false,
      doubts: [],
    });
  });

  it('pays, and its account number is in the side table only: in no journal, log, answer or push', async () => {
    const answers: string[] = [];
    const seat: Seat = {
      ...rosa.seat,
      async ask(channel, input, options) {
        const value = await rosa.seat.ask(channel, input, options);
        answers.push(JSON.stringify(value));
        return value;
      },
    };
    city.desk.subscribe((push) => answers.push(JSON.stringify(push)));
    reader.swipe(CHECK);
    const { routing, number, readingId: read } = await readCheck();
    const input = rosa.input(payBy({ routing, number, readingId: read }));
    const posted = await seat.ask('payment.post', input);
    await city.desk.settled();
    await seat.ask('receipt.show', { paymentId: posted.paymentId });
    await seat.ask('print.show', { jobId: posted.printJobId ?? '' });
    expect(answers.join('\n')).not.toContain(CHECK.account);
    expect(everyByte()).not.toContain(CHECK.account);
    expect(everyByte()).toContain('122105278');
    expect(committed(city.folder, 'payment.posted')).toMatchObject([
      { tenders: [{ check: { routing: '122105278', number: '1041', accountLast4: '0986' } }] },
    ]);
    expect(sealedAccount(`${posted.paymentId}/1`)).toBe(CHECK.account);
    const { lines } = await alex.ask('device.traffic', { deviceId: 'checks' });
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain(CHECK.account);
  });

  it('whose routing number the person corrects brings no account number along', async () => {
    reader.swipe(CHECK);
    const { number, readingId: read } = await readCheck();
    const posted = await rosa.post(payBy({ routing: '021000021', number, readingId: read }));
    expect(sealedAccount(`${posted.paymentId}/1`)).toBeUndefined();
    const [event] = committed(city.folder, 'payment.posted');
    expect(JSON.stringify(event)).not.toContain('0986');
  });

  it('that is doubtful says what to compare, and is not repaired', async () => {
    reader.set({ lie: 'wrong-routing-digit' });
    reader.swipe(CHECK);
    const read = await readCheck();
    expect(read).toMatchObject({ result: 'doubtful', routing: '', number: '1041', accountLast4: '0986' });
    expect(read.doubts).toContain('The routing number does not check: compare it with the check.');
    reader.set({ lie: null });
    reader.swipe({ ...CHECK, smudgedAt: [15] });
    expect((await readCheck(2)).doubts).toContain('A character could not be read: type what the check says.');
  });

  it('that cannot be read says so and offers nothing', async () => {
    reader.set({ sendsStatus: true });
    reader.swipeBlank();
    expect(await readCheck()).toMatchObject({
      result: 'unreadable',
      routing: '',
      number: '',
      accountLast4: '',
      doubts: ['No magnetic line was found: turn the check and read it again, or type it.'],
    });
  });

  it('is asked for by whoever may take payments, and by nobody else', async () => {
    reader.swipe(CHECK);
    const id = await readingId();
    const sam = await city.signIn('sam');
    expect((await sam.refused('device.reading', { readingId: id })).code).not.toBe('READING_GONE');
    expect(JSON.stringify(await sam.answer('device.reading', { input: { readingId: id } }))).not.toContain(
      '0986',
    );
  });
});

describe('a check in the printer’s own reader', () => {
  it('is read when it is put in, and pays as any other', async () => {
    const printer = printerSimulator({ clock: systemClock });
    const { host, port, close } = await serveSimulator(printer, { clock: systemClock });
    ended.push(close);
    printer.set({
      slipStation: 'slip',
      checkReader: true,
      checkLine: `T${CHECK.routing}T ${CHECK.account}O ${CHECK.number}`,
    });
    await alex.ask('device.assign-printer', {
      settings: {
        transport: { kind: 'tcp', host, port },
        columns: 42,
        codePage: 19,
        completion: 'process-id',
        drawerSensor: 'none',
        drawerPin: 0,
        logo: false,
        slip: 'slip',
      },
    });
    await alex.ask('device.set', { deviceId: 'checks', device: null });
    await setUp('head', 'Check reader', {
      kind: 'check-reader',
      protocol: 'epson',
      transport: { kind: 'tcp', host, port },
      alphabet: 'magtek-2',
      exceptions: [],
    });
    const reading = rosa.seat.ask('check.read', {});
    await vi.waitFor(() => {
      expect(printer.station).toEqual({ selected: 'check', waits: true });
    }, PATIENTLY);
    printer.set({ slipPaper: 'inserted' });
    const read = await reading;
    expect(read).toMatchObject({ kind: 'check', result: 'read', routing: CHECK.routing, number: '1041' });
    const posted = await rosa.post(
      payBy({ routing: CHECK.routing, number: '1041', readingId: read.readingId }),
    );
    await city.desk.settled();
    expect(sealedAccount(`${posted.paymentId}/1`)).toBe(CHECK.account);
    expect(everyByte()).not.toContain(CHECK.account);
    const { lines } = await alex.ask('device.traffic', { deviceId: 'printer' });
    expect(JSON.stringify(lines)).not.toContain(CHECK.account);
  });
});

describe('a code that is scanned', () => {
  it('is announced and told as it was understood', async () => {
    scanner.scan('100002596', 'code-128');
    expect(await rosa.seat.ask('device.reading', { readingId: await readingId() })).toMatchObject({
      kind: 'scan',
      symbology: 'code-128',
      text: '100002596',
      slip: null,
    });
    scanner.scanSlip({ payee: '0614141000005', reference: '12345678', amountCents: 84_17, currency: '840' });
    expect(await rosa.seat.ask('device.reading', { readingId: await readingId(2) })).toMatchObject({
      symbology: 'gs1-128',
      slip: { payee: '0614141000005', reference: '12345678', amountCents: 84_17 },
    });
  });

  it('that breaks its own rules is said to be refused, and not told', async () => {
    scanner.scanPart('415061414100000580201234567839128408417', 12, 'gs1-128');
    expect(await announced()).toEqual({ kind: 'scan-refused', device: 'Scanner' });
  });
});

describe('a card that is swiped', () => {
  it.each([
    [
      'into the scanner’s line, by a plain reader',
      () => {
        scanner.swipeCard('plain');
      },
      'scanner',
      'Scanner',
    ],
    [
      'into the scanner’s line, by a MagTek reader',
      () => {
        scanner.swipeCard('magtek');
      },
      'scanner',
      'Scanner',
    ],
    [
      'into the scanner’s line, by an encrypting reader',
      () => {
        scanner.swipeCard('encrypting');
      },
      'scanner',
      'Scanner',
    ],
    [
      'through the check reader',
      () => {
        reader.swipeCard();
      },
      'checks',
      'Check reader',
    ],
  ] as const)(
    '%s leaves nothing, and that it was swiped is in the journal',
    async (_where, swipe, deviceId, device) => {
      swipe();
      expect(await announced()).toEqual({ kind: 'card-discarded', device });
      expect(committed(city.folder, 'device.noticed')).toMatchObject([
        { deviceId, what: 'card-discarded', sessionId: rosa.sessionId },
      ]);
      const { lines } = await alex.ask('device.traffic', { deviceId });
      const everything = `${everyByte()}\n${JSON.stringify(lines)}\n${JSON.stringify(told)}`;
      for (const part of [TEST_CARD, TEST_CARD.slice(0, 6), TEST_CARD.slice(-8), TEST_CARDHOLDER, '3012101'])
        expect(everything).not.toContain(part);
    },
  );
});

describe('what was read is kept for minutes, in memory only', () => {
  it('is gone after a quarter of an hour', async () => {
    reader.swipe(CHECK);
    const id = await readingId();
    city.pass(15 * 60_000);
    const seat = await city.signIn('rosa');
    expect(await seat.ask('device.reading', { readingId: id })).toMatchObject({ result: 'read' });
    city.pass(1);
    expect((await seat.refused('device.reading', { readingId: id })).code).toBe('READING_GONE');
    const refusal = await seat.refused(
      'payment.post',
      rosa.input(payBy({ routing: CHECK.routing, number: CHECK.number, readingId: id })),
    );
    expect(refusal).toMatchObject({ code: 'READING_GONE', field: 'tenders.0.check.readingId' });
  });

  it('is gone with the program, and was never on disk', async () => {
    reader.swipe(CHECK);
    const id = await readingId();
    expect(everyByte()).not.toContain(CHECK.account);
    await city.reopen();
    const seat = await city.signIn('rosa');
    expect((await seat.refused('device.reading', { readingId: id })).code).toBe('READING_GONE');
  });
});
