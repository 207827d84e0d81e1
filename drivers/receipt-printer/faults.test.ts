/**
 * The fault list of the receipt printer, over every cable. For each fault: the outcome, what stands on paper, how often
 * the drawer was kicked; and that nothing happens by itself once the fault is mended.
 */
import { describe, expect, it, vi } from 'vitest';
import type { PrintOutcome } from '../../shared/devices/outcome.ts';
import type { SlipJob, SlipOutcome } from '../../shared/devices/receipt-printer.ts';
import { readCheck } from './check.ts';
import { printedText } from './decode.ts';
import { openDrawer, printJob, queryState } from './driver.ts';
import { serialTransport } from '../transport/serial.ts';
import { CABLES, PATIENT, RECEIPT, soon } from './printer-rig.test-kit.ts';
import type { Rig } from './printer-rig.test-kit.ts';
import type { PrinterDeadlines } from './session.ts';
import type { PrinterSimulator } from './simulator/simulator.ts';
import { HEALTHY } from './simulator/state.ts';
import type { SimulatorState } from './simulator/state.ts';
import { printSlip } from './slip.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

type Fault = {
  readonly name: string;
  readonly wrong: Partial<SimulatorState>;
  readonly outcome: Partial<PrintOutcome>;
  /** Finished receipts. */
  readonly papers: 0 | 1;
  readonly kicks: 0 | 1;
  /** Shortened where the fault is that nothing comes. */
  readonly deadlines?: Partial<PrinterDeadlines>;
  /** The printer goes on with its buffer once a person has mended it; that is its own doing. */
  readonly finishesLater?: true;
};

const FAILED = { outcome: 'failed', bytesSent: 0 } as const;

const FAULTS: readonly Fault[] = [
  {
    name: 'silence',
    wrong: { silent: true },
    deadlines: { answerMs: 300 },
    outcome: { ...FAILED, fault: 'silent' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'answers after the deadline',
    wrong: { answerDelayMs: 1000 },
    deadlines: { answerMs: 300 },
    outcome: { ...FAILED, fault: 'silent' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'cover open',
    wrong: { cover: 'open' },
    outcome: { ...FAILED, fault: 'cover-open' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'paper out',
    wrong: { paper: 'out' },
    outcome: { ...FAILED, fault: 'paper-out' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'cutter jammed',
    wrong: { cutter: 'jammed' },
    outcome: { ...FAILED, fault: 'cutter-error' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'broken',
    wrong: { broken: true },
    outcome: { ...FAILED, fault: 'unrecoverable-error' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'head too hot',
    wrong: { head: 'hot' },
    outcome: { ...FAILED, fault: 'offline' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'feed button held',
    wrong: { feedButton: 'pressed' },
    outcome: { ...FAILED, fault: 'offline' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'a modem on the port',
    wrong: { wrongDevice: 'modem' },
    outcome: { ...FAILED, fault: 'wrong-device' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'a plug that returns every byte',
    wrong: { wrongDevice: 'echo' },
    deadlines: { answerMs: 1500 },
    outcome: { ...FAILED, fault: 'wrong-device' },
    papers: 0,
    kicks: 0,
  },
  {
    name: 'half an answer',
    wrong: { halvesAnswers: true },
    deadlines: { completionMs: 400 },
    outcome: { outcome: 'unknown', fault: 'silent', kick: 'opened' },
    papers: 1,
    kicks: 1,
  },
  {
    name: 'the completion lost',
    wrong: { losesCompletion: true },
    deadlines: { completionMs: 400 },
    outcome: { outcome: 'unknown', fault: 'silent', kick: 'opened' },
    papers: 1,
    kicks: 1,
  },
  {
    name: 'no more bytes taken in the middle of the receipt',
    wrong: { hangsAfterBytes: 100 },
    deadlines: { answerMs: 1500, completionMs: 400 },
    outcome: { outcome: 'unknown' },
    papers: 0,
    kicks: 1,
  },
  {
    name: 'unplugged in the middle of the receipt',
    wrong: { unplugsAfterBytes: 100 },
    outcome: { outcome: 'unknown', fault: 'unplugged' },
    papers: 0,
    kicks: 1,
  },
  {
    name: 'paper out in the middle of the receipt',
    wrong: { linesLeft: 3 },
    outcome: { outcome: 'unknown', fault: 'paper-out', kick: 'opened' },
    papers: 0,
    kicks: 1,
    finishesLater: true,
  },
  {
    name: 'cutter jams at the cut',
    wrong: { jamsAtNextCut: true },
    outcome: { outcome: 'unknown', fault: 'cutter-error', kick: 'opened' },
    papers: 0,
    kicks: 1,
    finishesLater: true,
  },
];

async function withRig(lay: () => Promise<Rig>, test: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await lay();
  try {
    await test(rig);
  } finally {
    await rig.close();
  }
}

describe.concurrent.each(CABLES.filter((cable) => cable.available))('over $name', ({ lay }) => {
  it('a healthy printer prints once, kicks first with exactly five bytes, and says so', () =>
    withRig(lay, async ({ simulator, settings, deps }) => {
      const outcome = await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps);
      expect(outcome).toEqual({
        outcome: 'printed',
        confirmedBy: 'process-id',
        paperLow: false,
        kick: 'opened',
      });
      expect(simulator.papers()).toHaveLength(1);
      expect(printedText(simulator.papers()[0]!)).toMatch(
        /^\[drawer 0\]\nCity of Cedar Bluff\n[^]*TOTAL +80\.00\n\[cut\]$/,
      );
      expect(simulator.kicks()).toMatchObject([
        { pin: 0, onMs: 50, offMs: 500, way: 'in-turn', opened: true },
      ]);
      const received = receivedHex(simulator);
      expect(received.split('1B700019FA')).toHaveLength(2);
      expect(received.indexOf('1B700019FA')).toBeLessThan(received.indexOf('1B40'));
    }));

  it.each(FAULTS)('$name', ({ wrong, deadlines, outcome: expected, papers, kicks, finishesLater }) =>
    withRig(lay, async ({ simulator, settings, deps: patient }) => {
      const deps = { ...patient, deadlines: { ...PATIENT, ...deadlines } };
      simulator.set(wrong);
      const outcome = await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps);
      expect(outcome).toMatchObject(expected);
      expect(simulator.papers()).toHaveLength(papers);
      expect(simulator.kicks()).toHaveLength(kicks);
      if (outcome.outcome === 'failed') expect(jobBytesReceived(simulator)).toBe(0);
      if (outcome.outcome === 'unknown') expect(outcome.bytesSent).toBeGreaterThan(0);

      // Mended, nothing comes by itself: no second print, no second kick.
      simulator.set({ ...HEALTHY, plugged: simulator.state.plugged });
      await soon();
      expect(simulator.papers()).toHaveLength(finishesLater ? 1 : papers);
      expect(simulator.kicks()).toHaveLength(kicks);
    }),
  );

  it('unplugged before: nothing leaves, and after replugging only the next job prints', async () => {
    await withRig(lay, async ({ simulator, settings, deps }) => {
      simulator.set({ plugged: false });
      await soon();
      expect(await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps)).toEqual({
        ...FAILED,
        fault: 'unplugged',
      });
      expect(await openDrawer(settings, deps)).toEqual({ ...FAILED, fault: 'unplugged' });
      expect(await queryState(settings, deps)).toMatchObject({ connection: 'no-answer', fault: 'unplugged' });
    });
    await withRig(lay, async ({ simulator, settings, deps }) => {
      await soon();
      expect(simulator.kicks()).toEqual([]);
      const again = await printJob(settings, { paper: RECEIPT, kick: true, processId: '0002' }, deps);
      expect(again.outcome).toBe('printed');
      expect(simulator.papers()).toHaveLength(1);
      expect(simulator.kicks()).toHaveLength(1);
    });
  });
});

/** What differs in StarPRNT: its answers have several bytes, so half of one is noticed before anything leaves. */
const STAR_FAULTS: readonly Fault[] = FAULTS.map((fault) =>
  fault.name === 'half an answer'
    ? {
        ...fault,
        deadlines: { answerMs: 400 },
        outcome: { ...FAILED, fault: 'wrong-device' },
        papers: 0,
        kicks: 0,
      }
    : fault,
);

describe.concurrent.each(CABLES.filter((cable) => cable.available))('in StarPRNT over $name', ({ lay }) => {
  const starRig = async (): Promise<Rig> => {
    const rig = await lay();
    rig.simulator.set({ language: 'star-prnt' });
    return { ...rig, settings: { ...rig.settings, language: 'star-prnt' } };
  };

  it('a healthy printer prints once, kicks first, and says so', () =>
    withRig(starRig, async ({ simulator, settings, deps }) => {
      const outcome = await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps);
      expect(outcome).toEqual({
        outcome: 'printed',
        confirmedBy: 'queued-status',
        paperLow: false,
        kick: 'opened',
      });
      expect(printedText(simulator.papers()[0]!)).toMatch(/^\[drawer 0\]\nCity of[^]*\[cut\]$/);
      expect(simulator.kicks()).toHaveLength(1);
    }));

  it.each(STAR_FAULTS)('$name', ({ wrong, deadlines, outcome: expected, papers, kicks, finishesLater }) =>
    withRig(starRig, async ({ simulator, settings, deps: patient }) => {
      const deps = { ...patient, deadlines: { ...PATIENT, ...deadlines } };
      simulator.set(wrong);
      const outcome = await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps);
      expect(outcome).toMatchObject(expected);
      expect(simulator.papers()).toHaveLength(papers);
      expect(simulator.kicks()).toHaveLength(kicks);
      if (outcome.outcome === 'failed') expect(receivedHex(simulator).replaceAll('1B0601', '')).toBe('');
      simulator.set({ ...HEALTHY, language: 'star-prnt', plugged: simulator.state.plugged });
      await soon();
      expect(simulator.papers()).toHaveLength(finishesLater ? 1 : papers);
      expect(simulator.kicks()).toHaveLength(kicks);
    }),
  );
});

type SlipCase = {
  readonly name: string;
  readonly wrong: Partial<SimulatorState>;
  readonly outcome: Partial<SlipOutcome>;
  readonly slips: 0 | 1;
  readonly deadlines?: Partial<PrinterDeadlines>;
};

const SLIP_CASES: readonly SlipCase[] = [
  { name: 'a stub in the printer', wrong: {}, outcome: { outcome: 'printed' }, slips: 1 },
  {
    name: 'nobody inserts anything',
    wrong: { slipPaper: 'none' },
    deadlines: { insertMs: 300 },
    outcome: { ...FAILED, fault: 'nothing-inserted' },
    slips: 0,
  },
  {
    name: 'silence',
    wrong: { silent: true },
    deadlines: { answerMs: 300 },
    outcome: { ...FAILED, fault: 'silent' },
    slips: 0,
  },
  {
    name: 'answers after the deadline',
    wrong: { answerDelayMs: 1000 },
    deadlines: { answerMs: 300 },
    outcome: { ...FAILED, fault: 'silent' },
    slips: 0,
  },
  {
    name: 'a modem on the port',
    wrong: { wrongDevice: 'modem' },
    outcome: { ...FAILED, fault: 'wrong-device' },
    slips: 0,
  },
  {
    name: 'half an answer',
    wrong: { halvesAnswers: true },
    deadlines: { completionMs: 400 },
    outcome: { outcome: 'unknown', fault: 'silent' },
    slips: 1,
  },
  {
    name: 'the completion lost',
    wrong: { losesCompletion: true },
    deadlines: { completionMs: 400 },
    outcome: { outcome: 'unknown', fault: 'silent' },
    slips: 1,
  },
  {
    name: 'unplugged while it is waited for',
    wrong: { slipPaper: 'none', unplugsAfterBytes: 10 },
    outcome: { ...FAILED, fault: 'unplugged' },
    slips: 0,
  },
  {
    name: 'unplugged in the middle of the lines',
    wrong: { unplugsAfterBytes: 40 },
    outcome: { outcome: 'unknown', fault: 'unplugged' },
    slips: 0,
  },
];

describe.concurrent.each(CABLES.filter((cable) => cable.available))('a slip over $name', ({ lay }) => {
  it.each(SLIP_CASES)('$name', ({ wrong, deadlines, outcome: expected, slips }) =>
    withRig(lay, async ({ simulator, settings, deps: patient }) => {
      const deps = { ...patient, deadlines: { ...PATIENT, removeMs: 100, ...deadlines } };
      simulator.set({ slipStation: 'slip', slipPaper: 'inserted', ...wrong });
      const job: SlipJob = {
        kind: 'endorsement',
        lines: ['FOR DEPOSIT ONLY', 'CITY OF CEDAR BLUFF', '03-000123  2026-11-19'],
        processId: '0001',
        cancelled: new Promise(() => undefined),
        progress: () => undefined,
      };
      const outcome = await printSlip({ ...settings, slip: 'slip' }, job, deps);
      expect(outcome).toMatchObject(expected);
      expect(simulator.slips()).toHaveLength(slips);
      if (outcome.outcome === 'failed') expect(receivedHex(simulator)).not.toContain(hexOf('DEPOSIT'));

      // Mended, and with paper in it again, nothing comes by itself: neither on a slip nor on the roll.
      simulator.set({
        ...HEALTHY,
        slipStation: 'slip',
        slipPaper: 'inserted',
        plugged: simulator.state.plugged,
      });
      await soon();
      expect(simulator.slips()).toHaveLength(slips);
      expect(printedText(simulator.unfinished())).not.toContain('DEPOSIT');
      expect(simulator.papers()).toEqual([]);
    }),
  );

  it('a check’s line comes through whole', () =>
    withRig(lay, async ({ simulator, settings, deps }) => {
      const checkLine = 'T123456780T 0246135790O 1042';
      simulator.set({ slipStation: 'slip', checkReader: true, slipPaper: 'inserted', checkLine });
      expect(await readCheck(settings, deps, { cancelled: new Promise(() => undefined) })).toEqual({
        outcome: 'passed',
        line: checkLine,
        status: 0x50,
      });
      expect(simulator.papers()).toEqual([]);
    }));
});

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex').toUpperCase();

const receivedHex = (simulator: PrinterSimulator): string =>
  Buffer.concat(simulator.received().map(({ bytes }) => bytes))
    .toString('hex')
    .toUpperCase();

/** Bytes other than status questions. */
const jobBytesReceived = (simulator: PrinterSimulator): number =>
  receivedHex(simulator).replace(/100401|100402|100403|100404/g, '').length / 2;

describe('a port that is not free', () => {
  const [tcp, serial] = CABLES;

  it('a network printer that takes the call and hangs up is busy', () =>
    withRig(tcp!.lay, async ({ simulator, settings, deps }) => {
      simulator.set({ busy: true });
      expect(await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps)).toEqual({
        ...FAILED,
        fault: 'busy',
      });
      expect(await queryState(settings, deps)).toMatchObject({ connection: 'refused', fault: 'busy' });
      expect(simulator.kicks()).toEqual([]);
    }));

  it('a network printer plugged in again listens on the same port', () =>
    withRig(tcp!.lay, async ({ simulator, settings, deps }) => {
      simulator.set({ plugged: false });
      await soon();
      expect((await queryState(settings, deps)).connection).toBe('no-answer');
      simulator.set({ plugged: true });
      await soon();
      expect((await queryState(settings, deps)).connection).toBe('ready');
    }));

  it.skipIf(!serial!.available)('a serial port that another program has is busy', () =>
    withRig(serial!.lay, async ({ settings, deps }) => {
      if (settings.transport.kind !== 'serial') throw new Error('not a serial rig');
      const other = await serialTransport(settings.transport, deps.clock).open(1000);
      expect(other.opened).toBe(true);
      expect(await printJob(settings, { paper: RECEIPT, kick: true, processId: '0001' }, deps)).toEqual({
        ...FAILED,
        fault: 'busy',
      });
      if (other.opened) await other.connection.close();
    }),
  );
});
