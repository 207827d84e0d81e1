/**
 * The canonical text of an imported row, over which its check and the import's hash are taken: the JSON array of its
 * columns in table order. Reading a row raw and writing it as JSON gives the same text again.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import type { SqlValue } from '../connection.ts';

export const ACCOUNT_COLUMNS = `account, name, address, city, state, zip, status, class, guaranteed_until, confidential,
  cycle, reconnect_cents, petition_date, deposit_held_cents, credit_class, phone`;
export const ACCOUNT_ORDER = 'account';

export const accountColumns = (row: AccountRecord): SqlValue[] => [
  row.account,
  row.name,
  row.address,
  row.city,
  row.state,
  row.zip,
  row.status,
  row.class,
  row.guaranteedUntil ?? null,
  row.confidential ? 1 : 0,
  row.cycle,
  row.reconnectCents ?? null,
  row.petitionDate ?? null,
  row.depositHeldCents,
  row.creditClass,
  row.phone,
];

export const CHARGE_COLUMNS = 'account, service, bill_date, due_date, kind, for_service, amount_cents';
export const CHARGE_ORDER = 'account, service, bill_date, due_date, kind, for_service';

export const chargeColumns = (row: ChargeRecord): SqlValue[] => [
  row.account,
  row.service,
  row.billDate,
  row.dueDate,
  row.kind,
  row.forService ?? '',
  row.amountCents,
];

export const rowText = (columns: readonly SqlValue[]): string => JSON.stringify(columns);
export const rowCheck = (text: string): number => crc32(text);

const FLUSH_CHARS = 64 * 1024;

/** SHA-256 over texts, each ended by a line feed; fed in large pieces, because each call costs more than its bytes. */
export class TextHash {
  readonly #hash = createHash('sha256');
  #pending = '';

  add(text: string): void {
    this.#pending += `${text}\n`;
    if (this.#pending.length > FLUSH_CHARS) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#pending, 'utf8');
    this.#pending = '';
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }
}

/** The hash that the import's event holds: over the hash of all accounts and the hash of all charges, in key order. */
export const rowsHashOf = (accountsHash: string, chargesHash: string): string =>
  createHash('sha256').update(`${accountsHash}\n${chargesHash}\n`).digest('hex');
