/** The product as a person meets it: the host as its own process, a real browser, and nothing but the keyboard. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { ensureBundle } from '../../build/bundle.mjs';
import { findChromium } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Served = { readonly address: string; readonly folder: string; close(): Promise<void> };

export type ServeOptions = {
  /** When the desk's clock starts; only the sample city has a clock of its own. */
  readonly clock?: string;
  /** Kept when given; else a folder is made, and removed at the end. */
  readonly folder?: string;
  /** In place of the sample city's. */
  readonly args?: readonly string[];
};

/** Half past one on a Thursday in Cedar Bluff: four days after the extract was written, a weekday, the bank still open. */
export const AFTERNOON = '2026-11-19T20:31:00.000Z';

/** Serves the sample city from an empty folder, unless the options say otherwise. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  await ensureBundle('renderer');
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tillwright-e2e-'));
  const city = ['--sample-city', '--workstation', '03', '--clock', options.clock ?? AFTERNOON];
  const args = ['--port', '0', '--data', folder, ...(options.args ?? city)];
  const child = spawn(process.execPath, [join(root, 'electron/host/serve.ts'), ...args]);
  const ended = once(child, 'close');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const address = await new Promise<string>((found, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const url = /http:\/\/\S+/.exec(chunk.toString())?.[0];
      if (url !== undefined) found(url);
    });
    void ended.then(() => {
      fail(new Error(`The host ended: ${said}`));
    });
  });
  return {
    address,
    folder,
    async close() {
      child.kill('SIGTERM');
      await ended;
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openBrowser(): Promise<Browser> {
  const found = await findChromium();
  return chromium.launch({
    executablePath: found.executablePath,
    args: found.args,
    ...(found.env === undefined ? {} : { env: found.env }),
  });
}

/** A person at a tab of their own. Everything goes through the keyboard; nothing here clicks. */
export type Hands = {
  readonly page: Page;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** As a scanner does: all characters at once, then Enter. */
  scan(text: string): Promise<void>;
  /** How many keys the person has pressed so far; what a scanner sends is not theirs. */
  keysPressed(): number;
  /** Looks up from the keys for a moment: a screen that just came does not take the key that led to it. */
  look(): Promise<void>;
  /** Waits until the text stands somewhere on the screen. */
  see(text: string | RegExp): Promise<void>;
  /** Waits until the control of this name has the focus: where the next key will go. */
  focusOn(name: string | RegExp): Promise<void>;
  /** Moves with Tab until the control of this name has the focus. */
  tabTo(name: string | RegExp): Promise<void>;
  /** Ctrl+K, the screen's name, Enter. */
  goTo(screen: string): Promise<void>;
  signIn(userName: string): Promise<void>;
  /** Everything that can be read on the screen, white space folded. */
  text(): Promise<string>;
  /** What a screen reader is told. */
  accessibilityTree(): Promise<string>;
  /** The cells of every row of the table of this name, its heading left out. */
  rows(table: string): Promise<readonly (readonly string[])[]>;
  /** The cells of the row of this name in the table of this name. */
  row(table: string, row: string | RegExp): Promise<readonly string[]>;
  /** Everything the desk has told this page since `forget`: answers and pushes, as they came over the wire. */
  heard(): Promise<string>;
  forget(): void;
  /** The file that these keys make the browser save. */
  save(...keys: readonly string[]): Promise<{ readonly name: string; readonly bytes: Buffer }>;
  shot(name: string): Promise<void>;
  /** Axe's findings on the screen as it stands; `colours` asks only what another theme can change. */
  axe(about?: 'everything' | 'colours'): Promise<readonly string[]>;
};

/** Nobody presses two keys within a frame; 60 ms is a fast hand. */
const HUMAN_MS = 60;
const TYPING_MS = 15;
const LOOK_MS = 500;
const PATIENCE_MS = 10_000;

const SHOTS = join(root, 'dist/e2e');

/** What the focused control is called: its label, and what stands on it. Runs in the page. */
function nameOfFocus(): string {
  const element = document.activeElement;
  // The page as a whole is no control, whatever stands on it.
  if (!(element instanceof HTMLElement) || element.matches('body, main')) return '';
  const labels =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
      ? Array.from<HTMLLabelElement, string>(element.labels ?? [], (label) => label.textContent)
      : [];
  return [element.getAttribute('aria-label') ?? '', ...labels, element.textContent].join(' ').trim();
}

type AxeResults = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
};

/** Runs in the page, where axe was put before. */
async function axeFindings(about: 'everything' | 'colours'): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
  const { violations } = await axe.run({
    resultTypes: ['violations'],
    ...(about === 'colours'
      ? { runOnly: { type: 'rule', values: ['color-contrast'] } }
      : { rules: { 'target-size': { enabled: true } } }),
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Axe's findings on any page; `colours` asks only what another theme can change. */
export async function axeOn(page: Page, about: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(axeFindings, about);
}

const meant = (name: string | RegExp, said: string): boolean =>
  typeof name === 'string' ? said.includes(name) : name.test(said);

function listenTo(page: Page) {
  let heard: Promise<string>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/rpc/')) heard.push(response.text());
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      heard.push(Promise.resolve(payload.toString()));
    });
  });
  return {
    all: async (): Promise<string> => (await Promise.all(heard)).join('\n'),
    forget: (): void => {
      heard = [];
    },
  };
}

export async function handsOn(
  browser: Browser,
  address: string,
  viewport = { width: 1280, height: 800 },
): Promise<Hands> {
  const context = await browser.newContext({
    viewport,
    bypassCSP: true,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.on('pageerror', (fault) => {
    throw fault;
  });
  const wire = listenTo(page);
  await page.goto(address);
  mkdirSync(SHOTS, { recursive: true });
  let pressed = 0;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      pressed += 1;
      await page.keyboard.press(key);
      await page.waitForTimeout(HUMAN_MS);
    }
  };
  const type = async (text: string): Promise<void> => {
    pressed += text.length;
    await page.keyboard.type(text, { delay: TYPING_MS });
    await page.waitForTimeout(HUMAN_MS);
  };
  const see = async (text: string | RegExp): Promise<void> => {
    await page
      .getByText(text)
      .filter({ visible: true })
      .first()
      .waitFor({ state: 'visible', timeout: PATIENCE_MS });
  };
  const focusOn = async (name: string | RegExp): Promise<void> => {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const focused = await page.evaluate(nameOfFocus);
      if (meant(name, focused)) return;
      if (Date.now() > until) throw new Error(`The focus is on “${focused}”, not on “${String(name)}”`);
      await page.waitForTimeout(HUMAN_MS / 3);
    }
  };
  const rowsOf = (table: string): Locator =>
    page
      .getByRole('table', { name: table, exact: true })
      .or(page.getByRole('grid', { name: table, exact: true }))
      .locator('tbody, tfoot')
      .getByRole('row');
  const cellsOf = async (row: Locator): Promise<readonly string[]> =>
    (await row.locator('th, td').allInnerTexts()).map((cell) => cell.replace(/\s+/g, ' ').trim());
  return {
    page,
    press,
    see,
    type,
    focusOn,
    keysPressed: () => pressed,
    look: () => page.waitForTimeout(LOOK_MS),
    async scan(text) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    async tabTo(name) {
      for (let steps = 0; steps < 60; steps += 1) {
        if (meant(name, await page.evaluate(nameOfFocus))) return;
        await press('Tab');
      }
      throw new Error(`No Tab reaches “${String(name)}”`);
    },
    async goTo(screen) {
      await press('Control+k');
      await page.getByRole('dialog').waitFor();
      await type(screen);
      await press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    async signIn(userName) {
      await focusOn(/^(User name|PIN)/);
      // The name of whoever suspended a drawer already stands there.
      if ((await page.evaluate(nameOfFocus)).startsWith('PIN')) await press('Shift+Tab', 'Control+a');
      await type(userName);
      await press('Tab');
      await type('2468');
      await press('Enter');
      await page.getByText('User name').first().waitFor({ state: 'detached' });
    },
    text: () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' ')),
    accessibilityTree: () => page.locator('body').ariaSnapshot(),
    async rows(table) {
      const rows = rowsOf(table);
      await rows.first().waitFor({ timeout: PATIENCE_MS });
      return Promise.all((await rows.all()).map(cellsOf));
    },
    async row(table, name) {
      const row = rowsOf(table)
        .filter({ has: page.getByRole('rowheader', { name }) })
        .first();
      await row.waitFor({ timeout: PATIENCE_MS });
      return cellsOf(row);
    },
    heard: wire.all,
    forget: wire.forget,
    async save(...keys) {
      const saved = page.waitForEvent('download', { timeout: PATIENCE_MS });
      await press(...keys);
      const download = await saved;
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    },
    async shot(name) {
      await page.screenshot({ path: join(SHOTS, `${name}.png`) });
    },
    axe: (about) => axeOn(page, about),
  };
}
