/**
 * The fault list of the check reader, over every cable. It speaks unasked, so a fault shows in what is heard and in the
 * condition. The one thing that is ever repeated is a damaged packet, which the reader still has: no check is passed again.
 */
import { describe, expect, it, vi } from 'vitest';
import type { CheckReaderSettings, CheckReading } from '../../shared/devices/check-reader.ts';
import { CABLES } from '../bench/cables.test-kit.ts';
import type { Cable, LaidCable } from '../bench/cables.test-kit.ts';
import type { LineState } from '../bench/simulated-line.ts';
import { pause, systemClock } from '../clock.ts';
import { transportOf } from '../transport/transport-of.ts';
import { createCheckReader } from './driver.ts';
import type { CheckReader } from './driver.ts';
import { checkReaderSimulator } from './simulator/simulator.ts';
import type { CheckReaderSimulator, ReaderMode, ReaderState } from './simulator/simulator.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const PATIENT = { timeout: 10_000, interval: 10 };
/** Long enough for what must not come to have come. */
const QUIET_MS = 1200;
const PLAN = { heartbeatMs: 60_000, backOffMs: [100] };
/** The middle of its line is the routing number's. */
const CHECK = { routing: '021000021', account: '987654321', number: '001234', business: true };

type Rig = {
  readonly simulator: CheckReaderSimulator;
  readonly cable: LaidCable;
  readonly reader: CheckReader;
  readonly heard: string[];
  isReady(): Promise<void>;
};

const word = (reading: CheckReading): string => {
  switch (reading.result) {
    case 'read':
      return `read ${reading.number}`;
    case 'doubtful':
      return reading.doubts.join();
    case 'unreadable':
      return reading.why;
  }
};

async function withRig(
  cableKind: Cable,
  mode: ReaderMode,
  device: Partial<ReaderState>,
  test: (rig: Rig) => Promise<void>,
): Promise<void> {
  const simulator = checkReaderSimulator();
  simulator.set({ mode, ...device });
  const cable = await cableKind.lay(simulator);
  const settings: CheckReaderSettings = {
    kind: 'check-reader',
    protocol: 'magtek',
    transport: cable.transport,
    alphabet: 'magtek-2',
    framing: mode === 'packet' ? 'packet' : 'marked',
    exceptions: [],
  };
  const heard: string[] = [];
  const reader = createCheckReader(settings, {
    clock: systemClock,
    heard: (reading) => heard.push(word(reading)),
    changed: () => undefined,
    plan: PLAN,
  });
  const isReady = () => vi.waitFor(() => expect(reader.condition.is).toBe('ready'), PATIENT);
  try {
    reader.start();
    await test({ simulator, cable, reader, heard, isReady });
  } finally {
    await reader.stop();
    await cable.close();
  }
}

type Fault = {
  readonly name: string;
  readonly mode: ReaderMode;
  readonly line: Partial<LineState>;
  readonly heard: readonly string[];
  /** Times that the driver said a packet was damaged. */
  readonly naks: number;
};

const GOOD = `read ${CHECK.number}`;

const FAULTS: readonly Fault[] = [
  { name: 'nothing wrong: read once', mode: 'cr', line: {}, heard: [GOOD], naks: 0 },
  { name: 'silence: nothing is heard', mode: 'cr', line: { silent: true }, heard: [], naks: 0 },
  { name: 'half a line: unreadable', mode: 'cr', line: { next: 'half' }, heard: ['reader-error'], naks: 0 },
  {
    name: 'half a packet: read from its repetition',
    mode: 'packet',
    line: { next: 'half' },
    heard: [GOOD],
    naks: 1,
  },
  {
    name: 'a damaged routing number: doubtful',
    mode: 'cr',
    line: { next: 'damaged' },
    heard: ['routing-check-digit'],
    naks: 0,
  },
  {
    name: 'a packet with a wrong check byte: read from its repetition',
    mode: 'packet',
    line: { next: 'damaged' },
    heard: [GOOD],
    naks: 1,
  },
  { name: 'a line twice: read once', mode: 'cr', line: { next: 'twice' }, heard: [GOOD], naks: 0 },
  { name: 'a packet twice: read once', mode: 'packet', line: { next: 'twice' }, heard: [GOOD], naks: 0 },
  { name: 'a late line: read, once', mode: 'cr', line: { delayMs: 400 }, heard: [GOOD], naks: 0 },
];

describe.concurrent.each(CABLES.filter((cable) => cable.available))('over $name', (cableKind) => {
  it.each(FAULTS)('$mode, $name', ({ mode, line, heard: expected, naks }) =>
    withRig(cableKind, mode, {}, async ({ simulator, cable, heard, isReady }) => {
      await isReady();
      cable.line.set(line);
      simulator.swipe(CHECK);
      await vi.waitFor(() => expect(heard).toEqual(expected), PATIENT);
      await pause(systemClock, QUIET_MS);
      expect(heard).toEqual(expected);
      expect(simulator.naks).toBe(naks);
      expect(simulator.sent).toBe(1 + naks);
    }),
  );

  it('silence of a reader that has answered: silent at the next look', () =>
    withRig(cableKind, 'cr', {}, async ({ cable, reader, isReady }) => {
      await isReady();
      cable.line.set({ silent: true });
      await vi.waitFor(() => {
        reader.nudge();
        expect(reader.condition).toMatchObject({ is: 'failed', fault: 'silent' });
      }, PATIENT);
    }));

  it('an answer after its deadline is no answer and no check', () =>
    withRig(cableKind, 'cr', {}, async ({ cable, reader, heard, isReady }) => {
      await isReady();
      cable.line.set({ delayMs: 1500 });
      await vi.waitFor(() => {
        reader.nudge();
        expect(reader.condition).toMatchObject({ is: 'failed', fault: 'silent' });
      }, PATIENT);
      await pause(systemClock, 2000);
      expect(heard).toEqual([]);
    }));

  it('unplugged while a check passes: lost, said, and read only when it is passed again', () =>
    withRig(cableKind, 'cr', {}, async ({ simulator, cable, reader, heard, isReady }) => {
      await isReady();
      cable.line.set({ next: 'lost-cable' });
      simulator.swipe(CHECK);
      await vi.waitFor(
        () => expect(reader.condition).toMatchObject({ is: 'failed', fault: 'unplugged' }),
        PATIENT,
      );
      await cable.replug();
      await isReady();
      await pause(systemClock, QUIET_MS);
      expect(heard).toEqual([]);
      simulator.swipe(CHECK);
      await vi.waitFor(() => expect(heard).toEqual([GOOD]), PATIENT);
    }));

  it.each(['echo', 'modem'] as const)('%s on the port: no check reader', (wrongDevice) =>
    withRig(cableKind, 'cr', { wrongDevice }, async ({ reader, heard }) => {
      await vi.waitFor(
        () => expect(reader.condition).toMatchObject({ is: 'failed', fault: 'wrong-device' }),
        PATIENT,
      );
      expect(heard).toEqual([]);
    }),
  );
});

const serial = CABLES.find(({ name }) => name.startsWith('serial'));

it.skipIf(!serial?.available)(
  'a serial port that another program has is busy, until it is given back',
  async () => {
    const cable = await serial!.lay(checkReaderSimulator());
    const other = await transportOf(cable.transport, systemClock).open(5000);
    const reader = createCheckReader(
      {
        kind: 'check-reader',
        protocol: 'magtek',
        transport: cable.transport,
        alphabet: 'magtek-2',
        exceptions: [],
      },
      { clock: systemClock, heard: () => undefined, changed: () => undefined, plan: PLAN },
    );
    reader.start();
    await vi.waitFor(() => expect(reader.condition).toMatchObject({ is: 'failed', fault: 'busy' }), PATIENT);
    if (other.opened) await other.connection.close();
    await vi.waitFor(() => expect(reader.condition.is).toBe('ready'), PATIENT);
    await reader.stop();
    await cable.close();
  },
);
