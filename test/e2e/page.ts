/** The product as a person meets it: the host as its own process, a real browser, and nothing but the keyboard. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { ensureBundle } from '../../build/bundle.mjs';
import { findChromium } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Served = { readonly address: string; readonly folder: string; close(): Promise<void> };

/** Serves an empty data folder as the sample city; the clock stands at a weekday afternoon. */
export async function serve(
  options: { clock?: string; folder?: string; args?: readonly string[] } = {},
): Promise<Served> {
  await ensureBundle('renderer');
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tillwright-e2e-'));
  const args = [
    '--port',
    '0',
    '--data',
    folder,
    ...(options.args ?? [
      '--sample-city',
      '--workstation',
      '03',
      '--clock',
      options.clock ?? '2026-11-19T20:31:00.000Z',
    ]),
  ];
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
  /** Waits until the text stands somewhere on the screen. */
  see(text: string | RegExp): Promise<void>;
  /** Moves with Tab until the control of this name has the focus. */
  tabTo(name: string | RegExp): Promise<void>;
  /** Ctrl+K, the screen's name, Enter. */
  goTo(screen: string): Promise<void>;
  signIn(userName: string): Promise<void>;
  /** Everything that can be read on the screen, white space folded. */
  text(): Promise<string>;
  shot(name: string): Promise<void>;
  /** Axe's findings on the screen as it stands. */
  axe(): Promise<readonly string[]>;
};

/** Nobody presses two keys within a frame; 60 ms is a fast hand. */
const HUMAN_MS = 60;

const SHOTS = join(root, 'dist/e2e');

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
  await page.goto(address);
  mkdirSync(SHOTS, { recursive: true });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(HUMAN_MS);
    }
  };
  const focusName = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const labels =
        element instanceof HTMLInputElement
          ? [...(element.labels ?? [])].map((label) => label.textContent)
          : [];
      return [element.getAttribute('aria-label') ?? '', ...labels, element.textContent].join(' ').trim();
    });
  const see = async (text: string | RegExp): Promise<void> => {
    await page.getByText(text).first().waitFor({ state: 'visible', timeout: 10_000 });
  };
  const hands: Hands = {
    page,
    press,
    see,
    type: (text) => page.keyboard.type(text),
    async tabTo(name) {
      for (let steps = 0; steps < 60; steps += 1) {
        const focused = await focusName();
        if (typeof name === 'string' ? focused.includes(name) : name.test(focused)) return;
        await press('Tab');
      }
      throw new Error(`No Tab reaches “${String(name)}”`);
    },
    async goTo(screen) {
      await press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type(screen);
      await press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    async signIn(userName) {
      await see('User name');
      await page.keyboard.type(userName);
      await press('Tab');
      await page.keyboard.type('2468');
      await press('Enter');
      await page.getByText('User name').first().waitFor({ state: 'detached' });
    },
    text: () => page.evaluate(() => document.body.innerText.replace(/\s+/g, ' ')),
    async shot(name) {
      await page.screenshot({ path: join(SHOTS, `${name}.png`) });
    },
    async axe() {
      await page.evaluate(AXE);
      return page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
        };
        const { violations } = await axe.run();
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        );
      });
    },
  };
  return hands;
}
