index p_deposit_date
CREATE INDEX p_deposit_date ON p_deposit (business_date)

index p_deposit_open
CREATE INDEX p_deposit_open ON p_deposit (seq)
  WHERE custody IN ('preparing', 'sealed', 'sent') OR (custody <> 'dissolved' AND approval <> 'approved')

index p_entry_exported
CREATE INDEX p_entry_exported ON p_entry (exported_in) WHERE exported_in IS NOT NULL

index p_session_date
CREATE INDEX p_session_date ON p_session (business_date)

index p_session_source
CREATE INDEX p_session_source ON p_session (source_code, business_date)

index p_session_unfinished
CREATE INDEX p_session_unfinished ON p_session (source_code) WHERE status <> 'approved'

index p_tender_mark_deposit
CREATE INDEX p_tender_mark_deposit ON p_tender_mark (deposit_seq) WHERE deposit_seq IS NOT NULL

index sqlite_autoindex_journal_1
(made by SQLite)

index sqlite_autoindex_p_export_1
(made by SQLite)

index sqlite_autoindex_r_account_a_1
(made by SQLite)

index sqlite_autoindex_r_account_b_1
(made by SQLite)

table books
CREATE TABLE books (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  database_id TEXT NOT NULL,
  workstation TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT

table command
CREATE TABLE command (
  command_id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID

table extract_slot
CREATE TABLE extract_slot (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  slot TEXT NOT NULL CHECK (slot IN ('a', 'b')),
  import_id TEXT
) STRICT

table journal
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
) STRICT

table p_balance
CREATE TABLE p_balance (
  waiting_for INTEGER NOT NULL,
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  gl_account TEXT NOT NULL,
  debit_cents INTEGER NOT NULL,
  credit_cents INTEGER NOT NULL,
  PRIMARY KEY (waiting_for, date, business_date, gl_account)
) STRICT, WITHOUT ROWID

table p_card
CREATE TABLE p_card (
  waiting INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  attempt_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  session_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  status TEXT NOT NULL,
  payment_id TEXT,
  PRIMARY KEY (waiting, seq)
) STRICT, WITHOUT ROWID

table p_deposit
CREATE TABLE p_deposit (
  seq INTEGER PRIMARY KEY,
  deposit_id TEXT NOT NULL,
  number TEXT NOT NULL,
  business_date TEXT NOT NULL,
  bank_account TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  custody TEXT NOT NULL,
  approval TEXT NOT NULL
) STRICT

table p_deposit_bag
CREATE TABLE p_deposit_bag (
  bag_number TEXT NOT NULL,
  deposit_seq INTEGER NOT NULL,
  PRIMARY KEY (bag_number, deposit_seq)
) STRICT, WITHOUT ROWID

table p_deposit_cash
CREATE TABLE p_deposit_cash (
  session_seq INTEGER NOT NULL,
  deposit_seq INTEGER NOT NULL,
  bank_account TEXT NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, deposit_seq)
) STRICT, WITHOUT ROWID

table p_deposit_part
CREATE TABLE p_deposit_part (
  deposit_seq INTEGER NOT NULL,
  session_seq INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, deposit_seq)
) STRICT, WITHOUT ROWID

table p_entry
CREATE TABLE p_entry (
  session_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  released_seq INTEGER,
  exported_in TEXT,
  PRIMARY KEY (session_seq, seq)
) STRICT, WITHOUT ROWID

table p_entry_day
CREATE TABLE p_entry_day (
  date TEXT NOT NULL,
  business_date TEXT NOT NULL,
  session_seq INTEGER NOT NULL,
  PRIMARY KEY (date, business_date, session_seq)
) STRICT, WITHOUT ROWID

table p_export
CREATE TABLE p_export (
  seq INTEGER PRIMARY KEY,
  batch_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, number)
) STRICT

table p_find
CREATE TABLE p_find (
  term TEXT NOT NULL,
  payment_seq INTEGER NOT NULL,
  PRIMARY KEY (term, payment_seq)
) STRICT, WITHOUT ROWID

table p_gathered
CREATE TABLE p_gathered (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  through_seq INTEGER NOT NULL
) STRICT

table p_import
CREATE TABLE p_import (seq INTEGER PRIMARY KEY, import_id TEXT NOT NULL) STRICT

table p_machine_count
CREATE TABLE p_machine_count (
  waiting INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  count_id TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (waiting, seq)
) STRICT, WITHOUT ROWID

table p_parked
CREATE TABLE p_parked (
  seq INTEGER PRIMARY KEY,
  parked_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  parked_by TEXT NOT NULL,
  parked_at TEXT NOT NULL,
  draft TEXT NOT NULL
) STRICT

table p_payment
CREATE TABLE p_payment (
  seq INTEGER PRIMARY KEY,
  payment_id TEXT NOT NULL,
  session_seq INTEGER NOT NULL,
  receipt_number TEXT NOT NULL,
  business_date TEXT NOT NULL,
  received_date TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  cashier TEXT NOT NULL,
  source TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  change_cents INTEGER NOT NULL,
  status TEXT NOT NULL,
  lines TEXT NOT NULL,
  tenders TEXT NOT NULL,
  exported_in TEXT
) STRICT

table p_print
CREATE TABLE p_print (
  waiting INTEGER NOT NULL,
  subject_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT,
  queued_at TEXT NOT NULL,
  ended_at TEXT,
  fault TEXT,
  bytes_sent INTEGER NOT NULL DEFAULT 0,
  kick TEXT,
  PRIMARY KEY (waiting, subject_seq, seq)
) STRICT, WITHOUT ROWID

table p_session
CREATE TABLE p_session (
  seq INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  source_kind TEXT NOT NULL,
  source_code TEXT NOT NULL,
  source_name TEXT NOT NULL,
  cashier TEXT NOT NULL,
  business_date TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  float_cents INTEGER NOT NULL,
  limit_cents INTEGER,
  last_activity_at TEXT NOT NULL,
  last_activity TEXT NOT NULL,
  no_sales INTEGER NOT NULL DEFAULT 0,
  payments INTEGER NOT NULL DEFAULT 0,
  voids INTEGER NOT NULL DEFAULT 0,
  lines_cents INTEGER NOT NULL DEFAULT 0,
  change_cents INTEGER NOT NULL DEFAULT 0,
  cash_cents INTEGER NOT NULL DEFAULT 0, cash_items INTEGER NOT NULL DEFAULT 0, check_cents INTEGER NOT NULL DEFAULT 0, check_items INTEGER NOT NULL DEFAULT 0, item_cents INTEGER NOT NULL DEFAULT 0, item_items INTEGER NOT NULL DEFAULT 0, card_cents INTEGER NOT NULL DEFAULT 0, card_items INTEGER NOT NULL DEFAULT 0, voucher_cents INTEGER NOT NULL DEFAULT 0, voucher_items INTEGER NOT NULL DEFAULT 0,
  seal_events INTEGER NOT NULL,
  seal_last_sequence INTEGER NOT NULL,
  seal_hash BLOB NOT NULL
) STRICT

table p_session_actor
CREATE TABLE p_session_actor (
  session_seq INTEGER NOT NULL,
  user TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (session_seq, user, act)
) STRICT, WITHOUT ROWID

table p_session_difference
CREATE TABLE p_session_difference (
  session_seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  difference_cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, kind)
) STRICT, WITHOUT ROWID

table p_tender_mark
CREATE TABLE p_tender_mark (
  payment_seq INTEGER NOT NULL,
  tender_no INTEGER NOT NULL,
  deposit_seq INTEGER,
  missing INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (payment_seq, tender_no)
) STRICT, WITHOUT ROWID

table p_user
CREATE TABLE p_user (
  user_name TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1,
  has_secret INTEGER NOT NULL DEFAULT 0,
  failed_tries INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT
) STRICT, WITHOUT ROWID

table p_waiting
CREATE TABLE p_waiting (
  session_seq INTEGER PRIMARY KEY,
  cents INTEGER NOT NULL
) STRICT

table projection
CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  code_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID

table r_account_a
CREATE TABLE r_account_a (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  city TEXT NOT NULL,
  state TEXT NOT NULL,
  zip TEXT NOT NULL,
  status TEXT NOT NULL,
  class TEXT NOT NULL,
  guaranteed_until TEXT,
  confidential INTEGER NOT NULL,
  cycle TEXT NOT NULL,
  reconnect_cents INTEGER,
  petition_date TEXT,
  deposit_held_cents INTEGER NOT NULL,
  credit_class TEXT NOT NULL,
  phone TEXT NOT NULL,
  row_check INTEGER NOT NULL
) STRICT

table r_account_b
CREATE TABLE r_account_b (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  city TEXT NOT NULL,
  state TEXT NOT NULL,
  zip TEXT NOT NULL,
  status TEXT NOT NULL,
  class TEXT NOT NULL,
  guaranteed_until TEXT,
  confidential INTEGER NOT NULL,
  cycle TEXT NOT NULL,
  reconnect_cents INTEGER,
  petition_date TEXT,
  deposit_held_cents INTEGER NOT NULL,
  credit_class TEXT NOT NULL,
  phone TEXT NOT NULL,
  row_check INTEGER NOT NULL
) STRICT

table r_charge_a
CREATE TABLE r_charge_a (
  account TEXT NOT NULL,
  service TEXT NOT NULL,
  bill_date TEXT NOT NULL,
  due_date TEXT NOT NULL,
  kind TEXT NOT NULL,
  for_service TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  row_check INTEGER NOT NULL,
  PRIMARY KEY (account, service, bill_date, due_date, kind, for_service)
) STRICT, WITHOUT ROWID

table r_charge_b
CREATE TABLE r_charge_b (
  account TEXT NOT NULL,
  service TEXT NOT NULL,
  bill_date TEXT NOT NULL,
  due_date TEXT NOT NULL,
  kind TEXT NOT NULL,
  for_service TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  row_check INTEGER NOT NULL,
  PRIMARY KEY (account, service, bill_date, due_date, kind, for_service)
) STRICT, WITHOUT ROWID

table r_search_a
CREATE VIRTUAL TABLE r_search_a USING fts5(
  name, address, content='', columnsize=0, detail=column, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
)

table r_search_b
CREATE VIRTUAL TABLE r_search_b USING fts5(
  name, address, content='', columnsize=0, detail=column, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
)

table setting
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID

table side_secret
CREATE TABLE side_secret (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID

trigger books_keep_identity
CREATE TRIGGER books_keep_identity BEFORE UPDATE ON books
WHEN NEW.database_id IS NOT OLD.database_id OR NEW.created_at IS NOT OLD.created_at
  OR (NEW.workstation IS NOT OLD.workstation AND EXISTS (SELECT 1 FROM journal)) BEGIN
  SELECT RAISE(ABORT, 'books: their identity is never changed');
END

trigger books_stay
CREATE TRIGGER books_stay BEFORE DELETE ON books BEGIN
  SELECT RAISE(ABORT, 'books: their identity is never deleted');
END

trigger command_no_delete
CREATE TRIGGER command_no_delete BEFORE DELETE ON command BEGIN
  SELECT RAISE(ABORT, 'command: an answer is never deleted');
END

trigger command_no_update
CREATE TRIGGER command_no_update BEFORE UPDATE ON command BEGIN
  SELECT RAISE(ABORT, 'command: an answer is never changed');
END

trigger journal_in_order
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
END

trigger journal_no_delete
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT RAISE(ABORT, 'journal: events are never deleted');
END

trigger journal_no_update
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT RAISE(ABORT, 'journal: events are never changed');
END

list people, code 1

list sessions, code 1

list payments, code 1

list gathered, code 1

list ledger, code 1

list prints, code 1

list deposits, code 1

list waiting, code 1

list files, code 1

list devices, code 1
