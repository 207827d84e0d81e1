/**
 * A day with every simulated device on, in a real browser: a stub is scanned, a check read, a card sold, a slip printed,
 * and bills and coins are counted by machines into the closing count. Then the same day with a fault at every device:
 * the person does what the screen says, and the books are the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { startBench } from '../../drivers/bench/bench.ts';
import type { Bench } from '../../drivers/bench/bench.ts';
import { systemClock } from '../../drivers/clock.ts';
import type { Input } from '../../shared/contract/index.ts';
import { formatCents } from '../../shared/money/money.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { equip } from './equip.ts';
import { AFTERNOON, handsOn, openBrowser, serve } from './page.ts';
import type { Hands, Served } from './page.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PATIENCE = { timeout: 15_000, interval: 100 };

const STUB = '10000000811232600000189881';
const ACCOUNT = '100000008';
const STUB_TOTAL = 24_39 + 134_10;
const CHECK = { routing: '122105278', account: '12345678', number: '1041' };
const PASS_CARD = 64_00;
const PASS_CASH = 4_00;
/** The float is ten twenties and a strap of ones; the pass was paid in sixteen quarters. */
const BILLS = { 2000: 10, 100: 100 };
const COINS = { 25: 16 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

type Day = { readonly bench: Bench; readonly rosa: Hands; readonly host: Served; readonly folder: string };

async function begin(): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'tillwright-e2e-devices-'));
  const bench = await startBench({ clock: systemClock, ports: 'free' });
  bench.devices['receipt-printer'].simulator.set({ slipStation: 'slip' });
  await equip(folder, bench);
  const host = await serve({ folder });
  const rosa = await handsOn(browser, host.address);
  await rosa.signIn('rosa');
  return { bench, rosa, host, folder };
}

/** What the books say at the end, without what no two days share: ids, times, authorization codes. */
async function books(folder: string) {
  const city: TestDesk = await openTestDesk({ folder, at: AFTERNOON });
  try {
    const noor = await city.signIn('noor');
    const range = { from: '2026-11-19', to: '2026-11-19' } as Input<'journal.entries'>['range'];
    const { entries } = await noor.ask('journal.entries', { range, by: 'date', limit: 500 });
    return entries.map((entry) => entry.postings);
  } finally {
    await city.close();
  }
}

async function end({ bench, host, folder, rosa }: Day): Promise<void> {
  await rosa.page.close();
  await host.close();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The steps of the day; with `faults` each device fails once, in its own way. */
async function live(day: Day, faults: boolean): Promise<void> {
  const { bench, rosa } = day;
  const {
    scanner,
    'check-reader': reader,
    'card-terminal-pax': terminal,
    'receipt-printer': printer,
  } = bench.devices;

  await rosa.focusOn('hundreds of 100.00');
  await rosa.press('ArrowDown', 'ArrowDown');
  await rosa.type('10');
  await rosa.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await rosa.type('100');
  await rosa.see('The float agrees.');
  await rosa.press('Control+Enter');
  await rosa.focusOn('Find payer');
  await rosa.see('Terminal');

  if (faults) {
    // The cable is pulled in the middle of the code, and plugged in again while the counter stays open.
    scanner.line.set({ next: 'lost-cable' });
    scanner.simulator.scan(STUB, 'code-128');
    await bench.settled();
    await reads(rosa, /Scanner No answer/);
    scanner.line.set({ plugged: true });
    await bench.settled();
    await reads(rosa, /Scanner Ready/);
  }
  scanner.simulator.scan(STUB, 'code-128');
  await rosa.focusOn(`Amount toward account ${ACCOUNT}`);
  await rosa.press('Enter');
  await rosa.focusOn('Amount, cash');
  reader.simulator.swipe(faults ? { ...CHECK, smudgedAt: [2] } : CHECK);
  if (faults) {
    await rosa.see(/could not be read/);
    await rosa.tabTo('Routing number');
    await rosa.page.keyboard.press('Control+a');
    await rosa.type(CHECK.routing);
    await rosa.press('Enter');
    await rosa.focusOn('Check number');
    await rosa.page.keyboard.press('Control+a');
    await rosa.type(CHECK.number);
    await rosa.press('Enter');
  } else {
    await rosa.see(/ending 5678/);
    await rosa.shot('devices-01-check');
    await rosa.focusOn(/Check number|Amount, personal check/);
    await rosa.press('Enter');
    await rosa.page.keyboard.press('Enter');
  }
  await rosa.focusOn('Post payment');
  await rosa.press('Enter');
  await rosa.focusOn('Next customer');
  await rosa.see('Printed');

  await rosa.press('v');
  await rosa.see(/Insert the stub/);
  if (faults) {
    // Nobody finds the stub: given up, and asked for again.
    await rosa.press('Escape');
    await rosa.see(/Nothing was printed|cancelled/i);
    await rosa.press('v');
    await rosa.see(/Insert the stub/);
  }
  printer.simulator.set({ slipPaper: 'inserted' });
  await rosa.see(/Take (it|the stub) out/);
  await rosa.shot('devices-02-slip');
  printer.simulator.set({ slipPaper: 'none' });
  await vi.waitFor(() => expect(printer.simulator.slips()).toHaveLength(1), PATIENCE);

  await nextCustomer(rosa);
  await busPass(rosa, '1', 'T31-77123');
  await rosa.press('d');
  await rosa.focusOn(/Amount, credit/);
  if (faults) {
    terminal.simulator.set({ next: 'die' });
    await rosa.press('Enter');
    await rosa.see(/may have been charged/);
    await rosa.shot('devices-03-in-doubt');
    terminal.simulator.set({ power: true });
    await rosa.press('a');
  } else {
    await rosa.press('Enter');
  }
  await rosa.see(/Visa ending 1117/);
  await rosa.focusOn('Post payment');
  if (faults) printer.simulator.set({ cover: 'open' });
  await rosa.press('Enter');
  await rosa.focusOn('Next customer');
  if (faults) {
    await rosa.see(/cover open/i);
    printer.simulator.set({ cover: 'closed' });
    await rosa.goTo('Prints');
    await rosa.focusOn('Print now');
    await rosa.press('F9');
    await vi.waitFor(() => expect(printer.simulator.papers()).toHaveLength(2), PATIENCE);
    await rosa.goTo('Counter');
  }
  await nextCustomer(rosa);

  await busPass(rosa, '2', 'T1-000923');
  await rosa.press('Enter');
  await rosa.focusOn('Post payment');
  await rosa.press('Enter');
  await rosa.focusOn('Next customer');
  const pole = bench.devices['pole-display'].simulator;
  await vi.waitFor(() => expect(pole.lines().join(' ')).toMatch(/change|thank/i), PATIENCE);
}

/** What stands on the screen in several places, read together. */
const reads = (rosa: Hands, what: RegExp): Promise<void> =>
  vi.waitFor(async () => expect(await rosa.text()).toMatch(what), PATIENCE);

async function busPass(rosa: Hands, digit: string, serial: string): Promise<void> {
  await rosa.press('F3');
  await rosa.focusOn('31-day bus pass');
  await rosa.press(digit);
  await rosa.focusOn('Serial number');
  await rosa.type(serial);
  await rosa.press('Enter');
  await rosa.focusOn('Amount, cash');
}

async function nextCustomer(rosa: Hands): Promise<void> {
  await rosa.look();
  await rosa.press('F2');
  await rosa.focusOn('Find payer');
}

/** Counts with the machines; one that lies is run again, and a report that comes twice counts once. */
async function close({ bench, rosa }: Day, faults: boolean): Promise<void> {
  const { 'bill-counter': bills, 'coin-sorter': coins } = bench.devices;
  await rosa.goTo('Drawer');
  await rosa.focusOn('Begin counting');
  await rosa.press('Enter');
  await rosa.focusOn('hundreds of 100.00');
  if (faults) {
    coins.simulator.set({ lie: 'wrong-total' });
    coins.simulator.run(COINS);
    await rosa.see(/do not add up/);
    coins.simulator.set({ lie: 'no' });
  }
  coins.simulator.run(COINS);
  bills.simulator.run(BILLS);
  await rosa.see(/Proposed: .*quarters/);
  await rosa.see(/Proposed: .*twenties/);
  if (faults) bills.simulator.resend();
  await rosa.shot('devices-04-proposals');
  await rosa.press('a');
  await rosa.see(/Taken in: /);
  await rosa.press('a');
  await vi.waitFor(async () => expect((await rosa.text()).match(/Taken in: /g)).toHaveLength(2), PATIENCE);
  expect(await rosa.text()).not.toContain('Proposed: ');
  await rosa.tabTo('Number, check 1');
  await rosa.type(CHECK.number);
  await rosa.press('Enter');
  await rosa.type(formatCents(STUB_TOTAL));
  await rosa.press('Enter', 'Enter');
  await rosa.focusOn('Number of card slips');
  await rosa.type('1');
  await rosa.press('Enter');
  await rosa.type(formatCents(PASS_CARD));
  await rosa.press('Control+Enter');
  await rosa.see('Over and short');
  const cash = await rosa.row('Over and short by tender', /^Cash/);
  expect(cash.slice(1, 4)).toEqual([
    formatCents(300_00 + PASS_CASH),
    formatCents(300_00 + PASS_CASH),
    '0.00',
  ]);
  await rosa.tabTo('Ask the terminal');
  await rosa.press('Enter');
  await rosa.see('Number and total are equal.');
  await rosa.shot('devices-05-batch');
}

describe('a day with every device', () => {
  const entries: unknown[] = [];
  it.each([
    ['that works', false],
    ['that fails once', true],
  ])('%s leaves the same books', async (_what, faults) => {
    const day = await begin();
    try {
      await live(day, faults);
      await close(day, faults);
      expect(day.bench.devices['card-terminal-pax'].simulator.charges()).toHaveLength(1);
      expect(day.bench.devices['receipt-printer'].simulator.papers()).toHaveLength(3);
      await day.host.close();
      entries.push(await books(day.folder));
    } catch (fault) {
      await day.rosa.shot(`failed-devices-${String(faults)}`);
      throw fault;
    } finally {
      await end(day);
    }
    if (faults) expect(entries[1]).toEqual(entries[0]);
  });
});
