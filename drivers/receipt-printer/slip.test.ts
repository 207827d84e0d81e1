/** What becomes of a stub, a check's back, a deposit slip and a check's line in each situation, under a clock that the test moves. */
import { describe, expect, it } from 'vitest';
import type { PrinterSettings } from '../../shared/devices/outcome.ts';
import type { CheckPass, SlipJob, SlipOutcome, SlipStep } from '../../shared/devices/receipt-printer.ts';
import { fakeClock } from '../fake-clock.ts';
import { readCheck } from './check.ts';
import { printedText } from './decode.ts';
import { printJob } from './driver.ts';
import { createReceiptPrinter } from './printer.ts';
import { memoryRig, RECEIPT } from './printer-rig.test-kit.ts';
import { DEFAULT_DEADLINES } from './session.ts';
import type { PrinterDeadlines } from './session.ts';
import type { SimulatorState } from './simulator/state.ts';
import { printSlip } from './slip.ts';

const STUB = ['CITY OF CEDAR BLUFF  03-000123', 'PAID 84.17  Nov 19, 2026'];
const LINE = 'T123456780T 0246135790O 1042';

function desk(
  change: Partial<SimulatorState> = {},
  settings: Partial<PrinterSettings> = {},
  deadlines: Partial<PrinterDeadlines> = {},
) {
  const clock = fakeClock();
  const rig = memoryRig(clock, deadlines);
  rig.simulator.set({ slipStation: 'slip', ...change });
  const said: SlipStep[] = [];
  let cancel: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const all = { ...rig.settings, slip: 'slip' as const, ...settings };
  const job: SlipJob = {
    kind: 'validation',
    lines: STUB,
    processId: '0001',
    cancelled,
    progress: (step) => said.push(step),
  };
  const until = async <T>(work: Promise<T>): Promise<T> => {
    const progress = { done: false };
    void work.then(() => (progress.done = true));
    for (let n = 0; !progress.done && n < 30_000; n += 1) await clock.advance(10);
    return work;
  };
  return {
    ...rig,
    clock,
    said,
    cancel: () => {
      cancel();
    },
    settings: all,
    job,
    print: (): Promise<SlipOutcome> => printSlip(all, job, rig.deps),
    read: (): Promise<CheckPass> => readCheck(all, rig.deps, { cancelled }),
    until,
    /** Nothing of a slip may come out on a receipt, or on the next slip. */
    receiptAfterwards: async () => {
      await until(printJob(all, { paper: RECEIPT, kick: false, processId: '0002' }, rig.deps));
      return printedText(rig.simulator.papers().at(-1)!);
    },
    received: () =>
      Buffer.concat(rig.simulator.received().map(({ bytes }) => bytes))
        .toString('hex')
        .toUpperCase(),
  };
}

describe('a slip', () => {
  it('is asked for, printed when it is there, and taken away; the printer is on its roll afterwards', async () => {
    const { simulator, print, until, clock, said, receiptAfterwards } = desk();
    const outcome = print();
    await clock.advance(2000);
    expect(said).toEqual(['insert']);
    expect(simulator.station).toEqual({ selected: 'slip', waits: true });
    simulator.set({ slipPaper: 'inserted' });
    await clock.advance(1000);
    expect(said).toEqual(['insert', 'printing', 'remove']);
    expect(simulator.state.slipPaper).toBe('ejected');
    simulator.set({ slipPaper: 'none' });
    expect(await until(outcome)).toEqual({ outcome: 'printed', confirmedBy: 'process-id' });
    expect(simulator.slips().map(printedText)).toEqual([STUB.join('\n')]);
    expect(simulator.station.selected).toBe('roll');
    expect(await receiptAfterwards()).not.toContain('PAID');
    expect(simulator.slips()).toHaveLength(1);
  });

  it('sends no byte that prints before the paper is there', async () => {
    const { simulator, print, clock, received, until, cancel } = desk();
    const outcome = print();
    await clock.advance(5000);
    // initialise, no kanji, wait two minutes, settings and paper: slip
    expect(received().replaceAll(/1004(0[1-5])/g, '')).toBe('1B401C2E1B6602051B6331041B74001B633004');
    simulator.set({ slipPaper: 'inserted' });
    await clock.advance(2000);
    cancel();
    simulator.set({ slipPaper: 'none' });
    expect((await until(outcome)).outcome).toBe('printed');
    expect(received()).toMatch(/0C1D284806003030303030311B633002/);
  });

  it('that was in the printer before is printed without waiting, and one that is left there is not waited for long', async () => {
    const { print, until, clock } = desk({ slipPaper: 'inserted' });
    expect(await until(print())).toMatchObject({ outcome: 'printed' });
    expect(clock.nowMs()).toBeLessThan(DEFAULT_DEADLINES.removeMs + 3000);
  });

  it('for validation has its own station on an iTherm, the others the common one', async () => {
    const validation = desk({ slipStation: 'itherm', slipPaper: 'inserted' }, { slip: 'itherm' });
    await validation.until(validation.print());
    expect(validation.received()).toContain('1B633008');
    const back = desk({ slipStation: 'itherm', slipPaper: 'inserted' }, { slip: 'itherm' });
    await back.until(printSlip(back.settings, { ...back.job, kind: 'endorsement' }, back.deps));
    expect(back.received()).toContain('1B633004');
  });

  it('that nobody inserts is not printed, then or later', async () => {
    const { simulator, print, until, said, clock, receiptAfterwards } = desk();
    expect(await until(print())).toEqual({ outcome: 'failed', fault: 'nothing-inserted', bytesSent: 0 });
    expect(clock.nowMs()).toBeGreaterThanOrEqual(DEFAULT_DEADLINES.insertMs);
    expect(said).toEqual(['insert']);
    expect(simulator.station).toEqual({ selected: 'roll', waits: false });
    simulator.set({ slipPaper: 'inserted' });
    await clock.advance(60_000);
    expect(simulator.slips()).toEqual([]);
    expect(await receiptAfterwards()).not.toContain('PAID');
  });

  it('is no longer waited for when the person cancels; paper that comes too late is let go blank', async () => {
    const { simulator, print, until, cancel, clock, receiptAfterwards } = desk();
    const outcome = print();
    await clock.advance(3000);
    simulator.set({ slipPaper: 'inserted' });
    cancel();
    expect(await until(outcome)).toEqual({ outcome: 'failed', fault: 'cancelled', bytesSent: 0 });
    expect(simulator.station.selected).toBe('roll');
    expect(simulator.state.slipPaper).toBe('ejected');
    expect(await receiptAfterwards()).not.toContain('PAID');
    expect(simulator.slips()).toEqual([]);
  });

  it('whose printer gives up waiting by itself has failed at once', async () => {
    const { print, until, clock, network, simulator } = desk();
    const outcome = print();
    await clock.advance(1000);
    // As its own patience would: the station no longer waits, and the roll is selected.
    await network.pairs[0]!.host.write(Uint8Array.of(0x10, 0x05, 0x03), 100);
    await clock.advance(500);
    expect(await until(outcome)).toEqual({ outcome: 'failed', fault: 'nothing-inserted', bytesSent: 0 });
    expect(clock.nowMs()).toBeLessThan(3000);
    expect(simulator.station.selected).toBe('roll');
  });

  it('is refused where there is no station: by settings, by language, or by the printer itself', async () => {
    const refused = { outcome: 'failed', fault: 'no-slip-station', bytesSent: 0 };
    for (const settings of [{ slip: 'none' }, { language: 'star-prnt' }] as const) {
      const { print, network } = desk({}, settings);
      expect(await print()).toEqual(refused);
      expect(network.pairs).toEqual([]);
    }
    const without = desk({ slipStation: 'none' });
    expect(await without.until(without.print())).toEqual(refused);
  });

  it('is not begun with a printer that has a fault, nobody there, or another program on it', async () => {
    const open = desk({ cover: 'open' });
    expect(await open.until(open.print())).toMatchObject({ outcome: 'failed', fault: 'cover-open' });
    expect(open.said).toEqual([]);
    const refused = desk();
    refused.network.refuse('busy');
    expect(await refused.print()).toMatchObject({ outcome: 'failed', fault: 'busy' });
  });

  it('is unknown when the printer does not say that it is printed, or is unplugged under the head', async () => {
    const lost = desk({ losesCompletion: true, slipPaper: 'inserted' });
    expect(await lost.until(lost.print())).toMatchObject({ outcome: 'unknown', fault: 'silent' });
    const pulled = desk({ slipPaper: 'inserted', unplugsAfterBytes: 40 });
    const outcome = await pulled.until(pulled.print());
    expect(outcome).toMatchObject({ outcome: 'unknown', fault: 'unplugged' });
    expect(outcome.outcome === 'unknown' && outcome.bytesSent).toBeGreaterThan(60);
  });

  it('that is pulled out before the first line is unknown, and its lines do not go onto the next one', async () => {
    const { simulator, job, settings, deps, until, clock } = desk({ slipPaper: 'inserted' });
    const pulledOut = (step: SlipStep): void => {
      if (step === 'printing') simulator.set({ slipPaper: 'none' });
    };
    const outcome = await until(printSlip(settings, { ...job, progress: pulledOut }, deps));
    expect(outcome).toMatchObject({ outcome: 'unknown', fault: 'silent' });
    expect(simulator.station).toEqual({ selected: 'roll', waits: false });
    simulator.set({ slipPaper: 'inserted' });
    await clock.advance(60_000);
    expect(simulator.slips()).toEqual([]);
    expect(printedText(simulator.unfinished())).toBe('');
  });

  it('is unknown when the cover is opened while it prints', async () => {
    const { simulator, print, until, clock } = desk({ lineMs: 500, slipPaper: 'inserted' });
    const outcome = print();
    await clock.advance(700);
    simulator.set({ cover: 'open' });
    expect(await until(outcome)).toMatchObject({ outcome: 'unknown', fault: 'cover-open' });
  });

  it('must have lines and a process id that the printer can answer with', async () => {
    const { job, settings, deps } = desk();
    await expect(printSlip(settings, { ...job, lines: [] }, deps)).rejects.toThrow('one line');
    await expect(printSlip(settings, { ...job, processId: 'é001' }, deps)).rejects.toThrow('process id');
  });

  it('carries no command, whatever its text is', async () => {
    const { job, settings, deps, until, simulator } = desk({ slipPaper: 'inserted' });
    const lines = ['\u0010\u0014\u0001\u0000\u0001', '\u001bp\u0000\u0019ú', 'José €5'];
    await until(printSlip(settings, { ...job, lines }, deps));
    expect(simulator.kicks()).toEqual([]);
    expect(printedText(simulator.slips()[0]!)).toMatch(/José EUR5$/);
  });
});

describe('a check', () => {
  it('is read, ejected, and given as the printer said it', async () => {
    const { simulator, read, until, clock } = desk({ checkReader: true, checkLine: LINE });
    const pass = read();
    await clock.advance(3000);
    expect(simulator.station).toEqual({ selected: 'check', waits: true });
    simulator.set({ slipPaper: 'inserted' });
    expect(await until(pass)).toEqual({ outcome: 'passed', line: LINE, status: 0x50 });
    expect(simulator.state.slipPaper).toBe('ejected');
    expect(simulator.station.selected).toBe('roll');
  });

  it('is not disturbed by questions while it is waited for and read', async () => {
    const { simulator, read, clock, received, until } = desk({ checkReader: true, checkLine: LINE });
    const pass = read();
    await clock.advance(10_000);
    expect(received()).toMatch(/10040801(1B660205)1C613000$/);
    simulator.set({ slipPaper: 'inserted' });
    await until(pass);
    expect(received()).toMatch(/1C6130001C6132$/);
  });

  it('without a magnetic line has passed with nothing read', async () => {
    const { read, until } = desk({ checkReader: true, slipPaper: 'inserted' });
    expect(await until(read())).toEqual({ outcome: 'passed', line: '', status: 0x70 });
  });

  it('that nobody inserts, or that is cancelled, is nothing inserted, and not read later', async () => {
    const late = desk({ checkReader: true });
    expect(await late.until(late.read())).toEqual({ outcome: 'nothing-inserted' });
    expect(late.clock.nowMs()).toBeGreaterThanOrEqual(DEFAULT_DEADLINES.insertMs);
    const cancelled = desk({ checkReader: true });
    const pass = cancelled.read();
    await cancelled.clock.advance(1000);
    cancelled.cancel();
    expect(await cancelled.until(pass)).toEqual({ outcome: 'nothing-inserted' });
    expect(cancelled.simulator.station.selected).toBe('roll');
  });

  it('that jams is the printer’s fault', async () => {
    const { read, until } = desk({ checkReader: true, checkJams: true, slipPaper: 'inserted' });
    expect(await until(read())).toEqual({ outcome: 'failed', fault: 'unrecoverable-error' });
  });

  it('is refused by a printer without a reader, one with a fault, and one that is not there', async () => {
    const without = desk();
    expect(await without.until(without.read())).toEqual({ outcome: 'failed', fault: 'no-check-reader' });
    const star = desk({}, { language: 'star-prnt' });
    expect(await star.read()).toEqual({ outcome: 'failed', fault: 'no-check-reader' });
    const open = desk({ checkReader: true, cover: 'open' });
    expect(await open.until(open.read())).toEqual({ outcome: 'failed', fault: 'cover-open' });
    const gone = desk();
    gone.network.refuse('nothing-there');
    expect(await gone.read()).toEqual({ outcome: 'failed', fault: 'unplugged' });
  });

  it('has failed when the cable goes, or only half of its line comes', async () => {
    const pulled = desk({ checkReader: true });
    const pass = pulled.read();
    await pulled.clock.advance(1000);
    pulled.simulator.set({ plugged: false });
    expect(await pulled.until(pass)).toEqual({ outcome: 'failed', fault: 'unplugged' });
    const half = desk({ checkReader: true, checkLine: LINE, slipPaper: 'inserted', halvesAnswers: true });
    expect(await half.until(half.read())).toEqual({ outcome: 'failed', fault: 'silent' });
  });

  it.each([
    { name: 'with detail', answer: [0x5f, 0x58, 0x40, 0x1f, 0x31, 0x32, 0x00], line: '12', status: 0x58 },
    { name: 'under another header', answer: [0x37, 0x2a, 0x50, 0x31, 0x32, 0x00], line: '12', status: 0x50 },
  ])('is understood $name, as other programs leave the printer set', async ({ answer, line, status }) => {
    const { read, until, clock, network } = desk({ checkReader: true });
    const pass = read();
    await clock.advance(500);
    // A maker's name is no reading.
    await network.pairs[0]!.device.write(Uint8Array.of(0x5f, 0x45, 0x50, 0x00), 100);
    await network.pairs[0]!.device.write(Uint8Array.from(answer), 100);
    expect(await until(pass)).toEqual({ outcome: 'passed', line, status });
  });
});

it('a slip and a receipt never meet: each waits for the other', async () => {
  const { settings, deps, job, simulator, until } = desk({ slipPaper: 'inserted' });
  const printer = createReceiptPrinter(settings, deps);
  const both = await until(
    Promise.all([
      printer.printSlip(job),
      printer.print({ paper: RECEIPT, kick: false, processId: '0002' }),
      printer.readCheck({ cancelled: Promise.resolve() }),
    ]),
  );
  expect(both.map(({ outcome }) => outcome)).toEqual(['printed', 'printed', 'failed']);
  expect(printedText(simulator.papers()[0]!)).not.toContain('PAID');
});
