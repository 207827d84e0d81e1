/** An administrator sets up a scan line with the keyboard alone and tries it; the counter reads it at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { checkCharacter } from '../../shared/domain/stub/check-digit.ts';
import { openBrowser, handsOn, serve } from './page.ts';
import type { Served } from './page.ts';

let host: Served;
let browser: Browser;
beforeAll(async () => {
  host = await serve();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const BODY = '77100000008';
const LINE =
  BODY +
  (checkCharacter(BODY, {
    weights: [7, 3, 1],
    from: 'left',
    products: 'whole',
    modulus: 10,
    complement: false,
    ten: 'forbidden',
  }) ?? '');

it('a scan line of an own bill is set up, tried, scanned and paid', async () => {
  const alex = await handsOn(browser, host.address);
  await alex.signIn('alex');
  await alex.page.goto(`${host.address.split('#')[0] ?? ''}#/setup/scanlines`);
  await alex.see('Check character 2');
  await alex.tabTo('Add a scan line');
  await alex.press('Enter');
  await alex.focusOn('Name');
  await alex.type('Own bill');
  await alex.press('Tab');
  await alex.type('12');
  await alex.tabTo('First column');
  await alex.type('3');
  await alex.tabTo('Add a field');
  await alex.press('Enter');
  await alex.focusOn('Name');
  await alex.type('utility');
  await alex.press('Tab');
  await alex.type('1');
  await alex.press('Tab');
  await alex.type('2');
  await alex.tabTo('Always');
  await alex.type('7');
  await alex.see('The constant of field utility has another length.');
  await alex.type('7');
  await alex.tabTo('Stands in column');
  await alex.type('12');
  await alex.press('Tab', 'Tab');
  await alex.type('11');
  await alex.tabTo('Weights, repeated');
  await alex.type('7 3 1');
  await alex.press('Tab');
  await alex.type('At the l');
  await alex.press('Tab');
  await alex.type('W');
  await alex.tabTo('Modulus less the remainder');
  await alex.press('Space');
  await alex.tabTo('Scan or type a line');
  await alex.scan(LINE);
  await alex.see('It fits Own bill');
  expect(await alex.rows('Check characters')).toHaveLength(1);
  await alex.shot('scanlines-tried');
  await alex.press('Control+Enter');
  await alex.see('The scan lines are changed.');

  const rosa = await handsOn(browser, host.address);
  await rosa.signIn('rosa');
  await rosa.focusOn('hundreds of 100.00');
  await rosa.press('ArrowDown', 'ArrowDown');
  await rosa.type('10');
  await rosa.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await rosa.type('100');
  await rosa.press('Control+Enter');
  await rosa.focusOn('Find payer');
  // As a busy machine delivers it: the pause in the middle is longer than any between two keys of a scanner.
  await rosa.page.keyboard.type(LINE.slice(0, 2));
  await rosa.look();
  await rosa.scan(LINE.slice(2));
  await rosa.focusOn('Amount toward account 100000008');
  await rosa.press('Enter');
  await rosa.focusOn('Amount, cash');
  await rosa.press('Enter');
  await rosa.focusOn('Post payment');
  await rosa.press('Enter');
  await rosa.see('Receipt 03-000001');
  await rosa.see('Printed');
  // Nothing is under way any more when the browser closes.
  for (const hands of [alex, rosa]) {
    await hands.page.waitForLoadState('networkidle');
    await hands.look();
    await hands.heard();
  }
});
