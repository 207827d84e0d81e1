/** What must hold of every entry, whoever wrote it; each error says what is wrong in words. Empty means whole. */
import { decimalText } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { entryImbalance, fundOf, signedCents } from './entries.ts';
import type { InterfundAccounts, Posting } from './types.ts';

/** Each posting has exactly one side, in whole cents > 0. */
export function postingErrors(postings: readonly Posting[]): string[] {
  return postings.flatMap(({ glAccount, debitCents, creditCents }) => {
    const whole = Number.isSafeInteger(debitCents) && Number.isSafeInteger(creditCents);
    const oneSided = whole && debitCents >= 0 && creditCents >= 0 && debitCents > 0 !== creditCents > 0;
    return oneSided
      ? []
      : [`${glAccount} must have one side: debit ${String(debitCents)}, credit ${String(creditCents)} cents`];
  });
}

/** Debits equal credits in each fund, and so in total. */
export const balanceErrors = (postings: readonly Posting[]): string[] =>
  [...entryImbalance(postings)].map(
    ([fund, amountCents]) => `fund ${fund} is out of balance by ${decimalText(amountCents)}`,
  );

/** Each due-to in the pooled fund equals the due-from of the fund it faces. */
export function interfundErrors(postings: readonly Posting[], interfund: InterfundAccounts): string[] {
  const net = (glAccount: string): Cents =>
    postings.reduce(
      (sum, posting) => (posting.glAccount === glAccount ? sum + signedCents(posting) : sum),
      0,
    );
  const funds = new Set(postings.map((posting) => fundOf(posting.glAccount)));
  for (const [fund, pair] of Object.entries(interfund)) {
    if (pair && postings.some((posting) => posting.glAccount === pair.dueTo)) funds.add(fund);
  }
  return [...funds].flatMap((fund) => {
    const pair = interfund[fund];
    if (!pair || net(pair.dueTo) + net(pair.dueFrom) === 0) return [];
    return [
      `due to fund ${fund} is ${decimalText(-net(pair.dueTo))}, its due from is ${decimalText(net(pair.dueFrom))}`,
    ];
  });
}

/** Sums are only looked at when each posting is one by itself. */
export function entryErrors(postings: readonly Posting[], interfund: InterfundAccounts): string[] {
  const errors = postingErrors(postings);
  return errors.length > 0 ? errors : [...balanceErrors(postings), ...interfundErrors(postings, interfund)];
}
