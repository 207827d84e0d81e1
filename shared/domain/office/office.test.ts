import { describe, expect, it } from 'vitest';
import type { Result } from '../../kernel/result.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { decideCloseDate, decideOpenDate } from './business-date.ts';
import { evolveOffice, missingTables, NO_OFFICE, referenceOf } from './office-state.ts';
import type { OfficeState } from './office-state.ts';
import type { OfficeEvent } from './types.ts';

const date = (text: string) => text as BusinessDate;
const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const fold = (...events: readonly OfficeEvent[]): OfficeState => events.reduce(evolveOffice, NO_OFFICE);

describe('the office', () => {
  it('is nobody’s before it is founded, with the default policy and every table still to be set', () => {
    expect(NO_OFFICE).toMatchObject({ founded: null, policy: defaultPolicy, businessDate: null });
    expect(missingTables(NO_OFFICE)).toHaveLength(6);
    expect(referenceOf(NO_OFFICE).receiptTypes).toEqual([]);
  });

  it('reads its tables from the last event of each, and knows which file they came from', () => {
    const set = (fileHash: string, names: readonly string[]): OfficeEvent => ({
      type: 'office.reference-set',
      v: 1,
      table: 'bank-accounts',
      fileName: 'bank-accounts.csv',
      fileHash,
      rows: names.map((name) => ({ code: name, name })),
    });
    const office = fold(set('a', ['POOL']), set('b', ['POOL', 'COURT']));
    expect(referenceOf(office).bankAccounts.map((bank) => bank.code)).toEqual(['POOL', 'COURT']);
    expect(office.tablesInUse['bank-accounts']).toEqual({ fileName: 'bank-accounts.csv', fileHash: 'b' });
    expect(missingTables(office)).not.toContain('bank-accounts');
  });

  it('takes the last policy and the last printer, and a printer may be taken away', () => {
    const settings = {
      transport: { kind: 'tcp', host: '127.0.0.1', port: 9100 },
      columns: 48,
      codePage: 19,
      completion: 'process-id',
      drawerSensor: 'none',
      drawerPin: 0,
      logo: false,
    } as const;
    const office = fold(
      { type: 'office.policy-set', v: 1, policy: { ...defaultPolicy, closeAttempts: 3 } },
      { type: 'office.printer-assigned', v: 1, settings },
    );
    expect(office).toMatchObject({ policy: { closeAttempts: 3 }, printer: { columns: 48 } });
    expect(
      evolveOffice(office, { type: 'office.printer-assigned', v: 1, settings: null }).printer,
    ).toBeNull();
  });
});

describe('the business date', () => {
  const opened = must(decideOpenDate(NO_OFFICE, date('2026-11-19')));
  const office = fold(opened);

  it('is opened once, closed, and followed by a later one, never an earlier or the same', () => {
    expect(office.businessDate).toBe('2026-11-19');
    expect(decideOpenDate(office, date('2026-11-20'))).toMatchObject({
      error: { code: 'BUSINESS_DATE_OPEN', value: 'Thu Nov 19, 2026' },
    });
    const closed = evolveOffice(office, must(decideCloseDate(office, undefined)));
    expect(closed).toMatchObject({ businessDate: null, lastClosedDate: '2026-11-19' });
    for (const earlier of ['2026-11-19', '2026-11-18']) {
      expect(decideOpenDate(closed, date(earlier))).toMatchObject({
        error: { code: 'BUSINESS_DATE_PAST', params: { closed: 'Thu Nov 19, 2026' } },
      });
    }
    expect(decideOpenDate(closed, date('2026-11-20')).ok).toBe(true);
  });

  it('does not close over a drawer that still takes payments, and says whose', () => {
    const open = { source: 'Window 2', cashier: 'Mei Tran', status: 'open' };
    expect(decideCloseDate(office, open)).toMatchObject({
      error: { code: 'BUSINESS_DATE_SESSIONS', params: open },
    });
    expect(decideCloseDate(NO_OFFICE, undefined)).toMatchObject({ error: { code: 'NO_BUSINESS_DATE' } });
  });
});
