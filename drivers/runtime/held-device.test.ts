import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import type { Connection } from '../transport/connection.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { trafficLog } from '../transport/traffic-log.ts';
import type { Exchange } from './exchange.ts';
import { holdDevice } from './held-device.ts';
import type { HeldDevice } from './held-device.ts';
import type { Checked, DeviceCondition } from './supervisor.ts';

const PLAN = { heartbeatMs: 1000, backOffMs: [100, 200, 400] };
const ANSWER_MS = 300;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A line ended by LF is a frame. */
function lineDecoder(): (bytes: Uint8Array) => readonly string[] {
  let rest = '';
  return (bytes) => {
    const lines = (rest + new TextDecoder().decode(bytes)).split('\n');
    rest = lines.pop() ?? '';
    return lines;
  };
}

/** Asks with `?`, is answered `i-am NAME`; everything else that comes is speech. */
async function askName(exchange: Exchange<string>): Promise<Checked<string>> {
  const got = await exchange.request(bytesOf('?'), (line) => line.startsWith('i-am '), ANSWER_MS);
  if (got.kind === 'answered') return { ok: true, value: got.frame.slice('i-am '.length) };
  return { ok: false, fault: got.kind === 'closed' ? 'unplugged' : 'silent' };
}

type Held = HeldDevice<string, string, string>;

/** @param greets is said the moment the cable is plugged in, before anybody listens */
function bench({ greets = '', asked = true }: { greets?: string; asked?: boolean } = {}) {
  const clock = fakeClock();
  const conditions: DeviceCondition<string, string>[] = [];
  const heard: string[] = [];
  const heardOver: (Exchange<string> | undefined)[] = [];
  const device = { name: 'scanner', answers: true, questions: 0 };
  const network = memoryNetwork(clock, (cable) => {
    if (greets !== '') void cable.write(bytesOf(greets), 100);
    cable.onBytes(() => {
      device.questions += 1;
      if (device.answers) void cable.write(bytesOf(`i-am ${device.name}\n`), 100);
    });
  });
  const lines = { begun: 0 };
  const log = trafficLog();
  const held: Held = holdDevice<string, string, string>({
    transport: network.transport,
    clock,
    decoder: () => {
      lines.begun += 1;
      return lineDecoder();
    },
    heard: (line, exchange) => {
      heard.push(line);
      heardOver.push(exchange);
    },
    identify: asked ? askName : async () => ({ ok: true, value: 'as set up' }),
    look: asked ? askName : async () => ({ ok: true, value: 'open' }),
    changed: (condition) => conditions.push(condition),
    plan: PLAN,
    log,
  });
  const cable = (): Connection => network.pairs.at(-1)!.device;
  const say = async (text: string): Promise<void> => {
    await cable().write(bytesOf(text), 100);
    await clock.advance(0);
  };
  return { clock, network, device, held, heard, heardOver, conditions, lines, log, cable, say };
}

describe('a device whose line is held open', () => {
  it('is opened, asked who it is, and heard when it speaks by itself', async () => {
    const { clock, held, heard, heardOver, say } = bench();
    expect(held.exchange).toBeUndefined();
    held.start();
    await clock.advance(0);
    expect(held.condition).toMatchObject({ is: 'ready', identity: 'scanner', sinceMs: 0 });
    await say(']C0123\n]C0456\n');
    expect(heard).toEqual([']C0123', ']C0456']);
    expect(heardOver).toEqual([held.exchange, held.exchange]);
  });

  it('is heard from the first byte, also when it speaks before anybody has asked it', async () => {
    const { clock, held, heard, heardOver } = bench({ greets: 'power on\n' });
    held.start();
    await clock.advance(0);
    expect(heard).toEqual(['power on']);
    expect(heardOver).toEqual([held.exchange]);
    expect(held.condition.is).toBe('ready');
  });

  it('speaks between question and answer without disturbing either', async () => {
    const { clock, device, held, heard, say } = bench();
    device.answers = false;
    held.start();
    await clock.advance(0);
    await say(']C0123\ni-am scanner\ni-am scanner\n');
    expect(heard).toEqual([']C0123', 'i-am scanner']);
  });

  it('is asked again at each heartbeat over the same line', async () => {
    const { clock, device, held, network } = bench();
    held.start();
    await clock.advance(0);
    const exchange = held.exchange;
    await clock.advance(3000);
    expect(device.questions).toBe(5);
    expect(network.pairs).toHaveLength(1);
    expect(held.exchange).toBe(exchange);
  });

  it('is failed at once when its cable is pulled, with nothing left to send over', async () => {
    const { clock, held, cable, conditions } = bench();
    held.start();
    await clock.advance(10);
    const before = held.exchange!;
    await cable().close();
    await clock.advance(0);
    expect(held.condition).toEqual({ is: 'failed', fault: 'unplugged', sinceMs: 10, nextTryAtMs: 110 });
    expect(held.exchange).toBeUndefined();
    expect(await before.request(bytesOf('?'), () => true, 100)).toMatchObject({ kind: 'closed' });
    expect(conditions.map((c) => c.is)).toEqual(['opening', 'ready', 'failed']);
  });

  it('is tried again and again while it is away, and ready when it is plugged in again', async () => {
    const { clock, held, heard, network, cable, conditions, say } = bench();
    held.start();
    await clock.advance(0);
    network.refuse('nothing-there');
    await cable().close();
    await clock.advance(1500);
    const tries = conditions.filter((c) => c.is === 'failed');
    expect(tries.map((c) => c.nextTryAtMs)).toEqual([100, 300, 700, 1100, 1500, 1900]);
    expect(new Set(tries.map((c) => c.sinceMs))).toEqual(new Set([0]));
    network.refuse(undefined);
    held.nudge();
    await clock.advance(0);
    expect(held.condition).toMatchObject({ is: 'ready', sinceMs: 1500 });
    await say(']C0789\n');
    expect(heard).toEqual([']C0789']);
  });

  it('takes half a frame of a lost line for no part of the next line', async () => {
    const { clock, held, heard, lines, cable, say } = bench();
    held.start();
    await clock.advance(0);
    await say(']C0123');
    await cable().close();
    await clock.advance(100);
    expect(held.condition.is).toBe('ready');
    await say('456\n');
    expect(heard).toEqual(['456']);
    expect(lines.begun).toBe(2);
  });

  it('is failed when it goes silent, over a line that is given up for a fresh one', async () => {
    const { clock, device, held, network } = bench();
    held.start();
    await clock.advance(0);
    device.answers = false;
    await clock.advance(1000 + ANSWER_MS);
    expect(held.condition).toMatchObject({ is: 'failed', fault: 'silent' });
    expect(network.pairs.at(-1)!.host.isOpen).toBe(false);
    device.answers = true;
    await clock.advance(100);
    expect(held.condition.is).toBe('ready');
    expect(network.pairs).toHaveLength(2);
  });

  it('leaves in its traffic that it was silent, and when it is tried again', async () => {
    const { clock, device, held, log } = bench();
    device.answers = false;
    held.start();
    await clock.advance(ANSWER_MS);
    expect(log.entries().map(({ note, about }) => ({ note, about }))).toEqual([
      { note: 'no answer', about: 'silence' },
      { note: 'next try in 1 s', about: 'plan' },
    ]);
  });

  it.for([
    ['nothing-there', 'unplugged'],
    ['no-answer', 'unplugged'],
    ['busy', 'busy'],
    ['not-permitted', 'not-permitted'],
  ] as const)('whose port does not open (%s) is said to be %s', async ([fault, words]) => {
    const { clock, held, network } = bench();
    network.refuse(fault);
    held.start();
    await clock.advance(0);
    expect(held.condition).toMatchObject({ is: 'failed', fault: words });
  });

  it('that cannot be asked is ready while its port is open', async () => {
    const { clock, device, held, cable } = bench({ asked: false });
    held.start();
    await clock.advance(5000);
    expect(held.condition).toMatchObject({ is: 'ready', identity: 'as set up', state: 'open' });
    expect(device.questions).toBe(0);
    await cable().close();
    await clock.advance(0);
    expect(held.condition).toMatchObject({ is: 'failed', fault: 'unplugged' });
  });

  it('that cannot be asked and hangs up each time is called less and less often', async () => {
    const { clock, held, network } = bench({ asked: false });
    held.start();
    for (let at = 0; at < 4000; at += 10) {
      await network.pairs.at(-1)?.device.close();
      await clock.advance(10);
    }
    // Without the pauses growing it would be forty.
    expect(network.pairs.length).toBeLessThan(15);
    await clock.advance(0);
  });

  it('that is lost while it is being asked is unplugged, not silent and never ready', async () => {
    const { clock, device, held, cable, conditions } = bench();
    device.answers = false;
    held.start();
    await clock.advance(10);
    await cable().close();
    await clock.advance(0);
    expect(held.condition).toMatchObject({ is: 'failed', fault: 'unplugged', sinceMs: 10 });
    expect(conditions.map((c) => c.is)).toEqual(['opening', 'failed']);
  });

  it('is let go when it is stopped, in whatever state, and can be held again', async () => {
    const { clock, device, held, network, heard, say } = bench();
    held.start();
    await clock.advance(0);
    await held.stop();
    expect(held.exchange).toBeUndefined();
    expect(network.pairs.at(-1)!.host.isOpen).toBe(false);
    expect(clock.pendingTimers).toBe(0);
    device.answers = false;
    held.start();
    await clock.advance(0);
    const stopped = held.stop();
    await clock.advance(ANSWER_MS);
    await stopped;
    expect(held.condition).toEqual({ is: 'stopped' });
    expect(clock.pendingTimers).toBe(0);
    device.answers = true;
    held.start();
    await clock.advance(0);
    await say('again\n');
    expect(heard).toEqual(['again']);
  });
});
