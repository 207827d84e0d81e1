/** The dialogue with both terminals, on a memory cable. */
import { describe, expect, it, vi } from 'vitest';
import type { CardApproval, CardRequest, CardTerminalSettings } from '../../shared/devices/card-terminal.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import type { Transport } from '../transport/connection.ts';
import type { CardTerminalDeadlines } from './deps.ts';
import { paxSimulator } from './pax/simulator/simulator.ts';
import { createCardTerminal } from './terminal.ts';
import { PATIENT, recordedRun, SALE } from './terminal-rig.test-kit.ts';
import type { CardSimulator } from './simulator/card-simulator.ts';
import { zvtSimulator } from './zvt/simulator/simulator.ts';
import type { ZvtTerminalSettings } from './zvt/simulator/simulator.ts';

const LINES = {
  tcp: { kind: 'tcp', host: 'terminal', port: 1 },
  serial: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 },
} as const;

const SIMULATORS = { pax: paxSimulator, zvt: zvtSimulator } as const;

/** The settings of ZVT are set for ZVT only. */
type AnySimulator = Omit<CardSimulator, 'set'> & { set(change: Partial<ZvtTerminalSettings>): void };

function rig(
  protocol: 'pax' | 'zvt',
  line: 'tcp' | 'serial',
  deadlines: Partial<CardTerminalDeadlines> = PATIENT,
  clock: Clock = systemClock,
) {
  const simulator: AnySimulator = SIMULATORS[protocol]({ clock });
  const network = memoryNetwork(clock, (end) => {
    simulator.attach(end);
  });
  const wire: WireEvent[] = [];
  const transport = listenedTo(network.transport, wire);
  const settings: CardTerminalSettings = { kind: 'card-terminal', protocol, transport: LINES[line] };
  const again = () => createCardTerminal(settings, { clock, deadlines, transport: () => transport });
  return { simulator, network, terminal: again(), again, wire };
}

type WireEvent = { readonly way: 'sent' | 'received'; readonly hex: string };

/** Each write and each arrival, in their order. */
function listenedTo(inner: Transport, wire: WireEvent[]): Transport {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return {
    name: inner.name,
    async open(deadlineMs) {
      const opened = await inner.open(deadlineMs);
      if (!opened.opened) return opened;
      const { connection } = opened;
      return {
        opened: true,
        connection: {
          get isOpen() {
            return connection.isOpen;
          },
          closed: connection.closed,
          close: () => connection.close(),
          write: (bytes, writeMs) => {
            wire.push({ way: 'sent', hex: hex(bytes) });
            return connection.write(bytes, writeMs);
          },
          onBytes: (listener) =>
            connection.onBytes((bytes) => {
              wire.push({ way: 'received', hex: hex(bytes) });
              listener(bytes);
            }),
        },
      };
    },
  };
}

/** What was sent since the last thing that came, apart from the serial line's own ACK to its bytes. */
function sentSinceAnswer(wire: readonly WireEvent[], ownAck: boolean): readonly string[] {
  const last = wire.findLastIndex(({ way }) => way === 'received');
  const sent = wire.slice(last + 1).map(({ hex }) => hex);
  return ownAck && sent[0] === '06' ? sent.slice(1) : sent;
}

const until = (condition: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!condition()) throw new Error('not yet');
  });

async function approvedSale(
  terminal: ReturnType<typeof rig>['terminal'],
  sale = SALE,
): Promise<CardApproval> {
  const outcome = await terminal.run(sale, recordedRun());
  if (outcome.outcome !== 'approved') throw new Error(outcome.outcome);
  return outcome.approval;
}

const takingBack = (kind: 'void' | 'refund', of: CardApproval): CardRequest => ({
  ...SALE,
  kind,
  reference: '000000000043',
  original: {
    reference: SALE.reference,
    trace: of.trace,
    authorization: of.authorization,
    hostReference: of.hostReference,
  },
});

const WAYS = [
  ['pax', 'tcp'],
  ['pax', 'serial'],
  ['zvt', 'tcp'],
  ['zvt', 'serial'],
] as const;

describe.each(WAYS)('%s over %s', (protocol, line) => {
  const ownAck = protocol === 'zvt' && line === 'serial';

  it('a sale is approved, persisted before it is acknowledged, and charged once', async () => {
    const { terminal, simulator, wire } = rig(protocol, line);
    let sentBefore: readonly string[] | undefined;
    const run = recordedRun(() => {
      sentBefore = sentSinceAnswer(wire, ownAck);
    });
    const outcome = await terminal.run(SALE, run);
    expect(outcome).toMatchObject({
      outcome: 'approved',
      approval: {
        approvedCents: 12_345,
        last4: '1117',
        brand: 'Visa',
        entryMode: 'chip',
        authorization: simulator.charges()[0]!.authorization,
        emv: { aid: 'A0000000031010', label: 'VISA' },
      },
    });
    expect(run.persisted).toEqual([outcome]);
    expect(sentBefore).toEqual([]);
    const acknowledgement = protocol === 'pax' ? '06' : line === 'tcp' ? '800000' : '10028000001003f51f';
    expect(wire.filter(({ way }) => way === 'sent').at(-1)?.hex).toBe(acknowledgement);
    expect(run.steps.slice(0, 3)).toEqual(['connecting', 'sent', 'card']);
    expect(simulator.charges()).toMatchObject([{ cents: 12_345, voided: 'no' }]);
    expect(simulator.state.requests).toBe(1);
  });

  it('a decline and a customer who presses the red key charge nothing, and are persisted', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ next: 'decline' });
    const declined = recordedRun();
    expect(await terminal.run(SALE, declined)).toMatchObject({ outcome: 'declined' });
    simulator.set({ next: 'cancel' });
    const cancelled = recordedRun();
    expect(await terminal.run({ ...SALE, reference: '43' }, cancelled)).toEqual({ outcome: 'cancelled' });
    expect([...declined.persisted, ...cancelled.persisted].map(({ outcome }) => outcome)).toEqual([
      'declined',
      'cancelled',
    ]);
    expect(simulator.charges()).toEqual([]);
  });

  it('a partial approval is what the bank gave', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ next: 'partial' });
    expect((await approvedSale(terminal)).approvedCents).toBe(6172);
    expect(simulator.charges()).toMatchObject([{ requestedCents: 12_345, cents: 6172 }]);
  });

  it.each(['more', 'other', 'nameless'] as const)(
    'an approval of %s is not believed: unknown, neither persisted nor acknowledged',
    async (next) => {
      const { terminal, simulator } = rig(protocol, line);
      simulator.set({ next, ...(protocol === 'zvt' ? { agreeMs: 200 } : {}) });
      const run = recordedRun();
      expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'wrong-device' });
      expect(run.persisted).toEqual([]);
      if (protocol === 'zvt') await until(() => simulator.charges()[0]?.voided === 'by-terminal');
    },
  );

  it('what cannot be persisted is not acknowledged', async () => {
    const { terminal, simulator, wire } = rig(protocol, line);
    if (protocol === 'zvt') simulator.set({ agreeMs: 200 });
    const full = recordedRun(() => {
      throw new Error('disk full');
    });
    expect(await terminal.run(SALE, full)).toEqual({ outcome: 'unknown', fault: 'silent' });
    expect(sentSinceAnswer(wire, ownAck)).toEqual([]);
    expect(simulator.charges()).toHaveLength(1);
    if (protocol === 'zvt') {
      await until(() => simulator.charges()[0]?.voided === 'by-terminal');
      expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'voided' });
    } else {
      expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'approved' });
    }
  });

  it('a void takes the charge back, once; the terminal says no to a second one', async () => {
    const { terminal, simulator } = rig(protocol, line);
    const sale = await approvedSale(terminal);
    const asked = takingBack('void', sale);
    expect(await terminal.run(asked, recordedRun())).toMatchObject({
      outcome: 'approved',
      approval: { approvedCents: 12_345 },
    });
    expect(simulator.charges()).toMatchObject([{ voided: 'by-till' }]);
    expect(await terminal.run({ ...asked, reference: '000000000044' }, recordedRun())).toMatchObject({
      outcome: 'declined',
    });
    expect(simulator.voids()).toHaveLength(1);
  });

  it('a refund is a transaction of its own', async () => {
    const { terminal, simulator } = rig(protocol, line);
    const sale = await approvedSale(terminal);
    expect(await terminal.run(takingBack('refund', sale), recordedRun())).toMatchObject({
      outcome: 'approved',
      approval: { approvedCents: 12_345 },
    });
    expect(simulator.charges()).toMatchObject([{ voided: 'no' }]);
    expect(simulator.refunds()).toMatchObject([{ cents: 12_345 }]);
  });

  it('the totals of the batch are told, and told again as it is closed; then it is a new one', async () => {
    const { terminal, simulator } = rig(protocol, line);
    await approvedSale(terminal);
    await approvedSale(terminal, { ...SALE, reference: '000000000050', amountCents: 655 });
    const sums = { outcome: 'done', totals: { saleCount: 2, saleCents: 13_000, refundCents: 0 } };
    expect(await terminal.batchTotals()).toMatchObject(sums);
    expect(await terminal.closeBatch()).toMatchObject(sums);
    expect(simulator.state.closedBatches).toHaveLength(1);
    expect(await terminal.batchTotals()).toMatchObject({ totals: { saleCount: 0, saleCents: 0 } });
  });

  it('the cashier gives up while the card is waited for: the terminal is told and says that it has ended', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ cardMs: 60_000 });
    const run = recordedRun();
    const outcome = terminal.run(SALE, run);
    await until(() => simulator.state.stage === 'card' && run.steps.includes('card'));
    run.giveUp();
    expect(await outcome).toEqual({ outcome: 'cancelled' });
    expect(run.persisted).toEqual([{ outcome: 'cancelled' }]);
    expect(simulator.charges()).toEqual([]);
  });

  it('the cashier gives up when the bank is being asked: what it approves is approved', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ bankMs: 300 });
    const run = recordedRun();
    const outcome = terminal.run(SALE, run);
    await until(() => simulator.state.stage === 'bank');
    run.giveUp();
    expect(await outcome).toMatchObject({ outcome: 'approved' });
    expect(simulator.charges()).toHaveLength(1);
  });

  it('the cashier gives up before anything is sent: nothing is', async () => {
    const { terminal, simulator } = rig(protocol, line);
    const run = recordedRun();
    run.giveUp();
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'cancelled' });
    expect(simulator.state.requests).toBe(0);
  });

  it('nobody comes with a card: the terminal is told to stop, and what it says then is the outcome', async () => {
    const { terminal, simulator } = rig(protocol, line, { ...PATIENT, cardMs: 300 });
    simulator.set({ next: 'never' });
    const run = recordedRun();
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'cancelled' });
    expect(run.persisted).toEqual([{ outcome: 'cancelled' }]);
    expect(simulator.state.stage).toBe('idle');
  });

  it('a terminal that loses its power while the bank approves leaves the outcome unknown', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ next: 'die' });
    const run = recordedRun();
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'unplugged' });
    expect(run.persisted).toEqual([]);
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'no-answer' });
    simulator.set({ power: true });
    // A ZVT terminal takes back at its restart what was not agreed to.
    const found = protocol === 'zvt' ? 'voided' : 'approved';
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found });
    expect(simulator.charges()).toHaveLength(1);
  });

  it('another till is served: this one is turned down, and nothing of its request leaves', async () => {
    const { terminal, simulator } = rig(protocol, line);
    simulator.set({ busy: true });
    expect(await terminal.run(SALE, recordedRun())).toEqual({ outcome: 'failed', fault: 'busy' });
    expect(await terminal.state()).toMatchObject({ connection: 'refused', fault: 'busy' });
    expect(await terminal.lookUp(SALE.reference, SALE)).toEqual({ found: 'no-answer', fault: 'busy' });
    expect(simulator.state.requests).toBe(0);
  });

  it('one thing at a time: a look waits for the sale, and does not disturb it', async () => {
    const { terminal, simulator, network } = rig(protocol, line);
    simulator.set({ bankMs: 100 });
    const [outcome, state] = await Promise.all([terminal.run(SALE, recordedRun()), terminal.state()]);
    expect(outcome).toMatchObject({ outcome: 'approved' });
    expect(state.connection).toBe('ready');
    expect(network.pairs.every(({ host }) => !host.isOpen)).toBe(true);
  });

  it('says who it is', async () => {
    const { terminal } = rig(protocol, line);
    expect(await terminal.state()).toEqual(
      protocol === 'pax'
        ? { connection: 'ready', serial: '53600112', model: 'A920' }
        : { connection: 'ready', serial: '29004869', model: '' },
    );
    await terminal.close();
  });

  it('something else on the port is recognised, and is not asked for money', async () => {
    const { terminal, simulator } = rig(protocol, line, { ...PATIENT, ackMs: 300, answerMs: 300 });
    simulator.set({ wrongDevice: true });
    expect(await terminal.state()).toMatchObject({ connection: 'refused', fault: 'wrong-device' });
    expect(await terminal.run(SALE, recordedRun())).toEqual({ outcome: 'failed', fault: 'wrong-device' });
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'no-answer' });
    expect(simulator.charges()).toEqual([]);
  });
});

describe('PAX', () => {
  it('the answer is lost after the approval: unknown, then found approved, with one charge', async () => {
    const { terminal, simulator } = rig('pax', 'tcp', { ...PATIENT, cardMs: 200, cancelMs: 200 });
    simulator.set({ next: 'lose-answer' });
    expect(await terminal.run(SALE, recordedRun())).toEqual({ outcome: 'unknown', fault: 'silent' });
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({
      found: 'approved',
      approval: { approvedCents: 12_345, last4: '1117' },
    });
    expect(simulator.charges()).toHaveLength(1);
    expect(simulator.state.requests).toBe(1);
  });

  it('a reference that the terminal does not know was not charged', async () => {
    const { terminal } = rig('pax', 'tcp');
    await approvedSale(terminal);
    expect(await terminal.lookUp('000000000099', { ...SALE, reference: '000000000099' })).toEqual({
      found: 'nothing',
    });
  });

  it('a record of more than was asked for, or of another kind, is not taken for ours', async () => {
    const { terminal } = rig('pax', 'tcp');
    await approvedSale(terminal);
    for (const expected of [
      { ...SALE, amountCents: 12_344 },
      { ...SALE, kind: 'refund' as const },
    ])
      expect(await terminal.lookUp(SALE.reference, expected)).toEqual({
        found: 'no-answer',
        fault: 'wrong-device',
      });
  });

  it('a sale that was voided since is found voided; its void is found approved', async () => {
    const { terminal } = rig('pax', 'tcp');
    const asked = takingBack('void', await approvedSale(terminal));
    await terminal.run(asked, recordedRun());
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'voided' });
    expect(await terminal.lookUp(asked.reference, asked)).toMatchObject({ found: 'approved' });
  });

  it('a call from the telephone leaves manual entry at the terminal as the only way in', async () => {
    const { terminal, simulator } = rig('pax', 'tcp');
    const outcome = await terminal.run({ ...SALE, entry: 'keyed' }, recordedRun());
    expect(outcome).toMatchObject({ approval: { entryMode: 'keyed' } });
    expect(simulator.charges()).toMatchObject([{ entry: 'keyed' }]);
  });

  it('twice the same request is two charges at this terminal, so that a repeated one would be seen', async () => {
    const { terminal, simulator } = rig('pax', 'tcp');
    await terminal.run(SALE, recordedRun());
    await terminal.run(SALE, recordedRun());
    expect(simulator.charges()).toHaveLength(2);
  });
});

describe('ZVT', () => {
  it('the answer is lost and the terminal takes the charge back: it says so, and nothing is charged', async () => {
    const { terminal, simulator } = rig('zvt', 'tcp');
    simulator.set({ next: 'lose-answer', agreeMs: 100 });
    expect(await terminal.run(SALE, recordedRun())).toMatchObject({ outcome: 'declined', code: 'FF' });
    expect(simulator.charges()).toMatchObject([{ voided: 'by-terminal' }]);
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'voided' });
  });

  it('the answer is lost at a terminal that takes nothing back: unknown, then found approved, one charge', async () => {
    const { terminal, simulator, again } = rig('zvt', 'tcp', { ...PATIENT, cardMs: 300, cancelMs: 200 });
    simulator.set({ next: 'lose-answer', agreeMs: 100, reverses: false });
    let remembered = '';
    const run = { ...recordedRun(), remember: (mark: string) => void (remembered = mark) };
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'silent' });
    const found = { found: 'approved', approval: { approvedCents: 12_345 } };
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject(found);
    expect(remembered.length).toBeLessThanOrEqual(60);
    expect(await again().lookUp(SALE.reference, SALE, remembered)).toMatchObject(found);
    expect(simulator.charges()).toHaveLength(1);
    expect(simulator.state.requests).toBe(1);
  });

  it('without what was on record before, nothing is said about what is now', async () => {
    const { terminal, again } = rig('zvt', 'tcp');
    await approvedSale(terminal);
    expect(await again().lookUp(SALE.reference, SALE)).toEqual({ found: 'no-answer', fault: 'silent' });
  });

  it.each([{ knowsReceipt: false }, { knowsTotals: false }])(
    'a terminal that cannot be asked (%o) sells all the same, and an open outcome is for a person',
    async (lacking) => {
      const { terminal, simulator } = rig('zvt', 'serial', { ...PATIENT, cardMs: 300, cancelMs: 200 });
      simulator.set(lacking);
      await approvedSale(terminal);
      simulator.set({ next: 'lose-answer', agreeMs: 100, reverses: false });
      const second = { ...SALE, reference: '000000000043' };
      expect(await terminal.run(second, recordedRun())).toMatchObject({ outcome: 'unknown' });
      expect(await terminal.lookUp(second.reference, second)).toMatchObject({ found: 'no-answer' });
    },
  );

  it('the completion is lost: persisted approved, outcome unknown, found approved, one charge', async () => {
    const { terminal, simulator } = rig('zvt', 'tcp', { ...PATIENT, cancelMs: 200 });
    simulator.set({ losesCompletion: true });
    const run = recordedRun();
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'silent' });
    expect(run.persisted).toMatchObject([{ outcome: 'approved' }]);
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'approved' });
    expect(simulator.charges()).toMatchObject([{ voided: 'no' }]);
  });

  it('our acknowledgement is lost with the cable: persisted approved, outcome unknown, found voided', async () => {
    const { terminal, simulator, network } = rig('zvt', 'tcp');
    simulator.set({ agreeMs: 200 });
    const run = recordedRun(() => void network.pairs.at(-1)?.device.close());
    expect(await terminal.run(SALE, run)).toEqual({ outcome: 'unknown', fault: 'unplugged' });
    expect(run.persisted).toMatchObject([{ outcome: 'approved' }]);
    await until(() => simulator.state.stage === 'idle');
    expect(await terminal.lookUp(SALE.reference, SALE)).toMatchObject({ found: 'voided' });
    expect(simulator.charges()).toMatchObject([{ voided: 'by-terminal' }]);
  });

  it('a request that never reached it was not charged, also after an earlier sale of the same amount', async () => {
    const { terminal, simulator } = rig('zvt', 'tcp', { ...PATIENT, cardMs: 200, cancelMs: 5000 });
    await approvedSale(terminal);
    simulator.set({ next: 'never' });
    const second = { ...SALE, reference: '000000000043' };
    expect(await terminal.run(second, recordedRun())).toEqual({ outcome: 'cancelled' });
    expect(await terminal.lookUp(second.reference, second)).toEqual({ found: 'nothing' });
    expect(simulator.charges()).toHaveLength(1);
  });
});

describe('time', () => {
  it.each(['pax', 'zvt'] as const)(
    '%s: three minutes for the card, counted anew at each sign of life',
    async (protocol) => {
      const clock = fakeClock(1_800_000_000_000);
      const { terminal, simulator } = rig(protocol, 'tcp', {}, clock);
      simulator.set({ next: 'approve', cardMs: 170_000, bankMs: protocol === 'zvt' ? 170_000 : 5000 });
      const outcome = terminal.run(SALE, recordedRun());
      await clock.advance(400_000);
      expect(await outcome).toMatchObject({ outcome: 'approved' });
      expect(simulator.charges()).toHaveLength(1);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it.each(['pax', 'zvt'] as const)(
    '%s: a terminal that is never heard of is told to stop, and unknown',
    async (protocol) => {
      const clock = fakeClock(1_800_000_000_000);
      const { terminal, simulator, network } = rig(protocol, 'tcp', {}, clock);
      const run = recordedRun();
      simulator.set({ next: 'never' });
      const outcome = terminal.run(SALE, run);
      await clock.advance(1000);
      // From now on nothing that the terminal says arrives.
      const { device } = network.pairs.at(-1)!;
      device.write = () => Promise.resolve({ written: true });
      await clock.advance(179_000 + 15_000 + 2000);
      expect(await outcome).toEqual({ outcome: 'unknown', fault: 'silent' });
      expect(run.persisted).toEqual([]);
      expect(simulator.charges()).toEqual([]);
      await clock.advance(60_000);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it.each(['pax', 'zvt'] as const)(
    '%s: a terminal that takes the call and says nothing is asked for no money',
    async (protocol) => {
      const clock = fakeClock();
      const simulator = SIMULATORS[protocol]({ clock });
      const { transport } = memoryNetwork(clock, (end) => {
        simulator.attach({ ...end, isOpen: true, write: () => Promise.resolve({ written: true }) });
      });
      const terminal = createCardTerminal(
        { kind: 'card-terminal', protocol, transport: LINES.tcp },
        { clock, transport: () => transport },
      );
      const outcome = terminal.run(SALE, recordedRun());
      await clock.advance(11_000);
      expect(await outcome).toEqual({ outcome: 'failed', fault: 'silent' });
      expect(simulator.state.requests).toBe(0);
    },
  );
});
