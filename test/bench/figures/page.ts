/** S10, S11: the page in a real browser: what it loads, whether typing stays smooth, and how few keys a payment takes. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { handsOn, openBrowser, serve } from '../../e2e/page.ts';
import type { Hands } from '../../e2e/page.ts';
import { atMost, series } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { BenchContext, FigureGroup } from '../options.ts';

const LIMIT_KB = 200;
const LONG_TASK_MS = 50;

/** A bill stub of the sample city: 100000008, 158.49 due. */
const STUB = '10000000811232600000189881';
const ACCOUNT = '100000008';

/** Every script that comes before somebody can sign in, whether the document names it or a script asks for it. */
function scriptsOf(page: Page): { compressedKb(): Promise<number>; count(): number } {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body());
  });
  return {
    count: () => bodies.size,
    compressedKb: async () =>
      (await Promise.all(bodies.values())).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000,
  };
}

declare global {
  interface Window {
    benchLongTasks?: number[];
    benchKeys?: number;
  }
}

async function watchTyping(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    window.benchLongTasks = seen;
    window.benchKeys = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(entry.duration);
    }).observe({ type: 'longtask', buffered: false });
    window.addEventListener(
      'keydown',
      (event) => event.isTrusted && (window.benchKeys = (window.benchKeys ?? 0) + 1),
      true,
    );
  });
}

const longTasks = (page: Page): Promise<number[]> => page.evaluate(() => window.benchLongTasks ?? []);
const keys = (page: Page): Promise<number> => page.evaluate(() => window.benchKeys ?? 0);

async function openDrawer(hands: Hands): Promise<void> {
  await hands.signIn('rosa');
  await hands.focusOn('hundreds of 100.00');
  await hands.press('ArrowDown', 'ArrowDown');
  await hands.type('10');
  await hands.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await hands.type('100');
  await hands.press('Control+Enter');
  await hands.focusOn('Find payer');
}

/** Somebody looks for a payer by name, by address and by number, taking each back. */
async function typeSearches(hands: Hands): Promise<number> {
  let typed = 0;
  for (const text of ['martinez mei', '1187 n broadway', 'jones', '10000000']) {
    for (const letter of text) {
      await hands.press(letter === ' ' ? 'Space' : letter);
      typed += 1;
    }
    for (let left = text.length; left > 0; left -= 1) {
      await hands.press('Backspace');
      typed += 1;
    }
  }
  return typed;
}

async function keysForExactCash(hands: Hands): Promise<number> {
  await hands.scan(STUB);
  await hands.focusOn(`Amount toward account ${ACCOUNT}`);
  const before = await keys(hands.page);
  await hands.press('Enter');
  await hands.focusOn('Amount, cash');
  await hands.press('Enter');
  await hands.focusOn('Post payment');
  await hands.press('Enter');
  await hands.focusOn('Next customer');
  return (await keys(hands.page)) - before;
}

async function measure({ progress, wants, folder }: BenchContext): Promise<Figure[]> {
  progress('S10, S11: the page in a browser');
  const host = await serve({ folder: folder('s10') });
  const browser = await openBrowser();
  try {
    const blank = await browser.newPage({ bypassCSP: true });
    const scripts = scriptsOf(blank);
    await blank.goto(host.address);
    await blank.getByText('User name').first().waitFor();
    const firstScreenKb = await scripts.compressedKb();
    const count = scripts.count();
    await blank.close();

    const hands = await handsOn(browser, host.address);
    await openDrawer(hands);
    await watchTyping(hands.page);
    const typed = await typeSearches(hands);
    const long = await longTasks(hands.page);
    const pressed = wants('S11') ? await keysForExactCash(hands) : 0;
    return [smooth(firstScreenKb, count, typed, long), few(pressed)];
  } finally {
    await browser.close();
    await host.close();
  }
}

const smooth = (kb: number, scripts: number, typed: number, long: readonly number[]): Figure => ({
  id: 'S10',
  work: 'Page: script until somebody can sign in; long tasks while a payer is looked for',
  against: `${String(LIMIT_KB)} kB compressed; no task over ${String(LONG_TASK_MS)} ms`,
  series: long.length === 0 ? [] : [series('long tasks', 'ms', long)],
  claims: [
    atMost('script of the first screen, gzip', kb, LIMIT_KB, 'kB'),
    atMost(`tasks over ${String(LONG_TASK_MS)} ms in ${String(typed)} keys`, long.length, 0, 'tasks'),
  ],
  notes: [`${String(scripts)} files, each compressed by itself.`],
});

const few = (pressed: number): Figure => ({
  id: 'S11',
  work: 'Keys for a scanned stub and exact cash, after the scan, as the page saw them',
  against: '3 keys',
  series: [],
  claims: [atMost('keys', pressed, 3, 'keys')],
  notes: [],
});

export const page: FigureGroup = { ids: ['S10', 'S11'], measure };
