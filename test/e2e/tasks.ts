/** What people do at every desk, key by key. */
import { DENOMINATIONS } from '../../shared/domain/count/cash.ts';
import type { Cents } from '../../shared/money/money.ts';
import type { Hands } from './page.ts';

/** Types an amount of cash as pieces per face, from the hundreds down to the pennies, walked with Enter as on a ten-key. */
export async function countCash(hands: Hands, cents: Cents): Promise<void> {
  let left = cents;
  for (const { form, denominationCents } of DENOMINATIONS) {
    // A drawer holds dollar bills, hardly dollar coins.
    const pieces = form === 'coin' && denominationCents === 100 ? 0 : Math.floor(left / denominationCents);
    left -= pieces * denominationCents;
    if (pieces > 0) await hands.type(String(pieces));
    await hands.press('Enter');
  }
}

/** A second person signs in on the same screen, where they are asked to. */
export async function secondSignIn(hands: Hands, who: string, userName: string): Promise<void> {
  await hands.focusOn(`${who}’s user name`);
  await hands.type(userName);
  await hands.press('Tab');
  await hands.type('2468');
  await hands.press('Enter');
}
