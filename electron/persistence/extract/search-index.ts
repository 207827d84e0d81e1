/** The search index of a slot: filled from its accounts, told when a text changes. No confidential account is in it. */
import type { Connection } from '../connection.ts';
import type { Slot } from '../schema/extract-slot.ts';
import { foldText } from '../search-words.ts';

type Indexed = { readonly id: number; readonly name: string; readonly address: string };

/** Folding costs a call into JavaScript: nearly all texts are ASCII, which the index folds by itself. */
const folded = (column: string): string =>
  `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold_text(${column}) ELSE ${column} END`;

/** Makes `fold_text` known to the connection; no schema refers to it. */
export function allowFolding(c: Connection): void {
  c.raw.function('fold_text', { deterministic: true }, (text) => foldText(String(text)));
}

/**
 * Indexes the accounts after the given row, from table to index inside SQLite and in the order of their rows: out of
 * order the index would write itself out each time.
 * @returns the last row there is now
 */
export function indexAccountsAfter(c: Connection, slot: Slot, afterId: number): number {
  c.sql(
    `INSERT INTO r_search_${slot} (rowid, name, address)
     SELECT id, ${folded('name')}, ${folded('address')} FROM r_account_${slot}
     WHERE id > ? AND confidential = 0 ORDER BY id`,
  ).run(afterId);
  return c.sql<{ id: number | null }>(`SELECT max(id) AS id FROM r_account_${slot}`).get()?.id ?? afterId;
}

/** The index is contentless: it forgets a row by being told what it had held. */
export function reindexAccount(c: Connection, slot: Slot, before: Indexed, after: Indexed): void {
  const texts = ({ id, name, address }: Indexed) => [id, foldText(name), foldText(address)] as const;
  c.sql(
    `INSERT INTO r_search_${slot} (r_search_${slot}, rowid, name, address) VALUES ('delete', ?, ?, ?)`,
  ).run(...texts(before));
  c.sql(`INSERT INTO r_search_${slot} (rowid, name, address) VALUES (?, ?, ?)`).run(...texts(after));
}
