/** Every screen in a lobby at work: three themes, axe, the design size and 200 %, one heading, named panes, the focus. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { fillLobby } from './lobby.ts';
import { looksWrong } from './looks.ts';
import { handsOn, openBrowser, serve } from './page.ts';
import type { Hands, Served } from './page.ts';
import { countCash } from './tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'tillwright-screens-'));
let host: Served;
let browser: Browser;

beforeAll(async () => {
  await fillLobby(folder);
  host = await serve({ folder });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function seated(userName: string): Promise<Hands> {
  const hands = await handsOn(browser, host.address);
  await hands.signIn(userName);
  return hands;
}

/** Waits until the screen of this heading stands. */
const headed = ({ page }: Hands, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Goes to one part of a room by its address, and waits until there is something on it. */
async function part({ page }: Hands, room: 'journal' | 'setup', name: string): Promise<void> {
  await page.goto(`${host.address.split('#')[0] ?? ''}#/${room}/${name}`);
  const panel = page.locator(`[role="tabpanel"][id$="-${name}"]`);
  await panel.locator('h2, table, form, button').first().waitFor();
}

/** One step after the other on one desk: what to do, and the screen that then stands. */
async function tour(
  hands: Hands,
  stations: readonly (readonly [name: string, go: () => Promise<void>])[],
): Promise<void> {
  const findings: string[] = [];
  for (const [name, go] of stations) {
    try {
      await go();
    } catch (error) {
      await hands.shot(`screen-${name}-not-reached`);
      throw new Error(`The screen ${name} was not reached; before it: ${findings.join('; ')}`, {
        cause: error,
      });
    }
    findings.push(...(await looksWrong(hands, name)));
  }
  expect(findings).toEqual([]);
}

describe('every screen', () => {
  it('before anyone sits down', async () => {
    const nobody = await handsOn(browser, host.address);
    await tour(nobody, [['sign-in', () => nobody.see('User name')]]);
  });

  it('of the counter', async () => {
    const rosa = await seated('rosa');
    await tour(rosa, [
      ['counter', () => rosa.focusOn('Find payer')],
      [
        'counter-hits',
        async () => {
          await rosa.type('brown');
          await rosa.see('Brown, Aaliyah');
        },
      ],
      [
        'counter-account',
        async () => {
          await rosa.press('Control+a');
          await rosa.type('100009624');
          await rosa.press('Enter');
          await rosa.focusOn('Amount toward account 100009624');
        },
      ],
      [
        'counter-check',
        async () => {
          await rosa.press('Enter');
          await rosa.focusOn('Amount, cash');
          await rosa.press('k');
          await rosa.focusOn('Amount, personal check');
        },
      ],
      [
        'counter-item',
        async () => {
          await rosa.press('F3', 'F3');
          await rosa.focusOn('Add item by name');
          await rosa.type('permit');
        },
      ],
      [
        'counter-line',
        async () => {
          await rosa.press('Enter');
          await rosa.see('Permit number');
        },
      ],
      [
        'posted',
        async () => {
          await rosa.press('Escape', 'Shift+F3', 'Shift+F3', 'F2');
          await rosa.focusOn('Find payer');
          await rosa.press('F3');
          await rosa.focusOn('31-day bus pass');
          await rosa.press('2');
          await rosa.type('T1-000931');
          await rosa.press('Enter');
          await rosa.focusOn('Amount, personal check');
          await rosa.press('c');
          await rosa.focusOn('Amount, cash');
          await rosa.type('20');
          await rosa.press('Enter');
          await rosa.focusOn('Post payment');
          await rosa.press('Enter');
          await rosa.see('Printed');
        },
      ],
      [
        'void',
        async () => {
          await rosa.press('Shift+F9');
          await rosa.see('Void and return the money');
        },
      ],
      [
        'receipts',
        async () => {
          await rosa.press('Escape', 'Shift+F2');
          await rosa.focusOn('Receipt number');
        },
      ],
      [
        'prints',
        async () => {
          await rosa.goTo('Prints');
          await headed(rosa, 'Prints');
        },
      ],
      [
        'devices',
        async () => {
          await rosa.goTo('Devices');
          await headed(rosa, 'Devices');
        },
      ],
    ]);
  });

  it('of what floats', async () => {
    const rosa = await seated('rosa');
    await rosa.focusOn('Find payer');
    await tour(rosa, [
      [
        'go-to',
        async () => {
          await rosa.press('Control+k');
          await rosa.see('Go to a screen');
        },
      ],
      [
        'keys',
        async () => {
          await rosa.press('Escape', 'F1');
          await rosa.see('Find receipt');
        },
      ],
      [
        'no-sale',
        async () => {
          await rosa.press('Escape', 'Shift+F8');
          await rosa.focusOn('without a sale');
        },
      ],
      [
        'tape',
        async () => {
          await rosa.press('Escape', 'F8');
          await rosa.type('12.34+5');
          await rosa.press('Enter');
          await rosa.see('17.34');
        },
      ],
      [
        'locked',
        async () => {
          await rosa.press('Escape', 'Control+F8');
          await rosa.see('Locked');
        },
      ],
    ]);
  });

  it('of the close', async () => {
    const karen = await seated('karen');
    await tour(karen, [
      [
        'close-begin',
        async () => {
          await karen.goTo('Drawer');
          await karen.focusOn('Begin counting');
        },
      ],
      [
        'close-count',
        async () => {
          await karen.press('Enter');
          await karen.focusOn('hundreds of 100.00');
          await countCash(karen, 520_00);
        },
      ],
      [
        'close-told',
        async () => {
          await karen.press('Control+Enter');
          await karen.see(/do(es)? not agree/);
        },
      ],
      [
        'close-result',
        async () => {
          await karen.press('f');
          await karen.focusOn('Accept as final');
          await karen.press('Enter');
          await karen.see('Submit for approval');
        },
      ],
    ]);
  });

  it('of a drawer that is counted in', async () => {
    const luis = await seated('luis');
    await tour(luis, [['open-drawer', () => luis.see('Assigned float')]]);
  });

  it('of the supervisor', async () => {
    const dana = await seated('dana');
    await tour(dana, [
      ['supervisor', () => dana.see('Waiting for approval')],
      [
        'supervisor-drawer',
        async () => {
          await dana.press('d', 'Enter');
          await dana.see('Back to the charts');
        },
      ],
      [
        'correction',
        async () => {
          await dana.press('Shift+F2');
          await dana.focusOn('Receipt number');
          await dana.type('1507');
          await dana.press('Enter');
          await dana.see('Personal check 1507');
          await dana.tabTo('Correct a tender');
          await dana.press('Enter');
          await dana.see('I have the item in my hand');
        },
      ],
      [
        'proof-refused',
        async () => {
          await dana.goTo('Proof');
          await dana.see('is not sealed yet');
        },
      ],
      [
        'supervisor-cash',
        async () => {
          await dana.goTo('Supervisor');
          await dana.see('Looking is recorded');
          await dana.press('l');
          await dana.see('floats included');
        },
      ],
      [
        'proof',
        async () => {
          await dana.goTo('Proof');
          await dana.see('All six sides agree');
        },
      ],
      [
        'proof-rows',
        async () => {
          await dana.press('1');
          await dana.focusOn('Receipt 03-');
        },
      ],
    ]);
  });

  it('of the deposits', async () => {
    const omar = await seated('omar');
    await tour(omar, [
      ['deposits', () => omar.see('To deposit')],
      [
        'deposit-prepare',
        async () => {
          await omar.press('Control+Enter');
          await omar.focusOn('hundreds of 100.00');
        },
      ],
      [
        'deposit',
        async () => {
          await omar.press('Escape');
          await omar.tabTo('CB-1119-1');
          await omar.press('Enter');
          await omar.focusOn('Send with the courier');
        },
      ],
      [
        'deposit-step',
        async () => {
          await omar.press('Enter');
          await omar.focusOn('Courier');
        },
      ],
    ]);
  });

  it('of the accountant', async () => {
    const noor = await seated('noor');
    await tour(noor, [
      ['journal', () => noor.see('Every entry balances')],
      ['journal-funds', () => part(noor, 'journal', 'funds')],
      ['journal-exports', () => part(noor, 'journal', 'exports')],
      ['journal-settlement', () => part(noor, 'journal', 'settlement')],
    ]);
  });

  it('of the administrator', async () => {
    const alex = await seated('alex');
    await tour(alex, [
      ['setup-tables', () => part(alex, 'setup', 'tables')],
      ['setup-extract', () => part(alex, 'setup', 'extract')],
      ['setup-office', () => part(alex, 'setup', 'office')],
      ['setup-policy', () => part(alex, 'setup', 'policy')],
      ['setup-scanlines', () => part(alex, 'setup', 'scanlines')],
      [
        'setup-scanlines-tried',
        async () => {
          await alex.tabTo('Scan or type a line');
          await alex.type('100000008 112326 0000018988 5');
          await alex.press('Enter');
          await alex.see('1 belongs there');
        },
      ],
      ['setup-people', () => part(alex, 'setup', 'people')],
      ['setup-permissions', () => part(alex, 'setup', 'permissions')],
      ['setup-books', () => part(alex, 'setup', 'books')],
      [
        'devices-printer',
        async () => {
          await alex.goTo('Devices');
          await alex.see('Self-test');
          await alex.press('s');
        },
      ],
      [
        'devices-counter',
        async () => {
          await alex.press('Escape');
          await alex.focusOn('Receipt printer');
          await alex.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 's');
          await alex.focusOn('Name');
          await alex.see('Report profile');
        },
      ],
    ]);
  });
});
