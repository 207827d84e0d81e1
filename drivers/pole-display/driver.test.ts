import { describe, expect, it } from 'vitest';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryNetwork } from '../transport/memory.ts';
import { createPoleDisplay, SELF_TEST } from './driver.ts';
import { layout } from './layout.ts';
import { poleDisplaySimulator } from './simulator/pole-display.ts';

const NOWHERE = { kind: 'tcp', host: 'nowhere', port: 1 } as const;
const VIEW: CustomerView = {
  language: 'en',
  phase: 'items',
  city: 'Cedar Bluff',
  lines: [{ text: 'Water', amountCents: 1000 }],
  totalCents: 1000,
  tenderedCents: 0,
  changeCents: 0,
};
const paying = (totalCents: number): CustomerView => ({ ...VIEW, totalCents });

async function rig(passThrough = false) {
  const clock = fakeClock();
  const simulator = poleDisplaySimulator();
  const network = memoryNetwork(clock, (device) => {
    simulator.attach(device);
  });
  const display = createPoleDisplay(
    { kind: 'pole-display', transport: NOWHERE, passThrough },
    { clock, transport: () => network.transport },
  );
  const texts = (): number =>
    Buffer.from(simulator.received()).toString('latin1').split('\u001bQA').length - 1;
  display.start();
  await clock.advance(1000);
  return { clock, simulator, network, display, texts };
}

describe('the pole display', () => {
  it('shows a view, and sends it once however often it is shown', async () => {
    const { clock, display, simulator, texts } = await rig();
    display.show(VIEW);
    display.show({ ...VIEW, tenderedCents: 500 });
    await clock.advance(100);
    display.show(VIEW);
    await clock.advance(60_000);
    expect(simulator.lines()).toEqual(layout(VIEW));
    expect(texts()).toBe(1);
  });

  it('a display that takes nothing holds nobody up; only the newest view is sent when it takes again', async () => {
    const { clock, display, simulator, network, texts } = await rig();
    network.pairs.at(-1)?.stall(true);
    for (let cents = 1; cents <= 50; cents += 1) display.show(paying(cents));
    await clock.advance(100);
    expect(texts()).toBe(0);
    network.pairs.at(-1)?.stall(false);
    await clock.advance(100);
    expect(simulator.lines()).toEqual(layout(paying(50)));
    expect(texts()).toBe(2);
  });

  it('after a write that missed its deadline comes a fresh connection, with the newest view only', async () => {
    const { clock, display, simulator, network, texts } = await rig();
    network.pairs.at(-1)?.stall(true);
    display.show(paying(1));
    await clock.advance(1000);
    expect(display.condition).toMatchObject({ is: 'failed', fault: 'silent' });
    network.pairs.at(-1)?.stall(false);
    display.show(paying(2));
    await clock.advance(5000);
    expect(display.condition.is).toBe('ready');
    expect(network.pairs).toHaveLength(2);
    expect(simulator.lines()).toEqual(layout(paying(2)));
    expect(texts()).toBe(1);
  });

  it('shows a view that came before it was there', async () => {
    const { clock, display, simulator, network } = await rig();
    await display.stop();
    network.refuse('nothing-there');
    display.start();
    display.show(VIEW);
    await clock.advance(100);
    expect(display.condition).toMatchObject({ is: 'failed', fault: 'unplugged' });
    network.refuse(undefined);
    await clock.advance(5000);
    expect(simulator.lines()).toEqual(layout(VIEW));
  });

  it('ends the string mode that another program left it in', async () => {
    const { clock, display, simulator } = await rig();
    await display.stop();
    simulator.set({ stringMode: true, upper: 'X'.repeat(20), cursor: true });
    display.start();
    await clock.advance(1000);
    expect(simulator.state).toMatchObject({ stringMode: false, cursor: false });
    expect(simulator.lines()[0].trim()).toBe('');
  });

  it('the self-test fills every column, and the customer’s text comes back after it', async () => {
    const { clock, display, simulator } = await rig();
    display.show(VIEW);
    await clock.advance(100);
    const test = display.selfTest();
    await clock.advance(100);
    expect(await test).toEqual({ outcome: 'handed-over', lines: SELF_TEST });
    expect(simulator.lines()).toEqual(SELF_TEST);
    await clock.advance(10_000);
    expect(simulator.lines()).toEqual(layout(VIEW));
  });

  it('a customer is not kept waiting by a self-test', async () => {
    const { clock, display, simulator } = await rig();
    display.show(VIEW);
    const test = display.selfTest();
    display.show(paying(77));
    await clock.advance(100);
    await test;
    expect(simulator.lines()).toEqual(layout(paying(77)));
    await clock.advance(60_000);
    expect(simulator.lines()).toEqual(layout(paying(77)));
  });

  it('switched off and on, it shows the present text again when somebody asks for it', async () => {
    const { clock, display, simulator } = await rig();
    display.show(VIEW);
    await clock.advance(100);
    simulator.powerCycle();
    display.nudge();
    await clock.advance(100);
    expect(simulator.lines()).toEqual(layout(VIEW));
  });

  it('behind a printer is selected before each text', async () => {
    const { clock, display, simulator } = await rig(true);
    display.show(VIEW);
    await clock.advance(100);
    simulator.set({ selected: false, stringMode: false });
    display.show(paying(5));
    await clock.advance(100);
    expect(simulator.lines()).toEqual(layout(paying(5)));
  });
});
