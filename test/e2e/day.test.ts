/** One day by keyboard alone, in a real browser: from the float to the posting file, every figure to the cent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { handsOn, openBrowser, serve } from './page.ts';
import type { Hands, Served } from './page.ts';

let host: Served;
let browser: Browser;
let rosa: Hands;

beforeAll(async () => {
  host = await serve();
  browser = await openBrowser();
  rosa = await handsOn(browser, host.address);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

describe('a day at the window, by keyboard', () => {
  it('signs in and counts the float in', async () => {
    await rosa.signIn('rosa');
    await rosa.see('Cash in the drawer');
    await rosa.press('ArrowDown', 'ArrowDown');
    await rosa.type('10');
    await rosa.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await rosa.type('100');
    await rosa.see('300.00');
    await rosa.press('Control+Enter');
    await rosa.see('Tendered');
    expect(await rosa.axe()).toEqual([]);
  });

  it('takes a scanned stub in exact cash with three keys', async () => {
    await rosa.type('10000000811232600000189881');
    await rosa.press('Enter');
    await rosa.see('Martínez, Mei');
    await rosa.see('Toward this account');
    await rosa.press('Enter');
    await rosa.press('Enter');
    await rosa.press('Enter');
    await rosa.see('Printed');
    const text = await rosa.text();
    expect(text).toContain('03-000001');
    expect(text).toContain('158.49');
    await rosa.shot('posted');
  });
});
