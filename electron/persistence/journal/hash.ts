/**
 * What is hashed. One event's hash is SHA-256 over a header line and the payload bytes:
 *
 *   ["tillwright-journal-1",database,workstation,sequence,"event id","stream",version,"type",v,
 *    "business date" or null,"recorded at","actor","previous hash, lower-case hex"] LF payload
 *
 * The header is one JSON array as `JSON.stringify` writes it, so no value can run into the next; the payload is the
 * canonical JSON of the event, stored byte for byte in the row. The previous hash of the first event is 64 zeros.
 * Database and workstation are inside, so that a row fits no other chain.
 */
import { hash } from 'node:crypto';

export const GENESIS_HASH = '0'.repeat(64);
export const GENESIS = Buffer.alloc(32);

/**
 * An event's id is made from its place: a UUID (version 8) over database, workstation and sequence. It is unique because
 * the place is, and needs no index of its own; verify computes it again.
 */
export function eventIdOf(database: string, workstation: string, sequence: number): string {
  const bytes = hash('sha256', JSON.stringify([database, workstation, sequence]), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export type HashedFields = {
  readonly database: string;
  readonly workstation: string;
  readonly sequence: number;
  readonly eventId: string;
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
    fields.eventId,
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
