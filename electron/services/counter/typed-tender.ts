import type { Input } from '../../../shared/contract/index.ts';
import type { TenderInput } from '../../../shared/domain/tender/types.ts';
import type { TxContext } from '../handler.ts';

export type TypedTender = Input<'payment.post'>['tenders'][number];

/** The check's account number stays out of the journal's bytes: there it is the last four and a keyed hash. */
export function withoutCheckAccount(
  ctx: TxContext,
  typed: TypedTender,
): { readonly tender: TenderInput; readonly checkAccount?: string } {
  const { check, ...rest } = typed;
  if (check === undefined) return { tender: rest };
  const { account, ...shown } = check;
  if (account === undefined) return { tender: { ...rest, check: shown } };
  return {
    tender: {
      ...rest,
      check: {
        ...shown,
        accountLast4: account.slice(-4),
        accountDigest: ctx.desk.books.digest(`${check.routing}/${account}`),
      },
    },
    checkAccount: account,
  };
}

/** Where the side table keeps the account number of one check. */
export const checkAccountKey = (paymentId: string, tenderNo: number): string =>
  `${paymentId}/${String(tenderNo)}`;
