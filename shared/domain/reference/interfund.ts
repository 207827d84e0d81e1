/**
 * Pooled cash is in one fund. Money for another fund needs its due-to account in the pooled fund, whose name carries
 * the fund it faces in parentheses (`Due to Water fund (530)`), and that fund's due-from, `000-13900`.
 */
import { refuse, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { InterfundAccounts } from '../ledger/types.ts';
import { glKeyOf } from './types.ts';
import type { GlAccount } from './types.ts';

export type PooledCash = {
  readonly fund: string;
  /** Department and account of every other fund's due-from. */
  readonly dueFrom: { readonly department: string; readonly account: string };
};

export const POOLED_CASH: PooledCash = { fund: '900', dueFrom: { department: '000', account: '13900' } };

const FACED_FUND = /^Due to .*\((\d+)\)$/;

/** The fund that a due-to account of the pooled fund faces, as its name says; undefined for every other account. */
export function facedFund(account: GlAccount, pooled: PooledCash = POOLED_CASH): string | undefined {
  if (account.fund !== pooled.fund || account.kind !== 'liability') return undefined;
  return FACED_FUND.exec(account.name)?.[1];
}

/** Both legs of every fund that has both; `validateReference` says which funds lack one. */
export function interfundAccounts(
  glAccounts: readonly GlAccount[],
  pooled: PooledCash = POOLED_CASH,
): InterfundAccounts {
  const dueFrom = new Map<string, string>();
  for (const account of glAccounts) {
    const isLeg =
      account.department === pooled.dueFrom.department && account.account === pooled.dueFrom.account;
    if (isLeg && account.fund !== pooled.fund) dueFrom.set(account.fund, glKeyOf(account));
  }
  const legs: Record<string, { readonly dueTo: string; readonly dueFrom: string }> = {};
  for (const account of glAccounts) {
    const fund = facedFund(account, pooled);
    const from = fund === undefined ? undefined : dueFrom.get(fund);
    if (fund !== undefined && from !== undefined && !Object.hasOwn(legs, fund)) {
      legs[fund] = { dueTo: glKeyOf(account), dueFrom: from };
    }
  }
  return legs;
}

/** The two legs of one fund. Errors: INTERFUND_MISSING. */
export function interfundOf(
  legs: InterfundAccounts,
  fund: string,
): Result<{ readonly dueTo: string; readonly dueFrom: string }> {
  const pair = Object.hasOwn(legs, fund) ? legs[fund] : undefined;
  return pair ? ok(pair) : refuse('INTERFUND_MISSING', { field: 'fund', value: fund });
}
