/** One slot of imported reference rows. Both slots are alike; `extract_slot` says which one is in force. */
export type Slot = 'a' | 'b';

export const otherSlot = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a');

/**
 * `row_check` is CRC-32 of the row's canonical text: it names the row that was changed, where the event's hash over all
 * rows only says that one was. The search index is contentless: it holds no copy of a name, and no confidential account.
 */
export const extractSlotSchema = (slot: Slot): string => `
CREATE TABLE r_account_${slot} (
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
) STRICT;
CREATE TABLE r_charge_${slot} (
  account TEXT NOT NULL,
  service TEXT NOT NULL,
  bill_date TEXT NOT NULL,
  due_date TEXT NOT NULL,
  kind TEXT NOT NULL,
  for_service TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  row_check INTEGER NOT NULL,
  PRIMARY KEY (account, service, bill_date, due_date, kind, for_service)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE r_search_${slot} USING fts5(
  name, address, content='', columnsize=0, detail=column, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
);
`;
