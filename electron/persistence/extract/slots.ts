/** The two slots of reference rows: which is in force, and emptying the other. */
import type { Connection } from '../connection.ts';
import { otherSlot } from '../schema/extract-slot.ts';
import type { Slot } from '../schema/extract-slot.ts';

export const currentSlot = (c: Connection): Slot =>
  c.sql<{ slot: Slot }>('SELECT slot FROM extract_slot').get()?.slot ?? 'a';

/** The import whose rows are in force; null before the first. */
export const currentImport = (c: Connection): string | null =>
  c.sql<{ import_id: string | null }>('SELECT import_id FROM extract_slot').get()?.import_id ?? null;

export const idleSlot = (c: Connection): Slot => otherSlot(currentSlot(c));

/** Whole tables at once, which SQLite does without visiting rows. */
export function clearIdleSlot(c: Connection): void {
  const slot = idleSlot(c);
  if (
    c.sql(`SELECT 1 FROM r_account_${slot} UNION ALL SELECT 1 FROM r_charge_${slot} LIMIT 1`).get() ===
    undefined
  )
    return;
  c.raw
    .transaction(() => {
      c.raw.exec(`DELETE FROM r_account_${slot}; DELETE FROM r_charge_${slot};
      INSERT INTO r_search_${slot} (r_search_${slot}) VALUES ('delete-all')`);
    })
    .immediate();
}
