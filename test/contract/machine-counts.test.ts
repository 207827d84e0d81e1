/** Counts of machines at the counter: simulated ones on real sockets, whose reports are proposed, taken in or set aside. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import type { ServedDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import type { SimulatedDevice, SimulatedLine } from '../../drivers/bench/simulated-line.ts';
import { systemClock } from '../../drivers/clock.ts';
import { reportMachineSimulator } from '../../drivers/currency-counter/simulator/report-machine.ts';
import type { ReportMachineSimulator } from '../../drivers/currency-counter/simulator/report-machine.ts';
import { sc350Simulator } from '../../drivers/currency-counter/simulator/sc-350.ts';
import type { Sc350Simulator } from '../../drivers/currency-counter/simulator/sc-350.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import type { MoneyCounterSettings } from '../../shared/devices/money-counter.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { committed } from '../support/journal.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import type { ShiftedClock } from '../support/shifted-clock.ts';
import { approveClose, cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

type Proposals = Output<'count.proposals'>;
type Machine = { readonly line: SimulatedLine; readonly served: ServedDevice };

const PATIENTLY = { timeout: 20_000, interval: 20 };

let clock: ShiftedClock;
let city: TestDesk;
let alex: Seat;
let rosa: Window;
let counter: ReportMachineSimulator;
let cable: Machine;
let served: ServedDevice[];

async function serve(device: SimulatedDevice): Promise<Machine> {
  const line = simulatedLine(systemClock);
  const on = await serveDevice(device, line, { clock: systemClock });
  served.push(on);
  return { line, served: on };
}

async function setUp(
  deviceId: string,
  name: string,
  machine: Machine,
  settings: Omit<MoneyCounterSettings, 'transport'>,
  sources: string[] = [],
): Promise<void> {
  const { host, port } = machine.served;
  await alex.ask('device.set', {
    deviceId,
    device: {
      name,
      sources,
      settings: { ...settings, transport: { kind: 'tcp', host, port } },
    },
  });
  await vi.waitFor(async () => {
    const { devices } = await alex.ask('device.list', {});
    expect(devices.find((device) => device.deviceId === deviceId)).toMatchObject({ connection: 'ready' });
  }, PATIENTLY);
}

beforeEach(async () => {
  served = [];
  counter = reportMachineSimulator({ clock: systemClock, state: { sample: 'auditedBatch', batch: 14 } });
  cable = await serve(counter);
  clock = shiftedClock(Date.parse('2026-11-19T15:00:00.000Z'));
  city = await openTestDesk({ deviceClock: clock });
  alex = await city.signIn('alex');
  await setUp(
    'bills-3',
    'Bill counter',
    cable,
    { kind: 'bill-counter', protocol: { name: 'report', profile: counter.profile } },
    ['3'],
  );
  rosa = await openWindow(city, 'rosa', '3');
});
afterEach(async () => {
  await city.close();
  for (const each of served) await each.close();
});

const proposals = ({ seat, sessionId }: Window = rosa): Promise<Proposals> =>
  seat.ask('count.proposals', { sessionId });
const proposed = (n: number, window: Window = rosa): Promise<Proposals['counts']> =>
  vi.waitFor(async () => {
    const { counts } = await proposals(window);
    expect(counts).toHaveLength(n);
    return counts;
  }, PATIENTLY);
const refused = (): Promise<readonly string[]> =>
  vi.waitFor(async () => {
    const said = (await proposals()).refused;
    expect(said).toHaveLength(1);
    return said;
  }, PATIENTLY);

type CashRow = {
  readonly form: 'bill' | 'coin';
  readonly denominationCents: number;
  readonly loose: number;
  readonly bundles: number;
};
const twenties = (loose: number): CashRow => ({
  form: 'bill',
  denominationCents: 20_00,
  loose,
  bundles: 0,
});

const sealing = (window: Window, rows: readonly CashRow[], machineCounts: readonly string[]) => ({
  sessionId: window.sessionId,
  count: {
    cash: [...rows],
    checks: [],
    items: [],
    vouchers: [],
    cards: { slips: 0, totalCents: 0 },
  },
  machineCounts: [...machineCounts],
});

async function balancing(window: Window = rosa): Promise<void> {
  await window.seat.ask('session.begin-balancing', { sessionId: window.sessionId });
}

describe('a report that a machine sends', () => {
  it('is on disk before the machine is thanked for it', async () => {
    let atThanks: number | undefined;
    let waited = false;
    counter.onChange(() => {
      const { waitsForAcknowledge } = counter.state;
      if (waited && !waitsForAcknowledge) atThanks = committed(city.folder, 'machine-count.reported').length;
      waited = waitsForAcknowledge;
    });
    counter.run({ '2000': 43, '100': 61 });
    await vi.waitFor(() => {
      expect(counter.state.waitsForAcknowledge).toBe(false);
    }, PATIENTLY);
    expect(waited).toBe(false);
    expect(atThanks).toBe(1);
  });

  it('is proposed with its figures, its number and its machine, and told to the screens', async () => {
    const told: unknown[] = [];
    city.desk.subscribe((push) => told.push(push));
    counter.run({ '2000': 43, '100': 61 });
    const [count] = await proposed(1);
    expect(count).toMatchObject({
      device: 'Bill counter',
      reportNumber: expect.stringMatching(/^\d{4}-\d\d-\d\d 00001-0014-000$/) as string,
      medium: 'note',
      totalPieces: 104,
      totalCents: 921_00,
    });
    expect(count?.rows).toContainEqual({ denominationCents: 20_00, pieces: 43 });
    expect(told).toContainEqual({ topic: 'changed', payload: { what: ['counts'] } });
  });

  it('is proposed only to the drawer that its machine serves', async () => {
    const mei = await openWindow(city, 'mei', '2');
    counter.run({ '2000': 43 });
    await proposed(1);
    expect((await proposals(mei)).counts).toEqual([]);
  });

  it('counts once, however often it is sent and however the line doubles it', async () => {
    cable.line.set({ next: 'twice' });
    counter.run({ '2000': 43 });
    await proposed(1);
    counter.resend();
    await vi.waitFor(() => {
      // Thanked for the one that it knows, too: else the machine would send it for ever.
      expect(counter.state.waitsForAcknowledge).toBe(false);
    }, PATIENTLY);
    counter.run({ '1000': 2 });
    await proposed(2);
    expect(committed(city.folder, 'machine-count.reported')).toHaveLength(2);
  });

  it('sent again on the next business date is still the one that was counted', async () => {
    counter.run({ '2000': 15 });
    const [count] = await proposed(1);
    await balancing();
    await rosa.seat.ask('session.seal-attempt', sealing(rosa, [twenties(15)], [count?.countId ?? '']));
    await rosa.seat.ask('session.submit', { sessionId: rosa.sessionId, reasons: [] });
    await approveClose(city, rosa);
    const priya = await city.signIn('priya');
    await priya.ask('business-date.close', {});
    city.setClock('2026-11-20T15:00:00.000Z');
    await (await city.signIn('priya')).ask('business-date.open', { date: '2026-11-20' as BusinessDate });
    const next = await openWindow(city, 'rosa', '3');
    counter.resend();
    await vi.waitFor(() => {
      expect(counter.state.waitsForAcknowledge).toBe(false);
    }, PATIENTLY);
    expect((await proposals(next)).counts).toEqual([]);
    expect(committed(city.folder, 'machine-count.reported')).toHaveLength(1);
  });

  it('keeps the bytes as they came, the serial numbers of the notes taken out', async () => {
    counter.set({ listsSerials: true });
    counter.run({ '2000': 3 });
    await proposed(1);
    const [event] = committed(city.folder, 'machine-count.reported');
    const raw = Buffer.from(String(event?.['raw']), 'base64').toString('latin1');
    expect(raw).toContain('AUDIT: 00001-0014-000');
    expect(raw).toMatch(/\$20 +3 +60\.00\r\n/);
    expect(counter.reports().at(-1)).toContain('MB 12345670 A');
    expect(raw).not.toContain('12345670');
  });

  it.each([
    ['wrong-total', 'its rows do not add up to its total'],
    ['damaged-row', 'its rows do not add up to its total'],
    ['unknown-denomination', 'it named a denomination that does not exist'],
    ['half-report', 'its report was not whole'],
    ['no-end', 'its report was not whole'],
  ] as const)('is refused in words when it cannot be believed: %s', async (lie, why) => {
    counter.set({ lie });
    counter.run({ '2000': 43, '1000': 7 });
    expect(await refused()).toEqual([`Bill counter: ${why}. Run it again, or type the count.`]);
    expect((await proposals()).counts).toEqual([]);
    expect(counter.state.waitsForAcknowledge).toBe(true);
    // A good one takes the complaint away.
    counter.set({ lie: 'no' });
    counter.run({ '2000': 43, '1000': 7 });
    await proposed(1);
    expect((await proposals()).refused).toEqual([]);
  });

  it('damaged on its way is no count', async () => {
    cable.line.set({ next: 'half' });
    counter.run({ '2000': 43 });
    await refused();
    expect(committed(city.folder, 'machine-count.reported')).toEqual([]);
  });

  it('outlives a restart of the program', async () => {
    counter.run({ '2000': 43 });
    const [count] = await proposed(1);
    await city.reopen();
    const seat = await city.signIn('rosa');
    expect((await seat.ask('count.proposals', { sessionId: rosa.sessionId })).counts).toEqual([count]);
  });
});

describe('a report that a count takes in', () => {
  it('keeps what the machine said beside what the person sealed', async () => {
    counter.run({ '2000': 14, '100': 3 });
    const [count] = await proposed(1);
    await balancing();
    // One twenty stuck in the machine: the person typed what was there.
    await rosa.seat.ask('session.seal-attempt', sealing(rosa, [twenties(15)], [count?.countId ?? '']));
    const [reported] = committed(city.folder, 'machine-count.reported');
    expect(reported?.['rows']).toContainEqual({ denominationCents: 20_00, pieces: 14 });
    expect(committed(city.folder, 'machine-count.accepted')).toMatchObject([
      {
        countId: count?.countId,
        sessionId: rosa.sessionId,
        attempt: 1,
        acceptedBy: 'rosa',
        rows: [twenties(15)],
      },
    ]);
    expect((await proposals()).counts).toEqual([]);
  });

  it('may be used in the next attempt of the same count, and in no other session', async () => {
    // Of no drawer in particular: both are offered it.
    const shared = reportMachineSimulator({ clock: systemClock, state: { sample: 'auditedBatch' } });
    await setUp('bills', 'Bill counter of the back office', await serve(shared), {
      kind: 'bill-counter',
      protocol: { name: 'report', profile: shared.profile },
    });
    const mei = await openWindow(city, 'mei', '2');
    shared.run({ '2000': 14 });
    const [count] = await proposed(1);
    await proposed(1, mei);
    const countId = count?.countId ?? '';
    await balancing();
    const told = await rosa.seat.ask('session.seal-attempt', sealing(rosa, [twenties(14)], [countId]));
    expect(told).toMatchObject({ ended: false, disagreeing: ['cash'] });
    expect((await proposals(mei)).counts).toEqual([]);
    await balancing(mei);
    const used = await mei.seat.refused('session.seal-attempt', sealing(mei, [twenties(14)], [countId]));
    expect(used).toMatchObject({ code: 'MACHINE_COUNT_USED', field: 'machineCounts.0' });
    expect(used.what).toContain('Bill counter of the back office');
    // Refused as a whole: no attempt was used up.
    expect(await mei.seat.ask('session.mine', {})).toMatchObject({ attemptsMade: 0 });
    await rosa.seat.ask('session.seal-attempt', sealing(rosa, [twenties(15)], [countId]));
    expect(committed(city.folder, 'machine-count.accepted').map((event) => event['attempt'])).toEqual([1, 2]);
  });

  it('that nobody knows refuses the attempt and uses none up', async () => {
    await balancing();
    const unknown = sealing(rosa, [twenties(15)], [randomUUID()]);
    expect(await rosa.seat.refused('session.seal-attempt', unknown)).toMatchObject({
      code: 'MACHINE_COUNT_UNKNOWN',
    });
    expect(await rosa.seat.ask('session.mine', {})).toMatchObject({ attemptsMade: 0 });
  });

  it('never tells what there should be: what is offered is the same whatever was taken', async () => {
    counter.run({ '2000': 14 });
    const before = await proposed(1);
    await rosa.post({ lines: [miscellaneous(33_17)], tenders: [cash(33_17)] });
    await balancing();
    const after = await proposals();
    expect(after.counts).toEqual(before);
    expect(JSON.stringify(after)).not.toMatch(/33317|3317/);
  });
});

describe('a report that is no count of a drawer', () => {
  it('is set aside with a reason, and counts nowhere', async () => {
    counter.run({ '2000': 1 });
    const [count] = await proposed(1);
    const countId = count?.countId ?? '';
    await rosa.seat.ask('count.set-aside', { countId, reason: 'A test of the machine' });
    expect((await proposals()).counts).toEqual([]);
    expect(committed(city.folder, 'machine-count.set-aside')).toMatchObject([
      { countId, by: 'rosa', reason: 'A test of the machine' },
    ]);
    await balancing();
    expect(
      (await rosa.seat.refused('session.seal-attempt', sealing(rosa, [twenties(15)], [countId]))).code,
    ).toBe('MACHINE_COUNT_USED');
    expect((await rosa.seat.refused('count.set-aside', { countId, reason: 'Again' })).code).toBe(
      'MACHINE_COUNT_USED',
    );
    // Sent once more it is the one that was set aside.
    counter.resend();
    await vi.waitFor(() => {
      expect(counter.state.waitsForAcknowledge).toBe(false);
    }, PATIENTLY);
    expect((await proposals()).counts).toEqual([]);
  });
});

describe('a machine that counts pieces of one denomination', () => {
  let coins: Sc350Simulator;
  let line: SimulatedLine;
  const ask = (denominationCents: number) => ({
    sessionId: rosa.sessionId,
    deviceId: 'coins-3',
    denominationCents,
  });
  beforeEach(async () => {
    coins = sc350Simulator();
    const machine = await serve(coins);
    line = machine.line;
    await setUp('coins-3', 'Coin sorter', machine, { kind: 'coin-sorter', protocol: { name: 'sc-350' } }, [
      '3',
    ]);
  });

  it('is asked, with the denomination that the person names', async () => {
    expect((await proposals()).asked).toEqual([{ deviceId: 'coins-3', name: 'Coin sorter', medium: 'coin' }]);
    coins.run(43);
    const count = await rosa.seat.ask('count.ask', ask(25));
    expect(count).toMatchObject({
      medium: 'coin',
      rows: [{ denominationCents: 25, pieces: 43 }],
      totalPieces: 43,
      totalCents: 10_75,
    });
    expect((await proposals()).counts).toEqual([count]);
  });

  it('asked twice for the same coins has counted once, as long as a minute lasts', async () => {
    coins.run(43);
    const first = await rosa.seat.ask('count.ask', ask(25));
    expect(await rosa.seat.ask('count.ask', ask(25))).toEqual(first);
    expect((await proposals()).counts).toEqual([first]);
    clock.pass(60_000);
    await rosa.seat.ask('count.ask', ask(25));
    expect((await proposals()).counts).toHaveLength(2);
  });

  it('still counting, or away, is said so and proposes nothing', async () => {
    coins.pour(43);
    expect((await rosa.seat.refused('count.ask', ask(25))).code).toBe('MACHINE_COUNTING');
    coins.finish();
    line.set({ plugged: false });
    await vi.waitFor(async () => {
      const said = await rosa.seat.refused('count.ask', ask(25));
      expect(said.what).toBe('Coin sorter does not answer.');
    }, PATIENTLY);
    expect((await proposals()).counts).toEqual([]);
  });

  it('of another drawer is not asked', async () => {
    const mei = await openWindow(city, 'mei', '2');
    coins.run(43);
    expect((await proposals(mei)).asked).toEqual([]);
    expect((await mei.seat.refused('count.ask', { ...ask(25), sessionId: mei.sessionId })).code).toBe(
      'DEVICE_UNKNOWN',
    );
  });

  it('is not asked for a denomination that is no coin, and no other machine is asked', async () => {
    coins.run(43);
    const refusal = await rosa.seat.refused('count.ask', ask(7));
    expect(refusal).toMatchObject({ code: 'MACHINE_DENOMINATION', field: 'denominationCents' });
    expect(coins.commands()).not.toContain('RC');
    const bills = { ...ask(20_00), deviceId: 'bills-3' };
    expect((await rosa.seat.refused('count.ask', bills)).code).toBe('DEVICE_UNKNOWN');
  });
});
