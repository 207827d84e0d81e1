/**
 * The fault list of the counting machines, over every cable: what is heard or answered, what the device's condition
 * says, whether the machine was acknowledged; and that nothing is counted twice.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type {
  CounterEvent,
  MoneyCounterSettings,
  PolledCount,
  ReportProfile,
} from '../../shared/devices/money-counter.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { CABLES } from '../bench/cables.test-kit.ts';
import type { Cable, LaidCable } from '../bench/cables.test-kit.ts';
import type { LineState, SimulatedDevice } from '../bench/simulated-line.ts';
import { systemClock } from '../clock.ts';
import type { SupervisorPlan } from '../runtime/supervisor.ts';
import type { Connection } from '../transport/connection.ts';
import { transportOf } from '../transport/transport-of.ts';
import type { CounterCondition, MoneyCounter } from './counter.ts';
import { createMoneyCounter } from './driver.ts';
import { SAMPLE_PROFILES } from './report/profiles.ts';
import type { Sc350Deadlines } from './sc-350/dialogue.ts';
import { reportMachineSimulator } from './simulator/report-machine.ts';
import { sc350Simulator } from './simulator/sc-350.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const SOON = { timeout: 10_000, interval: 10 } as const;
const PLAN: SupervisorPlan = { heartbeatMs: 60_000, backOffMs: [50] };
const PATIENT: Sc350Deadlines = { answerMs: 5000, pauseMs: 20, writeMs: 5000 };
/** Where silence is the subject. */
const BRIEF: Sc350Deadlines = { answerMs: 300, pauseMs: 20, writeMs: 5000 };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Bench = {
  readonly cable: LaidCable;
  readonly counter: MoneyCounter;
  readonly events: CounterEvent[];
  readonly conditions: CounterCondition[];
  ready(): Promise<void>;
  failedWith(fault: string): Promise<void>;
};

async function bench(
  { lay }: Cable,
  device: SimulatedDevice,
  protocol: MoneyCounterSettings['protocol'],
  deadlines: Sc350Deadlines = PATIENT,
): Promise<Bench> {
  const cable = await lay(device);
  const events: CounterEvent[] = [];
  const conditions: CounterCondition[] = [];
  const counter = createMoneyCounter(settingsOf(cable.transport, protocol), {
    clock: systemClock,
    heard: (event) => events.push(event),
    changed: (condition) => conditions.push(condition),
    plan: PLAN,
    deadlines,
  });
  open.push(() => cable.close());
  open.push(() => counter.stop());
  counter.start();
  const ready = () =>
    vi.waitFor(() => {
      expect(counter.condition.is).toBe('ready');
    }, SOON);
  const failedWith = (fault: string) =>
    vi.waitFor(() => {
      expect(counter.condition).toMatchObject({ is: 'failed', fault });
    }, SOON);
  return { cable, counter, events, conditions, ready, failedWith };
}

const settingsOf = (
  transport: DeviceTransport,
  protocol: MoneyCounterSettings['protocol'],
): MoneyCounterSettings => ({ kind: 'coin-sorter', transport, protocol });

/** Some of each, so that a damaged byte hits money wherever it falls. */
const MIXED = { 100: 12, 200: 1, 500: 1, 1000: 1, 2000: 3, 5000: 1, 10_000: 1 };

/** A device that answers everything with these bytes. */
const babbler = (answer: (bytes: Uint8Array) => Uint8Array): SimulatedDevice => ({
  attach(line: Connection) {
    line.onBytes((bytes) => void line.write(answer(bytes), 1000));
  },
});
const modem = babbler(() => new TextEncoder().encode('\r\nERROR\r\n'));
const echo = babbler((bytes) => bytes);
/** It speaks by itself, at another speed. */
/** Goes on as long as somebody listens: what a port says while it is being opened may be thrown away by the system. */
const wrongSpeed: SimulatedDevice = {
  attach(line: Connection) {
    const babble = (): void => {
      if (!line.isOpen) return;
      void line.write(
        Uint8Array.from({ length: 64 }, (_, n) => 0x80 | (n * 7)),
        1000,
      );
      systemClock.after(50, babble);
    };
    babble();
  },
};

const summary = (events: readonly CounterEvent[]): readonly string[] =>
  events.map((event) =>
    event.kind === 'count' ? `${event.count.reportNumber}: ${event.count.totalCents}` : event.why,
  );

const availableCables = CABLES.filter((cable) => cable.available);

describe.each(availableCables)('a machine that reports, over $name', (laid) => {
  const profile: ReportProfile = { ...SAMPLE_PROFILES.noteList, idleMs: 300, acknowledge: 0x06 };
  const set = () => {
    const machine = reportMachineSimulator({ clock: systemClock });
    return bench(laid, machine, { name: 'report', profile }).then((rig) => ({ ...rig, machine }));
  };

  it.each<[string, Partial<LineState>, readonly string[], boolean]>([
    ['a good line: counted and acknowledged', {}, ['1: 23900'], true],
    ['half a report: refused, not acknowledged', { next: 'half' }, ['not-whole'], false],
    ['a damaged report: refused, not acknowledged', { next: 'damaged' }, ['total-differs'], false],
    ['a report twice: heard twice under one number', { next: 'twice' }, ['1: 23900', '1: 23900'], true],
    ['a late report is none too late', { delayMs: 400 }, ['1: 23900'], true],
  ])('%s', async (_, fault, expected, acknowledged) => {
    const { cable, events, ready, machine } = await set();
    await ready();
    cable.line.set(fault);
    machine.run(MIXED);
    await vi.waitFor(() => {
      expect(summary(events)).toEqual(expected);
    }, SOON);
    if (acknowledged)
      await vi.waitFor(() => {
        expect(machine.received()).toContain(0x06);
      }, SOON);
    else expect(machine.received()).toEqual([]);
  });

  it('silence is nothing heard, and the port is open', async () => {
    const { cable, events, ready, machine, counter } = await set();
    await ready();
    cable.line.set({ silent: true });
    machine.run(MIXED);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(events).toEqual([]);
    expect(counter.condition.is).toBe('ready');
    expect(machine.received()).toEqual([]);
  });

  it('unplugged before its report: nothing comes by itself; sent again after replugging it counts once', async () => {
    const { cable, events, ready, failedWith, machine } = await set();
    await ready();
    cable.line.set({ next: 'lost-cable' });
    machine.run(MIXED);
    await failedWith('unplugged');
    await cable.replug();
    await ready();
    expect(events).toEqual([]);
    machine.resend();
    await vi.waitFor(() => {
      expect(summary(events)).toEqual(['1: 23900']);
    }, SOON);
  });

  it('unplugged in the middle of a report: refused, and the rest of the next session is read by itself', async () => {
    const { cable, events, ready, failedWith, machine } = await set();
    await ready();
    machine.set({ lie: 'half-report' });
    machine.run(MIXED);
    cable.line.set({ plugged: false });
    await failedWith('unplugged');
    machine.set({ lie: 'no' });
    await cable.replug();
    await ready();
    machine.run({ 500: 2 });
    await vi.waitFor(() => {
      expect(summary(events).at(-1)).toBe('2: 1000');
    }, SOON);
    expect(
      summary(events)
        .slice(0, -1)
        .filter((said) => said !== 'not-whole'),
    ).toEqual([]);
  });

  it('bytes of another speed: wrong device', async () => {
    const { conditions } = await bench(laid, wrongSpeed, { name: 'report', profile });
    const saidSo = expect.objectContaining({ is: 'failed', fault: 'wrong-device' }) as unknown;
    await vi.waitFor(() => {
      expect(conditions).toContainEqual(saidSo);
    }, SOON);
  });
});

describe.each(availableCables)('an SC-350, over $name', (laid) => {
  const set = (deadlines?: Sc350Deadlines) => {
    const machine = sc350Simulator();
    return bench(laid, machine, { name: 'sc-350' }, deadlines).then((rig) => ({ ...rig, machine }));
  };
  const counted = { outcome: 'counted', count: { totalPieces: 120, totalCents: 3000 } };

  it.each<[string, Partial<LineState>, unknown, Sc350Deadlines]>([
    ['a good line', {}, counted, PATIENT],
    ['silence', { silent: true }, { outcome: 'failed', fault: 'silent' }, BRIEF],
    ['half an answer: asked again', { next: 'half' }, counted, { ...PATIENT, answerMs: 1000 }],
    ['a damaged answer: asked again', { next: 'damaged' }, counted, PATIENT],
    ['an answer twice', { next: 'twice' }, counted, PATIENT],
    ['an answer after the deadline', { delayMs: 2000 }, { outcome: 'failed', fault: 'silent' }, BRIEF],
    [
      'unplugged between question and answer',
      { next: 'lost-cable' },
      { outcome: 'failed', fault: 'unplugged' },
      PATIENT,
    ],
  ])('%s', async (_, fault, expected, deadlines) => {
    const { cable, counter, ready, machine } = await set(deadlines);
    await ready();
    machine.run(120);
    cable.line.set(fault);
    expect(await counter.poll(25)).toMatchObject(expected as PolledCount);
    // Nothing in the machine was changed by asking.
    expect(machine.state).toMatchObject({ count: 120, memory: 0, keysLocked: false });
  });

  it('unplugged: said so; replugged: asked who it is, and its count still stands', async () => {
    const { cable, counter, ready, failedWith, machine } = await set();
    await ready();
    machine.run(120);
    cable.line.set({ plugged: false });
    await failedWith('unplugged');
    expect(await counter.poll(25)).toEqual({ outcome: 'failed', fault: 'unplugged' });
    await cable.replug();
    await ready();
    expect(counter.condition).toMatchObject({
      identity: { softwareRevision: '10.15', protocolRevision: '2.09' },
    });
    expect(await counter.poll(25)).toMatchObject(counted);
  });

  it.each([
    ['a modem', modem],
    ['a plug that returns every byte', echo],
  ])('%s on the port: wrong device', async (_, device) => {
    const { counter, failedWith } = await bench(
      laid,
      device,
      { name: 'sc-350' },
      { ...BRIEF, answerMs: 1000 },
    );
    await failedWith('wrong-device');
    expect(await counter.poll(25)).toEqual({ outcome: 'failed', fault: 'wrong-device' });
  });
});

describe('a port that another program has', () => {
  const serial = CABLES.find((cable) => cable.name.startsWith('serial'));

  it.skipIf(!serial?.available)('is busy', async () => {
    const machine = sc350Simulator();
    const cable = await serial!.lay(machine);
    open.push(() => cable.close());
    const other = await transportOf(cable.transport, systemClock).open(5000);
    if (!other.opened) throw new Error(other.detail);
    const counter = createMoneyCounter(settingsOf(cable.transport, { name: 'sc-350' }), {
      clock: systemClock,
      heard: () => undefined,
      changed: () => undefined,
      plan: PLAN,
    });
    open.push(() => counter.stop());
    counter.start();
    await vi.waitFor(() => {
      expect(counter.condition).toMatchObject({ is: 'failed', fault: 'busy' });
    }, SOON);
    expect(await counter.poll(25)).toEqual({ outcome: 'failed', fault: 'busy' });
    expect(machine.commands()).toEqual([]);
    await other.connection.close();
  });
});
