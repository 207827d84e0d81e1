import { stream } from '../../../shared/domain/events.ts';
import type { SettlementRecorded } from '../../../shared/domain/ledger/types.ts';
import { settlementEntry } from '../../../shared/domain/ledger/entries.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { formatDate } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Input } from '../../../shared/contract/index.ts';
import type { CommandHandler, QueryHandler } from '../handler.ts';
import type { BooksReader, DateRange } from '../ports.ts';

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
  const twice = recordedBefore(ctx.tx, input);
  if (twice) {
    const params = { date: formatDate(twice.date), gross: formatCents(twice.grossCents) };
    return refuse('SETTLEMENT_TWICE', { field: 'reference', value: twice.reference, params });
  }
  const clearingCents = clearingOf(ctx.tx, ctx.office.policy.ledger.cardClearing);
  if (input.grossCents > clearingCents) {
    return refuse('SETTLEMENT_EXCEEDS', {
      field: 'grossCents',
      value: formatCents(input.grossCents),
      params: { clearing: formatCents(clearingCents) },
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

/** The same statement line again: a processor numbers its batches, and begins anew some day. */
const recordedBefore = (
  books: BooksReader,
  { bankAccount, reference, date }: Input<'settlement.record'>,
): SettlementRecorded | undefined =>
  books
    .events({ types: ['settlement.recorded'], limit: 100_000 })
    .flatMap(({ event }) => (event.type === 'settlement.recorded' ? [event] : []))
    .find((each) => each.bankAccount === bankAccount && each.reference === reference && each.date === date);

/** Card payments not settled yet, also of closes that still wait for their approval: the processor does not wait. */
const clearingOf = (books: BooksReader, glAccount: string): Cents =>
  sumCents(
    books
      .balances({ range: ALL_DATES, by: 'date' })
      .filter((row) => row.glAccount === glAccount)
      .map((row) => row.debitCents - row.creditCents),
  );
const ALL_DATES: DateRange = { from: '0001-01-01' as BusinessDate, to: '9999-12-31' as BusinessDate };

export const bankAccounts: QueryHandler<'bank.accounts'> = (ctx) =>
  ok({
    accounts: ctx.office.reference.bankAccounts.map(({ code, name, accountEnding }) => ({
      code,
      name,
      accountEnding,
    })),
  });
