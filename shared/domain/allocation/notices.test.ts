import { describe, expect, it } from 'vitest';
import {
  NUNEZ_CHARGES,
  TODAY,
  account,
  charge,
  date,
  nunez,
  policy,
  serviceMap,
} from '../../../test/support/city.ts';
import type { AccountRecord, ChargeRecord } from '../reference/extract.ts';
import { openAccountOf } from './account-facts.ts';
import { accountNotices, isGuaranteedOnly } from './notices.ts';
import { reachesReconnect, reconnectNeededCents } from './reconnect.ts';
import type { OwnPaid } from './open-account.ts';

const rules = { today: TODAY, reconnectService: policy.reconnectService };
const open = (
  record: AccountRecord,
  charges: readonly ChargeRecord[],
  ownPayments: readonly OwnPaid[] = [],
) => openAccountOf({ record, charges, ownPayments, importId: 'i', asOf: TODAY }, policy, serviceMap, TODAY);
const notices = (record: AccountRecord, charges: readonly ChargeRecord[] = []) =>
  accountNotices(record, open(record, charges), rules).map(({ badge, text }) => `${badge}: ${text}`);

describe('the amount to reconnect', () => {
  it('is the extract’s own figure', () => {
    expect(reconnectNeededCents(nunez, open(nunez, NUNEZ_CHARGES), rules)).toBe(584_28);
  });
  it('without one is what is past due, the reconnect fee and the deposit required', () => {
    const { reconnectCents: _figure, ...computed } = nunez;
    expect(reconnectNeededCents(computed, open(computed, NUNEZ_CHARGES), rules)).toBe(584_28);
    const withDeposit = { ...rules, depositRequiredCents: 100_00 };
    expect(reconnectNeededCents(computed, open(computed, NUNEZ_CHARGES), withDeposit)).toBe(684_28);
  });
  it('falls by what was paid here since the extract, never below nothing', () => {
    const paid = (amountCents: number) => open(nunez, NUNEZ_CHARGES, [{ charge: null, amountCents }]);
    expect(reconnectNeededCents(nunez, paid(84_28), rules)).toBe(500_00);
    expect(reconnectNeededCents(nunez, paid(700_00), rules)).toBe(0);
  });
  it('is none for an account that is connected', () => {
    expect(reconnectNeededCents(account(), open(account(), NUNEZ_CHARGES), rules)).toBeUndefined();
  });
  it('is reached by the cent, and not twice', () => {
    expect([
      reachesReconnect(584_28, 584_27),
      reachesReconnect(584_28, 584_28),
      reachesReconnect(0, 10_00),
    ]).toEqual([false, true, false]);
  });
});

describe('what is said before money is taken', () => {
  it('is nothing for an active account', () => {
    expect(notices(account(), NUNEZ_CHARGES)).toEqual([]);
  });
  it('says what reconnects', () => {
    expect(notices(nunez, NUNEZ_CHARGES)).toEqual(['DISCONNECTED: 584.28 to reconnect.']);
  });
  it('says which charges bankruptcy protects', () => {
    const bankrupt = account({ status: 'bankruptcy', petitionDate: date('2026-03-06') });
    expect(
      notices(bankrupt, [
        charge('WA', '2026-03-01', '2026-03-21', 30_00),
        charge('WA', '2026-11-10', '2026-11-30', 5_00),
      ]),
    ).toEqual([
      'BANKRUPTCY: 30.00 billed before the petition of Mar 6, 2026 needs a supervisor; new money goes to later charges.',
    ]);
    expect(notices(bankrupt)).toEqual([
      'BANKRUPTCY: Petition of Mar 6, 2026; nothing billed before it is open.',
    ]);
  });
  it('says what was written off, also when the account owes more', () => {
    const charges = [
      charge('BD', '2025-10-15', '2025-11-04', 320_83, 'written-off', 'EL'),
      charge('EL', '2026-10-07', '2026-10-27', 24_00),
    ];
    expect(notices(account({ status: 'written-off' }), charges)).toEqual([
      'WRITTEN OFF: 320.83 was written off and goes to bad-debt recovery.',
    ]);
  });
  it('says several things, gravest first', () => {
    const all = account({
      status: 'final',
      guaranteedUntil: date('2027-04-07'),
      confidential: true,
    });
    expect(notices(all)).toEqual([
      'GUARANTEED FUNDS ONLY: Until Apr 7, 2027, that day included.',
      'CONFIDENTIAL: No name on tabs, displays or receipts.',
      'FINAL BILLED: Service has ended; this is the final bill.',
    ]);
  });
  it('takes the last day of guaranteed funds only as one of them', () => {
    const until = (text: string) => isGuaranteedOnly({ guaranteedUntil: date(text) }, TODAY);
    expect([until('2026-11-18'), until('2026-11-19'), until('2026-11-20')]).toEqual([false, true, true]);
    expect(isGuaranteedOnly({}, TODAY)).toBe(false);
  });
});
