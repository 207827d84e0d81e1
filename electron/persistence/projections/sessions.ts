/**
 * Drawer sessions with their running totals and seal. A close must cost the same whatever the history holds, so the
 * expected side of a close is one row, kept up to date by every payment.
 */
import { hash } from 'node:crypto';
import type { Recorded } from '../../services/ports.ts';
import type { PaymentPosted } from '../../../shared/domain/payment/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { SessionStatus } from '../../../shared/domain/session/types.ts';
import { TENDER_KINDS } from '../../../shared/domain/tender/types.ts';
import type { Tender, TenderKind } from '../../../shared/domain/tender/types.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Connection } from '../connection.ts';
import { GENESIS } from '../journal/hash.ts';
import { businessDateOf, keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const kindColumns = TENDER_KINDS.map(
  (kind) => `${kind}_cents INTEGER NOT NULL DEFAULT 0, ${kind}_items INTEGER NOT NULL DEFAULT 0`,
).join(', ');

const schema = `
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
  ${kindColumns},
  seal_events INTEGER NOT NULL,
  seal_last_sequence INTEGER NOT NULL,
  seal_hash BLOB NOT NULL
) STRICT;
CREATE INDEX p_session_source ON p_session (source_code, business_date);
CREATE INDEX p_session_date ON p_session (business_date);
CREATE INDEX p_session_unfinished ON p_session (source_code) WHERE status <> 'approved';
CREATE TABLE p_session_actor (
  session_seq INTEGER NOT NULL,
  user TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY (session_seq, user, act)
) STRICT, WITHOUT ROWID;
CREATE TABLE p_session_difference (
  session_seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  difference_cents INTEGER NOT NULL,
  PRIMARY KEY (session_seq, kind)
) STRICT, WITHOUT ROWID;
`;

/**
 * The seal over a session's events is a chain of its own: h₀ = 32 zero bytes, hₙ = SHA-256(hₙ₋₁ ‖ hash of event n).
 * It binds number, order and content, and costs one step per event instead of a walk at the close.
 */
export const sealStep = (sealHash: Uint8Array, eventHash: string): Buffer =>
  hash('sha256', Buffer.concat([sealHash, Buffer.from(eventHash, 'hex')]), 'buffer');

function touch(c: Connection, seq: number, recorded: Recorded, activity: string): void {
  const row = c.sql<{ seal_hash: Buffer }>('SELECT seal_hash FROM p_session WHERE seq = ?').get(seq);
  c.sql(
    `UPDATE p_session SET last_activity_at = ?, last_activity = ?, seal_events = seal_events + 1,
       seal_last_sequence = ?, seal_hash = ? WHERE seq = ?`,
  ).run(
    recorded.recordedAt,
    activity,
    recorded.sequence,
    sealStep(certain(row, 'session').seal_hash, recorded.hash),
    seq,
  );
}

function setStatus(
  c: Connection,
  sessionId: string,
  recorded: Recorded,
  status: SessionStatus | null,
  activity: string,
): number {
  const seq = keyOf(c, stream.session(sessionId));
  touch(c, seq, recorded, activity);
  if (status !== null) c.sql('UPDATE p_session SET status = ? WHERE seq = ?').run(status, seq);
  return seq;
}

const act = (
  c: Connection,
  seq: number,
  user: string,
  did: 'took' | 'corrected' | 'voided' | 'overrode',
): void => {
  c.sql('INSERT OR IGNORE INTO p_session_actor (session_seq, user, act) VALUES (?, ?, ?)').run(
    seq,
    user,
    did,
  );
};

type KindTotal = { cents: Cents; items: number };
export function totalsByKind(
  tenders: readonly Pick<Tender, 'kind' | 'amountCents'>[],
): Record<TenderKind, KindTotal> {
  const totals = Object.fromEntries(TENDER_KINDS.map((kind) => [kind, { cents: 0, items: 0 }])) as Record<
    TenderKind,
    KindTotal
  >;
  for (const tender of tenders) {
    totals[tender.kind].cents += tender.amountCents;
    totals[tender.kind].items += 1;
  }
  return totals;
}

const ADD = `UPDATE p_session SET
  last_activity_at = ?, last_activity = ?, seal_events = seal_events + 1, seal_last_sequence = ?, seal_hash = ?,
  payments = payments + ?, voids = voids + ?, lines_cents = lines_cents + ?, change_cents = change_cents + ?,
  ${TENDER_KINDS.map((kind) => `${kind}_cents = ${kind}_cents + ?, ${kind}_items = ${kind}_items + ?`).join(', ')}
  WHERE seq = ?`;

type Change = {
  readonly payments: number;
  readonly voids: number;
  readonly linesCents: Cents;
  readonly changeCents: Cents;
  readonly minus: readonly Tender[];
  readonly plus: readonly Tender[];
};

function addTotals(c: Connection, seq: number, recorded: Recorded, activity: string, change: Change): void {
  const row = c.sql<{ seal_hash: Buffer }>('SELECT seal_hash FROM p_session WHERE seq = ?').get(seq);
  const plus = totalsByKind(change.plus);
  const minus = totalsByKind(change.minus);
  c.sql(ADD).run(
    recorded.recordedAt,
    activity,
    recorded.sequence,
    sealStep(certain(row, 'session').seal_hash, recorded.hash),
    change.payments,
    change.voids,
    change.linesCents,
    change.changeCents,
    ...TENDER_KINDS.flatMap((kind) => [
      plus[kind].cents - minus[kind].cents,
      plus[kind].items - minus[kind].items,
    ]),
    seq,
  );
}

/** What a payment had become by corrections, before the event in hand. */
function tendersBefore(
  c: Connection,
  paymentId: string,
  before: number,
): { tenders: readonly Tender[]; changeCents: Cents; posted: PaymentPosted } {
  const rows = c
    .sql<{ payload: Buffer; type: string }>(
      `SELECT type, payload FROM journal WHERE stream = ? AND sequence < ?
       AND type IN ('payment.posted', 'payment.tender-corrected') ORDER BY stream_version`,
    )
    .all(stream.payment(paymentId), before);
  const payloads = rows.map(
    (row) =>
      JSON.parse(row.payload.toString('utf8')) as PaymentPosted & {
        after: readonly Tender[];
        changeAfterCents: Cents;
      },
  );
  const posted = certain(payloads[0], `payment ${paymentId}`);
  const last = certain(payloads.at(-1), `payment ${paymentId}`);
  return rows.length === 1
    ? { tenders: posted.tenders, changeCents: posted.changeCents, posted }
    : { tenders: last.after, changeCents: last.changeAfterCents, posted };
}

export const sessions: Projection = {
  name: 'sessions',
  codeVersion: 1,
  tables: ['p_session', 'p_session_actor', 'p_session_difference'],
  schema,
  on: {
    'session.opened': (c, event, recorded) => {
      c.sql(
        `INSERT INTO p_session (seq, session_id, number, source_kind, source_code, source_name, cashier, business_date,
           status, opened_at, float_cents, limit_cents, last_activity_at, last_activity,
           seal_events, seal_last_sequence, seal_hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, 'Opened', 1, ?, ?)`,
      ).run(
        recorded.sequence,
        event.sessionId,
        event.sessionNumber,
        event.source.kind,
        event.source.code,
        event.source.name,
        event.cashier,
        event.businessDate,
        recorded.recordedAt,
        event.countedCents,
        event.limitCents ?? null,
        recorded.recordedAt,
        recorded.sequence,
        sealStep(GENESIS, recorded.hash),
      );
    },
    'session.suspended': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'suspended', 'Suspended');
    },
    'session.resumed': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'open', 'Resumed');
    },
    'session.no-sale': (c, event, recorded) => {
      const seq = setStatus(c, event.sessionId, recorded, null, 'No sale');
      c.sql('UPDATE p_session SET no_sales = no_sales + 1 WHERE seq = ?').run(seq);
    },
    'session.cash-looked-at': (c, event, recorded) => {
      // Looking is no activity of the drawer, but it belongs to its sealed history.
      const row = certain(
        c
          .sql<{ seq: number; last_activity: string; last_activity_at: string }>(
            'SELECT seq, last_activity, last_activity_at FROM p_session WHERE seq = ?',
          )
          .get(keyOf(c, stream.session(event.sessionId))),
        'session',
      );
      touch(c, row.seq, recorded, row.last_activity);
      c.sql('UPDATE p_session SET last_activity_at = ? WHERE seq = ?').run(row.last_activity_at, row.seq);
    },
    'session.balancing-begun': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'balancing', 'Balancing');
    },
    'session.back-to-open': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'open', 'Back to open');
    },
    'session.attempt-sealed': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, null, `Count ${String(event.attempt)} sealed`);
    },
    'session.balanced': (c, event, recorded) => {
      const seq = setStatus(c, event.sessionId, recorded, 'balanced', 'Balanced');
      c.sql('DELETE FROM p_session_difference WHERE session_seq = ?').run(seq);
      for (const { kind, differenceCents } of event.results) {
        if (differenceCents === 0) continue;
        c.sql('INSERT INTO p_session_difference (session_seq, kind, difference_cents) VALUES (?, ?, ?)').run(
          seq,
          kind,
          differenceCents,
        );
      }
    },
    'session.submitted': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'submitted', 'Submitted');
    },
    'session.approved': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'approved', 'Approved');
    },
    'session.rejected': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'balancing', 'Sent back');
    },
    'session.reopened': (c, event, recorded) => {
      setStatus(c, event.sessionId, recorded, 'balancing', 'Reopened');
    },
    'payment.posted': (c, event, recorded) => {
      businessDateOf(recorded);
      const seq = keyOf(c, stream.session(event.sessionId));
      addTotals(c, seq, recorded, `Payment ${event.receiptNumber}`, {
        payments: 1,
        voids: 0,
        linesCents: event.totalCents,
        changeCents: event.changeCents,
        minus: [],
        plus: event.tenders,
      });
      act(c, seq, event.cashier, 'took');
      for (const override of event.overrides) {
        if (override.approvedBy !== undefined) act(c, seq, override.approvedBy, 'overrode');
      }
    },
    'payment.voided': (c, event, recorded) => {
      const seq = keyOf(c, stream.session(event.sessionId));
      const { tenders, changeCents, posted } = tendersBefore(c, event.paymentId, recorded.sequence);
      addTotals(c, seq, recorded, `Void ${event.receiptNumber}`, {
        payments: -1,
        voids: 1,
        linesCents: -posted.totalCents,
        changeCents: -changeCents,
        minus: tenders,
        plus: [],
      });
      act(c, seq, recorded.actor, 'voided');
      if (event.approvedBy !== undefined) act(c, seq, event.approvedBy, 'overrode');
    },
    'payment.tender-corrected': (c, event, recorded) => {
      const seq = keyOf(c, stream.session(event.sessionId));
      addTotals(c, seq, recorded, `Correction ${event.receiptNumber}`, {
        payments: 0,
        voids: 0,
        linesCents: 0,
        changeCents: event.changeAfterCents - event.changeBeforeCents,
        minus: event.before,
        plus: event.after,
      });
      act(c, seq, event.correctedBy, 'corrected');
    },
  },
};
