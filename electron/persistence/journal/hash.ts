/**
 * What is hashed. One event's hash is SHA-256 over a header line and the payload bytes:
 *
 *   ["tillwright-journal-1","database","workstation",sequence,"stream",version,"type",v,
 *    "business date" or null,"recorded at","actor","previous hash, lower-case hex"] LF payload
 *
 * The header is one JSON array as `JSON.stringify` writes it, so no value can run into the next; the payload is the
 * canonical JSON of the event, stored byte for byte in the row. The previous hash of the first event is 64 zeros.
 * Database and workstation are inside, so that a row fits no other chain.
 */
import { hash } from 'node:crypto';

export const GENESIS_HASH = '0'.repeat(64);
export const GENESIS = Buffer.alloc(32);

/** Whose chain it is. */
export type Identity = { readonly database: string; readonly workstation: string };

export type HashedFields = {
  readonly database: string;
  readonly workstation: string;
  readonly sequence: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly typeVersion: number;
  readonly businessDate: string | null;
  readonly recordedAt: string;
  readonly actor: string;
  /** Lower-case hex. */
  readonly previousHash: string;
};

export function hashEvent(fields: HashedFields, payload: Uint8Array): Buffer {
  const header = JSON.stringify([
    'tillwright-journal-1',
    fields.database,
    fields.workstation,
    fields.sequence,
    fields.stream,
    fields.version,
    fields.type,
    fields.typeVersion,
    fields.businessDate,
    fields.recordedAt,
    fields.actor,
    fields.previousHash,
  ]);
  return hash('sha256', Buffer.concat([Buffer.from(`${header}\n`, 'utf8'), payload]), 'buffer');
}
