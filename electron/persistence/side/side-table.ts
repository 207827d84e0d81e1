/**
 * The encrypted side table: personal and check data that never enter the journal's bytes. Each value is sealed with
 * AES-256-GCM under a fresh nonce; its kind and key are authenticated with it, so that a row cannot be moved.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Connection } from '../connection.ts';
import type { SideKey } from './side-key.ts';

export type SecretKind = 'user-secret' | 'check-account';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const boundTo = (kind: string, key: string): Buffer => Buffer.from(JSON.stringify([kind, key]));

function seal(sideKey: SideKey, kind: string, key: string, plain: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sideKey.encryption, nonce).setAAD(boundTo(kind, key));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** Undefined when the bytes do not open with this key: another key sealed them, or they were changed. */
export function unseal(sideKey: SideKey, kind: string, key: string, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', sideKey.encryption, nonce).setAAD(boundTo(kind, key));
  decipher.setAuthTag(tag);
  try {
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

export function putSecret(
  c: Connection,
  sideKey: SideKey,
  kind: SecretKind,
  key: string,
  plain: string,
): void {
  c.sql(
    `INSERT INTO side_secret (kind, key, key_id, sealed) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed`,
  ).run(kind, key, sideKey.id, seal(sideKey, kind, key, plain));
}

export function readSecret(
  c: Connection,
  sideKey: SideKey,
  kind: SecretKind,
  key: string,
): string | undefined {
  const row = c
    .sql<{ key_id: string; sealed: Buffer }>(
      'SELECT key_id, sealed FROM side_secret WHERE kind = ? AND key = ?',
    )
    .get(kind, key);
  return row?.key_id === sideKey.id ? unseal(sideKey, kind, key, row.sealed) : undefined;
}

/** HMAC-SHA-256, lower-case hex. */
export const keyedDigest = (sideKey: SideKey, value: string): string =>
  createHmac('sha256', sideKey.digest).update(value, 'utf8').digest('hex');
