import { describe, expect, it } from 'vitest';
import type { CounterEvent } from '../../../shared/devices/money-counter.ts';
import { fakeClock } from '../../fake-clock.ts';
import { countMaker } from './number.ts';
import { SAMPLE_PROFILES } from './profiles.ts';
import { reportStream } from './stream.ts';

const profile = SAMPLE_PROFILES.coinList;
const REPORT = 'COIN   PIECES\r\n25C 120\r\nTOTAL $ 30.00\r\n-- END --';

function rig() {
  const clock = fakeClock();
  const late: CounterEvent[] = [];
  const count = countMaker(profile);
  const fresh = () => reportStream({ profile, clock, count, late: (event) => late.push(event) });
  return { clock, late, fresh };
}
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('silence in a report', () => {
  it('refuses it after the profile’s time, and once', async () => {
    const { clock, late, fresh } = rig();
    const stream = fresh();
    expect(stream.push(bytes('COIN   PIECES\r\n25C 120\r\n'))).toEqual([]);
    await clock.advance(profile.idleMs - 1);
    expect(late).toEqual([]);
    await clock.advance(1);
    expect(late).toEqual([{ kind: 'refused', why: 'not-whole', line: '' }]);
    expect(stream.push(bytes('TOTAL $ 30.00\r\n-- END --\r\n'))).toEqual([]);
    await clock.advance(100_000);
    expect(late).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('counts from the last byte: a slow line is not a silent one', async () => {
    const { clock, late, fresh } = rig();
    const stream = fresh();
    const events: CounterEvent[] = [];
    for (const byte of bytes(`${REPORT}\r`)) {
      events.push(...stream.push(Uint8Array.of(byte)));
      await clock.advance(profile.idleMs - 1);
    }
    expect(late).toEqual([]);
    expect(events.map((event) => event.kind)).toEqual(['count']);
  });

  it('is the end of a last line that has none', async () => {
    const { clock, late, fresh } = rig();
    expect(fresh().push(bytes(REPORT))).toEqual([]);
    await clock.advance(profile.idleMs);
    expect(late.map((event) => event.kind)).toEqual(['count']);
  });

  it('outside of a report is nothing', async () => {
    const { clock, late, fresh } = rig();
    fresh().push(bytes('25C 120\r\nTOTAL'));
    await clock.advance(profile.idleMs);
    expect(late).toEqual([]);
  });
});

describe('a report without a number', () => {
  const numberOf = (events: readonly CounterEvent[]) =>
    events.map((event) => (event.kind === 'count' ? event.count.reportNumber : event.why));

  it('sent again within a minute has the number it had, also over a new connection and the turn of the minute', async () => {
    const { clock, fresh } = rig();
    await clock.advance(59_000);
    const first = numberOf(fresh().push(bytes(`${REPORT}\r\n`)));
    await clock.advance(2_000);
    expect(numberOf(fresh().push(bytes(`${REPORT}\r\n`)))).toEqual(first);
    await clock.advance(120_000);
    expect(numberOf(fresh().push(bytes(`${REPORT}\r\n`)))).not.toEqual(first);
  });
});

it('a machine that never ends its line keeps no more than a line of it', () => {
  const { fresh } = rig();
  const stream = fresh();
  for (let n = 0; n < 1000; n += 1) expect(stream.push(new Uint8Array(1024).fill(0x41))).toEqual([]);
  expect(stream.push(bytes(`\r\n${REPORT}\r\n`)).map((event) => event.kind)).toEqual(['count']);
});

it('a wrong speed is mostly bytes that no report consists of', () => {
  const { fresh } = rig();
  const good = fresh();
  good.push(bytes(`\u001b@${REPORT}`));
  expect(good.noise.unreadable).toBe(0);
  const garbled = fresh();
  garbled.push(bytes(REPORT).map((byte) => byte ^ 0x9a));
  expect(garbled.noise.unreadable * 4).toBeGreaterThan(garbled.noise.bytes);
});
