import { describe, expect, it } from 'vitest';
import { MICR_ALPHABETS } from '../../shared/devices/check-reader.ts';
import type { CheckReaderSettings, CheckReading } from '../../shared/devices/check-reader.ts';
import { simulatedLine } from '../bench/simulated-line.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import { createCheckReader } from './driver.ts';
import { readingOfPrinterPass } from './epson/printer-pass.ts';
import { checkReaderSimulator, READER_MODES, TEST_CARD, TEST_CARDHOLDER } from './simulator/simulator.ts';
import type { ReaderMode, ReaderState } from './simulator/simulator.ts';

const CHECK = { routing: '123456780', account: '9992223', number: '11045' };
const READ: CheckReading = { result: 'read', ...CHECK, business: false };

async function bench(settings: Partial<CheckReaderSettings> = {}, device: Partial<ReaderState> = {}) {
  const clock = fakeClock();
  const line = simulatedLine(clock);
  const simulator = checkReaderSimulator();
  simulator.set({ ...(settings.alphabet ? { alphabet: settings.alphabet } : {}), ...device });
  const network = memoryNetwork(clock, (cable) => simulator.attach(line.over(cable)));
  const log = trafficLog();
  const readings: CheckReading[] = [];
  const reader = createCheckReader(
    {
      kind: 'check-reader',
      protocol: 'magtek',
      transport: { kind: 'file', path: 'not used' },
      alphabet: 'magtek-2',
      exceptions: [],
      ...settings,
    },
    {
      clock,
      log,
      transport: () => network.transport,
      heard: (reading) => readings.push(reading),
      changed: () => undefined,
    },
  );
  reader.start();
  await clock.advance(1100);
  const shown = (): string =>
    log
      .entries()
      .map((entry) => entry.note ?? Buffer.from(entry.bytes).toString('utf8'))
      .join('\n');
  return { clock, line, simulator, readings, reader, shown };
}

const framingOf = (mode: ReaderMode): CheckReaderSettings['framing'] =>
  mode === 'packet' ? 'packet' : mode === 'data' || mode === 'esc' ? 'bare' : 'marked';

describe('a check reader', () => {
  it.each(READER_MODES)('in mode %s reads a personal and a business check', async (mode) => {
    const { clock, simulator, readings } = await bench(
      { framing: framingOf(mode)! },
      { mode, sendsStatus: true },
    );
    simulator.swipe(CHECK);
    await clock.advance(2000);
    simulator.swipe({ ...CHECK, routing: '021000021', business: true });
    await clock.advance(2000);
    expect(readings).toEqual([READ, { ...READ, routing: '021000021', business: true }]);
  });

  it.each(MICR_ALPHABETS)('with the alphabet %s reads the same check', async (alphabet) => {
    const { clock, simulator, readings, shown } = await bench({ alphabet });
    simulator.swipe(CHECK);
    await clock.advance(0);
    expect(readings).toEqual([READ]);
    for (const secret of [CHECK.account, CHECK.routing, CHECK.number]) expect(shown()).not.toContain(secret);
    expect(shown()).toContain('#########');
  });

  it.each<[ReaderState['answers'], unknown]>([
    ['switches', { answers: 'switches', switches: '00000010' }],
    ['question-mark', { answers: 'question-mark' }],
    ['nothing', { answers: 'nothing' }],
  ])('that answers %s is known by no more than that', async (answers, identity) => {
    const { reader, simulator } = await bench({}, { answers });
    expect(reader.condition).toMatchObject({ is: 'ready', identity });
    expect(simulator.commands).toEqual(['SWB']);
  });

  it('of another maker is asked nothing', async () => {
    const { reader, simulator } = await bench({ alphabet: 'parenthesis' });
    expect(reader.condition).toMatchObject({ is: 'ready', identity: { answers: 'nothing' } });
    expect(simulator.commands).toEqual([]);
  });

  it('that has answered and falls silent is silent; one that never answered stays what it was', async () => {
    const { clock, line, reader } = await bench();
    line.set({ silent: true });
    await clock.advance(17_000);
    expect(reader.condition).toMatchObject({ is: 'failed', fault: 'silent' });
    const mute = await bench({}, { answers: 'nothing' });
    mute.line.set({ silent: true });
    await mute.clock.advance(60_000);
    expect(mute.reader.condition.is).toBe('ready');
  });

  it('is not asked while checks pass: they are proof enough', async () => {
    const { clock, simulator } = await bench();
    for (let n = 0; n < 4; n += 1) {
      simulator.swipe(CHECK);
      await clock.advance(15_000);
    }
    expect(simulator.commands).toEqual(['SWB']);
    await clock.advance(16_000);
    expect(simulator.commands).toEqual(['SWB', 'SWB']);
  });

  it('whose answers come too late has not read a check', async () => {
    const { clock, line, reader, readings } = await bench();
    line.set({ delayMs: 3000 });
    await clock.advance(60_000);
    expect(reader.condition).toMatchObject({ is: 'failed', fault: 'silent' });
    expect(readings).toEqual([]);
  });

  it.each<[string, ReaderState['wrongDevice'], string]>([
    ['returns every byte', 'echo', 'wrong-device'],
    ['is a modem', 'modem', 'wrong-device'],
  ])('that %s is none', async (_, wrongDevice, fault) => {
    const { reader, readings } = await bench({}, { wrongDevice });
    expect(reader.condition).toMatchObject({ is: 'failed', fault });
    expect(readings).toEqual([]);
  });

  it('at another speed is none, once it has said something', async () => {
    const { clock, reader, simulator } = await bench({}, { wrongDevice: 'noise' });
    expect(reader.condition.is).toBe('ready');
    simulator.swipe(CHECK);
    await clock.advance(0);
    expect(reader.condition).toMatchObject({ is: 'failed', fault: 'wrong-device' });
  });

  it('never reads a smudged character, wherever it is', async () => {
    for (let at = 0; at < 26; at += 1) {
      const { clock, simulator, readings } = await bench();
      simulator.swipe({ ...CHECK, smudgedAt: [at] });
      await clock.advance(0);
      expect(readings, `character ${at}`).toHaveLength(1);
      expect(readings[0]!.result).not.toBe('read');
    }
  });

  it('that lies about the routing number is found out; about the account nobody can', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.set({ lie: 'wrong-routing-digit' });
    simulator.swipe(CHECK);
    await clock.advance(1000);
    simulator.set({ lie: 'wrong-account-digit' });
    simulator.swipe(CHECK);
    await clock.advance(1000);
    expect(readings).toMatchObject([
      { result: 'doubtful', doubts: ['routing-check-digit'] },
      { result: 'read', account: '9092223' },
    ]);
  });

  it.each<[string, string, unknown]>([
    ['01', '', { result: 'unreadable', why: 'no-line' }],
    ['02', '', { result: 'unreadable', why: 'reader-error' }],
    [
      '03',
      'T123456780T 9992223O 11045',
      { result: 'doubtful', doubts: ['unreadable-character'], business: false },
    ],
    [
      '04',
      'T123456780T 9992223O 11045',
      {
        result: 'doubtful',
        doubts: ['reader-reported'],
        routing: '123456780',
        account: '9992223',
        business: false,
      },
    ],
    ['09', 'T123456780T 9992223O 11045', { result: 'doubtful', doubts: ['foreign'] }],
    ['10', 'T123456780T 9992223O 11045', { result: 'doubtful', doubts: ['reader-reported'] }],
    [
      '77',
      'T123456780T 9992223O 11045',
      { result: 'doubtful', doubts: ['reader-reported'], business: false },
    ],
  ])('with status %s believes the reader that something is wrong', async (status, line, expected) => {
    const { clock, simulator, readings } = await bench({}, { sendsStatus: true });
    simulator.swipeRaw(line, status);
    await clock.advance(0);
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject(expected as CheckReading);
    if (status === '77' || status === '03') expect(readings[0]).toEqual(expected);
  });

  it('hears the same check again when it is passed again', async () => {
    const { clock, simulator, readings } = await bench();
    simulator.swipe(CHECK);
    await clock.advance(1500);
    simulator.swipe(CHECK);
    await clock.advance(0);
    expect(readings).toEqual([READ, READ]);
  });

  it('stops with nothing scheduled', async () => {
    const { clock, simulator, reader, line } = await bench({ framing: 'packet' }, { mode: 'packet' });
    line.set({ next: 'half' });
    simulator.swipe(CHECK);
    await clock.advance(100);
    await reader.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('in packets is asked twice at most for what comes damaged again and again', async () => {
    const { clock, line, simulator, readings } = await bench({ framing: 'packet' }, { mode: 'packet' });
    line.set({ next: 'damaged' });
    line.onChange(() => {
      if (line.state.next === null) line.set({ next: 'damaged' });
    });
    simulator.swipe(CHECK);
    await clock.advance(10_000);
    expect(readings).toEqual([{ result: 'unreadable', why: 'reader-error' }]);
    expect(simulator.naks).toBe(2);
  });

  it('in packets that has nothing to repeat is waited for two seconds', async () => {
    const { clock, line, simulator, readings } = await bench({ framing: 'packet' }, { mode: 'packet' });
    line.set({ next: 'damaged' });
    simulator.swipe(CHECK);
    line.set({ silent: true });
    await clock.advance(1999);
    expect(readings).toEqual([]);
    await clock.advance(1);
    expect(readings).toEqual([{ result: 'unreadable', why: 'reader-error' }]);
    expect(simulator.naks).toBe(1);
  });
});

describe('a card at the check reader', () => {
  it('is discarded, said once, and stands in no log', async () => {
    const { clock, simulator, readings, shown } = await bench();
    simulator.swipeCard();
    await clock.advance(2000);
    simulator.swipe(CHECK);
    await clock.advance(0);
    expect(readings).toEqual([{ result: 'unreadable', why: 'card-discarded' }, READ]);
    for (const trace of [TEST_CARD, TEST_CARD.slice(-4), TEST_CARDHOLDER, '%', '^', '='])
      expect(shown(), trace).not.toContain(trace);
  });
});

describe('a check in the printer', () => {
  const rules = { alphabet: 'magtek-2', exceptions: [] } as const;
  const line = 'T123456780T 9992223O 11045';

  it('is read when its reading ended normally, and doubtful or unreadable otherwise', () => {
    expect(readingOfPrinterPass({ line, status: 0x50 }, rules)).toEqual(READ);
    expect(readingOfPrinterPass({ line, status: 0x70 }, rules)).toEqual({
      result: 'doubtful',
      doubts: ['reader-reported'],
      business: false,
    });
    expect(readingOfPrinterPass({ line: '', status: 0x70 }, rules)).toEqual({
      result: 'unreadable',
      why: 'reader-error',
    });
    expect(readingOfPrinterPass({ line: '', status: 0x50 }, rules)).toEqual({
      result: 'unreadable',
      why: 'no-line',
    });
  });
});
