/**
 * Which journal entries an event makes, on what date, and what releases them for export. Labels and descriptions name
 * receipts, drawers and deposits, never people: the entries leave the house as files.
 */
import { certain } from '../../kernel/assert.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { DomainEvent } from '../events.ts';
import { fundOf } from './entries.ts';
import type { JournalEntry, Posting } from './types.ts';

/** What the journal needs of a recorded event. */
export type JournalFact = {
  readonly sequence: number;
  readonly workstation: string;
  /** The accounting day of the event; null only for events that make no receipts entry. */
  readonly businessDate: BusinessDate | null;
  readonly event: DomainEvent;
};

/** Words for what events name by id; a session that is just being opened is known by then. */
export type JournalLabels = {
  /** `Drawer 3, session 2` */
  readonly session: (sessionId: string) => string;
  /** `CB-1119-2` */
  readonly deposit: (depositId: string) => string;
};

/** `03-000412`: the workstation's event that made the entry. */
export const entryIdOf = (workstation: string, sequence: number): string =>
  `${workstation}-${String(sequence).padStart(6, '0')}`;

/**
 * The entries of one event: none, or one. Receipts entries carry the business date, deposits the day they were sent,
 * settlements and bank corrections the bank's date.
 */
export function journalEntriesOf(fact: JournalFact, labels: JournalLabels): readonly JournalEntry[] {
  const draft = draftOf(fact.event, labels);
  if (!draft || draft.postings.length === 0) return [];
  const date = certain(draft.date ?? fact.businessDate, `business date of ${fact.event.type}`);
  return [
    {
      entryId: entryIdOf(fact.workstation, fact.sequence),
      kind: draft.kind,
      date,
      businessDate: fact.businessDate ?? date,
      description: draft.description,
      source: draft.source,
      postings: draft.postings,
    },
  ];
}

type Draft = Pick<JournalEntry, 'kind' | 'description' | 'source' | 'postings'> & {
  /** Absent: the business date of the event. */
  readonly date?: BusinessDate;
};

function draftOf(event: DomainEvent, labels: JournalLabels): Draft | undefined {
  switch (event.type) {
    case 'payment.posted':
      return ofPayment(event, (receipt) => receipt);
    case 'payment.voided':
      return ofPayment(event, (receipt) => `Void of ${lowerFirst(receipt)}`);
    case 'payment.tender-corrected':
      return ofPayment(event, (receipt) => `Tender correction, ${lowerFirst(receipt)}`);
    case 'session.opened':
      return ofSession(event, labels.session(event.sessionId), 'Opening variance');
    case 'session.approved':
      return ofSession(event, labels.session(event.sessionId), 'Over and short');
    case 'session.reopened':
      return ofSession(event, labels.session(event.sessionId), 'Over and short taken back');
    case 'deposit.sent':
      return {
        kind: 'deposit',
        date: event.date,
        description: `Deposit ${labels.deposit(event.depositId)}`,
        source: depositSource(event.depositId, labels),
        postings: event.entry,
      };
    case 'deposit.confirmed':
      return {
        kind: 'settlement',
        date: event.date,
        description: `Bank correction, deposit ${labels.deposit(event.depositId)}`,
        source: depositSource(event.depositId, labels),
        postings: event.entry,
      };
    case 'settlement.recorded':
      return {
        kind: 'settlement',
        date: event.date,
        description: `Card settlement ${event.reference}`,
        source: { type: 'settlement', id: event.settlementId, label: `Settlement ${event.reference}` },
        postings: event.entry,
      };
    default:
      return undefined;
  }
}

function ofPayment(
  event: { readonly paymentId: string; readonly receiptNumber: string; readonly entry: readonly Posting[] },
  describe: (receipt: string) => string,
): Draft {
  const label = `Receipt ${event.receiptNumber}`;
  return {
    kind: 'receipts',
    description: describe(label),
    source: { type: 'payment', id: event.paymentId, label },
    postings: event.entry,
  };
}

const ofSession = (
  event: { readonly sessionId: string; readonly entry: readonly Posting[] },
  label: string,
  what: string,
): Draft => ({
  kind: 'receipts',
  description: `${what}, ${lowerFirst(label)}`,
  source: { type: 'session', id: event.sessionId, label },
  postings: event.entry,
});

const depositSource = (depositId: string, labels: JournalLabels): JournalEntry['source'] => ({
  type: 'deposit',
  id: depositId,
  label: `Deposit ${labels.deposit(depositId)}`,
});

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What releases an entry for export: an approved close, or nothing, because it stands by itself. */
export type Release =
  { readonly by: 'session-approval'; readonly sessionId: string } | { readonly by: 'itself' };

/**
 * A payment's entry, its void and its corrections wait until the close of their session is approved, and so does the
 * taking back of a reopened close. An opening variance belongs to the previous custodian and posts at once; an
 * approval releases itself; deposits and the bank stand by themselves. Undefined for events that make no entry.
 */
export function releasedWith(event: DomainEvent): Release | undefined {
  switch (event.type) {
    case 'payment.posted':
    case 'payment.voided':
    case 'payment.tender-corrected':
    case 'session.reopened':
    case 'session.approved':
      return { by: 'session-approval', sessionId: event.sessionId };
    case 'session.opened':
    case 'deposit.sent':
    case 'deposit.confirmed':
    case 'settlement.recorded':
      return { by: 'itself' };
    default:
      return undefined;
  }
}

/**
 * The sequence at which an entry became released: its own, or that of the first approval of its session at or after
 * it. Reopening a close does not take a release back, because the entry may have left the house already; what the
 * reopened close then changes is released by its next approval. Undefined while it waits.
 * @param approvals sequences of the session's `session.approved` events
 */
export function releasedAtSequence(
  entrySequence: number,
  release: Release,
  approvals: readonly number[],
): number | undefined {
  if (release.by === 'itself') return entrySequence;
  const later = approvals.filter((sequence) => sequence >= entrySequence);
  return later.length === 0 ? undefined : Math.min(...later);
}

export type FundTotals = {
  readonly fund: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  readonly accounts: readonly {
    readonly glAccount: string;
    readonly debitCents: Cents;
    readonly creditCents: Cents;
  }[];
};

/** Debits and credits by fund, and within it by account, both in order of their numbers. */
export function byFund(entries: Iterable<Pick<JournalEntry, 'postings'>>): FundTotals[] {
  const accounts = new Map<string, { debitCents: Cents; creditCents: Cents }>();
  for (const { postings } of entries) {
    for (const { glAccount, debitCents, creditCents } of postings) {
      const totals = accounts.get(glAccount) ?? { debitCents: 0, creditCents: 0 };
      totals.debitCents += debitCents;
      totals.creditCents += creditCents;
      accounts.set(glAccount, totals);
    }
  }
  const rows = [...accounts]
    .map(([glAccount, totals]) => ({ glAccount, ...totals }))
    .sort((a, b) => (a.glAccount < b.glAccount ? -1 : 1));
  return [...Map.groupBy(rows, (row) => fundOf(row.glAccount))].map(([fund, ofFund]) => ({
    fund,
    debitCents: sumCents(ofFund.map((row) => row.debitCents)),
    creditCents: sumCents(ofFund.map((row) => row.creditCents)),
    accounts: ofFund,
  }));
}

/** What the lines of payments credited, less what voids took back, by fund in order of number: the proof's sixth side. */
export function lineCreditsByFund(
  entries: Iterable<Pick<JournalEntry, 'postings'>>,
): { readonly fund: string; readonly creditCents: Cents }[] {
  const totals = new Map<string, Cents>();
  for (const { postings } of entries) {
    for (const posting of postings) {
      if (posting.role !== 'line') continue;
      const fund = fundOf(posting.glAccount);
      totals.set(fund, (totals.get(fund) ?? 0) + posting.creditCents - posting.debitCents);
    }
  }
  return [...totals]
    .map(([fund, creditCents]) => ({ fund, creditCents }))
    .sort((a, b) => (a.fund < b.fund ? -1 : 1));
}
