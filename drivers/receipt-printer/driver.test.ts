/** What a job means in each situation, on a memory cable under a clock that the test moves. The fault list is in faults.test.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PrinterSettings } from '../../shared/devices/outcome.ts';
import { fakeClock } from '../fake-clock.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { Transport } from '../transport/connection.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import { starCount } from './completion.ts';
import { identifyPrinter, openDrawer, printJob, queryState, readDrawerPin } from './driver.ts';
import { createReceiptPrinter, superviseReceiptPrinter } from './printer.ts';
import type { PrinterCondition } from './printer.ts';
import { memoryRig, RECEIPT, SETTINGS } from './printer-rig.test-kit.ts';
import { DEFAULT_DEADLINES } from './session.ts';
import { printerSimulator } from './simulator/simulator.ts';
import type { SimulatorState } from './simulator/state.ts';

const JOB = { paper: RECEIPT, kick: true, processId: '0001' };

/** Lets time pass until the work is done. @returns its value and how long it took */
async function timed<T>(clock: FakeClock, work: Promise<T>): Promise<{ value: T; tookMs: number }> {
  const fromMs = clock.nowMs();
  const progress = { done: false };
  void work.then(() => (progress.done = true));
  await clock.advance(0);
  while (!progress.done && clock.nowMs() - fromMs < 300_000) await clock.advance(10);
  return { value: await work, tookMs: clock.nowMs() - fromMs };
}

function desk(change: Partial<PrinterSettings> = {}) {
  const clock = fakeClock();
  const rig = memoryRig(clock);
  const settings = { ...rig.settings, ...change };
  return { ...rig, clock, settings, print: (job = JOB) => timed(clock, printJob(settings, job, rig.deps)) };
}

describe('a printed job', () => {
  it('needs no waiting at all when the printer is quick', async () => {
    const { print } = desk();
    expect((await print()).tookMs).toBeLessThan(20);
  });

  it('is confirmed by the process id of this job, not by another one that comes late', async () => {
    const { simulator, network, print, clock } = desk();
    simulator.set({ losesCompletion: true });
    const job = print();
    await clock.advance(50);
    await network.pairs[0]!.device.write(Uint8Array.of(0x37, 0x22, 0x30, 0x30, 0x30, 0x30, 0x00), 100);
    expect((await job).value).toMatchObject({ outcome: 'unknown', fault: 'silent' });
  });

  it('waits for slow paper, and says unknown only after the whole deadline', async () => {
    const slow = desk();
    slow.simulator.set({ lineMs: 1500 });
    const printed = await slow.print();
    expect(printed.value).toMatchObject({ outcome: 'printed' });
    expect(printed.tookMs).toBeGreaterThanOrEqual(15_000);

    const tooSlow = desk();
    tooSlow.simulator.set({ lineMs: 10_000 });
    const unknown = await tooSlow.print();
    expect(unknown.value).toMatchObject({ outcome: 'unknown', fault: 'silent', kick: 'opened' });
    expect(unknown.tookMs).toBeGreaterThanOrEqual(DEFAULT_DEADLINES.completionMs);
    expect(unknown.tookMs).toBeLessThan(DEFAULT_DEADLINES.completionMs + 1000);
  });

  it('is confirmed in turn by GS r 1 where the printer knows no process ids', async () => {
    const { simulator, print } = desk({ completion: 'queued-status' });
    simulator.set({ paper: 'near-end' });
    expect((await print()).value).toEqual({
      outcome: 'printed',
      confirmedBy: 'queued-status',
      paperLow: true,
      kick: 'opened',
    });
  });

  it('is not confirmed in turn by a byte from a line that garbles', async () => {
    const { simulator, network, print, clock } = desk({ completion: 'queued-status' });
    simulator.set({ losesCompletion: true });
    const job = print();
    await clock.advance(50);
    await network.pairs[0]!.device.write(Uint8Array.of(0xff, 0x00), 100);
    expect((await job).value).toMatchObject({ outcome: 'unknown' });
  });

  it('without a completion is printed when no fault stands there afterwards, unknown when one does', async () => {
    const fine = desk({ completion: 'none' });
    expect((await fine.print()).value).toMatchObject({ outcome: 'printed', confirmedBy: 'none' });
    const jammed = desk({ completion: 'none' });
    jammed.simulator.set({ jamsAtNextCut: true });
    expect((await jammed.print()).value).toMatchObject({ outcome: 'unknown', fault: 'cutter-error' });
  });

  it('on a printer that never answers, and is set up so, is printed on trust', async () => {
    const { simulator, print } = desk({ completion: 'none' });
    simulator.set({ mute: true });
    expect((await print()).value).toEqual({
      outcome: 'printed',
      confirmedBy: 'none',
      paperLow: false,
      kick: 'sent',
    });
    expect(simulator.papers()).toHaveLength(1);
  });

  it('says that the paper is near its end, also when it became so while printing', async () => {
    const { simulator, print } = desk();
    simulator.set({ linesLeft: 15 });
    expect((await print()).value).toMatchObject({ outcome: 'printed', paperLow: true });
  });

  it('is not disturbed by automatic status and flow control in between', async () => {
    const { simulator, network, print, clock } = desk();
    simulator.set({ lineMs: 50 });
    const job = print();
    await clock.advance(100);
    await network.pairs[0]!.device.write(Uint8Array.of(0x13, 0x14, 0x00, 0x00, 0x0f, 0x11), 100);
    simulator.drawer.close();
    expect((await job).value).toMatchObject({ outcome: 'printed' });
  });

  it('leaves no timer and no open connection behind', async () => {
    const { print, clock, simulator, network } = desk();
    await print();
    await clock.advance(DEFAULT_DEADLINES.completionMs + DEFAULT_DEADLINES.writeMs);
    expect(clock.pendingTimers).toBe(0);
    expect(simulator.sessions).toBe(0);
    expect(network.pairs[0]!.host.isOpen).toBe(false);
  });

  it('takes a fresh connection each time', async () => {
    const { print, network } = desk();
    await print();
    await print({ ...JOB, processId: '0002' });
    expect(network.pairs).toHaveLength(2);
  });

  it('prints the logo only where the office has switched it on', async () => {
    const logo = { widthDots: 8, rows: [Uint8Array.of(0x10), Uint8Array.of(0x04)] };
    const paper = { columns: 42 as const, lines: [{ kind: 'logo' as const }] };
    for (const on of [true, false]) {
      const { clock, settings, deps, simulator } = desk({ logo: on });
      const job = { paper, kick: false, processId: '0001' };
      const { value } = await timed(clock, printJob(settings, job, { ...deps, logo }));
      expect(value).toMatchObject({ outcome: 'printed', kick: 'not-asked' });
      const kinds = simulator.papers()[0]!.items.map((item) => item.kind);
      expect(kinds).toEqual(on ? ['raster', 'cut'] : ['cut']);
    }
  });

  it('keeps its traffic in the log that was given', async () => {
    const { clock, settings, deps } = desk();
    const log = trafficLog();
    await timed(clock, printJob(settings, JOB, { ...deps, log }));
    const notes = log.entries().map((entry) => entry.note ?? entry.direction);
    expect(notes[0]).toBe('memory: opened');
    expect(notes).toContain('sent');
    expect(notes).toContain('received');
  });

  it('refuses a process id that the printer could not answer with', async () => {
    const { settings, deps } = desk();
    await expect(printJob(settings, { ...JOB, processId: 'é001' }, deps)).rejects.toThrow('process id');
  });
});

describe('a fault in the middle of a job', () => {
  it('that a person must mend is known within two looks, not at the end of the deadline', async () => {
    const { simulator, print, clock } = desk();
    simulator.set({ lineMs: 200 });
    const job = print();
    await clock.advance(600);
    simulator.set({ cover: 'open' });
    const { value, tookMs } = await job;
    expect(value).toMatchObject({ outcome: 'unknown', fault: 'cover-open' });
    expect(tookMs).toBeLessThan(2500);
  });

  it('that is gone at the second look is forgiven', async () => {
    const { simulator, print, clock } = desk();
    simulator.set({ lineMs: 200 });
    const job = print();
    await clock.advance(900);
    simulator.set({ cover: 'open' });
    await clock.advance(200);
    simulator.set({ cover: 'closed' });
    expect((await job).value).toMatchObject({ outcome: 'printed' });
  });

  it('that passes by itself is waited out: a hot head, a pressed feed button', async () => {
    const { simulator, print, clock } = desk();
    simulator.set({ lineMs: 200 });
    const job = print();
    await clock.advance(600);
    simulator.set({ head: 'hot' });
    await clock.advance(5000);
    simulator.set({ head: 'ok' });
    expect((await job).value).toMatchObject({ outcome: 'printed' });
  });

  it('does not make a printer that stops answering status fail: the completion still counts', async () => {
    const { simulator, print, clock } = desk();
    simulator.set({ lineMs: 1000, answerDelayMs: 0 });
    const job = print();
    await clock.advance(100);
    simulator.set({ mute: true });
    await clock.advance(3000);
    simulator.set({ mute: false });
    expect((await job).value).toMatchObject({ outcome: 'printed', confirmedBy: 'process-id' });
  });
});

describe('status that comes unasked in the middle of a job', () => {
  const automatic = async (more: Partial<SimulatorState> = {}) => {
    const rig = desk();
    rig.simulator.set({ lineMs: 200, ...more });
    const job = rig.print();
    await rig.clock.advance(520);
    return {
      ...rig,
      job,
      say: (...bytes: number[]) => rig.network.pairs[0]!.device.write(Uint8Array.from(bytes), 100),
    };
  };

  it('is a reason to look at once: an opened cover is known without waiting for the next question', async () => {
    const { simulator, job, say } = await automatic();
    simulator.set({ cover: 'open' });
    await say(0x30 | 0x08, 0x00, 0x00, 0x0f);
    const { value, tookMs } = await job;
    expect(value).toMatchObject({ outcome: 'unknown', fault: 'cover-open' });
    // One look at once, one after the usual time; asked for only, it is two usual times.
    expect(tookMs).toBeLessThan(520 + DEFAULT_DEADLINES.faultPollMs + 150);
  });

  it('counts by itself when the printer no longer answers questions', async () => {
    const { simulator, job, say } = await automatic();
    simulator.set({ mute: true });
    await say(0x18, 0x00, 0x0f, 0x0f);
    const { value, tookMs } = await job;
    expect(value).toMatchObject({ outcome: 'unknown', fault: 'paper-out' });
    expect(tookMs).toBeLessThan(DEFAULT_DEADLINES.completionMs);
  });

  it('that says all is well takes an earlier complaint back', async () => {
    const { simulator, job, say, clock } = await automatic();
    simulator.set({ mute: true });
    await say(0x38, 0x00, 0x00, 0x0f);
    await clock.advance(200);
    await say(0x10, 0x00, 0x00, 0x0f);
    await clock.advance(1000);
    simulator.set({ mute: false });
    expect((await job).value).toMatchObject({ outcome: 'printed' });
  });

  it('switched on at the printer, as its switches may have it, disturbs nothing', async () => {
    const { simulator, print, network, clock } = desk();
    const job = print();
    await network.pairs[0]!.host.write(Uint8Array.of(0x1d, 0x61, 0xff), 100);
    await clock.advance(10);
    simulator.drawer.close();
    expect((await job).value).toMatchObject({ outcome: 'printed', kick: 'opened' });
  });
});

describe('a printer that speaks StarPRNT', () => {
  const star = (change: Partial<SimulatorState> = {}, settings: Partial<PrinterSettings> = {}) => {
    const rig = desk({ language: 'star-prnt', ...settings });
    rig.simulator.set({ language: 'star-prnt', ...change });
    return rig;
  };

  it('prints, kicks, and is confirmed by its counter', async () => {
    const { simulator, print } = star();
    expect((await print()).value).toEqual({
      outcome: 'printed',
      confirmedBy: 'queued-status',
      paperLow: false,
      kick: 'opened',
    });
    expect(simulator.papers()).toHaveLength(1);
    expect(simulator.papers()[0]!.unexplained).toEqual([]);
    expect(simulator.kicks()).toMatchObject([{ pin: 0, onMs: 50, offMs: 500 }]);
  });

  it('is confirmed only by the count of this job, job after job, also where the counter shows it already', async () => {
    const { simulator, print } = star();
    // Ids whose counts repeat after 31: some meet a counter that shows their number.
    for (let n = 0; n < 70; n += 1) {
      const processId = `00${String(n).padStart(2, '0')}`;
      expect((await print({ ...JOB, kick: false, processId })).value.outcome).toBe('printed');
    }
    expect(simulator.papers()).toHaveLength(70);
    const same = { ...JOB, kick: false, processId: '0042' };
    expect((await print(same)).value.outcome).toBe('printed');
    simulator.set({ losesCompletion: true });
    expect((await print(same)).value).toMatchObject({ outcome: 'unknown', fault: 'silent' });
  });

  it('never waits for the number that the counter shows, nor for nought, which it shows while printing', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 31 }),
        (id, before) => {
          const count = starCount(id, before);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(31);
          expect(count).not.toBe(before);
        },
      ),
    );
  });

  it('is not confirmed by an earlier job’s count that passes by', async () => {
    const { network, print, clock, simulator } = star();
    simulator.set({ losesCompletion: true });
    const job = print();
    await clock.advance(50);
    for (let counter = 1; counter <= 31; counter += 1) {
      const eighth = ((counter & 0x18) << 2) | ((counter & 0x07) << 1);
      await network.pairs[0]!.device.write(Uint8Array.of(0x23, 6, 0, 0, 0, 0, 0, eighth, 0), 100);
      await clock.advance(1);
    }
    expect((await job).value).toMatchObject({ outcome: 'unknown', fault: 'silent' });
  });

  it('waits for slow paper, and knows an opened cover long before the deadline', async () => {
    const slow = star({ lineMs: 1000 });
    const printed = await slow.print();
    expect(printed.value).toMatchObject({ outcome: 'printed' });
    expect(printed.tookMs).toBeGreaterThanOrEqual(10_000);
    const opened = star({ lineMs: 200 });
    const job = opened.print();
    await opened.clock.advance(600);
    opened.simulator.set({ cover: 'open' });
    const { value, tookMs } = await job;
    expect(value).toMatchObject({ outcome: 'unknown', fault: 'cover-open' });
    expect(tookMs).toBeLessThan(3000);
  });

  it('that is silent for a while is asked on, and its counter still counts', async () => {
    const { simulator, print, clock } = star({ lineMs: 400 });
    const job = print();
    await clock.advance(500);
    simulator.set({ mute: true });
    await clock.advance(6000);
    simulator.set({ mute: false });
    expect((await job).value).toMatchObject({ outcome: 'printed' });
  });

  it('without a counter is printed on trust, and says so', async () => {
    const { clock, settings } = star();
    const network = memoryNetwork(clock, (device) => {
      device.onBytes((bytes) => {
        if (bytes.length === 3) void device.write(Uint8Array.of(0x0f, 6, 0, 0, 0, 0, 0), 100);
      });
    });
    const job = printJob(settings, { ...JOB, kick: false }, { clock, transport: () => network.transport });
    expect((await timed(clock, job)).value).toMatchObject({ outcome: 'printed', confirmedBy: 'none' });
  });

  it('tells its state: near end, drawer in both polarities, faults; and names no maker', async () => {
    const { simulator, clock, settings, deps } = star({ paper: 'near-end' });
    const state = async (change: Partial<PrinterSettings> = {}) =>
      (await timed(clock, queryState({ ...settings, ...change }, deps))).value;
    expect(await state()).toEqual({ connection: 'ready', paperLow: true, drawer: 'closed' });
    simulator.drawer.openByKey();
    expect(await state()).toMatchObject({ drawer: 'open' });
    expect(await state({ drawerSensor: 'high-is-closed' })).toMatchObject({ drawer: 'closed' });
    simulator.set({ paper: 'out' });
    expect(await state()).toMatchObject({ connection: 'ready', fault: 'paper-out' });
    expect(await readDrawerPin(settings, deps)).toBe('high');
    simulator.set({ paper: 'ok' });
    expect(await identifyPrinter(settings, deps)).toBeUndefined();
  });

  it('opens its drawer alone, but not with a fault: no document says that the kick would not come later', async () => {
    const { simulator, clock, settings, deps } = star();
    expect((await timed(clock, openDrawer(settings, deps))).value).toMatchObject({ kick: 'opened' });
    simulator.drawer.close();
    simulator.set({ cover: 'open' });
    expect((await timed(clock, openDrawer(settings, deps))).value).toMatchObject({
      outcome: 'failed',
      fault: 'cover-open',
    });
    simulator.set({ cover: 'closed' });
    expect(simulator.kicks()).toHaveLength(1);
  });

  it('and one that speaks ESC/POS do not take each other’s jobs', async () => {
    const wrong = star({ language: 'esc-pos' });
    expect((await wrong.print()).value).toMatchObject({ outcome: 'failed' });
    expect(wrong.simulator.kicks()).toEqual([]);
    const other = desk();
    other.simulator.set({ language: 'star-prnt' });
    expect((await other.print()).value).toMatchObject({ outcome: 'failed', fault: 'silent' });
    expect(other.simulator.kicks()).toEqual([]);
  });
});

describe('a write that the printer does not take', () => {
  it('is given up at its deadline with what may have left, and leaves nothing for later', async () => {
    const clock = fakeClock();
    const simulator = printerSimulator({ clock });
    const network = memoryNetwork(clock, (device) => {
      // After the last question before the job it holds its busy line.
      device.onBytes((bytes) => {
        if (bytes.at(-1) === 0x04) network.pairs[0]!.stall(true);
      });
      simulator.attach(device);
    });
    const deps = { clock, transport: () => network.transport };
    const { value, tookMs } = await timed(clock, printJob(SETTINGS, JOB, deps));
    expect(value).toEqual({
      outcome: 'unknown',
      fault: 'silent',
      bytesSent: expect.any(Number),
      kick: 'sent',
    });
    expect(tookMs).toBeGreaterThanOrEqual(DEFAULT_DEADLINES.writeMs);
    expect(tookMs).toBeLessThan(DEFAULT_DEADLINES.writeMs + 1000);
    network.pairs[0]!.stall(false);
    await clock.advance(60_000);
    expect(simulator.kicks()).toEqual([]);
    expect(simulator.papers()).toEqual([]);
  });
});

describe('the drawer', () => {
  it('is reported open when its sensor changed, whatever its polarity', async () => {
    const { simulator, print } = desk({ drawerSensor: 'high-is-closed' });
    simulator.drawer.rewire({ highWhen: 'closed' });
    expect((await print()).value).toMatchObject({ kick: 'opened' });
  });

  it('is reported not opened after two seconds of a sensor that stays closed', async () => {
    const { simulator, print } = desk();
    simulator.drawer.rewire({ stuck: true });
    const { value, tookMs } = await print();
    expect(value).toMatchObject({ outcome: 'printed', kick: 'not-opened' });
    expect(tookMs).toBeGreaterThanOrEqual(2000);
    expect(tookMs).toBeLessThan(2300);
    expect(simulator.kicks()).toHaveLength(1);
  });

  it('on the other connector pin is not opened by a kick on this one', async () => {
    const wrong = desk();
    wrong.simulator.drawer.rewire({ pin: 1 });
    expect((await wrong.print()).value).toMatchObject({ kick: 'not-opened' });
    const right = desk({ drawerPin: 1 });
    right.simulator.drawer.rewire({ pin: 1 });
    expect((await right.print()).value).toMatchObject({ kick: 'opened' });
  });

  it('is never reported open without a sensor, or when it stood open before', async () => {
    expect((await desk({ drawerSensor: 'none' }).print()).value).toMatchObject({ kick: 'sent' });
    const open = desk();
    open.simulator.drawer.openByKey();
    expect((await open.print()).value).toMatchObject({ kick: 'sent' });
    const unconnected = desk();
    unconnected.simulator.drawer.rewire({ connected: false });
    expect((await unconnected.print()).value).toMatchObject({ kick: 'sent' });
  });

  it('is not touched by a job that does not ask for it', async () => {
    const { simulator, print } = desk();
    expect((await print({ ...JOB, kick: false })).value).toMatchObject({
      outcome: 'printed',
      kick: 'not-asked',
    });
    expect(simulator.kicks()).toEqual([]);
    expect(simulator.drawer.isOpen).toBe(false);
  });

  it('opens alone, by five bytes and no paper', async () => {
    const { simulator, clock, settings, deps } = desk();
    const { value } = await timed(clock, openDrawer(settings, deps));
    expect(value).toEqual({ outcome: 'printed', confirmedBy: 'none', paperLow: false, kick: 'opened' });
    expect(simulator.kicks()).toMatchObject([{ way: 'in-turn', onMs: 50, offMs: 500 }]);
    expect(simulator.papers()).toEqual([]);
    expect(simulator.unfinished().items.filter((item) => item.kind !== 'kick')).toEqual([]);
  });

  it('opens in real time while paper is out or the cover open, and no kick is left waiting in the printer', async () => {
    for (const wrong of [{ paper: 'out' }, { cover: 'open' }] as const) {
      const { simulator, clock, settings, deps } = desk();
      simulator.set(wrong);
      expect((await timed(clock, openDrawer(settings, deps))).value).toMatchObject({ kick: 'opened' });
      expect(simulator.kicks()).toMatchObject([{ way: 'real-time', onMs: 100 }]);
      simulator.drawer.close();
      simulator.set({ paper: 'ok', cover: 'closed' });
      await clock.advance(10_000);
      expect(simulator.drawer.isOpen).toBe(false);
    }
  });

  it('is not kicked in an error, when silent, or by a wrong device', async () => {
    for (const wrong of [{ cutter: 'jammed' }, { silent: true }, { wrongDevice: 'modem' }] as const) {
      const { simulator, clock, settings, deps } = desk();
      simulator.set(wrong);
      expect((await timed(clock, openDrawer(settings, deps))).value).toMatchObject({
        outcome: 'failed',
        bytesSent: 0,
      });
      expect(simulator.kicks()).toEqual([]);
    }
  });

  it('is unknown when the cable goes right after the kick', async () => {
    const { simulator, clock, settings, deps } = desk({ drawerSensor: 'none' });
    simulator.set({ unplugsAfterBytes: 2 });
    expect((await timed(clock, openDrawer(settings, deps))).value).toEqual({
      outcome: 'unknown',
      fault: 'unplugged',
      bytesSent: 5,
      kick: 'sent',
    });
  });
});

describe('the state in words', () => {
  const cases = [
    { wrong: {}, state: { connection: 'ready', paperLow: false, drawer: 'closed' } },
    { wrong: { paper: 'near-end' }, state: { connection: 'ready', paperLow: true, drawer: 'closed' } },
    {
      wrong: { cover: 'open' },
      state: { connection: 'ready', fault: 'cover-open', paperLow: false, drawer: 'closed' },
    },
    {
      wrong: { paper: 'out' },
      state: { connection: 'ready', fault: 'paper-out', paperLow: true, drawer: 'closed' },
    },
    {
      wrong: { silent: true },
      state: { connection: 'no-answer', fault: 'silent', paperLow: false, drawer: 'unknown' },
    },
    {
      wrong: { wrongDevice: 'echo' },
      state: { connection: 'refused', fault: 'wrong-device', paperLow: false, drawer: 'unknown' },
    },
  ] as const;

  it.each(cases)('$state', async ({ wrong, state }) => {
    const { simulator, clock, settings, deps } = desk();
    simulator.set(wrong);
    expect((await timed(clock, queryState(settings, deps))).value).toEqual(state);
    expect(simulator.papers()).toEqual([]);
    expect(simulator.kicks()).toEqual([]);
  });

  it('names an open drawer, and none where there is no sensor', async () => {
    const { simulator, clock, settings, deps } = desk();
    simulator.drawer.openByKey();
    expect((await timed(clock, queryState(settings, deps))).value.drawer).toBe('open');
    const without = { ...settings, drawerSensor: 'none' as const };
    expect((await timed(clock, queryState(without, deps))).value.drawer).toBe('no-sensor');
  });

  it.each([
    { fault: 'busy', state: { connection: 'refused', fault: 'busy' } },
    { fault: 'not-permitted', state: { connection: 'refused', fault: 'not-permitted' } },
    { fault: 'nothing-there', state: { connection: 'no-answer', fault: 'unplugged' } },
  ] as const)('of a port that is $fault', async ({ fault, state }) => {
    const { network, settings, deps } = desk();
    network.refuse(fault);
    expect(await queryState(settings, deps)).toMatchObject(state);
  });

  it('gives pin 3 for calibration', async () => {
    const { simulator, settings, deps, clock } = desk();
    expect(await readDrawerPin(settings, deps)).toBe('low');
    simulator.drawer.openByKey();
    expect(await readDrawerPin(settings, deps)).toBe('high');
    simulator.set({ silent: true });
    expect((await timed(clock, readDrawerPin(settings, deps))).value).toBe('no-answer');
  });

  it('names maker and model, or nothing', async () => {
    const { simulator, settings, deps, clock } = desk();
    expect(await identifyPrinter(settings, deps)).toEqual({ maker: 'EPSON', model: 'TM-T88V' });
    simulator.set({ halvesAnswers: true });
    expect((await timed(clock, identifyPrinter(settings, deps))).value).toBeUndefined();
  });
});

describe('a printer as the services see it', () => {
  it('does one thing at a time: a look never meets a job', async () => {
    const { clock, settings, deps, network, simulator } = desk();
    simulator.set({ lineMs: 50, answerDelayMs: 5 });
    const open = { now: 0, most: 0 };
    const counted: Transport = {
      name: 'counted',
      async open(deadlineMs) {
        const opened = await network.transport.open(deadlineMs);
        if (!opened.opened) return opened;
        open.now += 1;
        open.most = Math.max(open.most, open.now);
        void opened.connection.closed.then(() => (open.now -= 1));
        return opened;
      },
    };
    const printer = createReceiptPrinter(settings, { ...deps, transport: () => counted });
    const all = Promise.all([printer.state(), printer.print(JOB), printer.openDrawer(), printer.state()]);
    const { value } = await timed(clock, all);
    expect(value.map((one) => ('outcome' in one ? one.outcome : one.connection))).toEqual([
      'ready',
      'printed',
      'printed',
      'ready',
    ]);
    expect(open.most).toBe(1);
    expect(network.pairs).toHaveLength(4);
  });

  it('is watched by short visits: ready, then unplugged since when, then ready again', async () => {
    const { clock, settings, deps, network } = desk();
    const said: PrinterCondition[] = [];
    const supervisor = superviseReceiptPrinter({
      printer: createReceiptPrinter(settings, deps),
      clock,
      plan: { heartbeatMs: 1000, backOffMs: [500] },
      changed: (condition) => said.push(condition),
    });
    supervisor.start();
    await clock.advance(100);
    expect(supervisor.condition).toMatchObject({
      is: 'ready',
      identity: { maker: 'EPSON', model: 'TM-T88V' },
      state: { connection: 'ready', drawer: 'closed' },
    });
    expect(network.pairs.filter((pair) => pair.host.isOpen)).toHaveLength(0);
    network.refuse('nothing-there');
    await clock.advance(2000);
    expect(supervisor.condition).toMatchObject({ is: 'failed', fault: 'unplugged' });
    network.refuse(undefined);
    await clock.advance(600);
    expect(supervisor.condition.is).toBe('ready');
    await supervisor.stop();
    expect(said.at(-1)).toEqual({ is: 'stopped' });
  });
});
