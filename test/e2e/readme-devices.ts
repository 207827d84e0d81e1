/** The pictures of the README that show devices: one that fails, a card in doubt, machines that count, the customer's side. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBench } from '../../drivers/bench/bench.ts';
import { systemClock } from '../../drivers/clock.ts';
import { equip } from './equip.ts';
import { handsOn, serve } from './page.ts';
import type { Hands } from './page.ts';

export const DEVICE_PICTURES = ['devices', 'card-in-doubt', 'customer', 'machine-counts'] as const;

const STUB = '10000000811232600000189881';

/** @param picture takes one of `DEVICE_PICTURES` */
export async function devicesAtWork(
  browser: Browser,
  picture: (hands: Hands, name: (typeof DEVICE_PICTURES)[number]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tillwright-readme-devices-'));
  const bench = await startBench({ clock: systemClock, ports: 'free' });
  await equip(folder, bench);
  const host = await serve({ folder });
  const { scanner, 'card-terminal-pax': terminal, 'check-reader': reader } = bench.devices;
  try {
    const rosa = await handsOn(browser, host.address);
    await rosa.signIn('rosa');
    // A second window of the same browser: it knows this host.
    const customer = await rosa.page.context().newPage();
    await customer.goto(new URL('/customer', host.address).href);
    await rosa.focusOn('hundreds of 100.00');
    await rosa.press('ArrowDown', 'ArrowDown');
    await rosa.type('10');
    await rosa.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await rosa.type('100');
    await rosa.press('Control+Enter');
    await rosa.focusOn('Find payer');
    scanner.simulator.scan(STUB, 'code-128');
    await rosa.focusOn('Amount toward account');
    await rosa.press('Enter');
    await rosa.focusOn('Amount, cash');
    await customer.getByText('158.49').first().waitFor();
    await picture({ ...rosa, page: customer }, 'customer');
    await customer.close();
    await rosa.press('d');
    await rosa.focusOn(/Amount, credit/);
    terminal.simulator.set({ next: 'die' });
    await rosa.press('Enter');
    await rosa.see(/may have been charged/);
    await picture(rosa, 'card-in-doubt');
    terminal.simulator.set({ power: true });
    await rosa.press('a');
    await rosa.focusOn('Post payment');
    await rosa.press('Enter');
    await rosa.focusOn('Next customer');

    reader.line.set({ plugged: false });
    await bench.settled();
    await rosa.goTo('Devices');
    await rosa.page.getByRole('row', { name: /Check reader.*No answer/ }).waitFor();
    await rosa.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await rosa.see('What to do');
    await picture(rosa, 'devices');

    await rosa.goTo('Drawer');
    await rosa.focusOn('Begin counting');
    await rosa.press('Enter');
    await rosa.focusOn('hundreds of 100.00');
    bench.devices['coin-sorter'].simulator.run({ 25: 43, 10: 7 });
    bench.devices['bill-counter'].simulator.run({ 2000: 10, 100: 100 });
    await rosa.see(/Proposed: .*twenties/);
    await picture(rosa, 'machine-counts');
  } finally {
    await host.close();
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
