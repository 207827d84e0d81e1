/** The hash over the stored rows of a slot, in key order: taken again from the tables themselves. */
import type { Connection, SqlValue } from '../connection.ts';
import type { Slot } from '../schema/extract-slot.ts';
import {
  ACCOUNT_COLUMNS,
  ACCOUNT_ORDER,
  CHARGE_COLUMNS,
  CHARGE_ORDER,
  rowCheck,
  rowsHashOf,
  rowText,
  TextHash,
} from './row-text.ts';

export type ChangedRow = { readonly table: 'account' | 'charge'; readonly text: string };

type Found = (row: ChangedRow, done: number) => void;

/**
 * @param onChanged called for each row that does not fit its own check
 * @param onRow called for each row read, with the count so far
 */
export function hashSlot(
  c: Connection,
  slot: Slot,
  onChanged?: Found,
  onRow?: (done: number) => void,
): { readonly hash: string; readonly rows: number } {
  let rows = 0;
  const walk = (table: ChangedRow['table'], columns: string, order: string): string => {
    const total = new TextHash();
    const statement = c.raw
      .prepare<[], SqlValue[]>(`SELECT row_check, ${columns} FROM r_${table}_${slot} ORDER BY ${order}`)
      .raw();
    for (const row of statement.iterate()) {
      const [check, ...values] = row;
      const text = rowText(values);
      rows += 1;
      if (rowCheck(text) !== check) onChanged?.({ table, text }, rows);
      onRow?.(rows);
      total.add(text);
    }
    return total.digest();
  };
  const accounts = walk('account', ACCOUNT_COLUMNS, ACCOUNT_ORDER);
  const charges = walk('charge', CHARGE_COLUMNS, CHARGE_ORDER);
  return { hash: rowsHashOf(accounts, charges), rows };
}
