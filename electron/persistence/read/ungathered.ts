/**
 * Finding payments by term: in the tree as far as it is gathered, and in memory for the few hundred after that. A
 * connection remembers the terms of those, because the counter asks with every payment (an account's own payments, a
 * check's number).
 */
import type { Posting } from '../../../shared/domain/ledger/types.ts';
import type { Connection, Ungathered } from '../connection.ts';
import { FOUND_COLUMNS, gatheredThrough, postingsOf, termsOf } from '../projections/gathered.ts';
import type { FoundRow } from '../projections/gathered.ts';
import { afterPrefix, searchWords } from '../search-words.ts';

/** Keys of payments under a term, newest first. */
export function findTerm(c: Connection, term: string, limit = -1): number[] {
  const recent = (ungathered(c).terms.get(term) ?? []).toReversed();
  const gathered = c
    .sql<{ seq: number }>(
      'SELECT payment_seq AS seq FROM p_find WHERE term = ? ORDER BY payment_seq DESC LIMIT ?',
    )
    .all(term, limit)
    .map((row) => row.seq);
  return [...recent, ...gathered];
}

/** Payments whose payer's name has, for each of the words, a word that begins with it. */
export function findPayer(c: Connection, words: readonly string[], limit: number): number[] {
  // The longest is the rarest as a rule; the others are asked of each payment that it finds.
  const [first] = [...words].sort((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const candidates = new Set<number>();
  for (const [term, seqs] of ungathered(c).terms) {
    if (term.startsWith(first)) for (const seq of seqs) candidates.add(seq);
  }
  const gathered = c
    .sql<{ seq: number }>(
      `SELECT payment_seq AS seq FROM p_find WHERE term BETWEEN ? AND ? ORDER BY payment_seq DESC LIMIT ?`,
    )
    .all(first, afterPrefix(first), limit);
  for (const { seq } of gathered) candidates.add(seq);
  return c
    .sql<{ seq: number; payer_name: string }>(
      'SELECT seq, payer_name FROM p_payment WHERE seq IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify([...candidates]))
    .filter((row) => hasWords(searchWords(row.payer_name), words))
    .map((row) => row.seq);
}

const hasWords = (name: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => name.some((part) => part.startsWith(word)));

function ungathered(c: Connection): Ungathered {
  const throughSeq = gatheredThrough(c);
  const known = c.memory.ungathered;
  // Another connection may change a payment that a reader has seen: only the writer remembers.
  const kept =
    known?.throughSeq === throughSeq && !c.raw.readonly
      ? known
      : { throughSeq, lastSeq: throughSeq, terms: new Map<string, number[]>() };
  const rows = c
    .sql<FoundRow>(`SELECT ${FOUND_COLUMNS} FROM p_payment WHERE seq > ? ORDER BY seq`)
    .all(kept.lastSeq);
  for (const row of rows) {
    for (const term of termsOf(row)) {
      const seqs = kept.terms.get(term);
      if (seqs) seqs.push(row.seq);
      else kept.terms.set(term, [row.seq]);
    }
    kept.lastSeq = row.seq;
  }
  c.memory.ungathered = kept;
  return kept;
}

/** Postings of the payments that no balance holds yet, of business dates in the range. */
export const ungatheredPostings = (c: Connection, from: string, to: string): Posting[] =>
  c
    .sql<{ payload: Buffer }>(
      `SELECT j.payload FROM p_payment p JOIN journal j ON j.sequence = p.seq
       WHERE p.seq > ? AND p.business_date BETWEEN ? AND ?`,
    )
    .all(gatheredThrough(c), from, to)
    .flatMap((row) => postingsOf(row.payload));
