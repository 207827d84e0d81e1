import type { BooksReader } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';

type DeviceReads = Pick<BooksReader, 'waitingCards' | 'newestCards' | 'nextCardNumber' | 'proposedCounts'>;

export const deviceReads = (c: Connection): DeviceReads => ({
  waitingCards: ({ sessionId }) =>
    c
      .sql<{ attemptId: string }>(
        `SELECT attempt_id AS attemptId FROM p_card
         WHERE waiting = 1 AND (? IS NULL OR session_id = ?) ORDER BY seq`,
      )
      .all(sessionId ?? null, sessionId ?? null)
      .map(({ attemptId }) => attemptId),
  newestCards: () =>
    c
      .sql<{ attemptId: string }>(
        // Of a group, SQLite takes the other columns from the row of the maximum.
        `SELECT attempt_id AS attemptId, max(seq) FROM p_card WHERE waiting IN (0, 1)
         GROUP BY device_id ORDER BY max(seq)`,
      )
      .all()
      .map(({ attemptId }) => attemptId),
  nextCardNumber: () =>
    1 +
    Math.max(
      0,
      // Numbers rise with the sequence: in each half the last row holds the highest.
      ...[0, 1].map(
        (waiting) =>
          c
            .sql<{ number: number }>('SELECT number FROM p_card WHERE waiting = ? ORDER BY seq DESC LIMIT 1')
            .get(waiting)?.number ?? 0,
      ),
    ),
  proposedCounts: () =>
    c
      .sql<{ countId: string }>(
        'SELECT count_id AS countId FROM p_machine_count WHERE waiting = 1 ORDER BY seq',
      )
      .all()
      .map(({ countId }) => countId),
});
