import type { JournalEntry } from '../../../shared/domain/ledger/types.ts';
import type { Cents } from '../../../shared/money/money.ts';

/** What whoever takes the file over compares with what arrived. */
export type JournalTotals = {
  readonly entries: number;
  readonly postings: number;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
};

export function totalsOf(entries: readonly JournalEntry[]): JournalTotals {
  let [postings, debitCents, creditCents] = [0, 0, 0];
  for (const entry of entries) {
    for (const posting of entry.postings) {
      postings += 1;
      debitCents += posting.debitCents;
      creditCents += posting.creditCents;
    }
  }
  return { entries: entries.length, postings, debitCents, creditCents };
}
