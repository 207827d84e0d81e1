import { describe, expect, it } from 'vitest';
import { systemClock, withDeadline } from '../clock.ts';
import type { Connection } from '../transport/connection.ts';
import { transportOf } from '../transport/transport-of.ts';
import { CABLES } from './cables.test-kit.ts';
import type { LineState } from './simulated-line.ts';

/** Answers every byte with itself and 0xFF, in one write. */
const parrot = {
  attach(line: Connection): void {
    line.onBytes((bytes) => void line.write(Uint8Array.of(...bytes, 0xff), 1000));
  },
};

async function askOnce(connection: Connection, byte: number, waitMs: number): Promise<number[]> {
  const got: number[] = [];
  const ignore = connection.onBytes((bytes) => got.push(...bytes));
  await connection.write(Uint8Array.of(byte), 1000);
  const until = Date.now() + waitMs;
  while (Date.now() < until && got.length < 4 && connection.isOpen)
    await new Promise((resolve) => setTimeout(resolve, 5));
  ignore();
  return got;
}

describe.each(CABLES)('a simulated line over $name', ({ available, lay }) => {
  it.for<[string, Partial<LineState>, number[]]>([
    ['a good answer', {}, [0x41, 0xff]],
    ['silence', { silent: true }, []],
    ['half an answer', { next: 'half' }, [0x41]],
    ['a damaged answer', { next: 'damaged' }, [0x41, 0xfe]],
    ['an answer twice', { next: 'twice' }, [0x41, 0xff, 0x41, 0xff]],
    ['an answer too late', { delayMs: 5000 }, []],
  ])('gives %s', async ([, fault, expected], ctx) => {
    ctx.skip(!available, 'socat is not installed');
    const cable = await lay(parrot);
    const opened = await transportOf(cable.transport, systemClock).open(2000);
    if (!opened.opened) throw new Error(opened.detail);
    cable.line.set(fault);
    expect(await askOnce(opened.connection, 0x41, 250)).toEqual(expected);
    await opened.connection.close();
    await cable.close();
  });

  it('loses the cable between question and answer, and gives it back', async (ctx) => {
    ctx.skip(!available, 'socat is not installed');
    const cable = await lay(parrot);
    const transport = transportOf(cable.transport, systemClock);
    const first = await transport.open(2000);
    if (!first.opened) throw new Error(first.detail);
    cable.line.set({ next: 'lost-cable' });
    expect(await askOnce(first.connection, 0x41, 1000)).toEqual([]);
    expect(await withDeadline(systemClock, first.connection.closed, 3000, 'still open')).toMatchObject({
      by: 'device',
    });
    await cable.settled();
    expect(await transport.open(500)).toMatchObject({ opened: false, fault: 'nothing-there' });
    await cable.replug();
    const second = await transport.open(2000);
    if (!second.opened) throw new Error(second.detail);
    expect(await askOnce(second.connection, 0x42, 250)).toEqual([0x42, 0xff]);
    await second.connection.close();
    await cable.close();
  });
});
