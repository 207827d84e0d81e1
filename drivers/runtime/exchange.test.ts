import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { memoryPair } from '../transport/memory.ts';
import { createExchange } from './exchange.ts';

/** Each byte is a frame. */
function desk() {
  const clock = fakeClock();
  const pair = memoryPair(clock);
  const other: number[] = [];
  const exchange = createExchange<number>({
    connection: pair.host,
    decode: (bytes) => [...bytes],
    clock,
    other: (frame) => other.push(frame),
  });
  const sent: number[] = [];
  pair.device.onBytes((bytes) => sent.push(...bytes));
  const say = (...bytes: number[]) => pair.device.write(Uint8Array.from(bytes), 100);
  return { clock, pair, exchange, other, sent, say };
}

const any = () => true;

describe('an exchange', () => {
  it('gives the answer to the request that is under way, and the next request its own', async () => {
    const { exchange, say, clock, sent } = desk();
    const first = exchange.request(Uint8Array.of(1), any, 1000);
    const second = exchange.request(Uint8Array.of(2), any, 1000);
    await clock.advance(0);
    expect(sent).toEqual([1]);
    await say(11);
    expect(await first).toEqual({ kind: 'answered', frame: 11 });
    await clock.advance(0);
    expect(sent).toEqual([1, 2]);
    await say(22);
    expect(await second).toEqual({ kind: 'answered', frame: 22 });
  });

  it('lets frames that nobody asked for go by', async () => {
    const { exchange, say, other } = desk();
    const asked = exchange.request(Uint8Array.of(1), (frame) => frame >= 10, 1000);
    await say(3, 12, 4);
    expect(await asked).toEqual({ kind: 'answered', frame: 12 });
    expect(other).toEqual([3, 4]);
  });

  it('never takes a late answer for the answer to the next request', async () => {
    const { exchange, say, clock, other, sent } = desk();
    const first = exchange.request(Uint8Array.of(1), any, 500);
    const second = exchange.request(Uint8Array.of(2), any, 500);
    await clock.advance(500);
    expect(await first).toEqual({ kind: 'silence' });
    await say(11);
    expect(await second).toEqual({ kind: 'stale' });
    await clock.advance(0);
    expect(other).toEqual([11]);
    expect(sent).toEqual([1]);
  });

  it('waits for a completion beside the requests', async () => {
    const { exchange, say } = desk();
    const done = exchange.expect((frame) => frame === 99, 5000);
    const asked = exchange.request(Uint8Array.of(1), (frame) => frame < 50, 1000);
    await say(99, 7);
    expect(await asked).toEqual({ kind: 'answered', frame: 7 });
    expect(await done).toEqual({ kind: 'answered', frame: 99 });
  });

  it('ends every wait when the connection closes, also those begun afterwards', async () => {
    const { exchange, pair, clock } = desk();
    const asked = exchange.request(Uint8Array.of(1), any, 1000);
    const waiting = exchange.expect(any, 5000);
    await clock.advance(0);
    await pair.device.close();
    expect(await asked).toMatchObject({ kind: 'closed', reason: { by: 'device' } });
    expect(await waiting).toMatchObject({ kind: 'closed' });
    expect(await exchange.expect(any, 5000)).toMatchObject({ kind: 'closed' });
    expect(await exchange.request(Uint8Array.of(1), any, 1000)).toMatchObject({ kind: 'closed' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('gives up on a device that takes no bytes, at the same deadline', async () => {
    const { exchange, pair, clock } = desk();
    pair.stall(true);
    const asked = exchange.request(Uint8Array.of(1), any, 300);
    await clock.advance(300);
    expect(['silence', 'closed']).toContain((await asked).kind);
    expect(pair.host.isOpen).toBe(false);
  });
});
