import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { connectionOver } from './connection.ts';
import type { Wire, WireEvents } from './connection.ts';
import { memoryNetwork, memoryPair } from './memory.ts';

/** A wire whose sends the test completes one by one. */
function handWire() {
  const sent: { bytes: Uint8Array; done: () => void; fail: (error: Error) => void }[] = [];
  const log: string[] = [];
  let events: WireEvents | undefined;
  const make = (given: WireEvents): Wire => {
    events = given;
    return {
      send: (bytes) =>
        new Promise((resolve, reject) => {
          sent.push({ bytes, done: resolve, fail: reject });
        }),
      close: async () => void log.push('close'),
      abandon: async () => void log.push('abandon'),
    };
  };
  return { make, sent, log, events: () => events! };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a connection', () => {
  it('sends one write after the other, each whole, in the order asked', async () => {
    const wire = handWire();
    const connection = connectionOver(fakeClock(), wire.make);
    const first = connection.write(Uint8Array.of(1, 2), 1000);
    const second = connection.write(Uint8Array.of(3), 1000);
    await turn();
    expect(wire.sent.map((piece) => [...piece.bytes])).toEqual([[1, 2]]);
    wire.sent[0]!.done();
    await turn();
    expect(wire.sent.map((piece) => [...piece.bytes])).toEqual([[1, 2], [3]]);
    wire.sent[1]!.done();
    expect(await first).toEqual({ written: true });
    expect(await second).toEqual({ written: true });
  });

  it('fails everything in its queue when the device goes, and counts only what was begun', async () => {
    const wire = handWire();
    const connection = connectionOver(fakeClock(), wire.make);
    const begun = connection.write(new Uint8Array(3000), 1000);
    const waiting = connection.write(Uint8Array.of(9), 1000);
    await turn();
    wire.sent[0]!.done();
    await turn();
    wire.events().ended('cable pulled');
    expect(await begun).toEqual({ written: false, because: 'closed', bytesMayHaveLeft: 2048 });
    expect(await waiting).toEqual({ written: false, because: 'closed', bytesMayHaveLeft: 0 });
    expect(await connection.closed).toEqual({ by: 'device', detail: 'cable pulled' });
    expect(wire.log).toEqual(['abandon']);
  });

  it('never hands another byte to the wire after it has closed', async () => {
    const wire = handWire();
    const connection = connectionOver(fakeClock(), wire.make);
    const kick = connection.write(new Uint8Array(2000), 1000);
    const queued = connection.write(Uint8Array.of(0x1b, 0x70), 1000);
    await turn();
    await connection.close();
    wire.sent[0]!.done();
    await turn();
    expect(wire.sent).toHaveLength(1);
    expect(await connection.write(Uint8Array.of(1), 1000)).toEqual({
      written: false,
      because: 'closed',
      bytesMayHaveLeft: 0,
    });
    expect((await kick).written).toBe(false);
    expect(await queued).toMatchObject({ bytesMayHaveLeft: 0 });
  });

  it('closes, and throws away what has not left, when a write misses its deadline', async () => {
    const clock = fakeClock();
    const wire = handWire();
    const connection = connectionOver(clock, wire.make);
    const stuck = connection.write(Uint8Array.of(1), 500);
    await clock.advance(499);
    expect(connection.isOpen).toBe(true);
    await clock.advance(1);
    expect(await stuck).toEqual({ written: false, because: 'deadline', bytesMayHaveLeft: 1 });
    expect(connection.isOpen).toBe(false);
    expect(wire.log).toEqual(['abandon']);
    expect(await connection.closed).toEqual({ by: 'deadline' });
  });

  it('treats a refused write as a lost device', async () => {
    const wire = handWire();
    const connection = connectionOver(fakeClock(), wire.make);
    const write = connection.write(Uint8Array.of(1), 500);
    await turn();
    wire.sent[0]!.fail(new Error('EIO'));
    expect(await write).toMatchObject({ written: false, because: 'closed', bytesMayHaveLeft: 1 });
    expect(await connection.closed).toEqual({ by: 'device', detail: 'EIO' });
  });

  it('leaves no timer behind after a write', async () => {
    const clock = fakeClock();
    const pair = memoryPair(clock);
    expect(await pair.host.write(Uint8Array.of(1), 500)).toEqual({ written: true });
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps what the device says before anybody listens, but not without bound', async () => {
    const pair = memoryPair(fakeClock());
    await pair.device.write(
      new Uint8Array(6000).map((_, i) => i % 251),
      500,
    );
    await turn();
    const heard: Uint8Array[] = [];
    pair.host.onBytes((bytes) => heard.push(bytes));
    expect(heard.reduce((sum, bytes) => sum + bytes.length, 0)).toBe(4096);
    expect(heard.at(-1)!.at(-1)).toBe(5999 % 251);
  });
});

describe('a memory cable', () => {
  it('carries bytes both ways and ends at both ends', async () => {
    const pair = memoryPair(fakeClock());
    const toDevice: number[] = [];
    const toHost: number[] = [];
    pair.device.onBytes((bytes) => toDevice.push(...bytes));
    pair.host.onBytes((bytes) => toHost.push(...bytes));
    await pair.host.write(Uint8Array.of(1, 2), 100);
    await pair.device.write(Uint8Array.of(3), 100);
    await turn();
    expect([toDevice, toHost]).toEqual([[1, 2], [3]]);
    await pair.device.close();
    expect(await pair.host.closed).toMatchObject({ by: 'device' });
    expect(await pair.device.closed).toEqual({ by: 'us' });
  });

  it('is a new cable for each attempt, and refuses when told to', async () => {
    const network = memoryNetwork(fakeClock(), () => undefined);
    await network.transport.open(100);
    await network.transport.open(100);
    expect(network.pairs[0]!.host).not.toBe(network.pairs[1]!.host);
    network.refuse('busy');
    expect(await network.transport.open(100)).toMatchObject({ opened: false, fault: 'busy' });
  });
});
