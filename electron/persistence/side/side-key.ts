/**
 * The key of the side table: 32 random bytes as hex in `side.key`, readable by its owner only. Two keys are derived
 * from it (HKDF-SHA-256), one to encrypt (AES-256-GCM), one for keyed hashes (HMAC-SHA-256), so that neither use says
 * anything about the other. It is in no database and no backup: who finds a backup finds no check account in it.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../anchor.ts';

export type SideKey = {
  /** Names the key without telling it: rows say which key sealed them. */
  readonly id: string;
  readonly encryption: Buffer;
  readonly digest: Buffer;
};

const KEY_FILE = /^[0-9a-f]{64}\n?$/;

const derive = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `tillwright ${purpose}`, 32));

export function deriveSideKey(secret: Buffer): SideKey {
  const id = createHmac('sha256', derive(secret, 'key id')).update('id').digest('hex').slice(0, 16);
  return { id, encryption: derive(secret, 'side table'), digest: derive(secret, 'digest') };
}

export function readSideKey(file: string): SideKey | 'missing' | 'unreadable' {
  if (!existsSync(file)) return 'missing';
  const text = readFileSync(file, 'latin1');
  return KEY_FILE.test(text) ? deriveSideKey(Buffer.from(text.trim(), 'hex')) : 'unreadable';
}

/** Never overwrites: a key that is gone takes every sealed value with it. @throws when the file exists */
export function createSideKey(file: string): SideKey {
  const secret = randomBytes(32);
  placeSideKey(file, `${secret.toString('hex')}\n`);
  return deriveSideKey(secret);
}

export function placeSideKey(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600);
  writeSync(fd, text);
  fsyncSync(fd);
  closeSync(fd);
  syncFolder(dirname(file));
}
