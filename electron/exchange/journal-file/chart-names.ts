/** GL accounts by the names that plain-text accounting knows: `Assets:F900:D000:A10190`, so that `bal F900` proves a fund. */
import { glKeyOf } from '../../../shared/domain/reference/types.ts';
import type { GlAccount, GlKind } from '../../../shared/domain/reference/types.ts';

const ROOTS = {
  asset: 'Assets',
  liability: 'Liabilities',
  revenue: 'Income',
  expense: 'Expenses',
  equity: 'Equity',
} as const satisfies Record<GlKind, string>;

/** Where an account goes that entries name and the chart no longer has: in sight, in its fund, and never lost. */
const UNLISTED = 'Equity:Unlisted';

export type NamedAccount = { readonly name: string; readonly title: string };

const pathOf = (key: string): string => {
  const [fund = '', department = '', account = ''] = key.split('-');
  return `F${fund}:D${department}:A${account}`;
};

/** Every account of the chart in order of its key, then those that only `used` names. */
export function nameAccounts(
  chart: readonly GlAccount[],
  used: Iterable<string>,
): ReadonlyMap<string, NamedAccount> {
  const listed = chart
    .map((account): [string, NamedAccount] => {
      const key = glKeyOf(account);
      return [key, { name: `${ROOTS[account.kind]}:${pathOf(key)}`, title: account.name }];
    })
    .sort(byKey);
  const names = new Map(listed);
  for (const key of [...new Set(used)].sort()) {
    if (!names.has(key))
      names.set(key, { name: `${UNLISTED}:${pathOf(key)}`, title: 'Not in the chart of accounts' });
  }
  return names;
}

const byKey = ([a]: [string, NamedAccount], [b]: [string, NamedAccount]): number =>
  a < b ? -1 : a > b ? 1 : 0;
