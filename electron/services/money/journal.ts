/** The journal as people read it: entries with their postings, and totals by fund that prove each balances. */
import { fundOf } from '../../../shared/domain/ledger/entries.ts';
import { glKeyOf } from '../../../shared/domain/reference/types.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { requireNothingHidden } from '../drawer/blind.ts';
import type { QueryHandler } from '../handler.ts';
import type { Office } from '../office.ts';

export const entries: QueryHandler<'journal.entries'> = (ctx, { range, by, kind, limit }) => {
  const names = accountNames(ctx.office);
  const rows = ctx.books.entries({
    range,
    by,
    limit: limit + 1,
    ...(kind === undefined ? {} : { kinds: [kind] }),
  });
  return ok({
    more: rows.length > limit,
    entries: rows.slice(0, limit).map((row) => ({
      entryId: row.entryId,
      kind: row.kind,
      date: row.date,
      businessDate: row.businessDate,
      description: row.description,
      source: row.source,
      released: row.released,
      exportedIn: row.exportedIn,
      postings: row.postings.map((posting) => ({
        ...posting,
        accountName: names.get(posting.glAccount) ?? '',
      })),
      totalCents: sumCents(row.postings.map((posting) => posting.debitCents)),
    })),
  });
};

export const accountNames = (office: Office): ReadonlyMap<string, string> =>
  new Map(office.reference.glAccounts.map((account) => [glKeyOf(account), account.name]));

/** `530` → `Water`, from the name of the due-to account that faces it; the pooled fund calls itself so. */
export function fundNames(office: Office): ReadonlyMap<string, string> {
  const names = new Map([[office.policy.ledger.pooledFund, 'Pooled cash']]);
  for (const { name } of office.reference.glAccounts) {
    const match = /^Due to (.+?)(?: fund)? \((\d+)\)$/.exec(name);
    if (match?.[1] !== undefined && match[2] !== undefined) names.set(match[2], match[1]);
  }
  return names;
}

export const byFund: QueryHandler<'journal.by-fund'> = (ctx, { range, by, released }) => {
  const seen = requireNothingHidden(ctx, range);
  if (!seen.ok) return seen;
  const names = accountNames(ctx.office);
  const funds = fundNames(ctx.office);
  const balances = ctx.books.balances({ range, by, ...(released ? { released: true } : {}) });
  const view: Output<'journal.by-fund'>['funds'] = [
    ...Map.groupBy(balances, (row) => fundOf(row.glAccount)),
  ].map(([fund, rows]) => {
    const debitCents = sumCents(rows.map((row) => row.debitCents));
    const creditCents = sumCents(rows.map((row) => row.creditCents));
    return {
      fund,
      name: funds.get(fund) ?? fund,
      debitCents,
      creditCents,
      balances: debitCents === creditCents,
      accounts: rows.map((row) => ({
        glAccount: row.glAccount,
        name: names.get(row.glAccount) ?? '',
        debitCents: row.debitCents,
        creditCents: row.creditCents,
      })),
    };
  });
  const all = sumCents(ctx.books.balances({ range, by }).map((row) => row.debitCents));
  const out = sumCents(ctx.books.balances({ range, by, released: true }).map((row) => row.debitCents));
  return ok({ funds: view, unreleasedCents: all - out });
};
