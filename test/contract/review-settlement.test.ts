/** Card settlements take out of clearing what card payments put there, and each only once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { miscellaneous, openWindow } from '../support/window.ts';

let city: TestDesk;
let noor: Seat;
beforeAll(async () => {
  city = await openTestDesk();
  noor = await city.signIn('noor');
  const rosa = await openWindow(city, 'rosa', '3');
  const card = { brand: 'Visa', last4: '1234', authorization: 'A1B2C3' };
  await rosa.post({
    lines: [miscellaneous(4_200)],
    tenders: [{ tenderType: 'CARD', amountCents: 4_200, card }],
  });
});
afterAll(() => city.close());

const settlement = (grossCents: number, reference = 'Batch 118'): Input<'settlement.record'> => ({
  settlementId: randomUUID(),
  bankAccount: 'POOL',
  date: '2026-11-20' as BusinessDate,
  reference,
  grossCents,
  feeCents: 100,
});

describe('a card settlement', () => {
  it('of more than the card payments not settled yet is refused with what they are', async () => {
    expect(await noor.refused('settlement.record', settlement(4_201))).toMatchObject({
      code: 'SETTLEMENT_EXCEEDS',
      field: 'grossCents',
      what: 'A settlement of 42.01 is more than the 42.00 of card payments that are not settled yet.',
    });
  });

  it('is recorded once for one line of the statement', async () => {
    await noor.ask('settlement.record', settlement(2_100));
    expect(await noor.refused('settlement.record', settlement(2_100))).toMatchObject({
      code: 'SETTLEMENT_TWICE',
      value: 'Batch 118',
    });
    await noor.ask('settlement.record', settlement(2_100, 'Batch 119'));
    expect((await noor.refused('settlement.record', settlement(1, 'Batch 120'))).code).toBe('FEE_TOO_LARGE');
  });
});
