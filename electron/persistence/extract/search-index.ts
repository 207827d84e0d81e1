/** The search index of a slot: filled from its accounts, told when a text changes. No confidential account is in it. */
import type { Connection } from '../connection.ts';
import type { Slot } from '../schema/extract-slot.ts';
import { foldText } from '../search-words.ts';

type Indexed = { readonly id: number; readonly name: string; readonly address: string };

/** Such texts have letters that the index would not fold by itself. */
const BEYOND_ASCII = `(name GLOB '*[^ -~]*' OR address GLOB '*[^ -~]*')`;

/**
 * Indexes the accounts after the given row. Nearly all texts are ASCII and go from table to index inside SQLite.
 * @returns the last row there is now
 */
export function indexAccountsAfter(c: Connection, slot: Slot, afterId: number): number {
  const open = `FROM r_account_${slot} WHERE id > ? AND confidential = 0`;
  c.sql(
    `INSERT INTO r_search_${slot} (rowid, name, address) SELECT id, name, address ${open} AND NOT ${BEYOND_ASCII}`,
  ).run(afterId);
  for (const row of c.sql<Indexed>(`SELECT id, name, address ${open} AND ${BEYOND_ASCII}`).all(afterId)) {
    addToIndex(c, slot, row);
  }
  return c.sql<{ id: number | null }>(`SELECT max(id) AS id FROM r_account_${slot}`).get()?.id ?? afterId;
}

function addToIndex(c: Connection, slot: Slot, { id, name, address }: Indexed): void {
  c.sql(`INSERT INTO r_search_${slot} (rowid, name, address) VALUES (?, ?, ?)`).run(
    id,
    foldText(name),
    foldText(address),
  );
}

/** The index is contentless: it forgets a row by being told what it had held. */
export function reindexAccount(c: Connection, slot: Slot, before: Indexed, after: Indexed): void {
  c.sql(
    `INSERT INTO r_search_${slot} (r_search_${slot}, rowid, name, address) VALUES ('delete', ?, ?, ?)`,
  ).run(before.id, foldText(before.name), foldText(before.address));
  addToIndex(c, slot, after);
}
