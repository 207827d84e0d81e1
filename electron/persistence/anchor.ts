/**
 * The anchor: head of the journal in a small file beside the books, written after each commit and not fsynced, so it
 * may lag but never lead. A WAL whose tail is damaged shortens history without any error, and nothing inside the
 * database can tell; the anchor can.
 *
 * `anchor.json` is one JSON object padded to 512 bytes and written in place: within one sector, so that a power cut
 * leaves the old or the new one. `check` is the SHA-256 of the other members, one to a line.
 */
import { hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { assert } from '../../shared/kernel/assert.ts';

export type Anchor = {
  readonly database: string;
  readonly workstation: string;
  readonly sequence: number;
  /** Lower-case hex; 64 zeros when the journal is empty. */
  readonly hash: string;
};

const SIZE_BYTES = 512;

export type AnchorFile = { write(anchor: Anchor): void; close(): void };

const checkOf = ({ database, workstation, sequence, hash: head }: Anchor): string =>
  hash('sha256', `${database}\n${workstation}\n${String(sequence)}\n${head}\n`, 'hex');

function encode(anchor: Anchor): Buffer {
  const text = JSON.stringify({ ...anchor, check: checkOf(anchor) });
  const bytes = Buffer.alloc(SIZE_BYTES, ' ');
  assert(bytes.write(text) < SIZE_BYTES, 'an anchor fits its sector');
  bytes[SIZE_BYTES - 1] = 0x0a;
  return bytes;
}

/** The anchor, or why there is none to rely on. */
export function readAnchor(file: string): Anchor | 'missing' | 'unreadable' {
  if (!existsSync(file)) return 'missing';
  try {
    const { check, ...anchor } = JSON.parse(readFileSync(file, 'utf8')) as Anchor & { check: string };
    return checkOf(anchor) === check ? anchor : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Creates or replaces the file durably: used once per folder, before the first event, and when a journal is accepted. */
export function placeAnchor(file: string, anchor: Anchor): void {
  const fd = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600);
  writeSync(fd, encode(anchor), 0, SIZE_BYTES, 0);
  fsyncSync(fd);
  closeSync(fd);
  syncFolder(dirname(file));
}

/** A new name in a folder is durable only once the folder is; Windows has no such step and refuses to open one. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

export function openAnchor(file: string): AnchorFile {
  const fd = openSync(file, 'r+');
  return {
    write: (anchor) => {
      writeSync(fd, encode(anchor), 0, SIZE_BYTES, 0);
    },
    close: () => {
      closeSync(fd);
    },
  };
}
