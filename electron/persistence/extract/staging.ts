/**
 * Bringing an extract in: rows go into the idle slot in bounded batches while the counter works; one transaction then
 * turns the slot together with the import's event. A crash before it leaves the old rows in force.
 */
import { randomUUID } from 'node:crypto';
import { richerText } from '../../../shared/domain/reference/richer-text.ts';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Refusal, Result } from '../../../shared/kernel/result.ts';
import type { BooksStore, ExtractLoad } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import type { Slot } from '../schema/extract-slot.ts';
import { InOrderHash } from './in-order-hash.ts';
import { rowInserter } from './insert-rows.ts';
import type { InsertRows } from './insert-rows.ts';
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
import { allowFolding, indexAccountsAfter, reindexAccount } from './search-index.ts';
import { clearIdleSlot, currentSlot, idleSlot } from './slots.ts';

type Staged = ReturnType<BooksStore['stageExtract']>;

/** Large enough that a commit's fsync does not show, small enough that nobody at the counter feels one batch. */
const BATCH_ROWS = 4_000;
/** The search index writes itself out with every transaction and merges what it wrote: fewer and larger ones are cheaper. */
const INDEX_ACCOUNTS = 16_000;

type Load = {
  readonly stagingId: string;
  readonly slot: Slot;
  readonly accounts: AccountRecord[];
  readonly charges: ChargeRecord[];
  readonly insertAccounts: InsertRows;
  readonly insertCharges: InsertRows;
  readonly accountsHash: InOrderHash;
  readonly chargesHash: InOrderHash;
  /** The last account that the search index knows, and how many came after it. */
  indexedId: number;
  unindexed: number;
  /** Why it cannot be brought in. */
  refusal: Refusal | undefined;
};

export type Staging = {
  open(): Staged;
  replace(importId: string, load: ExtractLoad): Result<{ rowsHash: string }>;
};

export function createStaging(c: Connection): Staging {
  allowFolding(c);
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

  /** After the first refusal nothing more is written: the import will be refused when it wants to finish. */
  function flush(load: Load): void {
    const write = c.raw.transaction(() => writeRows(c, load));
    load.refusal ??= write.immediate();
    load.accounts.length = 0;
    load.charges.length = 0;
  }

  return {
    open: () => {
      clearIdleSlot(c);
      const slot = idleSlot(c);
      const load: Load = {
        stagingId: randomUUID(),
        slot,
        accounts: [],
        charges: [],
        insertAccounts: rowInserter(c, `r_account_${slot}`, `${ACCOUNT_COLUMNS}, row_check`),
        insertCharges: rowInserter(c, `r_charge_${slot}`, `${CHARGE_COLUMNS}, row_check`),
        accountsHash: new InOrderHash(),
        chargesHash: new InOrderHash(),
        indexedId: 0,
        unindexed: 0,
        refusal: undefined,
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
      if (load.refusal) return { ok: false, error: load.refusal };
      indexAccounts(c, load);
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

/**
 * Writes what was handed over since the last time: all of it or nothing.
 * @returns why not, when a row is there already
 */
function writeRows(c: Connection, load: Load): Refusal | undefined {
  const accounts = load.accounts.map((row) => checked(accountColumns(row)));
  const charges = load.charges.map((row) => checked(chargeColumns(row)));
  c.raw.exec('SAVEPOINT staged_rows');
  const inserted = load.insertAccounts(columnsOf(accounts)) + load.insertCharges(columnsOf(charges));
  const whole = inserted === accounts.length + charges.length;
  if (!whole) c.raw.exec('ROLLBACK TO staged_rows');
  c.raw.exec('RELEASE staged_rows');
  if (!whole) return firstRepeated(load, accounts, charges);
  for (const [index, { text }] of accounts.entries()) {
    load.accountsHash.add(load.accounts[index]?.account ?? '', text);
  }
  for (const [index, { text }] of charges.entries()) {
    load.chargesHash.add(load.charges[index]?.account ?? '', text);
  }
  load.unindexed += accounts.length;
  if (load.unindexed >= INDEX_ACCOUNTS) indexAccounts(c, load);
  return undefined;
}

function indexAccounts(c: Connection, load: Load): void {
  load.indexedId = indexAccountsAfter(c, load.slot, load.indexedId);
  load.unindexed = 0;
}

type Checked = { readonly columns: readonly SqlValue[]; readonly text: string };

function checked(columns: SqlValue[]): Checked {
  const text = rowText(columns);
  columns.push(rowCheck(text));
  return { columns, text };
}

const columnsOf = (rows: readonly Checked[]): (readonly SqlValue[])[] => rows.map(({ columns }) => columns);

/** Row by row, since a statement of many says only that one of them was there. */
function firstRepeated(
  load: Load,
  accounts: readonly Checked[],
  charges: readonly Checked[],
): Refusal | undefined {
  const account = accounts.find(({ columns }) => load.insertAccounts([columns]) === 0);
  if (account) return repeated('account', account.columns.slice(0, 1));
  const charge = charges.find(({ columns }) => load.insertCharges([columns]) === 0);
  return charge && repeated('charge', charge.columns.slice(0, CHARGE_KEY_COLUMNS));
}

/** Account, service, bill date, due date, kind and for-service. */
const CHARGE_KEY_COLUMNS = 6;

const repeated = (what: string, key: readonly SqlValue[]): Refusal => ({
  code: 'STAGED_ROW_REPEATED',
  value: key.join(' ').trimEnd(),
  params: { what },
});

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
  if (row.confidential === 0) reindexAccount(c, slot, row, { ...row, ...texts });
}
