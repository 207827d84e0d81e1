import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { captureLog, readCapture } from './capture.ts';
import type { Capture } from './capture.ts';
import type { Connection, Transport } from './connection.ts';
import { memoryNetwork } from './memory.ts';
import { recordedTransport } from './recorded.ts';
import { replayTransport } from './replayed.ts';
import type { NoteAbout, TrafficEntry } from './traffic-log.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const said = (direction: 'sent' | 'received', text: string, atMs = 0): TrafficEntry => ({
  atMs,
  direction,
  bytes: bytesOf(text),
  totalBytes: text.length,
});
const noted = (about: NoteAbout, atMs = 0): TrafficEntry => ({
  atMs,
  direction: 'note',
  bytes: new Uint8Array(0),
  totalBytes: 0,
  note: about,
  about,
});
const captureOf = (...entries: TrafficEntry[]): Capture => ({ line: 'tcp 10.0.0.5:9100', entries });

async function opened(transport: Transport): Promise<{ connection: Connection; heard: () => string }> {
  const result = await transport.open(100);
  if (!result.opened) throw new Error(result.detail);
  let text = '';
  result.connection.onBytes((bytes) => (text += new TextDecoder().decode(bytes)));
  return { connection: result.connection, heard: () => text };
}

describe('a captured line played back', () => {
  it('says what the device said, in its turn', async () => {
    const clock = fakeClock();
    const line = replayTransport(
      captureOf(
        said('sent', 'who?'),
        said('received', 'TM-T88'),
        said('sent', 'how?'),
        said('received', 'well'),
      ),
      clock,
    );
    const { connection, heard } = await opened(line);
    await clock.advance(1000);
    expect(heard()).toBe('');
    await connection.write(bytesOf('wh'), 100);
    await clock.advance(0);
    expect(heard()).toBe('');
    await connection.write(bytesOf('o?how?'), 100);
    await clock.advance(0);
    expect(heard()).toBe('TM-T88well');
    expect(line).toMatchObject({ isOver: true, deviation: undefined });
  });

  it('hangs up when something else is sent than was captured, and says what', async () => {
    const clock = fakeClock();
    const line = replayTransport(captureOf(said('sent', 'who?'), said('received', 'TM-T88')), clock);
    const { connection, heard } = await opened(line);
    await connection.write(bytesOf('why?'), 100);
    await clock.advance(0);
    expect(connection.isOpen).toBe(false);
    expect(heard()).toBe('');
    expect(line.deviation).toBe('line 2 of the capture was sent as who?, now as why?');
    expect(line.isOver).toBe(false);
  });

  it('takes any bytes, as many as there were, for a driver that numbers its messages', async () => {
    const clock = fakeClock();
    const line = replayTransport(captureOf(said('sent', '0001'), said('received', 'ok')), clock, {
      match: 'count',
    });
    const { connection, heard } = await opened(line);
    await connection.write(bytesOf('0417'), 100);
    await clock.advance(0);
    expect(heard()).toBe('ok');
    expect(line.isOver).toBe(true);
  });

  it('takes any digit where the capture is masked', async () => {
    const clock = fakeClock();
    const line = replayTransport(
      captureOf(said('sent', 'T************1111T'), said('received', 'ok')),
      clock,
    );
    const { connection, heard } = await opened(line);
    await connection.write(bytesOf('T5500000000001111T'), 100);
    await clock.advance(0);
    expect(heard()).toBe('ok');
  });

  it('keeps the pauses of the device where a driver lives by them', async () => {
    const clock = fakeClock();
    const line = replayTransport(
      captureOf(noted('opened', 500), said('received', 'first', 1000), said('received', 'second', 4000)),
      clock,
      { pace: 'as-recorded' },
    );
    const { heard } = await opened(line);
    await clock.advance(2999);
    expect(heard()).toBe('first');
    await clock.advance(1);
    expect(heard()).toBe('firstsecond');
  });

  it('goes on with the next session at each opening, loses the line where it was lost, and ends', async () => {
    const clock = fakeClock();
    const line = replayTransport(
      captureOf(
        noted('opened'),
        said('received', 'half a re'),
        noted('hung-up'),
        noted('plan'),
        noted('opened'),
        said('received', 'whole'),
      ),
      clock,
    );
    const first = await opened(line);
    await clock.advance(0);
    expect(first.heard()).toBe('half a re');
    expect(await first.connection.closed).toMatchObject({ by: 'device' });
    const second = await opened(line);
    await clock.advance(0);
    expect([second.heard(), second.connection.isOpen]).toEqual(['whole', true]);
    expect(line.isOver).toBe(true);
    expect(await line.open(100)).toMatchObject({ opened: false, fault: 'nothing-there' });
  });

  it('is not over while the driver has left before its end', async () => {
    const clock = fakeClock();
    const line = replayTransport(captureOf(said('sent', 'who?'), said('received', 'TM')), clock);
    const { connection } = await opened(line);
    await connection.close();
    await clock.advance(0);
    expect(line).toMatchObject({ isOver: false, deviation: undefined });
  });

  it('plays what was captured a moment ago', async () => {
    const clock = fakeClock();
    let file = '';
    const log = captureLog({ line: 'memory', clock, write: (line) => (file += line) });
    const network = memoryNetwork(clock, (device) => {
      device.onBytes((bytes) => void device.write(Uint8Array.of(...bytes, 0x06), 100));
    });
    const talk = async (transport: Transport): Promise<string> => {
      const { connection, heard } = await opened(transport);
      for (const word of ['one', 'two']) {
        await connection.write(bytesOf(word), 100);
        await clock.advance(300);
      }
      await connection.close();
      await clock.advance(0);
      return heard();
    };
    const original = await talk(recordedTransport(network.transport, log, clock));
    log.end();
    const capture = readCapture(file);
    if (!capture.ok) throw new Error(capture.error.code);
    const line = replayTransport(capture.value, clock);
    expect(await talk(line)).toBe(original);
    expect(original).toBe('one\u0006two\u0006');
    expect(line.isOver).toBe(true);
  });
});
