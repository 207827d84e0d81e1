/** Preparing: the clerk counts what was handed in again, with a second person; it must be the same to the cent. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { formatCents } from '../../money/money.ts';
import { cashCountCents, checkCashCount } from '../count/cash.ts';
import type { CashCount } from '../count/types.ts';
import type { BankAccount } from '../reference/types.ts';
import { depositContents, hasMoneyFor } from './contents.ts';
import type { SessionMoney } from './contents.ts';
import type { DepositPrepared, DepositState } from './types.ts';

/**
 * `CB-1119-2`
 * @param date the deposit's business date
 * @param position from 1, dense within the date, dissolved deposits counted: a number is never given twice
 */
export const depositNumber = (prefix: string, date: BusinessDate, position: number): string =>
  `${prefix}-${date.slice(5, 7)}${date.slice(8, 10)}-${String(position)}`;

export type PrepareInput = {
  readonly depositId: string;
  /** Code of the bank account. */
  readonly bankAccount: string;
  readonly sessionIds: readonly string[];
  readonly cash: CashCount;
};

export type PrepareFacts = {
  /** Money of the chosen sessions, at least. */
  readonly sessions: readonly SessionMoney[];
  readonly banks: readonly BankAccount[];
  readonly prefix: string;
  /** The next position of a deposit of this business date. */
  readonly positionOn: (date: BusinessDate) => number;
  readonly preparedBy: string;
  /** Whoever signed in as the second counter; undefined when nobody did. */
  readonly secondCountBy: string | undefined;
};

/**
 * Errors: DEPOSIT_EXISTS, DEPOSIT_BANK_UNKNOWN, DEPOSIT_NO_SESSION, SESSION_UNKNOWN, DEPOSIT_CLOSE_NOT_APPROVED,
 * DEPOSIT_ALREADY, DEPOSIT_NOTHING, DEPOSIT_SECOND_PERSON, DEPOSIT_CASH_DIFFERS, and those of `checkCashCount`.
 */
export function decidePrepare(
  state: DepositState | undefined,
  input: PrepareInput,
  facts: PrepareFacts,
): Result<DepositPrepared> {
  if (state !== undefined)
    return refuse('DEPOSIT_EXISTS', { field: 'depositId', value: state.prepared.number });
  const bank = facts.banks.find((each) => each.code === input.bankAccount);
  if (!bank) return refuse('DEPOSIT_BANK_UNKNOWN', { field: 'bankAccount', value: input.bankAccount });
  const sessions = chosenSessions(input.sessionIds, bank, facts);
  if (!sessions.ok) return sessions;
  const { secondCountBy } = facts;
  if (secondCountBy === undefined || secondCountBy === facts.preparedBy)
    return refuse('DEPOSIT_SECOND_PERSON');
  const cash = checkCashCount(input.cash, 'cash');
  if (!cash.ok) return cash;

  const contents = depositContents(bank.code, sessions.value, facts.banks);
  const countedCents = cashCountCents(cash.value);
  if (countedCents !== contents.cashCents) {
    return refuse('DEPOSIT_CASH_DIFFERS', {
      field: 'cash',
      value: formatCents(countedCents),
      params: { expected: formatCents(contents.cashCents) },
    });
  }
  const { code, name, accountEnding, routing, cashAccount } = bank;
  return ok({
    type: 'deposit.prepared',
    v: 1,
    depositId: input.depositId,
    number: depositNumber(facts.prefix, contents.businessDate, facts.positionOn(contents.businessDate)),
    bankAccount: { code, name, accountEnding, routing, cashAccount },
    businessDate: contents.businessDate,
    sessions: contents.sessions.map(({ sessionId, label, cashier, cashCents, itemsCents }) => ({
      sessionId,
      label,
      cashier,
      cashCents,
      itemsCents,
    })),
    cash: cash.value,
    cashCents: contents.cashCents,
    items: contents.items,
    totalCents: contents.totalCents,
    composition: contents.composition,
    preparedBy: facts.preparedBy,
    secondCountBy,
  });
}

function chosenSessions(
  sessionIds: readonly string[],
  bank: BankAccount,
  facts: PrepareFacts,
): Result<readonly SessionMoney[]> {
  const chosen: SessionMoney[] = [];
  for (const sessionId of new Set(sessionIds)) {
    const session = facts.sessions.find((each) => each.sessionId === sessionId);
    if (!session) return refuse('SESSION_UNKNOWN', { field: 'sessionIds', value: sessionId });
    const about = { field: 'sessionIds', value: session.label, params: { bank: bank.name } };
    if (!session.approved) return refuse('DEPOSIT_CLOSE_NOT_APPROVED', about);
    if (session.depositedTo.includes(bank.code)) return refuse('DEPOSIT_ALREADY', about);
    if (!hasMoneyFor(session, bank.code, facts.banks)) return refuse('DEPOSIT_NOTHING', about);
    chosen.push(session);
  }
  return chosen.length === 0 ? refuse('DEPOSIT_NO_SESSION', { field: 'sessionIds' }) : ok(chosen);
}
