import { describe, expect, it } from 'vitest';
import type { Connection } from '../../transport/connection.ts';
import { createExchange } from '../../runtime/exchange.ts';
import { memoryPair } from '../../transport/memory.ts';
import { fakeClock } from '../../fake-clock.ts';
import { sc350Simulator } from '../simulator/sc-350.ts';
import type { Sc350State } from '../simulator/sc-350.ts';
import { sc350Decoder } from './decoder.ts';
import type { Sc350Frame } from './decoder.ts';
import { sc350Dialogue } from './dialogue.ts';
import { bytesOf, encodeQuestion, encodeValue, QUESTIONS, revisionOf, statusOf } from './protocol.ts';
import type { Question } from './protocol.ts';

const hex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' ').map((pair) => Number.parseInt(pair, 16)));

describe('the bytes of the handbook', () => {
  it.each<[Question, string]>([
    ['logOn', '1B 51 46 97'],
    ['revision', '1B 50 52'],
    ['count', '1B 52 43'],
    ['memory', '1B 52 41'],
    ['batchValue', '1B 52 56'],
    ['batchLimit', '1B 52 4C'],
    ['status', '1B 52 53'],
  ])('%s is asked by %s', (question, bytes) => {
    expect(hex(encodeQuestion(question))).toBe(bytes);
  });

  it('1,234 coins are 00 00 04 D2 D6 06', () => {
    expect(hex(encodeValue(bytesOf(1234, 4)))).toBe('00 00 04 D2 D6 06');
  });

  it('0A 0F 02 09 is software 10.15 with protocol 2.09', () => {
    expect(revisionOf([10, 15, 2, 9])).toEqual({ software: '10.15', protocol: '2.09', protocolMajor: 2 });
  });

  it('bits 6 and 7 of a status are always zero', () => {
    expect(statusOf(0x2b)).toEqual({
      counting: true,
      batchReached: true,
      doorOpened: false,
      needsCleaning: true,
      coinAtSensor: false,
      batchMode: true,
    });
    expect(statusOf(0x40)).toBeUndefined();
    expect(statusOf(0x80)).toBeUndefined();
  });

  it('no question changes anything in the machine', () => {
    expect(Object.values(QUESTIONS).map(({ letters }) => letters)).toEqual([
      'QF',
      'PR',
      'RC',
      'RA',
      'RV',
      'RL',
      'RS',
    ]);
  });
});

describe('the decoder', () => {
  const frames = (length: 0 | 1 | 2 | 4, text: string): readonly Sc350Frame[] => {
    const decoder = sc350Decoder();
    decoder.expect(length);
    return decoder.decode(fromHex(text));
  };

  it('takes an answer by its length, its sum and its ACK', () => {
    expect(frames(4, '00 00 04 D2 D6 06')).toMatchObject([{ kind: 'answer', value: [0, 0, 4, 0xd2] }]);
    expect(frames(4, '00 00 04 D2 D7 06')).toMatchObject([{ kind: 'damaged' }]);
    expect(frames(4, '00 00 04 D2 D6 15')).toMatchObject([{ kind: 'damaged' }]);
    expect(frames(0, '06')).toMatchObject([{ kind: 'answer', value: [] }]);
    expect(frames(0, '15')).toEqual([{ kind: 'refused' }]);
    expect(frames(0, '45')).toMatchObject([{ kind: 'damaged' }]);
  });

  it('does not take the first byte of a value for a NAK', () => {
    expect(frames(1, '15 15 06')).toMatchObject([{ kind: 'answer', value: [0x15] }]);
  });

  it('gives what nobody asked for to nobody', () => {
    expect(frames(1, '00 00 06 00 00 06').map((frame) => frame.kind)).toEqual([
      'answer',
      'unasked',
      'unasked',
      'unasked',
    ]);
    expect(sc350Decoder().decode(fromHex('06'))).toEqual([{ kind: 'unasked', byte: 6 }]);
  });
});

describe('the dialogue', () => {
  function rig(state: Partial<Sc350State> = {}) {
    const clock = fakeClock();
    const machine = sc350Simulator(state);
    const { host, device } = memoryPair(clock);
    const spoil: { next: ((bytes: Uint8Array) => Uint8Array | undefined)[] } = { next: [] };
    const line: Connection = {
      ...device,
      get isOpen() {
        return device.isOpen;
      },
      write: (bytes, deadlineMs) => {
        const change = spoil.next.shift();
        const left = change ? change(bytes) : bytes;
        return left ? device.write(left, deadlineMs) : Promise.resolve({ written: true });
      },
    };
    machine.attach(line);
    const decoder = sc350Decoder();
    const exchange = createExchange({
      connection: host,
      decode: decoder.decode,
      clock,
      other: () => undefined,
    });
    const dialogue = sc350Dialogue({ exchange, decoder, clock });
    const after = async <T>(work: Promise<T>, ms = 5000): Promise<T> => {
      await clock.advance(ms);
      return work;
    };
    return { clock, machine, dialogue, spoil, after, host };
  }
  const loggedOn = { loggedOn: true };

  it('logs on and reads the revisions', async () => {
    const { dialogue, machine, after } = rig();
    expect(await after(dialogue.greet())).toMatchObject({
      told: true,
      value: { software: '10.15', protocol: '2.09' },
    });
    expect(machine.commands()).toEqual(['QF', 'PR']);
    expect(machine.state.loggedOn).toBe(true);
  });

  it('takes a protocol that the handbook does not describe for another device', async () => {
    const { dialogue, after } = rig({ protocol: [3, 0] });
    expect(await after(dialogue.greet())).toEqual({ told: false, fault: 'wrong-device' });
  });

  it('reads batch figures in 16 bits from protocol 1 and in 32 from protocol 2', async () => {
    for (const major of [1, 2]) {
      const { dialogue, after, machine } = rig({ protocol: [major, 0], batchLimit: 1000 });
      await after(dialogue.greet());
      machine.run(700);
      expect(await after(dialogue.batchValue())).toMatchObject({ value: 700 });
      expect(await after(dialogue.batchLimit())).toMatchObject({ value: 1000 });
    }
  });

  it('reads a count at rest, twice, with the status before and after', async () => {
    const { dialogue, machine, after } = rig(loggedOn);
    machine.run(1234);
    expect(await after(dialogue.read())).toMatchObject({ at: 'rest', pieces: 1234 });
    expect(machine.commands()).toEqual(['RS', 'RC', 'RC', 'RS']);
    expect(machine.state.count).toBe(1234);
  });

  it.each<[string, Partial<Sc350State>]>([
    ['it counts', { counting: true }],
    ['a coin lies at the sensor', { coinAtSensor: true }],
    ['the door was opened while it counted', { doorOpened: true }],
  ])('gives no count while %s', async (_, state) => {
    const { dialogue, after } = rig({ ...loggedOn, ...state });
    expect(await after(dialogue.read())).toEqual({ at: 'work' });
  });

  it('gives no count that changed between two readings', async () => {
    const { dialogue, machine, spoil, after } = rig({ ...loggedOn, count: 10 });
    const more = (bytes: Uint8Array): Uint8Array => {
      machine.set({ count: 11 });
      return bytes;
    };
    spoil.next = [(bytes) => bytes, more];
    expect(await after(dialogue.read())).toEqual({ at: 'work' });
  });

  it('asks again after 250 ms of silence and 250 ms of quiet, twice at most', async () => {
    const { clock, dialogue, machine, spoil } = rig(loggedOn);
    spoil.next = Array.from({ length: 3 }, () => () => undefined);
    const told = dialogue.status();
    await clock.advance(499);
    expect(machine.commands()).toHaveLength(1);
    await clock.advance(1);
    expect(machine.commands()).toHaveLength(2);
    await clock.advance(500);
    expect(machine.commands()).toHaveLength(3);
    await clock.advance(10_000);
    expect(await told).toEqual({ told: false, fault: 'silent' });
    expect(machine.commands()).toHaveLength(3);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['half of it', (bytes) => bytes.subarray(0, 2)],
    ['one with a wrong sum', (bytes) => bytes.with(1, 0x77)],
    ['a refusal', () => Uint8Array.of(0x15)],
  ])('believes the second answer after %s', async (_, change) => {
    const { dialogue, spoil, after } = rig({ ...loggedOn, needsCleaning: true });
    spoil.next = [change];
    expect(await after(dialogue.status())).toMatchObject({ told: true, value: { needsCleaning: true } });
  });

  it('takes what goes on answering wrongly for another device', async () => {
    const { dialogue, spoil, after } = rig(loggedOn);
    spoil.next = Array.from({ length: 3 }, () => () => fromHex('0D 0A 45 52 52'));
    expect(await after(dialogue.status())).toEqual({ told: false, fault: 'wrong-device' });
  });

  it('does not take an answer that comes twice for the answer to the next question', async () => {
    const { dialogue, spoil, after } = rig({ ...loggedOn, count: 77 });
    spoil.next = [(bytes) => Uint8Array.of(...bytes, ...bytes), (bytes) => Uint8Array.of(...bytes, ...bytes)];
    expect(await after(dialogue.read())).toMatchObject({ at: 'rest', pieces: 77 });
  });

  it('a lost cable ends it at once', async () => {
    const { dialogue, host } = rig(loggedOn);
    await host.close();
    expect(await dialogue.status()).toEqual({ told: false, fault: 'unplugged' });
  });
});
