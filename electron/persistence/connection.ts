/**
 * One open database file with the settings that make a commit durable. Settings belong to a connection, not to the
 * file, and better-sqlite3 is built to reopen WAL files at synchronous=NORMAL, where a power cut loses the last
 * commits: so they are set on every connection and read back, for writers once more after a first write.
 */
import Database from 'better-sqlite3';
import { refuse, ok } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;
export type Statement<R> = Database.Statement<SqlValue[], R>;

export type Memory = {
  /** Keys of streams that were looked up, see `firstSequenceOf`. */
  readonly keys: Map<string, number>;
  /** See `read/ungathered.ts`. */
  ungathered: Ungathered | undefined;
};

/** Search terms of the payments after `throughSeq` and up to `lastSeq`. */
export type Ungathered = {
  readonly throughSeq: number;
  lastSeq: number;
  readonly terms: Map<string, number[]>;
};

export function forget({ memory }: Connection): void {
  memory.keys.clear();
  memory.ungathered = undefined;
}

/** A database with each statement prepared once, found again by its text. */
export type Connection = {
  readonly raw: Database.Database;
  readonly file: string;
  /** @typeParam R the shape of a row, which the caller knows from the text */
  sql<R = unknown>(text: string): Statement<R>;
  /** What was read before and cannot have changed; forgotten with every rollback. */
  readonly memory: Memory;
  close(): void;
};

export type OpenMode = {
  readonly readonly: boolean;
  /** How long to wait for another connection's write before SQLITE_BUSY. */
  readonly busyTimeoutMs?: number;
};

const BUSY_TIMEOUT_MS = 2_000;

/**
 * SQLite copies the WAL into the database by itself only after 16 MB, in the commit that happens to cross the line;
 * long before, `checkpointing.ts` does it while nobody pays.
 */
const CHECKPOINT_PAGES = 4_000;

/** `name` → the value that must be read back, as SQLite prints it. */
const DURABLE = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  // macOS: fsync alone does not reach the platter; elsewhere it changes nothing.
  fullfsync: 1,
} as const;

/** Opens without judging what is inside. @throws SqliteError */
export function connect(file: string, mode: OpenMode): Connection {
  const raw = new Database(file, {
    readonly: mode.readonly,
    fileMustExist: mode.readonly,
    timeout: mode.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
  });
  return wrap(raw, file);
}

export function wrap(raw: Database.Database, file: string): Connection {
  const statements = new Map<string, Database.Statement>();
  return {
    raw,
    file,
    memory: { keys: new Map(), ungathered: undefined },
    sql: <R>(text: string) => {
      let statement = statements.get(text);
      if (statement === undefined) {
        statement = raw.prepare(text);
        statements.set(text, statement);
      }
      return statement as unknown as Statement<R>;
    },
    close: () => {
      raw.close();
    },
  };
}

/** Sets what makes commits durable and the schema trustworthy. A reader cannot change the file's journal mode. */
export function makeDurable(connection: Connection): void {
  const { raw } = connection;
  if (!raw.readonly) raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('recursive_triggers = ON');
  raw.pragma('trusted_schema = OFF');
  raw.pragma('cell_size_check = ON');
  raw.pragma('fullfsync = ON');
  if (!raw.readonly) raw.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
}

/** Errors: BOOKS_SETTINGS, naming the first setting that did not hold. */
export function checkDurable(connection: Connection): Result<void> {
  for (const [setting, wanted] of Object.entries(DURABLE)) {
    const found = connection.raw.pragma(setting, { simple: true });
    if (found !== wanted) {
      return refuse('BOOKS_SETTINGS', { params: { setting, found: String(found), wanted: String(wanted) } });
    }
  }
  return ok(undefined);
}
