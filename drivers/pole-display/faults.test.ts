/**
 * The fault list of the pole display, over every cable. It never answers, so half an answer, a wrong sum, an answer twice
 * or too late cannot come, and silence is how it always is. Left are the cable and what else may hang on it.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { CABLES } from '../bench/cables.test-kit.ts';
import type { LineState, SimulatedDevice } from '../bench/simulated-line.ts';
import { systemClock } from '../clock.ts';
import type { Connection } from '../transport/connection.ts';
import { transportOf } from '../transport/transport-of.ts';
import { createPoleDisplay } from './driver.ts';
import { layout } from './layout.ts';
import { poleDisplaySimulator } from './simulator/pole-display.ts';

vi.setConfig({ testTimeout: 30_000 });
const SOON = { timeout: 10_000, interval: 10 } as const;

const VIEW: CustomerView = {
  language: 'es',
  phase: 'change',
  city: 'Cedar Bluff',
  lines: [],
  totalCents: 1000,
  tenderedCents: 2000,
  changeCents: 1000,
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function displayOn(transport: DeviceTransport) {
  const display = createPoleDisplay(
    { kind: 'pole-display', transport, passThrough: false },
    { clock: systemClock, plan: { heartbeatMs: 60_000, backOffMs: [50] } },
  );
  open.push(() => display.stop());
  display.start();
  const is = (condition: object) =>
    vi.waitFor(() => {
      expect(display.condition).toMatchObject(condition);
    }, SOON);
  return { display, is };
}

const babbler = (answer: (bytes: Uint8Array) => Uint8Array): SimulatedDevice => ({
  attach(line: Connection) {
    line.onBytes((bytes) => void line.write(answer(bytes), 1000));
  },
});

describe.each(CABLES.filter((cable) => cable.available))('over $name', ({ lay }) => {
  it.each<[string, Partial<LineState>]>([
    ['a good line', {}],
    ['silence', { silent: true }],
    ['half an answer', { next: 'half' }],
    ['a wrong sum', { next: 'damaged' }],
    ['an answer twice', { next: 'twice' }],
    ['an answer too late', { delayMs: 5000 }],
  ])('%s is the same to it: the text is shown', async (_, fault) => {
    const simulator = poleDisplaySimulator();
    const cable = await lay(simulator);
    open.push(() => cable.close());
    cable.line.set(fault);
    const { display, is } = displayOn(cable.transport);
    await is({ is: 'ready' });
    display.show(VIEW);
    await vi.waitFor(() => {
      expect(simulator.lines()).toEqual(layout(VIEW));
    }, SOON);
  });

  it('unplugged: said so, nobody waits; replugged, the newest view is shown and nothing older', async () => {
    const simulator = poleDisplaySimulator();
    const cable = await lay(simulator);
    open.push(() => cable.close());
    const { display, is } = displayOn(cable.transport);
    await is({ is: 'ready' });
    cable.line.set({ plugged: false });
    display.show({ ...VIEW, changeCents: 1 });
    await is({ is: 'failed', fault: 'unplugged' });
    expect(await display.selfTest()).toEqual({ outcome: 'failed', fault: 'unplugged' });
    display.show(VIEW);
    const before = simulator.received().length;
    await cable.replug();
    await vi.waitFor(() => {
      expect(simulator.lines()).toEqual(layout(VIEW));
    }, SOON);
    const since = Buffer.from(simulator.received().slice(before)).toString('latin1');
    expect(since.split('\u001bQA')).toHaveLength(2);
  });

  it.each([
    ['a modem', babbler(() => new TextEncoder().encode('\r\nERROR\r\n'))],
    ['a plug that returns every byte', babbler((bytes) => bytes)],
  ])('%s on the port: wrong device', async (_, device) => {
    const cable = await lay(device);
    open.push(() => cable.close());
    const { is } = displayOn(cable.transport);
    await is({ is: 'failed', fault: 'wrong-device' });
  });
});

describe('a port that another program has', () => {
  const serial = CABLES.find((cable) => cable.name.startsWith('serial'));

  it.skipIf(!serial?.available)('is busy, and nothing is written', async () => {
    const simulator = poleDisplaySimulator();
    const cable = await serial!.lay(simulator);
    open.push(() => cable.close());
    const other = await transportOf(cable.transport, systemClock).open(5000);
    if (!other.opened) throw new Error(other.detail);
    const { display, is } = displayOn(cable.transport);
    display.show(VIEW);
    await is({ is: 'failed', fault: 'busy' });
    expect(simulator.received()).toEqual([]);
    await other.connection.close();
  });
});
