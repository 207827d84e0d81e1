import { describe, expect, it } from 'vitest';
import type { CounterEvent, MoneyCounterSettings } from '../../shared/devices/money-counter.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import { createMoneyCounter } from './driver.ts';
import { SAMPLE_PROFILES } from './report/profiles.ts';
import { reportMachineSimulator } from './simulator/report-machine.ts';
import type { ReportMachineState } from './simulator/report-machine.ts';
import { sc350Simulator } from './simulator/sc-350.ts';

const NOWHERE = { kind: 'tcp', host: 'nowhere', port: 1 } as const;
const NOON = Date.UTC(2026, 10, 19, 12);
type State = Partial<ReportMachineState>;

async function reporting(state: State, heard: (event: CounterEvent, machineWaits: boolean) => void) {
  const clock = fakeClock(NOON);
  const machine = reportMachineSimulator({ clock, state: { sample: 'auditedBatch', ...state } });
  const network = memoryNetwork(clock, (device) => {
    machine.attach(device);
  });
  const log = trafficLog();
  const counter = createMoneyCounter(
    { kind: 'bill-counter', transport: NOWHERE, protocol: { name: 'report', profile: machine.profile } },
    {
      clock,
      log,
      transport: () => network.transport,
      heard: (event) => {
        heard(event, machine.state.waitsForAcknowledge);
      },
      changed: () => undefined,
    },
  );
  counter.start();
  await clock.advance(0);
  return { clock, machine, counter, log, network };
}

describe('a machine that reports', () => {
  it('is acknowledged after what it said is safe, not before', async () => {
    const waited: boolean[] = [];
    const { clock, machine } = await reporting({}, (_, machineWaits) => waited.push(machineWaits));
    machine.run({ 2000: 13 });
    expect(machine.state.waitsForAcknowledge).toBe(true);
    await clock.advance(100);
    expect(waited).toEqual([true]);
    expect(machine.state.waitsForAcknowledge).toBe(false);
    expect(machine.received()).toEqual([0x06]);
  });

  it('is not acknowledged when its report could not be kept; sent again, it has the same number', async () => {
    const numbers: string[] = [];
    const { clock, machine, log } = await reporting({}, (event) => {
      if (event.kind === 'count') numbers.push(event.count.reportNumber);
      if (numbers.length === 1) throw new Error('disk full');
    });
    machine.run({ 2000: 13 });
    await clock.advance(100);
    expect(machine.state.waitsForAcknowledge).toBe(true);
    expect(log.entries().map((entry) => entry.note)).toContain('not acknowledged: disk full');
    await clock.advance(90_000);
    machine.resend();
    await clock.advance(100);
    expect(numbers).toEqual(['2026-11-19 00001-0001-000', '2026-11-19 00001-0001-000']);
    expect(machine.state.waitsForAcknowledge).toBe(false);
  });

  it('is not acknowledged when it is refused, nor once its line is lost', async () => {
    const { clock, machine, network, counter } = await reporting({ lie: 'wrong-total' }, () => undefined);
    machine.run({ 2000: 13 });
    await clock.advance(10_000);
    machine.set({ lie: 'no-end' });
    machine.run({ 2000: 13 });
    await network.pairs.at(-1)?.device.close();
    await clock.advance(10_000);
    expect(machine.received()).toEqual([]);
    expect(counter.condition.is).toBe('ready');
  });

  it.each<[string, State, string]>([
    ['a wrong total', { lie: 'wrong-total' }, 'total-differs'],
    ['half a report', { lie: 'half-report' }, 'not-whole'],
    ['no end', { lie: 'no-end' }, 'not-whole'],
    ['money that does not exist', { lie: 'unknown-denomination' }, 'denomination-unknown'],
    ['a letter for a digit', { lie: 'damaged-row' }, 'total-differs'],
  ])('that lies is refused: %s', async (_, state, why) => {
    for (const sample of ['auditedBatch', 'noteList', 'coinList'] as const) {
      const said: string[] = [];
      const { clock, machine } = await reporting({ ...state, sample }, (event) =>
        said.push(event.kind === 'refused' ? event.why : 'count'),
      );
      machine.run({ 100: 13 });
      await clock.advance(10_000);
      expect(said).toEqual([why]);
    }
  });

  it('that jams prints nothing until it is cleared, and then all of it', async () => {
    const totals: number[] = [];
    const { clock, machine } = await reporting({ jamsAfterPieces: 5 }, (event) => {
      if (event.kind === 'count') totals.push(event.count.totalPieces);
    });
    expect(machine.run({ 2000: 13 })).toBe(false);
    await clock.advance(10_000);
    expect(totals).toEqual([]);
    expect(machine.state).toMatchObject({ jammed: true, counted: { 2000: 5 }, hopper: { 2000: 8 } });
    expect(machine.run()).toBe(false);
    machine.clearJam();
    expect(machine.run()).toBe(true);
    await clock.advance(100);
    expect(totals).toEqual([13]);
  });

  it('that lists serial numbers leaves none in what is kept, nor in the traffic log', async () => {
    const raws: string[] = [];
    const { clock, machine, log } = await reporting({ listsSerials: true }, (event) => {
      if (event.kind === 'count') raws.push(Buffer.from(event.count.raw, 'base64').toString('latin1'));
    });
    machine.run({ 2000: 3 });
    await clock.advance(100);
    expect(machine.reports()[0]).toContain('12345671');
    expect(raws).toHaveLength(1);
    expect(raws[0]).not.toMatch(/1234567/);
    const logged = log.entries().map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
    expect(logged.join('')).not.toMatch(/1234567/);
    expect(logged.join('')).toMatch(/\$20 +3 +60\.00/);
  });

  it('cannot be asked', async () => {
    const { counter } = await reporting({}, () => undefined);
    await expect(counter.poll(25)).rejects.toThrow('cannot be asked');
  });

  it('is not driven by a profile that has problems', () => {
    const settings: MoneyCounterSettings = {
      kind: 'bill-counter',
      transport: NOWHERE,
      protocol: { name: 'report', profile: { ...SAMPLE_PROFILES.noteList, row: '(a+)+$' } },
    };
    const deps = { clock: fakeClock(), heard: () => undefined, changed: () => undefined };
    expect(() => createMoneyCounter(settings, deps)).toThrow('cannot be used');
  });
});

describe('an SC-350', () => {
  async function polled() {
    const clock = fakeClock(NOON);
    const machine = sc350Simulator();
    const network = memoryNetwork(clock, (device) => {
      machine.attach(device);
    });
    const counter = createMoneyCounter(
      { kind: 'coin-sorter', transport: NOWHERE, protocol: { name: 'sc-350' } },
      { clock, transport: () => network.transport, heard: () => undefined, changed: () => undefined },
    );
    const poll = async (cents: number) => {
      const count = counter.poll(cents);
      await clock.advance(5000);
      return count;
    };
    counter.start();
    await clock.advance(0);
    return { clock, machine, counter, poll };
  }

  it('counts pieces of the coin that the operator names, and the count stays in the machine', async () => {
    const { machine, poll } = await polled();
    machine.run(120);
    const first = await poll(25);
    expect(first).toMatchObject({
      outcome: 'counted',
      count: {
        medium: 'coin',
        rows: [{ denominationCents: 25, pieces: 120 }],
        totalPieces: 120,
        totalCents: 3000,
      },
    });
    expect(machine.state.count).toBe(120);
  });

  it('asked twice in one minute gives one count; another coin or another minute gives another', async () => {
    const { clock, machine, poll } = await polled();
    machine.run(120);
    const number = async (cents: number) => {
      const polledCount = await poll(cents);
      return polledCount.outcome === 'counted' ? polledCount.count.reportNumber : polledCount.outcome;
    };
    const first = await number(25);
    expect(await number(25)).toBe(first);
    expect(await number(10)).not.toBe(first);
    await clock.advance(60_000);
    expect(await number(25)).not.toBe(first);
  });

  it('that counts says so', async () => {
    const { machine, poll } = await polled();
    machine.pour(120);
    expect(await poll(25)).toEqual({ outcome: 'counting' });
    machine.finish();
    expect(await poll(25)).toMatchObject({ outcome: 'counted' });
  });

  it('is asked for its status at each heartbeat', async () => {
    const { clock, machine, counter } = await polled();
    machine.set({ needsCleaning: true });
    await clock.advance(15_000);
    expect(counter.condition).toMatchObject({ is: 'ready', state: { status: { needsCleaning: true } } });
  });

  it('before it is started cannot be asked, and takes no note for a coin', async () => {
    const { counter, clock } = await polled();
    await expect(counter.poll(2000)).rejects.toThrow('not a coin');
    const stopping = counter.stop();
    await clock.advance(100);
    await stopping;
    expect(await counter.poll(25)).toEqual({ outcome: 'failed', fault: 'unplugged' });
  });
});
