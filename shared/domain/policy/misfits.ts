/** What a policy names must be in the city's tables; each misfit is said before a drawer can open on it. */
import { glKeyOf } from '../reference/types.ts';
import type { ReferenceData } from '../reference/types.ts';
import type { Policy } from './types.ts';

export type Misfit = { readonly field: string; readonly value: string; readonly reason: string };

/** Empty when the policy fits. A table that is not imported yet (no rows) judges nothing. */
export function policyMisfits(policy: Policy, reference: ReferenceData): readonly Misfit[] {
  return [
    ...ledgerMisfits(policy, reference),
    ...codeMisfits(policy, reference),
    ...tenderMisfits(policy, reference),
  ];
}

function ledgerMisfits({ ledger }: Policy, { glAccounts }: ReferenceData): Misfit[] {
  if (glAccounts.length === 0) return [];
  const chart = new Set(glAccounts.map(glKeyOf));
  const { pooledFund, overShort, ...accounts } = ledger;
  const named = [
    ...Object.entries(accounts).map(([name, account]) => [`ledger.${name}`, account] as const),
    ...Object.entries(overShort).map(([kind, account]) => [`ledger.overShort.${kind}`, account] as const),
  ];
  const misfits = named
    .filter(([, account]) => !chart.has(account))
    .map(([field, value]) => ({ field, value, reason: 'it is not in the chart of accounts' }));
  const isPooledKnown = glAccounts.some((account) => account.fund === pooledFund);
  return isPooledKnown
    ? misfits
    : [
        ...misfits,
        { field: 'ledger.pooledFund', value: pooledFund, reason: 'no account of the chart is in it' },
      ];
}

function codeMisfits(policy: Policy, { receiptTypes }: ReferenceData): Misfit[] {
  if (receiptTypes.length === 0) return [];
  const known = new Set(receiptTypes.map((type) => type.code));
  const named = [
    ...(policy.overpaymentReceiptType === null
      ? []
      : [['overpaymentReceiptType', policy.overpaymentReceiptType] as const]),
    ...policy.frequentReceiptTypes.map((code) => ['frequentReceiptTypes', code] as const),
  ];
  return named
    .filter(([, code]) => !known.has(code))
    .map(([field, value]) => ({ field, value, reason: 'it is not a receipt type' }));
}

/** A deposit empties one account: every tender that goes to the bank must have been put there. */
const tenderMisfits = ({ ledger }: Policy, { tenderTypes }: ReferenceData): Misfit[] =>
  tenderTypes
    .filter((type) => type.depositable && type.debitAccount !== ledger.undeposited)
    .map((type) => ({
      field: 'ledger.undeposited',
      value: ledger.undeposited,
      reason: `${type.name} goes to the bank, but its tender type debits ${type.debitAccount}`,
    }));
