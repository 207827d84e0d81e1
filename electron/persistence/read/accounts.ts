/** Imported accounts: finding them as somebody types, and what one owes. */
import { containedInExtract } from '../../../shared/domain/reference/contained.ts';
import { ownPaidOf } from '../../../shared/domain/allocation/open-account.ts';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import type { Policy } from '../../../shared/domain/policy/types.ts';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import type { ExtractImported, OfficeFounded } from '../../../shared/domain/office/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { ChargeKey } from '../../../shared/domain/payment/types.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import type { AccountHit, BooksReader, OwnPayment } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { currentSlot } from '../extract/slots.ts';
import { eventAt, firstSequenceOf } from '../journal/journal.ts';
import type { Slot } from '../schema/extract-slot.ts';
import { accountTerm, afterPrefix, searchWords } from '../search-words.ts';
import type { KeptLine } from '../projections/payments.ts';
import { findTerm } from './ungathered.ts';

type AccountReads = Pick<BooksReader, 'searchAccounts' | 'account' | 'accountCount'>;

export function accountReads(c: Connection): AccountReads {
  const contained = containment(c);
  return {
    searchAccounts: (text, limit) =>
      search(c, currentSlot(c), text, limit).map((row) => hitOf(c, row, contained)),
    account: (account) => {
      const slot = currentSlot(c);
      const row = c.sql<AccountSql>(`SELECT * FROM r_account_${slot} WHERE account = ?`).get(account);
      const extract = currentExtract(c);
      if (row === undefined || extract === undefined) return undefined;
      const own = ownPayments(c, account);
      return {
        record: accountRecord(row),
        charges: chargesOf(c, slot, account),
        importId: extract.importId,
        asOf: extract.asOf,
        ownPayments: own.filter((payment) => payment.isOwedLess && !contained(payment)).map(asShown),
        recent: own.slice(-RECENT).reverse().map(asShown),
      };
    },
    accountCount: () =>
      c.sql<{ count: number }>(`SELECT count(*) AS count FROM r_account_${currentSlot(c)}`).get()?.count ?? 0,
  };
}

const RECENT = 10;

export type AccountSql = {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly status: AccountRecord['status'];
  readonly class: AccountRecord['class'];
  readonly guaranteed_until: BusinessDate | null;
  readonly confidential: number;
  readonly cycle: string;
  readonly reconnect_cents: number | null;
  readonly petition_date: BusinessDate | null;
  readonly deposit_held_cents: number;
  readonly credit_class: string;
  readonly phone: string;
};

const accountRecord = (row: AccountSql): AccountRecord => ({
  account: row.account,
  name: row.name,
  address: row.address,
  city: row.city,
  state: row.state,
  zip: row.zip,
  status: row.status,
  class: row.class,
  ...(row.guaranteed_until === null ? {} : { guaranteedUntil: row.guaranteed_until }),
  confidential: row.confidential === 1,
  cycle: row.cycle,
  ...(row.reconnect_cents === null ? {} : { reconnectCents: row.reconnect_cents }),
  ...(row.petition_date === null ? {} : { petitionDate: row.petition_date }),
  depositHeldCents: row.deposit_held_cents,
  creditClass: row.credit_class,
  phone: row.phone,
});

type ChargeSql = {
  readonly account: string;
  readonly service: string;
  readonly bill_date: BusinessDate;
  readonly due_date: BusinessDate;
  readonly kind: ChargeKey['kind'];
  readonly for_service: string;
  readonly amount_cents: number;
};

const chargesOf = (c: Connection, slot: Slot, account: string): ChargeRecord[] =>
  c
    .sql<ChargeSql>(
      `SELECT * FROM r_charge_${slot} WHERE account = ? ORDER BY service, bill_date, due_date, kind, for_service`,
    )
    .all(account)
    .map((row) => ({
      account: row.account,
      service: row.service,
      billDate: row.bill_date,
      dueDate: row.due_date,
      kind: row.kind,
      ...(row.for_service === '' ? {} : { forService: row.for_service }),
      amountCents: row.amount_cents,
    }));

const currentExtract = (c: Connection): ExtractImported | undefined => {
  const row = c.sql<{ seq: number }>('SELECT seq FROM p_import ORDER BY seq DESC LIMIT 1').get();
  return row && (eventAt(c, row.seq)?.event as ExtractImported | undefined);
};

type Own = OwnPayment & {
  readonly seq: number;
  /** The batch that told billing about it. */
  readonly exportedIn: string | null;
  /** False for a service deposit or a fee of its own: it is paid on the account, and the account owes no less. */
  readonly isOwedLess: boolean;
};

type OwnSql = {
  readonly seq: number;
  readonly payment_id: string;
  readonly receipt_number: string;
  readonly posted_at: Instant;
  readonly source: string;
  readonly business_date: BusinessDate;
  readonly exported_in: string | null;
  readonly lines: string;
};

/** Posted, not voided lines toward the account, oldest first. */
const ownPayments = (c: Connection, account: string): Own[] =>
  c
    .sql<OwnSql>(
      `SELECT p.seq, p.payment_id, p.receipt_number, p.posted_at, p.source, p.business_date, p.exported_in, p.lines
       FROM p_payment p WHERE p.seq IN (SELECT value FROM json_each(?)) AND p.status = 'posted' ORDER BY p.seq`,
    )
    .all(JSON.stringify(findTerm(c, accountTerm(account))))
    .flatMap((row) =>
      (JSON.parse(row.lines) as KeptLine[])
        .filter((line) => line.account === account)
        .map((line) => ({
          seq: row.seq,
          paymentId: row.payment_id,
          receiptNumber: row.receipt_number,
          postedAt: row.posted_at,
          source: row.source,
          businessDate: row.business_date,
          charge: line.charge ?? null,
          amountCents: line.amountCents,
          exportedIn: row.exported_in,
          isOwedLess: isOwedLess(c, line),
        })),
    );

const asShown = ({ seq: _, exportedIn: __, isOwedLess: ___, ...payment }: Own): OwnPayment => payment;

/** Policy is asked only where it matters: nearly every line names the charge that it pays. */
const isOwedLess = (c: Connection, line: KeptLine): boolean =>
  ownPaidOf(line, line.charge === undefined ? policyOf(c).overpaymentReceiptType : null) !== undefined;

function policyOf(c: Connection): Policy {
  const row = c
    .sql<{ sequence: number }>(
      `SELECT sequence FROM journal WHERE stream = ? AND type = 'office.policy-set'
       ORDER BY stream_version DESC LIMIT 1`,
    )
    .get(stream.office);
  const event = row && eventAt(c, row.sequence)?.event;
  return event?.type === 'office.policy-set' ? event.policy : defaultPolicy;
}

type IsContained = (payment: Own) => boolean;

/** The extract in force and the office's time zone change rarely: they are read again only when an import came. */
function containment(c: Connection): IsContained {
  let kept: { extract: ExtractImported; timeZone: string } | undefined;
  return (payment) => {
    const last = c
      .sql<{ seq: number; import_id: string }>(
        'SELECT seq, import_id FROM p_import ORDER BY seq DESC LIMIT 1',
      )
      .get();
    // What was posted after the extract was brought in cannot be in it, whatever date it bears.
    if (last === undefined || payment.seq > last.seq) return false;
    // By its id: a rolled-back import leaves its sequence to the next event.
    if (kept?.extract.importId !== last.import_id) {
      kept = { extract: eventAt(c, last.seq)?.event as ExtractImported, timeZone: timeZoneOf(c) };
    }
    return containedInExtract(kept.extract, payment, kept.timeZone);
  };
}

function timeZoneOf(c: Connection): string {
  const seq = firstSequenceOf(c, stream.office);
  const event = seq === undefined ? undefined : eventAt(c, seq)?.event;
  return event?.type === 'office.founded' ? (event satisfies OfficeFounded).timeZone : 'UTC';
}

function hitOf(c: Connection, row: AccountSql, contained: IsContained): AccountHit {
  const charged =
    c
      .sql<{ cents: number | null }>(
        `SELECT sum(amount_cents) AS cents FROM r_charge_${currentSlot(c)} WHERE account = ?`,
      )
      .get(row.account)?.cents ?? 0;
  const paid = ownPayments(c, row.account)
    .filter((payment) => payment.isOwedLess && !contained(payment))
    .reduce((sum, payment) => sum + payment.amountCents, 0);
  const confidential = row.confidential === 1;
  return {
    account: row.account,
    name: confidential ? '' : row.name,
    address: confidential ? '' : row.address,
    status: row.status,
    confidential,
    openCents: charged - paid,
  };
}

/** Account numbers first, then names, then names and addresses together; a confidential account only by its number. */
function search(c: Connection, slot: Slot, text: string, limit: number): AccountSql[] {
  const typed = text.trim();
  const hits = new Map<number, AccountSql>();
  const add = (rows: readonly AccountSql[]): void => {
    for (const row of rows) if (hits.size < limit) hits.set(row.id, row);
  };
  if (/^\d+$/.test(typed)) {
    add(
      c
        .sql<AccountSql>(
          `SELECT * FROM r_account_${slot} WHERE account BETWEEN ? AND ? ORDER BY account LIMIT ?`,
        )
        .all(typed, afterPrefix(typed), limit),
    );
  }
  const words = searchWords(typed);
  if (words.length === 0) return [...hits.values()];
  const all = words.map((word) => `"${word}"*`).join(' AND ');
  for (const query of [`name : (${all})`, all]) {
    if (hits.size >= limit) break;
    add(
      c
        .sql<AccountSql>(
          `SELECT a.* FROM r_search_${slot} f JOIN r_account_${slot} a ON a.id = f.rowid
           WHERE r_search_${slot} MATCH ? ORDER BY f.rowid LIMIT ?`,
        )
        .all(query, limit),
    );
  }
  return [...hits.values()];
}
