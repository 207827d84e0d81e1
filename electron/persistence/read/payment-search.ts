/** Payments by amount, or by words of the payer's name: the index as far as it goes, the newest ones one by one. */
import type { Cents } from '../../../shared/money/money.ts';
import type { Connection } from '../connection.ts';
import { afterPrefix, amountTerm, searchTerms, searchWords } from '../search-words.ts';

/** @returns keys of payments, in no order */
export function findByTerms(c: Connection, text: string, amount: Cents | undefined, limit: number): number[] {
  const words = searchWords(text).sort((a, b) => b.length - a.length);
  const found = [...recent(c, words, amount), ...byWords(c, words, limit)];
  return amount === undefined ? found : [...found, ...byTerm(c, amountTerm(amount), limit)];
}

const byTerm = (c: Connection, term: string, limit: number): number[] =>
  c
    .sql<{ seq: number }>(
      'SELECT payment_seq AS seq FROM p_find WHERE term = ? ORDER BY payment_seq DESC LIMIT ?',
    )
    .all(term, limit)
    .map((row) => row.seq);

/** The longest word, which is the rarest as a rule, is searched; the others are asked of each of its payments. */
function byWords(c: Connection, words: readonly string[], limit: number): number[] {
  const [first, ...others] = words;
  if (first === undefined) return [];
  const rows = c
    .sql<{ seq: number; payer_name: string }>(
      `SELECT f.payment_seq AS seq, p.payer_name FROM p_find f JOIN p_payment p ON p.seq = f.payment_seq
       WHERE f.term BETWEEN ? AND ? ORDER BY f.payment_seq DESC LIMIT ?`,
    )
    .all(first, afterPrefix(first), limit);
  return rows.filter((row) => hasWords(searchWords(row.payer_name), others)).map((row) => row.seq);
}

/** What came after the index was last extended, a few hundred payments at most. */
function recent(c: Connection, words: readonly string[], amount: Cents | undefined): number[] {
  const rows = c
    .sql<{ seq: number; payer_name: string; total_cents: number }>(
      'SELECT seq, payer_name, total_cents FROM p_payment WHERE seq > (SELECT seq FROM p_find_through)',
    )
    .all();
  return rows
    .filter((row) => {
      const terms = searchTerms(row.payer_name, row.total_cents);
      return (
        (amount !== undefined && terms.includes(amountTerm(amount))) ||
        (words.length > 0 && hasWords(terms, words))
      );
    })
    .map((row) => row.seq);
}

const hasWords = (terms: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => terms.some((term) => term.startsWith(word)));
