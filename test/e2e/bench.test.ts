/** The bench's page in a real browser, by keyboard: the hands at every simulated device. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { startBench } from '../../drivers/bench/bench.ts';
import type { Bench } from '../../drivers/bench/bench.ts';
import { serveBenchControl } from '../../drivers/bench/control.ts';
import type { BenchControl } from '../../drivers/bench/control.ts';
import { systemClock } from '../../drivers/clock.ts';
import { transportOf } from '../../drivers/transport/transport-of.ts';
import { axeOn, openBrowser } from './page.ts';

let bench: Bench;
let control: BenchControl;
let browser: Browser;
let page: Page;
const broken: string[] = [];

beforeAll(async () => {
  bench = await startBench({ clock: systemClock, ports: 'free' });
  control = await serveBenchControl(bench);
  browser = await openBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${String(control.port)}/`);
  await page.getByRole('heading', { level: 2, name: 'Pole display' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await control.close();
  await bench.close();
});

const panel = (title: string) => page.getByRole('region', { name: title, exact: true });

it('shows every device, with nothing that axe finds and nothing wider than a narrow window', async () => {
  const titles = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(titles).toEqual(Object.values(bench.devices).map(({ title }) => title));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeOn(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 640, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
});

it('pulls a plug and puts it back', async () => {
  const plug = panel('Scanner').getByRole('checkbox', { name: 'plugged' });
  expect(await plug.isChecked()).toBe(true);
  await plug.press('Space');
  await expect.poll(() => bench.devices.scanner.line.state.plugged).toBe(false);
  await plug.press('Space');
  await expect.poll(() => bench.devices.scanner.line.state.plugged).toBe(true);
  await bench.settled();
});

it('does deeds with what was typed, and keeps what is being typed over its own rounds', async () => {
  const opened = await transportOf(bench.transports.scanner, systemClock).open(5000);
  if (!opened.opened) throw new Error(opened.detail);
  let heard = '';
  opened.connection.onBytes((bytes) => (heard += Buffer.from(bytes).toString('latin1')));
  const form = panel('Scanner').getByRole('group', { name: 'Scan a code' });
  const text = form.getByRole('textbox', { name: 'text' });
  await text.fill('W-1041');
  const round = page.waitForResponse((response) => response.url().endsWith('/devices'));
  await round;
  await text.press('Enter');
  await expect.poll(() => heard).toBe(']C0W-1041\r');
  await opened.connection.close();
});

it('chooses from what there is, numbers and words and nothing', async () => {
  const line = panel('Check reader').getByRole('group', { name: 'Line' });
  await line.getByRole('combobox', { name: 'next' }).selectOption('damaged');
  await expect.poll(() => bench.devices['check-reader'].line.state.next).toBe('damaged');
  await line.getByRole('combobox', { name: 'next' }).selectOption('–');
  await expect.poll(() => bench.devices['check-reader'].line.state.next).toBe(null);
  await line.getByRole('spinbutton', { name: 'delay ms' }).fill('250');
  await line.getByRole('spinbutton', { name: 'delay ms' }).press('Enter');
  await expect.poll(() => bench.devices['check-reader'].line.state.delayMs).toBe(250);
});

it('shows what a machine says, and why something was not done', async () => {
  const sorter = panel('Coin sorter');
  const run = sorter.getByRole('group', { name: 'Put these in and run' });
  await run.getByRole('spinbutton', { name: '25', exact: true }).fill('40');
  await run.getByRole('button').press('Enter');
  await sorter.getByLabel('Coin sorter shows').getByText('10.00').first().waitFor();
  bench.devices['coin-sorter'].simulator.set({ jammed: true });
  await run.getByRole('button').press('Enter');
  await page.getByRole('status').getByText('It is jammed').waitFor();
});

it('breaks nowhere meanwhile', () => {
  // The browser itself reports an answer of 400 as an error.
  expect(broken.filter((text) => !text.includes('400'))).toEqual([]);
});
