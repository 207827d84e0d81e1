/** The books as the services see them: one writing connection, one transaction at a time, the anchor after each commit. */
import { assert } from '../../shared/kernel/assert.ts';

import type { Refusal, Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { BooksStore, BooksWriter } from '../services/ports.ts';
import type { AnchorFile } from './anchor.ts';
import { backupBooks } from './backup.ts';
import { createCheckpointing } from './checkpointing.ts';
import { forget } from './connection.ts';
import type { Connection } from './connection.ts';
import { clearIdleSlot } from './extract/slots.ts';
import { createStaging } from './extract/staging.ts';
import type { BooksFolder } from './folder.ts';
import { appendEvents, identityOf, placeOf } from './journal/journal.ts';
import type { Place } from './journal/journal.ts';
import { project } from './projections/all.ts';
import { createReader } from './read/reader.ts';
import { readSetting, writeSetting } from './schema/settings.ts';
import type { SideKey } from './side/side-key.ts';
import { keyedDigest, putSecret, readSecret } from './side/side-table.ts';
import { isSqliteError, refusalOf } from './sqlite-errors.ts';
import { verifyInWorker } from './verify/verify-in-worker.ts';
import type { WriterLock } from './writer-lock.ts';

export type StoreParts = {
  readonly connection: Connection;
  readonly paths: BooksFolder;
  readonly anchor: AnchorFile;
  readonly sideKey: SideKey;
  readonly now: () => Instant;
  /** Absent when the caller holds the lock itself and releases it. */
  readonly lock?: WriterLock;
};

export function createStore(parts: StoreParts): BooksStore {
  const { connection: c, anchor, sideKey, now, paths } = parts;
  const identity = identityOf(c);
  const reader = createReader(c);
  const staging = createStaging(c);
  const commits = createCheckpointing(c);
  const begin = c.raw.prepare('BEGIN IMMEDIATE');
  const commit = c.raw.prepare('COMMIT');
  /** After an I/O error nobody knows what reached the disk: only opening again can tell. */
  let broken: Refusal | undefined;
  /** Where the next event of the open transaction goes; undefined until its first append. */
  const open: { place: Place | undefined } = { place: undefined };

  const writer: BooksWriter = {
    ...reader,
    append: (stream, expectedVersion, events, context) => {
      assert(c.raw.inTransaction, 'events are appended inside a transaction');
      open.place ??= placeOf(c);
      const result = appendEvents(c, identity, open.place, stream, expectedVersion, events, context);
      if (result.ok) for (const recorded of result.value) project(c, recorded);
      return result;
    },
    rememberCommand: (commandId, { contentHash, answer, channel, at }) => {
      assert(c.raw.inTransaction, 'commands are remembered inside a transaction');
      c.sql('INSERT INTO command (command_id, channel, content_hash, answer, at) VALUES (?, ?, ?, ?, ?)').run(
        commandId,
        channel,
        contentHash,
        answer,
        at,
      );
    },
    putSecret: (kind, key, plain) => {
      assert(c.raw.inTransaction, 'secrets are put inside a transaction');
      putSecret(c, sideKey, kind, key, plain);
    },
    replaceExtract: (importId, load) => staging.replace(importId, load),
  };

  function transact<T>(work: (tx: BooksWriter) => Result<T>): Result<T> {
    if (broken) return { ok: false, error: broken };
    assert(!c.raw.inTransaction, 'a transaction holds no other');
    open.place = undefined;
    try {
      begin.run();
      const result = work(writer);
      if (!result.ok) {
        rollback();
        return result;
      }
      commit.run();
      moveAnchor();
      return result;
    } catch (fault) {
      return failed(fault);
    }
  }

  function rollback(): void {
    // A full disk makes SQLite roll back by itself.
    if (c.raw.inTransaction) c.raw.exec('ROLLBACK');
    forget(c);
  }

  function moveAnchor(): void {
    if (open.place === undefined) return;
    const { sequence, hash } = open.place;
    try {
      anchor.write({ ...identity, sequence, hash: hash.toString('hex') });
    } catch {
      // The commit stands and the anchor lags, which it may; the next commit writes it again.
    }
    commits.happened();
  }

  /** Everything is taken back; a condition of the disk becomes a refusal, anything else is a bug and stays one. */
  function failed(fault: unknown): Result<never> {
    rollback();
    const refusal = refusalOf(fault, c.file);
    if (refusal === undefined) throw fault;
    if (isSqliteError(fault) && /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(fault.code)) broken = refusal;
    return { ok: false, error: refusal };
  }

  return {
    ...reader,
    transact,
    secret: (kind, key) => readSecret(c, sideKey, kind, key),
    digest: (value) => keyedDigest(sideKey, value),
    stageExtract: () => staging.open(),
    verify: async (options) => {
      const report = await verifyInWorker({ folder: paths.folder }, options);
      if (options.signal?.aborted !== true) {
        writeSetting(c, 'last-verified', JSON.stringify({ at: now(), ok: report.ok }));
      }
      return report;
    },
    lastVerified: () => {
      const text = readSetting(c, 'last-verified');
      return text === undefined ? undefined : (JSON.parse(text) as { at: Instant; ok: boolean });
    },
    backup: (toFile, onProgress) => backupBooks(c, toFile, onProgress),
    close: () => {
      commits.stop();
      clearIdleSlot(c);
      c.close();
      anchor.close();
      parts.lock?.release();
    },
  };
}
