import { describe, expect, it } from 'vitest';
import { defaultPolicy } from './default-policy.ts';
import { policyMisfits } from './misfits.ts';
import type { ReferenceData } from '../reference/types.ts';

const EMPTY: ReferenceData = {
  glAccounts: [],
  receiptTypes: [],
  serviceMap: [],
  tenderTypes: [],
  bankAccounts: [],
  people: [],
  drawers: [],
  sources: [],
  vaults: [],
};
const account = (key: string) => {
  const [fund = '', department = '', number = ''] = key.split('-');
  return { fund, department, account: number, name: key, kind: 'asset' as const };
};
const { ledger } = defaultPolicy;
const CHART = [
  ledger.undeposited,
  ledger.changeFunds,
  ledger.cardClearing,
  ledger.cardFees,
  ledger.overShort.cash,
].map(account);

describe('a policy against the tables', () => {
  it('is judged by no table that is not there yet', () => {
    expect(policyMisfits(defaultPolicy, EMPTY)).toEqual([]);
  });

  it('names every ledger account that the chart lacks', () => {
    expect(policyMisfits(defaultPolicy, { ...EMPTY, glAccounts: CHART })).toEqual([]);
    const chart = CHART.filter((row) => row.account !== '10195');
    expect(policyMisfits(defaultPolicy, { ...EMPTY, glAccounts: chart })).toEqual([
      { field: 'ledger.changeFunds', value: '900-000-10195', reason: 'it is not in the chart of accounts' },
    ]);
  });

  it('refuses a depositable tender that does not go through undeposited receipts', () => {
    const check = {
      code: 'CHECK',
      name: 'Check',
      kind: 'check',
      guaranteedFunds: false,
      depositable: true,
      itemised: true,
      reference: 'routing+number',
      opensDrawer: true,
      countedBy: 'item',
      changeLimitCents: 0,
      debitAccount: '900-000-10100',
    } as const;
    const [misfit] = policyMisfits(defaultPolicy, { ...EMPTY, tenderTypes: [check] });
    expect(misfit).toMatchObject({ field: 'ledger.undeposited', value: '900-000-10190' });
    expect(misfit?.reason).toContain('900-000-10100');
  });
});
