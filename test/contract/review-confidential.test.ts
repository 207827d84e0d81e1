/** A confidential account is paid like any other, and its name stays in the extract. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { cash, openWindow } from '../support/window.ts';

let city: TestDesk;
beforeAll(async () => {
  city = await openTestDesk();
});
afterAll(() => city.close());

type Confidential = { readonly account: string; readonly name: string };

/** The confidential accounts in service of the sample city’s extract, whose rows start `A|number|name`. */
function confidentialAccounts(): readonly Confidential[] {
  const file = join(import.meta.dirname, '../../electron/exchange/sample-city/cis-extract.psv');
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [kind, account = '', name = '', , , , , status, , , confidential] = line.split('|');
      return kind === 'A' && status === 'AC' && confidential === 'Y' ? [{ account, name }] : [];
    });
}

async function oneThatOwes(seat: Seat): Promise<Confidential> {
  for (const one of confidentialAccounts())
    if ((await seat.ask('account.show', { account: one.account })).balanceCents > 0) return one;
  throw new Error('no confidential account owes anything');
}

describe('a payment on a confidential account', () => {
  it('leaves its name on no screen, on no paper and in no event', async () => {
    const rosa = await openWindow(city, 'rosa', '3');
    const { account, name } = await oneThatOwes(rosa.seat);
    const shown = await rosa.seat.ask('account.show', { account });
    expect(shown.name).toBeNull();
    const amountCents = Math.min(shown.balanceCents, 2_500);
    const posted = await rosa.post({
      lines: await rosa.toward(account, amountCents),
      tenders: [cash(amountCents)],
    });
    const receipt = await rosa.seat.ask('receipt.show', { paymentId: posted.paymentId });
    const sam = await city.signIn('sam');
    const { events } = await sam.ask('books.events', { limit: 1 });
    const toSequence = events[0]?.sequence ?? 0;
    const evidence = await sam.ask('books.evidence', { fromSequence: 1, toSequence });
    const journal = Buffer.from(evidence.base64, 'base64').toString('utf8');
    expect(journal).toContain(posted.paymentId);
    for (const text of [JSON.stringify(shown), JSON.stringify(receipt), journal])
      expect(text).not.toContain(name);
  });
});
