/** Money of approved closes that no deposit holds yet: what the alarm for undeposited money asks for, at any age of the books. */
import { stream } from '../../../shared/domain/events.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_waiting (
  session_seq INTEGER PRIMARY KEY,
  cents INTEGER NOT NULL
) STRICT;
CREATE TABLE p_deposit_part (
  deposit_seq INTEGER NOT NULL,
  session_seq INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, deposit_seq)
) STRICT, WITHOUT ROWID;
`;

export const waiting: Projection = {
  name: 'waiting',
  codeVersion: 1,
  tables: ['p_waiting', 'p_deposit_part'],
  schema,
  on: {
    // What was handed in: the cash, and the checks and money orders as they were counted.
    'session.approved': (c, event) => {
      c.sql(
        `INSERT INTO p_waiting (session_seq, cents)
         SELECT seq, ? + check_cents + item_cents + coalesce(
           (SELECT sum(difference_cents) FROM p_session_difference WHERE session_seq = seq AND kind IN ('check', 'item')), 0)
         FROM p_session WHERE seq = ?`,
      ).run(event.handInCashCents, keyOf(c, stream.session(event.sessionId)));
    },
    'session.reopened': (c, event) => {
      c.sql('DELETE FROM p_waiting WHERE session_seq = ?').run(keyOf(c, stream.session(event.sessionId)));
    },
    'deposit.prepared': (c, event, recorded) => {
      for (const { sessionId, cashCents, itemsCents } of event.sessions) {
        const seq = keyOf(c, stream.session(sessionId));
        const cents = cashCents + itemsCents;
        c.sql('INSERT INTO p_deposit_part (deposit_seq, session_seq, cents) VALUES (?, ?, ?)').run(
          recorded.sequence,
          seq,
          cents,
        );
        c.sql('UPDATE p_waiting SET cents = cents - ? WHERE session_seq = ?').run(cents, seq);
      }
    },
    'deposit.dissolved': (c, event) => {
      c.sql(
        `UPDATE p_waiting SET cents = p_waiting.cents + part.cents FROM p_deposit_part AS part
         WHERE part.session_seq = p_waiting.session_seq AND part.deposit_seq = ?`,
      ).run(keyOf(c, stream.deposit(event.depositId)));
    },
  },
};
