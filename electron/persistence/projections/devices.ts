/**
 * What connected devices left in the books: requests to card terminals and reports of counting machines. Those that a
 * person still has to settle lie together; the rest of what they say stays in their streams.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { CardStatus } from '../../../shared/domain/card/types.ts';
import type { MachineCountState } from '../../../shared/domain/machine-count/types.ts';
import type { Connection } from '../connection.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
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
) STRICT, WITHOUT ROWID;
CREATE TABLE p_machine_count (
  waiting INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  count_id TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (waiting, seq)
) STRICT, WITHOUT ROWID;
`;

/** @param waiting whether somebody still has to do something about it before the session can be counted */
function setCard(c: Connection, attemptId: string, status: CardStatus, waiting: boolean): void {
  c.sql('UPDATE p_card SET status = ?, waiting = ? WHERE waiting IN (0, 1) AND seq = ?').run(
    status,
    waiting ? 1 : 0,
    keyOf(c, stream.card(attemptId)),
  );
}

const kindOf = (c: Connection, attemptId: string): string | undefined =>
  c
    .sql<{ kind: string }>('SELECT kind FROM p_card WHERE waiting IN (0, 1) AND seq = ?')
    .get(keyOf(c, stream.card(attemptId)))?.kind;

function setCount(c: Connection, countId: string, status: MachineCountState['status']): void {
  c.sql('UPDATE p_machine_count SET status = ?, waiting = 0 WHERE waiting IN (0, 1) AND seq = ?').run(
    status,
    keyOf(c, stream.machineCount(countId)),
  );
}

export const devices: Projection = {
  name: 'devices',
  codeVersion: 1,
  tables: ['p_card', 'p_machine_count'],
  schema,
  on: {
    'card.asked': (c, event, recorded) => {
      c.sql(
        `INSERT INTO p_card (waiting, seq, attempt_id, number, kind, session_id, device_id, status)
         VALUES (1, ?, ?, ?, ?, ?, ?, 'asked')`,
      ).run(recorded.sequence, event.attemptId, event.number, event.kind, event.sessionId, event.deviceId);
    },
    'card.approved': (c, event) => {
      // A sale waits for its receipt; with a void or refund the money is back, and that is the end of it.
      setCard(c, event.attemptId, 'captured', kindOf(c, event.attemptId) === 'sale');
    },
    'card.not-charged': (c, event) => {
      setCard(c, event.attemptId, 'not-charged', false);
    },
    'card.in-doubt': (c, event) => {
      setCard(c, event.attemptId, 'in-doubt', true);
    },
    'card.receipted': (c, event) => {
      setCard(c, event.attemptId, 'receipted', false);
      c.sql('UPDATE p_card SET payment_id = ? WHERE waiting = 0 AND seq = ?').run(
        event.paymentId,
        keyOf(c, stream.card(event.attemptId)),
      );
    },
    'card.reversed': (c, event) => {
      // The money is back while the receipt stands: its payment is to be voided too.
      const receipted = c
        .sql<{ payment_id: string | null }>(
          'SELECT payment_id FROM p_card WHERE waiting IN (0, 1) AND seq = ?',
        )
        .get(keyOf(c, stream.card(event.attemptId)));
      setCard(c, event.attemptId, 'reversed', (receipted?.payment_id ?? null) !== null);
    },
    'payment.voided': (c, event) => {
      c.sql("UPDATE p_card SET waiting = 0 WHERE waiting = 1 AND status = 'reversed' AND payment_id = ?").run(
        event.paymentId,
      );
    },
    'machine-count.reported': (c, event, recorded) => {
      c.sql("INSERT INTO p_machine_count (waiting, seq, count_id, status) VALUES (1, ?, ?, 'proposed')").run(
        recorded.sequence,
        event.countId,
      );
    },
    'machine-count.accepted': (c, event) => {
      setCount(c, event.countId, 'accepted');
    },
    'machine-count.set-aside': (c, event) => {
      setCount(c, event.countId, 'set-aside');
    },
  },
};
