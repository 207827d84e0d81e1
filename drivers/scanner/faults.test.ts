/**
 * The fault list of the scanner, over every cable. A scanner speaks unasked, so a fault shows in what is heard and in
 * the condition; what was lost is scanned again by a person, never by the program.
 */
import { describe, expect, it, vi } from 'vitest';
import type { ScannerSettings, ScanReading } from '../../shared/devices/scanner.ts';
import { CABLES } from '../bench/cables.test-kit.ts';
import type { Cable, LaidCable } from '../bench/cables.test-kit.ts';
import type { LineState } from '../bench/simulated-line.ts';
import { pause, systemClock } from '../clock.ts';
import { transportOf } from '../transport/transport-of.ts';
import { createScanner } from './driver.ts';
import type { Scanner } from './driver.ts';
import { scannerSimulator } from './simulator/simulator.ts';
import type { ScannerSimulator, ScannerState } from './simulator/simulator.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const PATIENT = { timeout: 10_000, interval: 10 };
/** Long enough for what must not come to have come. */
const QUIET_MS = 700;
const PLAN = { heartbeatMs: 60_000, backOffMs: [100] };
const CODE = '15400141288763';

type Rig = {
  readonly simulator: ScannerSimulator;
  readonly cable: LaidCable;
  readonly scanner: Scanner;
  readonly heard: string[];
  isReady(): Promise<void>;
};

const word = (reading: ScanReading): string =>
  reading.kind === 'code' ? reading.text : reading.kind === 'refused' ? reading.why : reading.kind;

async function withRig(cableKind: Cable, test: (rig: Rig) => Promise<void>): Promise<void> {
  const simulator = scannerSimulator();
  const cable = await cableKind.lay(simulator);
  const settings: ScannerSettings = {
    kind: 'scanner',
    transport: cable.transport,
    aimPrefix: true,
    i2of5Length: CODE.length,
    code39Check: false,
  };
  const heard: string[] = [];
  const scanner = createScanner(settings, {
    clock: systemClock,
    heard: (reading) => heard.push(word(reading)),
    changed: () => undefined,
    plan: PLAN,
  });
  const isReady = () => vi.waitFor(() => expect(scanner.condition.is).toBe('ready'), PATIENT);
  try {
    scanner.start();
    await isReady();
    await test({ simulator, cable, scanner, heard, isReady });
  } finally {
    await scanner.stop();
    await cable.close();
  }
}

type Fault = {
  readonly name: string;
  readonly line?: Partial<LineState>;
  readonly device?: Partial<ScannerState>;
  readonly scans?: number;
  readonly heard: readonly string[];
  readonly fault?: string;
};

const GOOD = CODE.slice(0, -1);

const FAULTS: readonly Fault[] = [
  { name: 'nothing wrong: heard once', heard: [GOOD] },
  { name: 'silence: nothing is heard, and nothing can be known', line: { silent: true }, heard: [] },
  { name: 'half a frame: refused as not whole', line: { next: 'half' }, heard: ['not-whole'] },
  { name: 'a damaged frame: refused by its check digit', line: { next: 'damaged' }, heard: ['check-digit'] },
  { name: 'a frame twice: heard once', line: { next: 'twice' }, heard: [GOOD] },
  { name: 'a late frame: heard, once', line: { delayMs: 300 }, heard: [GOOD] },
  {
    name: 'a device at another speed: refused, and not taken for a scanner',
    device: { wrongDevice: 'noise' },
    scans: 3,
    heard: ['not-printable', 'not-printable', 'not-printable'],
    fault: 'wrong-device',
  },
];

describe.concurrent.each(CABLES.filter((cable) => cable.available))('over $name', (cableKind) => {
  it.each(FAULTS)('$name', ({ line, device, scans = 1, heard: expected, fault }) =>
    withRig(cableKind, async ({ simulator, cable, scanner, heard }) => {
      cable.line.set(line ?? {});
      simulator.set(device ?? {});
      for (let n = 0; n < scans; n += 1) simulator.scan(CODE, 'i2of5');
      await vi.waitFor(() => expect(heard).toEqual(expected), PATIENT);
      if (fault !== undefined)
        await vi.waitFor(() => expect(scanner.condition).toMatchObject({ is: 'failed', fault }), PATIENT);
      await pause(systemClock, QUIET_MS);
      expect(heard).toEqual(expected);
      expect(simulator.sent).toBe(scans);
    }),
  );

  it('unplugged in the middle of a scan: lost, said, and heard again only after another scan', () =>
    withRig(cableKind, async ({ simulator, cable, scanner, heard, isReady }) => {
      cable.line.set({ next: 'lost-cable' });
      simulator.scan(CODE, 'i2of5');
      await vi.waitFor(
        () => expect(scanner.condition).toMatchObject({ is: 'failed', fault: 'unplugged' }),
        PATIENT,
      );
      await cable.replug();
      await isReady();
      await pause(systemClock, QUIET_MS);
      expect(heard).toEqual([]);
      simulator.scan(CODE, 'i2of5');
      await vi.waitFor(() => expect(heard).toEqual([GOOD]), PATIENT);
    }));

  it('a card swiped while the cable is good or bad leaves nothing but the fact', () =>
    withRig(cableKind, async ({ simulator, cable, heard }) => {
      simulator.swipeCard('magtek');
      await vi.waitFor(() => expect(heard).toEqual(['card-discarded']), PATIENT);
      await pause(systemClock, 1100);
      cable.line.set({ next: 'half' });
      simulator.swipeCard('plain');
      await vi.waitFor(() => expect(heard).toEqual(['card-discarded', 'card-discarded']), PATIENT);
    }));
});

const serial = CABLES.find(({ name }) => name.startsWith('serial'));

it.skipIf(!serial?.available)(
  'a serial port that another program has is busy, until it is given back',
  async () => {
    const cable = await serial!.lay(scannerSimulator());
    const other = await transportOf(cable.transport, systemClock).open(5000);
    const scanner = createScanner(
      { kind: 'scanner', transport: cable.transport, aimPrefix: true, i2of5Length: null, code39Check: false },
      { clock: systemClock, heard: () => undefined, changed: () => undefined, plan: PLAN },
    );
    scanner.start();
    await vi.waitFor(() => expect(scanner.condition).toMatchObject({ is: 'failed', fault: 'busy' }), PATIENT);
    if (other.opened) await other.connection.close();
    await vi.waitFor(() => expect(scanner.condition.is).toBe('ready'), PATIENT);
    await scanner.stop();
    await cable.close();
  },
);
