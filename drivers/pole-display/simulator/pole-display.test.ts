import { describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../fake-clock.ts';
import { memoryPair } from '../../transport/memory.ts';
import { textBytes, wakeBytes } from '../cd5220.ts';
import { poleDisplaySimulator } from './pole-display.ts';

vi.setConfig({ testTimeout: 120_000 });

const UPPER = 'Electric    1,234.56';
const LOWER = 'TOTAL       1,244.56';

function rig(initial = {}) {
  const display = poleDisplaySimulator(initial);
  const clock = fakeClock();
  const { host, device } = memoryPair(clock);
  display.attach(device);
  const send = async (...bytes: (number | Uint8Array | string)[]) => {
    const flat = bytes.flatMap((part) =>
      typeof part === 'number' ? [part] : [...(typeof part === 'string' ? Buffer.from(part) : part)],
    );
    void host.write(Uint8Array.from(flat), 1000);
    await clock.advance(0);
  };
  return { display, send };
}

describe('a CD5220', () => {
  it('shows both lines of a text', async () => {
    const { display, send } = rig();
    await send(wakeBytes(false), textBytes([UPPER, LOWER], false));
    expect(display.lines()).toEqual([UPPER, LOWER]);
    expect(display.state).toMatchObject({ stringMode: true, cursor: false });
    expect(display.unknown()).toEqual([]);
  });

  it('in string mode obeys nothing but another string until CLR or CAN', async () => {
    const { display, send } = rig();
    await send(textBytes([UPPER, LOWER], false), 0x1b, 0x6c, 1, 2, 'X', 0x1b, 0x40, 0x1b, 0x2a, 1);
    expect(display.lines()).toEqual([UPPER, LOWER]);
    expect(display.state.brightness).toBe(4);
    await send(0x18);
    expect(display.lines()).toEqual([' '.repeat(20), LOWER]);
    await send(0x1b, 0x6c, 20, 1, 'XY');
    expect(display.lines()).toEqual(['X'.padStart(20), `Y${LOWER.slice(1)}`]);
    await send(0x0c);
    expect(display.lines()).toEqual([' '.repeat(20), ' '.repeat(20)]);
  });

  it('behind a printer shows only what follows its selection', async () => {
    const { display, send } = rig({ selected: false });
    await send(textBytes([UPPER, LOWER], false));
    expect(display.lines()[0].trim()).toBe('');
    await send(wakeBytes(true), textBytes([UPPER, LOWER], true));
    expect(display.lines()).toEqual([UPPER, LOWER]);
  });

  it('cut off in the middle of a text, shows the next one rightly', async () => {
    const whole = textBytes([UPPER, LOWER], false);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const { display, send } = rig();
      await send(whole.subarray(0, cut), textBytes([LOWER, UPPER], false));
      expect(display.lines()).toEqual([LOWER, UPPER]);
    }
  });

  it('keeps two lines of twenty, whatever comes', async () => {
    let seed = 20_261_119;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 0x1_0000_0000) * below);
    };
    const names = [0x51, 0x40, 0x6c, 0x2a, 0x5f, 0x3d, 0x41, 0x42, 0x0d, 0x18, 0x0c, 0x1b];
    for (let n = 0; n < 2000; n += 1) {
      const { display, send } = rig();
      await send(
        Uint8Array.from({ length: 60 }, () => (next(2) ? (names[next(names.length)] ?? 0) : next(256))),
      );
      expect(display.lines().map((line) => line.length)).toEqual([20, 20]);
    }
  });
});
