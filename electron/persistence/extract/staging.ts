/**
 * Bringing an extract in: rows go into the idle slot in bounded batches while the counter works; one transaction then
 * turns the slot together with the import's event. A crash before it leaves the old rows in force.
 */
import { randomUUID } from 'node:crypto';
import { richerText } from '../../../shared/domain/reference/richer-text.ts';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BooksStore, ExtractLoad } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import type { Slot } from '../schema/extract-slot.ts';
import { foldText } from '../search-words.ts';
import { InOrderHash } from './in-order-hash.ts';
import {
  ACCOUNT_COLUMNS,
  accountColumns,
  CHARGE_COLUMNS,
  chargeColumns,
  rowCheck,
  rowsHashOf,
  rowText,
} from './row-text.ts';
import { hashSlot } from './rows-hash.ts';
import { clearIdleSlot, currentSlot, idleSlot } from './slots.ts';

type Staged = ReturnType<BooksStore['stageExtract']>;

/** Large enough that a commit's fsync does not show, small enough that nobody at the counter feels one batch. */
const BATCH_ROWS = 4_000;

type Load = {
  readonly stagingId: string;
  readonly slot: Slot;
  readonly accounts: AccountRecord[];
  readonly charges: ChargeRecord[];
  readonly accountsHash: InOrderHash;
  readonly chargesHash: InOrderHash;
  repeated: { readonly what: string; readonly value: string } | undefined;
};

export type Staging = {
  open(): Staged;
  replace(importId: string, load: ExtractLoad): Result<{ rowsHash: string }>;
};

export function createStaging(c: Connection): Staging {
  /** The newest import owns the idle slot; an earlier one that is still reading is told so when it wants to finish. */
  let current: Load | undefined;

  const isCurrent = (load: Load): boolean => current === load && load.slot === idleSlot(c);

  function addAccounts(load: Load, rows: readonly AccountRecord[]): void {
    if (!isCurrent(load)) return;
    for (const row of rows) load.accounts.push(row);
    if (load.accounts.length >= BATCH_ROWS) flush(load);
  }

  function addCharges(load: Load, rows: readonly ChargeRecord[]): void {
    if (!isCurrent(load)) return;
    for (const row of rows) load.charges.push(row);
    if (load.charges.length >= BATCH_ROWS) flush(load);
  }

  function flush(load: Load): void {
    const write = (): void => {
      for (const row of load.accounts) insertAccount(c, load, row);
      for (const row of load.charges) insertCharge(c, load, row);
    };
    if (c.raw.inTransaction) write();
    else c.raw.transaction(write).immediate();
    load.accounts.length = 0;
    load.charges.length = 0;
  }

  return {
    open: () => {
      clearIdleSlot(c);
      const load: Load = {
        stagingId: randomUUID(),
        slot: idleSlot(c),
        accounts: [],
        charges: [],
        accountsHash: new InOrderHash(),
        chargesHash: new InOrderHash(),
        repeated: undefined,
      };
      current = load;
      return {
        stagingId: load.stagingId,
        accounts: (rows) => {
          addAccounts(load, rows);
        },
        charges: (rows) => {
          addCharges(load, rows);
        },
        discard: () => {
          if (current !== load) return;
          current = undefined;
          clearIdleSlot(c);
        },
      };
    },
    replace: (importId, { stagingId, lossyTextCutAt, sameAsOf }) => {
      assert(c.raw.inTransaction, 'an extract is replaced inside a transaction');
      const load = current;
      if (load?.stagingId !== stagingId || !isCurrent(load)) return refuse('STAGED_EXTRACT_GONE');
      flush(load);
      if (load.repeated) {
        return refuse('STAGED_ROW_REPEATED', {
          value: load.repeated.value,
          params: { what: load.repeated.what },
        });
      }
      const kept = lossyTextCutAt !== null && sameAsOf ? keepRicherTexts(c, load.slot, lossyTextCutAt) : 0;
      const rowsHash = kept === 0 ? arrivedHash(load) : undefined;
      c.sql('UPDATE extract_slot SET slot = ?, import_id = ?').run(load.slot, importId);
      return ok({ rowsHash: rowsHash ?? hashSlot(c, load.slot).hash });
    },
  };
}

function arrivedHash({ accountsHash, chargesHash }: Load): string | undefined {
  const accounts = accountsHash.digest();
  const charges = chargesHash.digest();
  return accounts === undefined || charges === undefined ? undefined : rowsHashOf(accounts, charges);
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

function insertAccount(c: Connection, load: Load, row: AccountRecord): void {
  const columns = accountColumns(row);
  const text = rowText(columns);
  const inserted = c
    .sql(
      `INSERT INTO r_account_${load.slot} (${ACCOUNT_COLUMNS}, row_check) VALUES (${marks(columns.length + 1)})
       ON CONFLICT DO NOTHING`,
    )
    .run(...columns, rowCheck(text));
  if (inserted.changes === 0) {
    load.repeated ??= { what: 'account', value: row.account };
    return;
  }
  load.accountsHash.add(row.account, '', text);
  if (row.confidential) return;
  c.sql(`INSERT INTO r_search_${load.slot} (rowid, name, address) VALUES (?, ?, ?)`).run(
    inserted.lastInsertRowid,
    foldText(row.name),
    foldText(row.address),
  );
}

function insertCharge(c: Connection, load: Load, row: ChargeRecord): void {
  const columns = chargeColumns(row);
  const text = rowText(columns);
  const inserted = c
    .sql(
      `INSERT INTO r_charge_${load.slot} (${CHARGE_COLUMNS}, row_check) VALUES (${marks(columns.length + 1)})
       ON CONFLICT DO NOTHING`,
    )
    .run(...columns, rowCheck(text));
  const key = chargeKey(columns);
  if (inserted.changes === 0) load.repeated ??= { what: 'charge', value: `${row.account} ${key}` };
  load.chargesHash.add(row.account, key, text);
}

/** Service, bill date, due date, kind and for-service: fixed places or closed sets, so a joined text orders as the columns do. */
const chargeKey = (columns: readonly SqlValue[]): string => columns.slice(1, 6).join(' ');

type TextRow = {
  readonly id: number;
  readonly confidential: number;
  readonly old_name: string;
  readonly old_address: string;
  readonly old_city: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
};

/**
 * A layout that cuts and loses letters never makes a text poorer that is already here from the same as-of date.
 * @returns how many rows kept a text
 */
function keepRicherTexts(c: Connection, slot: Slot, cutAt: number): number {
  const old = currentSlot(c);
  const rows = c
    .sql<TextRow>(
      `SELECT n.id, n.confidential, o.name AS old_name, o.address AS old_address, o.city AS old_city, n.name, n.address, n.city
       FROM r_account_${slot} n JOIN r_account_${old} o ON o.account = n.account
       WHERE o.name <> n.name OR o.address <> n.address OR o.city <> n.city`,
    )
    .all();
  let kept = 0;
  for (const row of rows) {
    const name = richerText(row.old_name, row.name, { cutAt });
    const address = richerText(row.old_address, row.address, { cutAt });
    const city = richerText(row.old_city, row.city, { cutAt });
    if (name === row.name && address === row.address && city === row.city) continue;
    kept += 1;
    setTexts(c, slot, row, { name, address, city });
  }
  return kept;
}

function setTexts(
  c: Connection,
  slot: Slot,
  row: TextRow,
  texts: { readonly name: string; readonly address: string; readonly city: string },
): void {
  c.sql(`UPDATE r_account_${slot} SET name = ?, address = ?, city = ? WHERE id = ?`).run(
    texts.name,
    texts.address,
    texts.city,
    row.id,
  );
  const columns = c
    .sql(`SELECT ${ACCOUNT_COLUMNS} FROM r_account_${slot} WHERE id = ?`)
    .raw()
    .get(row.id) as SqlValue[];
  c.sql(`UPDATE r_account_${slot} SET row_check = ? WHERE id = ?`).run(rowCheck(rowText(columns)), row.id);
  if (row.confidential === 1) return;
  // Contentless: the index forgets a row by being told what it had held.
  c.sql(
    `INSERT INTO r_search_${slot} (r_search_${slot}, rowid, name, address) VALUES ('delete', ?, ?, ?)`,
  ).run(row.id, foldText(row.name), foldText(row.address));
  c.sql(`INSERT INTO r_search_${slot} (rowid, name, address) VALUES (?, ?, ?)`).run(
    row.id,
    foldText(texts.name),
    foldText(texts.address),
  );
}
