import { describe, expect, it } from 'vitest';
import type { ScannerSettings, ScanReading } from '../../shared/devices/scanner.ts';
import { GOOD_LINE, simulatedLine } from '../bench/simulated-line.ts';
import type { LineState } from '../bench/simulated-line.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import { createScanner } from './driver.ts';
import { scannerSimulator, TEST_CARD, TEST_CARDHOLDER } from './simulator/simulator.ts';
import type { SwipeReader } from './simulator/simulator.ts';

const SETTINGS: ScannerSettings = {
  kind: 'scanner',
  transport: { kind: 'file', path: 'not used' },
  aimPrefix: true,
  i2of5Length: 14,
  code39Check: false,
};
const STUB = '10000000811232600000189881';

async function bench(known: (digits: Uint8Array) => boolean = () => false) {
  const clock = fakeClock();
  const line = simulatedLine(clock);
  const simulator = scannerSimulator();
  const network = memoryNetwork(clock, (cable) => simulator.attach(line.over(cable)));
  const log = trafficLog();
  const readings: ScanReading[] = [];
  const scanner = createScanner(SETTINGS, {
    clock,
    log,
    transport: () => network.transport,
    heard: (reading) => readings.push(reading),
    changed: () => undefined,
    isScanline: known,
  });
  scanner.start();
  await clock.advance(0);
  const shown = (): string =>
    log
      .entries()
      .map((entry) => entry.note ?? String.fromCharCode(...entry.bytes))
      .join('\n');
  return { clock, line, simulator, network, readings, scanner, shown };
}

describe('a scanner', () => {
  it('is ready as soon as its port is open: there is nothing to ask it', async () => {
    const { scanner } = await bench();
    expect(scanner.condition).toMatchObject({ is: 'ready', identity: 'not-asked' });
  });

  it('is heard once per scan, and the log shows the code', async () => {
    const { clock, simulator, readings, shown } = await bench();
    simulator.scan('100000008');
    await clock.advance(10);
    simulator.scanSlip({ payee: '0614141000005', reference: '12345678', amountCents: 8417, currency: '840' });
    await clock.advance(10);
    expect(readings).toEqual([
      { kind: 'code', symbology: 'code-128', text: '100000008' },
      {
        kind: 'code',
        symbology: 'gs1-128',
        text: '4150614141000005802012345678\u001d3912840008417',
        slip: { payee: '0614141000005', reference: '12345678', amountCents: 8417, currency: '840' },
      },
    ]);
    expect(shown()).toContain(']C0100000008\r');
  });

  it('that reads the same code again after a moment is heard again', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.scan(STUB);
    await clock.advance(300);
    simulator.scan(STUB);
    await clock.advance(0);
    expect(readings).toHaveLength(2);
  });

  it('that reads a part of an Interleaved 2 of 5 symbol is refused', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.scanPart('15400141288763', 12, 'i2of5');
    await clock.advance(0);
    expect(readings).toEqual([{ kind: 'refused', why: 'length', symbology: 'i2of5' }]);
  });

  it('that does not end its codes is refused, and says so after a moment', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.set({ suffix: 'none' });
    simulator.scan('100000008');
    await clock.advance(499);
    expect(readings).toEqual([]);
    await clock.advance(1);
    expect(readings).toEqual([{ kind: 'refused', why: 'not-whole', symbology: 'unknown' }]);
  });

  it('may end them with LF, or with CR and LF', async () => {
    const { clock, simulator, readings } = await bench();
    for (const suffix of ['lf', 'crlf'] as const) {
      simulator.set({ suffix });
      simulator.scan(`A${suffix}`);
      await clock.advance(0);
    }
    expect(readings.map((reading) => reading.kind === 'code' && reading.text)).toEqual(['Alf', 'Acrlf']);
  });

  it('that lies about the symbology is taken at its word, which is why profiles decide', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.set({ lie: 'wrong-symbology' });
    simulator.scan('100000008', 'code-128');
    simulator.set({ lie: 'wrong-digit' });
    simulator.scan('15400141288763', 'i2of5');
    await clock.advance(0);
    expect(readings).toEqual([
      { kind: 'code', symbology: 'other', text: '100000008' },
      { kind: 'refused', why: 'check-digit', symbology: 'i2of5' },
    ]);
  });

  it('at another speed is no scanner, after the third frame of noise', async () => {
    const { clock, simulator, scanner, readings } = await bench();
    simulator.set({ wrongDevice: 'noise' });
    for (let n = 0; n < 2; n += 1) simulator.scan('100000008');
    await clock.advance(0);
    expect(scanner.condition.is).toBe('ready');
    simulator.scan('100000008');
    await clock.advance(0);
    expect(scanner.condition).toMatchObject({ is: 'failed', fault: 'wrong-device' });
    expect(readings.every((reading) => reading.kind === 'refused')).toBe(true);
  });

  it('stops with nothing scheduled', async () => {
    const { clock, simulator, scanner } = await bench();
    simulator.scan(STUB);
    simulator.set({ suffix: 'none' });
    simulator.scan('half');
    await clock.advance(0);
    await scanner.stop();
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a card at the scanner', () => {
  it.each<SwipeReader>(['plain', 'magtek', 'encrypting'])(
    'swiped through a %s reader is discarded, said once, and stands in no log',
    async (reader) => {
      const { clock, simulator, readings, shown } = await bench();
      simulator.scan('100000008');
      simulator.swipeCard(reader);
      await clock.advance(0);
      simulator.scan('100000375');
      await clock.advance(2000);
      expect(readings.map(({ kind }) => kind)).toEqual(['code', 'card-discarded', 'code']);
      expect(readings[1]).toEqual({ kind: 'card-discarded' });
      for (const trace of [TEST_CARD, TEST_CARD.slice(-4), TEST_CARDHOLDER, '3012', '%', '^', '*'])
        expect(shown(), trace).not.toContain(trace);
      expect(shown()).toContain('discarded');
    },
  );

  it('scanned as a number is discarded, unless it is a scan line that the office knows', async () => {
    const unknown = await bench();
    unknown.simulator.scan(TEST_CARD);
    await unknown.clock.advance(0);
    expect(unknown.readings).toEqual([{ kind: 'card-discarded' }]);
    const known = await bench((digits) => digits.length === TEST_CARD.length);
    known.simulator.scan(TEST_CARD);
    await known.clock.advance(0);
    expect(known.readings).toEqual([{ kind: 'code', symbology: 'code-128', text: TEST_CARD }]);
  });

  it('is not what a payment slip’s digits look like', async () => {
    const { clock, simulator, readings } = await bench();
    // 4111 1111 1111 1111 as the reference, and an amount element that would pass for a Diners number.
    simulator.scanSlip({ payee: '0614141000005', reference: `A-${TEST_CARD}`, amountCents: 100 });
    await clock.advance(0);
    expect(readings).toMatchObject([{ kind: 'code', slip: { reference: `A-${TEST_CARD}` } }]);
  });
});

describe('a faulty line', () => {
  it.each<[string, Partial<LineState>, readonly string[]]>([
    ['silence', { silent: true }, []],
    ['half a frame', { next: 'half' }, ['not-whole']],
    ['a frame twice', { next: 'twice' }, ['code']],
    ['a damaged check digit', { next: 'damaged' }, ['check-digit']],
  ])('%s', async (_, fault, expected) => {
    const { clock, line, simulator, readings } = await bench();
    line.set(fault);
    simulator.scan('15400141288763', 'i2of5');
    await clock.advance(1000);
    expect(readings.map((reading) => (reading.kind === 'refused' ? reading.why : reading.kind))).toEqual(
      expected,
    );
    line.set(GOOD_LINE);
    await clock.advance(60_000);
    expect(readings).toHaveLength(expected.length);
  });
});
