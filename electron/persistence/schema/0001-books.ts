/**
 * The first format: journal, commands, sealed side table, and the two slots of imported reference rows.
 *
 * `journal.sequence` is the rowid: one SQLite file holds one workstation's chain, so a row needs no second key.
 * An event's id is its place, `03-000412`: unique because the place is, so that it needs no bytes and no index.
 * Reference rows have two slots, `a` and `b`: an import fills the one that is not in use, and its event's transaction
 * turns `extract_slot`; no table is renamed while the counter works, and a crash leaves nothing to undo.
 */
import { extractSlotSchema } from './extract-slot.ts';

export const BOOKS_1 = `
CREATE TABLE books (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  database_id TEXT NOT NULL,
  workstation TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  workstation TEXT NOT NULL,
  event_id TEXT GENERATED ALWAYS AS (workstation || '-' || printf('%06d', sequence)) VIRTUAL,
  stream TEXT NOT NULL,
  stream_version INTEGER NOT NULL,
  type TEXT NOT NULL,
  type_version INTEGER NOT NULL,
  business_date TEXT,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  payload BLOB NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  UNIQUE (stream, stream_version)
) STRICT;

CREATE TRIGGER books_stay BEFORE DELETE ON books BEGIN
  SELECT RAISE(ABORT, 'books: their identity is never deleted');
END;
CREATE TRIGGER books_keep_identity BEFORE UPDATE ON books
WHEN NEW.database_id IS NOT OLD.database_id OR NEW.created_at IS NOT OLD.created_at
  OR (NEW.workstation IS NOT OLD.workstation AND EXISTS (SELECT 1 FROM journal)) BEGIN
  SELECT RAISE(ABORT, 'books: their identity is never changed');
END;

CREATE TRIGGER journal_in_order BEFORE INSERT ON journal BEGIN
  SELECT RAISE(ABORT, 'journal: a row of another workstation')
    WHERE NEW.workstation IS NOT (SELECT workstation FROM books);
  SELECT RAISE(ABORT, 'journal: a gap')
    WHERE NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM journal);
  SELECT RAISE(ABORT, 'journal: a fork')
    WHERE NEW.previous_hash IS NOT coalesce((SELECT hash FROM journal WHERE sequence = NEW.sequence - 1), zeroblob(32));
  SELECT RAISE(ABORT, 'journal: a gap in its stream')
    WHERE NEW.stream_version IS NOT
      (SELECT coalesce(max(stream_version), 0) + 1 FROM journal WHERE stream = NEW.stream);
END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT RAISE(ABORT, 'journal: events are never changed');
END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT RAISE(ABORT, 'journal: events are never deleted');
END;

CREATE TABLE command (
  command_id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER command_no_update BEFORE UPDATE ON command BEGIN
  SELECT RAISE(ABORT, 'command: an answer is never changed');
END;
CREATE TRIGGER command_no_delete BEFORE DELETE ON command BEGIN
  SELECT RAISE(ABORT, 'command: an answer is never deleted');
END;

CREATE TABLE side_secret (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  code_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE extract_slot (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  slot TEXT NOT NULL CHECK (slot IN ('a', 'b')),
  import_id TEXT
) STRICT;
INSERT INTO extract_slot (one, slot, import_id) VALUES (1, 'a', NULL);
${extractSlotSchema('a')}
${extractSlotSchema('b')}
`;
