import { evolveDeposit } from '../../../shared/domain/deposit/evolve.ts';
import type { DepositEvent, DepositState } from '../../../shared/domain/deposit/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { BooksReader } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { firstSequenceOf, loadStream } from '../journal/journal.ts';
import { bounds } from './money-rows.ts';

type DepositReads = Pick<
  BooksReader,
  | 'deposits'
  | 'deposit'
  | 'depositsOf'
  | 'undeposited'
  | 'bagNumberUsed'
  | 'depositedCash'
  | 'nextDepositNumber'
>;

/** A deposit has few events: its state is folded from them, and rows only find it. */
export const depositReads = (c: Connection): DepositReads => ({
  deposits: ({ range, open }) => {
    const openOnly = open === true ? ` AND ${STILL_OPEN}` : open === false ? ` AND NOT ${STILL_OPEN}` : '';
    return c
      .sql<{ deposit_id: string }>(
        `SELECT deposit_id FROM p_deposit WHERE business_date BETWEEN ? AND ?${openOnly} ORDER BY seq`,
      )
      .all(...bounds(range))
      .flatMap(({ deposit_id }) => stateOf(c, deposit_id) ?? []);
  },
  deposit: (depositId) => stateOf(c, depositId),
  depositsOf: (sessionId) =>
    c
      .sql<{ deposit_id: string }>(
        `SELECT d.deposit_id FROM p_deposit_part part JOIN p_deposit d ON d.seq = part.deposit_seq
         WHERE part.session_seq = ? ORDER BY d.seq`,
      )
      .all(firstSequenceOf(c, stream.session(sessionId)) ?? null)
      .flatMap(({ deposit_id }) => stateOf(c, deposit_id) ?? []),
  undeposited: () =>
    c
      .sql<ReturnType<BooksReader['undeposited']>[number]>(
        `SELECT s.session_id AS sessionId, s.opened_at AS since, w.cents AS cents
         FROM p_waiting w JOIN p_session s ON s.seq = w.session_seq WHERE w.cents <> 0 ORDER BY s.seq`,
      )
      .all(),
  bagNumberUsed: (bagNumber) =>
    c.sql('SELECT 1 FROM p_deposit_bag WHERE bag_number = ? LIMIT 1').get(bagNumber) !== undefined,
  depositedCash: (sessionId) =>
    c
      .sql<{ bankAccount: string; cents: number }>(
        `SELECT bank_account AS bankAccount, sum(cents) AS cents FROM p_deposit_cash WHERE session_seq = ?
         GROUP BY bank_account ORDER BY bank_account`,
      )
      .all(firstSequenceOf(c, stream.session(sessionId)) ?? null),
  nextDepositNumber: (date) =>
    (c.sql<{ count: number }>('SELECT count(*) AS count FROM p_deposit WHERE business_date = ?').get(date)
      ?.count ?? 0) + 1,
});

/** Somebody still has something to do with it; the words of the partial index `p_deposit_open`. */
const STILL_OPEN = `(custody IN ('preparing', 'sealed', 'sent') OR (custody <> 'dissolved' AND approval <> 'approved'))`;

function stateOf(c: Connection, depositId: string): DepositState | undefined {
  let state: DepositState | undefined;
  for (const recorded of loadStream(c, stream.deposit(depositId))) {
    state = evolveDeposit(state, recorded.event as DepositEvent);
  }
  return state;
}

/** `CB-1119-2` */
export const depositNumberOf = (c: Connection, depositId: string): string | undefined =>
  c
    .sql<{ number: string }>('SELECT number FROM p_deposit WHERE seq = ?')
    .get(firstSequenceOf(c, stream.deposit(depositId)) ?? null)?.number;
