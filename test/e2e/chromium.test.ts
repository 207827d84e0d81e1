import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { findChromium } from './chromium.ts';

/** Serves one empty page on a free port of this machine. */
async function serveEmptyPage() {
  const server = createServer((_request, response) => response.end('<title>empty</title>'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

describe('the browser that npm brings', () => {
  it('runs and keeps the rules between origins that the tests rely on', async ({ skip, onTestFinished }) => {
    skip(
      process.platform !== 'linux' || process.arch !== 'x64',
      'npm brings a browser for Linux on x64 only',
    );
    vi.stubEnv('TILLWRIGHT_CHROMIUM', 'npm');
    onTestFinished(() => void vi.unstubAllEnvs());
    const [here, there] = await Promise.all([serveEmptyPage(), serveEmptyPage()]);
    const browser = await chromium.launch(await findChromium());
    onTestFinished(async () => {
      await browser.close();
      here.close();
      there.close();
    });
    const page = await browser.newPage();
    await page.goto(here.url);
    expect(await page.title()).toBe('empty');
    const reach = (url: string) =>
      page.evaluate(
        (address) =>
          fetch(address).then(
            (response) => response.status,
            () => 'refused',
          ),
        url,
      );
    expect(await reach(here.url)).toBe(200);
    expect(await reach(there.url)).toBe('refused');
  });
});
