/**
 * The fault list of the card terminal, both protocols over every cable. For each fault: the outcome, what was persisted,
 * what the terminal says when it is asked afterwards; and how many charges there are, which is never two.
 */
import { describe, expect, it, vi } from 'vitest';
import type { CardLookUp, CardOutcome, CardTerminal } from '../../shared/devices/card-terminal.ts';
import { CABLES } from '../bench/cables.test-kit.ts';
import type { Cable, LaidCable } from '../bench/cables.test-kit.ts';
import type { LineState } from '../bench/simulated-line.ts';
import { pause, systemClock } from '../clock.ts';
import { serialTransport } from '../transport/serial.ts';
import type { CardTerminalDeadlines } from './deps.ts';
import { paxSimulator } from './pax/simulator/simulator.ts';
import type { TerminalStage } from './simulator/state.ts';
import { createCardTerminal } from './terminal.ts';
import { PATIENT, recordedRun, SALE } from './terminal-rig.test-kit.ts';
import { zvtSimulator } from './zvt/simulator/simulator.ts';
import type { ZvtTerminalSettings } from './zvt/simulator/simulator.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

type Protocol = 'pax' | 'zvt';

type Expected = {
  readonly outcome: Partial<CardOutcome>;
  /** Asked when the fault is mended; absent: not asked, since the outcome is certain. */
  readonly found?: Partial<CardLookUp>;
  /** As the bank sees it at the end, also what was taken back. */
  readonly charges: 0 | 1;
  /** The charges that stand. */
  readonly standing: 0 | 1;
  readonly persisted: readonly CardOutcome['outcome'][];
};

type Fault = {
  readonly name: string;
  /** What goes wrong with the line, and when: `idle` is before anything is asked. */
  readonly line: Partial<LineState>;
  readonly at: Extract<TerminalStage, 'idle' | 'card' | 'answering'>;
  readonly terminal?: Partial<ZvtTerminalSettings>;
  /** Shortened where the fault is that nothing comes. */
  readonly deadlines?: Partial<CardTerminalDeadlines>;
  readonly pax: Expected;
  readonly zvt: Expected;
  /** Where there is no check of the bytes, a fault is not seen as one. */
  readonly zvtOverTcp?: Expected;
};

/** The terminal has introduced itself and taken the request: only its end is waited for. */
const BRIEF = { cardMs: 800, cancelMs: 400 } as const;

const NOT_SENT: Omit<Expected, 'outcome'> = { charges: 0, standing: 0, persisted: [] };
const APPROVED: Expected = {
  outcome: { outcome: 'approved' },
  charges: 1,
  standing: 1,
  persisted: ['approved'],
};
/** Charged, and nobody has told us. */
const FOUND_APPROVED: Omit<Expected, 'outcome'> = {
  found: { found: 'approved' },
  charges: 1,
  standing: 1,
  persisted: [],
};
/** Charged, and taken back by the terminal, which has not heard us agree. */
const FOUND_VOIDED: Omit<Expected, 'outcome'> = {
  found: { found: 'voided' },
  charges: 1,
  standing: 0,
  persisted: [],
};

const failed = (fault: 'silent' | 'unplugged' | 'wrong-device'): Expected => ({
  outcome: { outcome: 'failed', fault },
  ...NOT_SENT,
});
const unknown = (
  fault: 'silent' | 'unplugged' | 'wrong-device',
  then: Omit<Expected, 'outcome'>,
): Expected => ({
  outcome: { outcome: 'unknown', fault },
  ...then,
});

const FAULTS: readonly Fault[] = [
  {
    name: 'silence from the start',
    line: { silent: true },
    at: 'idle',
    deadlines: { ackMs: 400, answerMs: 400 },
    pax: failed('silent'),
    zvt: failed('silent'),
  },
  {
    name: 'silence after the request has arrived',
    line: { silent: true },
    at: 'card',
    deadlines: BRIEF,
    terminal: { agreeMs: 300, cardMs: 50 },
    pax: unknown('silent', FOUND_APPROVED),
    zvt: unknown('silent', FOUND_VOIDED),
  },
  {
    name: 'silence after the approval',
    line: { silent: true },
    at: 'answering',
    deadlines: BRIEF,
    terminal: { agreeMs: 300 },
    pax: unknown('silent', FOUND_APPROVED),
    zvt: unknown('silent', FOUND_VOIDED),
  },
  {
    name: 'half of the answer',
    line: { next: 'half' },
    at: 'answering',
    // On TCP a pause inside a message is borne for as long as an acknowledgement.
    deadlines: { ackMs: 600 },
    terminal: { agreeMs: 1500 },
    // Asked for again by NAK.
    pax: APPROVED,
    zvt: APPROVED,
    // Nothing can be asked for again; the terminal takes the charge back and says so.
    zvtOverTcp: {
      outcome: { outcome: 'declined', code: 'FF' },
      charges: 1,
      standing: 0,
      persisted: ['declined'],
    },
  },
  {
    name: 'a wrong check in the answer',
    line: { next: 'damaged' },
    at: 'answering',
    terminal: { agreeMs: 400 },
    pax: APPROVED,
    zvt: APPROVED,
    // ZVT has no check of its own there. The status cannot be read, so it is not agreed to.
    zvtOverTcp: unknown('wrong-device', FOUND_VOIDED),
  },
  {
    name: 'the answer twice',
    line: { next: 'twice' },
    at: 'answering',
    pax: APPROVED,
    zvt: APPROVED,
  },
  {
    name: 'the answer after the deadline',
    line: { delayMs: 2500 },
    at: 'answering',
    deadlines: BRIEF,
    terminal: { agreeMs: 300 },
    pax: unknown('silent', FOUND_APPROVED),
    zvt: unknown('silent', FOUND_VOIDED),
  },
  {
    name: 'unplugged between request and answer',
    line: { next: 'lost-cable' },
    at: 'answering',
    terminal: { agreeMs: 200 },
    pax: unknown('unplugged', FOUND_APPROVED),
    zvt: unknown('unplugged', FOUND_VOIDED),
  },
  {
    name: 'unplugged before',
    line: { plugged: false },
    at: 'idle',
    pax: failed('unplugged'),
    zvt: failed('unplugged'),
  },
];

type Bench = {
  readonly simulator: ReturnType<typeof zvtSimulator> | ReturnType<typeof paxSimulator>;
  readonly cable: LaidCable;
  terminal(deadlines?: Partial<CardTerminalDeadlines>): CardTerminal;
};

const create = (
  protocol: Protocol,
  { transport }: LaidCable,
  deadlines?: Partial<CardTerminalDeadlines>,
): CardTerminal =>
  createCardTerminal(
    { kind: 'card-terminal', protocol, transport },
    { clock: systemClock, deadlines: { ...PATIENT, ...deadlines } },
  );

async function withBench(
  protocol: Protocol,
  cable: Cable,
  test: (bench: Bench) => Promise<void>,
): Promise<void> {
  const simulator =
    protocol === 'zvt' ? zvtSimulator({ clock: systemClock }) : paxSimulator({ clock: systemClock });
  const laid = await cable.lay(simulator);
  let made: CardTerminal | undefined;
  try {
    await test({
      simulator,
      cable: laid,
      terminal: (deadlines) => (made ??= create(protocol, laid, deadlines)),
    });
  } finally {
    await laid.close();
  }
}

/** The line is good again, whatever was pulled or silenced; and the terminal has come to its end of it. */
async function mend({ cable, simulator }: Bench): Promise<void> {
  await cable.settled();
  if (!cable.line.state.plugged) await cable.replug();
  cable.line.set({ silent: false, delayMs: 0, next: null });
  await vi.waitFor(
    () => {
      if (simulator.state.stage !== 'idle') throw new Error('still busy');
    },
    { timeout: 10_000 },
  );
}

/** Late bytes on a serial line may still be under way. */
const LATE_MS = 3000;

describe.each(CABLES.filter(({ available }) => available))('over $name', (cable) => {
  describe.each<Protocol>(['pax', 'zvt'])('%s', (protocol) => {
    it.concurrent.each(FAULTS)('$name', (fault) =>
      withBench(protocol, cable, async (bench) => {
        const { simulator } = bench;
        const isTcp = cable.name === 'tcp';
        const expected = (protocol === 'zvt' && isTcp && fault.zvtOverTcp) || fault[protocol];
        simulator.set(fault.terminal ?? {});
        // It remembers what was on record before, so it is the one that is asked afterwards.
        const terminal = bench.terminal(fault.deadlines);
        let isDone = false;
        const strike = (): void => {
          if (isDone || simulator.state.stage !== fault.at) return;
          isDone = true;
          bench.cable.line.set(fault.line);
        };
        simulator.onChange(strike);
        strike();
        await bench.cable.settled();

        const run = recordedRun();
        const outcome = await terminal.run(SALE, run);
        expect(outcome).toMatchObject(expected.outcome);
        expect(run.persisted.map((each) => each.outcome)).toEqual(expected.persisted);

        if (fault.line.delayMs !== undefined) await pause(systemClock, LATE_MS);
        await mend(bench);
        if (expected.found) expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject(expected.found);
        expect(simulator.charges()).toHaveLength(expected.charges);
        expect(simulator.charges().filter(({ voided }) => voided === 'no')).toHaveLength(expected.standing);
        expect(simulator.state.requests).toBe(outcome.outcome === 'failed' ? 0 : 1);
        if (expected.charges === 1 && expected.standing === 1 && outcome.outcome === 'approved')
          expect(outcome.approval).toMatchObject({ approvedCents: SALE.amountCents, last4: '1117' });

        // The next customer is served, once, and the fault has left nothing behind.
        if (fault.terminal?.agreeMs !== undefined) simulator.set({ agreeMs: PATIENT.ackMs });
        // A driver of its own, which opens the port once the other one has let go of it.
        await terminal.close();
        const next = await vi.waitFor(async () => {
          const outcome = await create(protocol, bench.cable).run(
            { ...SALE, reference: '000000000043', amountCents: 500 },
            recordedRun(),
          );
          if (outcome.outcome === 'failed' && outcome.fault === 'busy') throw new Error('still held');
          return outcome;
        }, 10_000);
        expect(next).toMatchObject({ outcome: 'approved', approval: { approvedCents: 500 } });
        expect(simulator.charges()).toHaveLength(expected.charges + 1);
      }),
    );

    it('another device on the port is asked for nothing', () =>
      withBench(protocol, cable, async ({ simulator, terminal }) => {
        simulator.set({ wrongDevice: true });
        const given = terminal({ ackMs: 400, answerMs: 400 });
        expect(await given.run(SALE, recordedRun())).toEqual({ outcome: 'failed', fault: 'wrong-device' });
        expect(await given.state()).toMatchObject({ connection: 'refused', fault: 'wrong-device' });
        expect(simulator.charges()).toEqual([]);
      }));
  });
});

describe('a port that is not free', () => {
  const [tcp, serial] = CABLES;

  it.each<Protocol>(['pax', 'zvt'])('%s: a terminal that takes the call and hangs up is busy', (protocol) =>
    withBench(protocol, tcp!, async ({ simulator, terminal }) => {
      simulator.set({ power: false });
      expect(await terminal().run(SALE, recordedRun())).toEqual({ outcome: 'failed', fault: 'busy' });
      expect(simulator.state.requests).toBe(0);
    }),
  );

  it.skipIf(!serial!.available).each<Protocol>(['pax', 'zvt'])(
    '%s: a serial port that another program has is busy',
    (protocol) =>
      withBench(protocol, serial!, async ({ simulator, cable: { transport }, terminal }) => {
        if (transport.kind !== 'serial') throw new Error('not a serial cable');
        const other = await serialTransport(transport, systemClock).open(1000);
        expect(other.opened).toBe(true);
        expect(await terminal().run(SALE, recordedRun())).toEqual({ outcome: 'failed', fault: 'busy' });
        if (other.opened) await other.connection.close();
        expect(simulator.state.requests).toBe(0);
      }),
  );
});
