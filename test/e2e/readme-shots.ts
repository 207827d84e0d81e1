/**
 * The pictures of the README, taken from the product itself: `node test/e2e/readme-shots.ts` writes docs/images/*.png.
 * The lobby of lobby.ts goes on into the afternoon: one more payer, Rosa's close, its review, a deposit, the proof.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { fillLobby } from './lobby.ts';
import { handsOn, openBrowser, serve } from './page.ts';
import type { Hands } from './page.ts';
import { DEVICE_PICTURES, devicesAtWork } from './readme-devices.ts';
import { countCash, secondSignIn } from './tasks.ts';

const IMAGES = resolve(import.meta.dirname, '../../docs/images');
const LARGEST_BYTES = 300_000;

/** Float, what the morning left in cash, the payer below (562.74 and 150.00, less a check of 650.00), the recalled fine; less five. */
const COUNTED = 300_00 + 167_33 + 4_00 + 62_74 + 120_00 - 5_00;

async function picture(hands: Hands, name: string): Promise<void> {
  // Good news has gone by then.
  await hands.page.waitForFunction(
    () => document.querySelector('[role="status"][aria-label="Done"]')?.textContent === '',
  );
  await hands.page.screenshot({ path: join(IMAGES, `${name}.png`) });
}

async function onePayer(rosa: Hands): Promise<void> {
  await rosa.focusOn('Find payer');
  await rosa.type('100040705');
  await rosa.press('Enter');
  await rosa.focusOn('Amount toward account');
  await rosa.press('F3');
  await rosa.focusOn('31-day bus pass');
  await rosa.press('4');
  await rosa.focusOn('Amount');
  await rosa.type('150');
  await rosa.press('Enter');
  await rosa.type('B-2026-0117');
  await rosa.press('Enter');
  await rosa.focusOn('Amount, cash');
  await rosa.press('k');
  await rosa.focusOn('Amount, personal check');
  await rosa.type('650');
  await rosa.press('Enter');
  await rosa.type('122105278');
  await rosa.press('Enter');
  await rosa.type('1041');
  await rosa.press('Enter');
  await rosa.focusOn('Amount, cash');
  await rosa.type('80');
  await rosa.press('Enter');
  await rosa.focusOn('Post payment');
  await picture(rosa, 'counter');
  await rosa.press('Enter');
  await rosa.focusOn('Next customer');
  await rosa.see('Printed');
  await picture(rosa, 'posted');
}

async function theParkedFine(rosa: Hands): Promise<void> {
  await rosa.press('Shift+F4');
  await rosa.focusOn(/parked/);
  await rosa.press('Enter');
  await rosa.see('Code violation fine');
  await rosa.tabTo('Amount, cash');
  await rosa.press('Enter');
  await rosa.focusOn('Post payment');
  await rosa.press('Enter');
  await rosa.focusOn('Next customer');
  await rosa.look();
}

async function closes(rosa: Hands): Promise<void> {
  await rosa.goTo('Drawer');
  await rosa.focusOn('Begin counting');
  await rosa.press('Enter');
  await rosa.focusOn('hundreds of 100.00');
  await countCash(rosa, COUNTED);
  for (const [number, amount] of [
    ['1507', '444.41'],
    ['1041', '650.00'],
  ] as const) {
    await rosa.type(number);
    await rosa.press('Enter');
    await rosa.type(amount);
    await rosa.press('Enter');
  }
  await rosa.press('Enter');
  await rosa.type('1');
  await rosa.press('Enter');
  await rosa.type('336.00');
  await rosa.press('Enter', 'Enter', 'Enter');
  await rosa.focusOn('Seal count');
  await picture(rosa, 'close');
  await rosa.press('Enter');
  await rosa.see('Cash does not agree.');
  await rosa.press('r');
  await rosa.focusOn('hundreds of 100.00');
  await countCash(rosa, COUNTED);
  await rosa.press('Control+Enter');
  await rosa.see('Cash is short');
  await rosa.focusOn('Change error');
  await rosa.press('1', 'Tab');
  await rosa.type('Gave a five too much at about ten, for the two bus passes.');
  await rosa.press('Enter');
  await rosa.focusOn('Submit for approval');
  await picture(rosa, 'over-short');
  await rosa.press('Enter');
  await rosa.see('Submitted');
}

async function reviews(dana: Hands): Promise<void> {
  await dana.see('Waiting for approval');
  await dana.press('l');
  await dana.see('Recorded.');
  await dana.tabTo(/^Review/);
  await picture(dana, 'supervisor');
  await dana.press('Enter');
  await dana.see('What the cashier said');
  await dana.press('Control+Enter');
  await dana.see('is approved.');
}

async function deposits(omar: Hands): Promise<void> {
  await omar.see('To deposit');
  const handedIn = await omar.row('To deposit', /pooled cash/);
  await omar.press('Control+Enter');
  await omar.focusOn('hundreds of 100.00');
  await countCash(omar, Math.round(Number(handedIn[2]?.replace(',', '')) * 100));
  await omar.focusOn('Second count');
  await omar.press('Enter');
  await secondSignIn(omar, 'Second counter', 'mei');
  await omar.focusOn('Seal the bag');
  await omar.press('Enter');
  await omar.focusOn('Number printed on the bag');
  await omar.type('0047 2231');
  await omar.press('Enter');
  await secondSignIn(omar, 'Witness', 'mei');
  await omar.focusOn('Send with the courier');
  await picture(omar, 'deposit');
}

async function signedIn(browser: Browser, address: string, userName: string): Promise<Hands> {
  const hands = await handsOn(browser, address);
  await hands.signIn(userName);
  return hands;
}

const folder = mkdtempSync(join(tmpdir(), 'tillwright-readme-'));
mkdirSync(IMAGES, { recursive: true });
await fillLobby(folder);
const host = await serve({ folder });
const browser = await openBrowser();
try {
  const rosa = await signedIn(browser, host.address, 'rosa');
  await onePayer(rosa);
  await theParkedFine(rosa);
  await closes(rosa);
  const dana = await signedIn(browser, host.address, 'dana');
  await reviews(dana);
  await deposits(await signedIn(browser, host.address, 'omar'));
  await dana.goTo('Proof');
  await dana.see('All six sides agree');
  await picture(dana, 'proof');
  await devicesAtWork(browser, async (hands, name) => {
    await hands.page.screenshot({ path: join(IMAGES, `${name}.png`) });
  });
} finally {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}
const LOBBY = ['counter', 'posted', 'close', 'over-short', 'supervisor', 'deposit', 'proof'];
for (const name of [...LOBBY, ...DEVICE_PICTURES]) {
  const { size } = statSync(join(IMAGES, `${name}.png`));
  process.stdout.write(`docs/images/${name}.png  ${Math.round(size / 1000)} kB\n`);
  if (size > LARGEST_BYTES) process.exitCode = 1;
}
