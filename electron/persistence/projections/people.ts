/** People who sign in, and the payers who wait. */
import { stream } from '../../../shared/domain/events.ts';
import { evolveLock } from '../../../shared/domain/office/lock-out.ts';
import type { UserEvent } from '../../../shared/domain/office/types.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_user (
  user_name TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1,
  has_secret INTEGER NOT NULL DEFAULT 0,
  failed_tries INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE p_parked (
  seq INTEGER PRIMARY KEY,
  parked_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  parked_by TEXT NOT NULL,
  parked_at TEXT NOT NULL,
  draft TEXT NOT NULL
) STRICT;
`;

function updateLock(c: Connection, event: UserEvent, { recordedAt }: Recorded): void {
  const row = c
    .sql<{ failed_tries: number; locked_until: string | null }>(
      'SELECT failed_tries, locked_until FROM p_user WHERE user_name = ?',
    )
    .get(event.userName);
  if (!row) return;
  const before = { failedTries: row.failed_tries, lockedUntil: row.locked_until as Instant | null };
  const after = evolveLock(before, event, recordedAt);
  c.sql('UPDATE p_user SET failed_tries = ?, locked_until = ? WHERE user_name = ?').run(
    after.failedTries,
    after.lockedUntil,
    event.userName,
  );
}

export const people: Projection = {
  name: 'people',
  codeVersion: 1,
  tables: ['p_user', 'p_parked'],
  schema,
  on: {
    'user.added': (c, event) => {
      c.sql(
        `INSERT INTO p_user (user_name, name, role) VALUES (?, ?, ?)
         ON CONFLICT (user_name) DO UPDATE SET name = excluded.name, role = excluded.role`,
      ).run(event.userName, event.name, event.role);
    },
    'user.secret-set': (c, event, recorded) => {
      c.sql('UPDATE p_user SET has_secret = 1 WHERE user_name = ?').run(event.userName);
      updateLock(c, event, recorded);
    },
    'user.disabled': (c, event) => {
      c.sql('UPDATE p_user SET enabled = 0 WHERE user_name = ?').run(event.userName);
    },
    'user.enabled': (c, event) => {
      c.sql('UPDATE p_user SET enabled = 1 WHERE user_name = ?').run(event.userName);
    },
    'user.signed-in': updateLock,
    'user.sign-in-failed': updateLock,
    'parked.parked': (c, event, recorded) => {
      c.sql(
        'INSERT INTO p_parked (seq, parked_id, session_id, parked_by, parked_at, draft) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(
        recorded.sequence,
        event.parkedId,
        event.sessionId,
        recorded.actor,
        recorded.recordedAt,
        canonicalJson(event.draft),
      );
    },
    'parked.recalled': (c, event) => {
      c.sql('DELETE FROM p_parked WHERE seq = ?').run(keyOf(c, stream.parked(event.parkedId)));
    },
    'parked.discarded': (c, event) => {
      c.sql('DELETE FROM p_parked WHERE seq = ?').run(keyOf(c, stream.parked(event.parkedId)));
    },
  },
};
