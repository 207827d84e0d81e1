import { stream } from '../../../shared/domain/events.ts';
import { settlementEntry } from '../../../shared/domain/ledger/entries.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { CommandHandler, QueryHandler } from '../handler.ts';

/** Cards settled by the bank: gross, the processor's fee as an expense, on the bank's date. */
export const record: CommandHandler<'settlement.record'> = (ctx, input) => {
  const bank = ctx.office.reference.bankAccounts.find((account) => account.code === input.bankAccount);
  if (!bank)
    return refuse('NOT_FOUND', {
      field: 'bankAccount',
      value: input.bankAccount,
      params: { what: 'bank account' },
    });
  if (input.feeCents > input.grossCents) {
    return refuse('FEE_TOO_LARGE', {
      field: 'feeCents',
      value: formatCents(input.feeCents),
      params: { gross: formatCents(input.grossCents) },
    });
  }
  const entry = settlementEntry(
    bank.cashAccount,
    input.grossCents,
    input.feeCents,
    ctx.office.interfund,
    ctx.office.policy.ledger,
  );
  const appended = ctx.append(
    stream.settlement(input.settlementId),
    0,
    [{ type: 'settlement.recorded', v: 1, ...input, entry }],
    input.date,
  );
  if (!appended.ok) return appended;
  ctx.changed('journal');
  return ok({});
};

export const bankAccounts: QueryHandler<'bank.accounts'> = (ctx) =>
  ok({
    accounts: ctx.office.reference.bankAccounts.map(({ code, name, accountEnding }) => ({
      code,
      name,
      accountEnding,
    })),
  });
