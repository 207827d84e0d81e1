/**
 * What the services need from the books, and nothing about how they are kept. `electron/persistence` implements it on
 * SQLite; the arrow points from there to here.
 */
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Cents } from '../../shared/money/money.ts';
import type { DomainEvent, EventType } from '../../shared/domain/events.ts';
import type { DepositState } from '../../shared/domain/deposit/types.ts';
import type { JournalEntry, EntryKind } from '../../shared/domain/ledger/types.ts';
import type { ExportBuilt, ExtractImported, Role } from '../../shared/domain/office/types.ts';
import type { ChargeKey, ParkedDraft, PaymentStatus } from '../../shared/domain/payment/types.ts';
import type { PrintSaid } from '../../shared/domain/print/rules.ts';
import type { PrintQueued, PrintStatus } from '../../shared/domain/print/types.ts';
import type { SessionStatus, TenderSource } from '../../shared/domain/session/types.ts';
import type { Tender, TenderKind } from '../../shared/domain/tender/types.ts';
import type { AccountRecord, ChargeRecord } from '../../shared/domain/reference/extract.ts';

/** An event as the journal holds it. */
export type Recorded<E extends DomainEvent = DomainEvent> = {
  /** Dense from 1 per workstation. */
  readonly sequence: number;
  /** Its place, `03-000412`: workstation and sequence. */
  readonly eventId: string;
  readonly workstation: string;
  readonly stream: string;
  /** Dense from 1 per stream. */
  readonly version: number;
  readonly businessDate: BusinessDate | null;
  readonly recordedAt: Instant;
  /** User name, `cli:<OS user>` or `device`. */
  readonly actor: string;
  /** Lower-case hex SHA-256 of the chained row. */
  readonly hash: string;
  readonly event: E;
};

export type Head = { readonly workstation: string; readonly sequence: number; readonly hash: string };

export type AppendContext = {
  readonly actor: string;
  readonly at: Instant;
  readonly businessDate: BusinessDate | null;
};

export type StoredAnswer = { readonly contentHash: string; readonly answer: string };

/** Totals of one session's posted (not voided) payments, from events: the expected side of a close. */
export type SessionTotals = {
  readonly sessionId: string;
  readonly payments: number;
  readonly voids: number;
  readonly linesCents: Cents;
  readonly changeCents: Cents;
  readonly byKind: readonly { readonly kind: TenderKind; readonly cents: Cents; readonly items: number }[];
};

/** One tender as it stands after corrections; voided payments' tenders have status `voided`. */
export type TenderRow = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly businessDate: BusinessDate;
  readonly postedAt: Instant;
  readonly cashier: string;
  readonly tender: Tender;
  readonly status: 'taken' | 'voided';
  /** Set while a deposit that is not dissolved holds it. */
  readonly depositId: string | null;
  /** Declared missing by the approved close of its session. */
  readonly missing: boolean;
};

export type SessionRow = {
  readonly sessionId: string;
  readonly sessionNumber: number;
  readonly source: TenderSource;
  readonly cashier: string;
  readonly businessDate: BusinessDate;
  readonly status: SessionStatus;
  readonly openedAt: Instant;
  readonly floatCents: Cents;
  readonly limitCents: Cents | null;
  readonly lastActivityAt: Instant;
  readonly lastActivity: string;
  readonly noSales: number;
};

export type PaymentRow = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly businessDate: BusinessDate;
  readonly receivedDate: BusinessDate;
  readonly postedAt: Instant;
  readonly cashier: string;
  readonly source: string;
  readonly payerName: string;
  readonly totalCents: Cents;
  readonly changeCents: Cents;
  readonly status: PaymentStatus;
};

export type LineRow = {
  readonly paymentId: string;
  readonly receiptNumber: string;
  readonly lineNo: number;
  readonly sessionId: string;
  readonly businessDate: BusinessDate;
  readonly receivedDate: BusinessDate;
  readonly postedAt: Instant;
  readonly receiptType: string;
  readonly name: string;
  readonly account: string | null;
  readonly charge: ChargeKey | null;
  readonly reference: string | null;
  readonly amountCents: Cents;
  readonly status: PaymentStatus;
  /** Payments batch that told billing, if any: a batch takes the released payments of its dates that no earlier one has. */
  readonly exportedIn: string | null;
};

/** An own payment toward an account that the current extract does not yet contain. */
export type OwnPayment = {
  readonly paymentId: string;
  readonly receiptNumber: string;
  readonly postedAt: Instant;
  readonly source: string;
  readonly businessDate: BusinessDate;
  readonly charge: ChargeKey | null;
  readonly amountCents: Cents;
};

export type AccountHit = {
  readonly account: string;
  readonly name: string;
  readonly address: string;
  readonly status: string;
  readonly confidential: boolean;
  readonly openCents: Cents;
};

export type AccountFull = {
  readonly record: AccountRecord;
  readonly charges: readonly ChargeRecord[];
  readonly importId: string;
  readonly asOf: BusinessDate;
  /** Those that it owes less for: charges paid and money beyond them, not service deposits and fees of their own. */
  readonly ownPayments: readonly OwnPayment[];
  /** The last own payments on this account, contained or not, newest first, at most 10. */
  readonly recent: readonly OwnPayment[];
};

export type UserRow = {
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
  readonly enabled: boolean;
  readonly hasSecret: boolean;
  readonly failedTries: number;
  readonly lockedUntil: Instant | null;
};

export type ParkedRow = {
  readonly parkedId: string;
  readonly sessionId: string;
  readonly by: string;
  readonly at: Instant;
  readonly draft: ParkedDraft;
};

export type PrintRow = {
  readonly jobId: string;
  readonly status: PrintStatus;
  /** What the device said, whatever a person decided afterwards. */
  readonly outcome: PrintSaid | null;
  readonly queued: PrintQueued;
  readonly queuedAt: Instant;
  readonly endedAt: Instant | null;
  readonly fault: string | null;
  readonly bytesSent: number;
  readonly kick: string | null;
};

export type EntryRow = JournalEntry & {
  readonly sequence: number;
  readonly sessionId: string | null;
  /** True once an approval of its session released it, or at once where nothing has to; a reopened close keeps it so. */
  readonly released: boolean;
  /** The event that released it: a batch holds what was released up to its `throughSequence`. Null while it waits. */
  readonly releasedAtSequence: number | null;
  /** Journal batch that holds it, if any: a batch takes what is released in its dates and no earlier one has. */
  readonly exportedIn: string | null;
};

export type FundBalance = {
  readonly fund: string;
  readonly glAccount: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
};

export type DateRange = { readonly from: BusinessDate; readonly to: BusinessDate };

export type PaymentQuery = {
  /** Receipt number, amount (`12.34`), check or item number, part of a payer's name, or account number. */
  readonly text?: string;
  readonly range?: DateRange;
  readonly sessionId?: string;
  readonly limit: number;
};

export type HourRow = { readonly hourStart: Instant; readonly payments: number };

/** All reads; the same inside and outside a transaction. Rows come in a stated, stable order. */
export interface BooksReader {
  head(): Head;
  loadStream(stream: string): readonly Recorded[];
  streamVersion(stream: string): number;
  /** Events for evidence and tracing: in sequence order, or the newest first. */
  events(query: {
    readonly fromSequence?: number;
    /** Exclusive. */
    readonly beforeSequence?: number;
    readonly types?: readonly EventType[];
    readonly newestFirst?: boolean;
    readonly limit: number;
  }): readonly Recorded[];
  findCommand(commandId: string): StoredAnswer | undefined;

  users(): readonly UserRow[];
  user(userName: string): UserRow | undefined;

  /** Newest first. */
  imports(): readonly (ExtractImported & { readonly recordedAt: Instant })[];
  /** By number, part of the name or of the address; accents and case do not matter; every word must match a word's beginning. */
  searchAccounts(text: string, limit: number): readonly AccountHit[];
  account(account: string): AccountFull | undefined;
  accountCount(): number;

  /** The next dense receipt number of this workstation, and for other dense numbers their next value. */
  nextReceiptNumber(): string;
  nextSessionNumber(sourceCode: string, date: BusinessDate): number;
  nextDepositNumber(date: BusinessDate): number;
  nextExportNumber(kind: 'payments' | 'journal'): number;

  sessions(query: {
    statuses?: readonly SessionStatus[];
    range?: DateRange;
    cashier?: string;
  }): readonly SessionRow[];
  session(sessionId: string): SessionRow | undefined;
  /** The session of this source that is not approved yet, if any. */
  unfinishedSessionOf(sourceCode: string): SessionRow | undefined;
  lastCashierOf(sourceCode: string): string | undefined;
  sessionTotals(sessionId: string): SessionTotals;
  /** Events that belong to a session (its own stream and its payments'), for the seal: count, last sequence, hash of hashes. */
  sessionSeal(sessionId: string): {
    readonly events: number;
    readonly lastSequence: number;
    readonly hash: string;
  };
  /** Events of a session's own stream and of its payments', of these types, in sequence order. */
  sessionEvents(sessionId: string, types: readonly EventType[]): readonly Recorded[];
  /** Who corrected or voided tenders of this session. */
  sessionActors(
    sessionId: string,
  ): readonly { readonly user: string; readonly act: 'took' | 'corrected' | 'voided' | 'overrode' }[];

  payments(query: PaymentQuery): readonly PaymentRow[];
  payment(paymentId: string): PaymentRow | undefined;
  paymentByReceipt(receiptNumber: string): PaymentRow | undefined;
  tenders(query: {
    sessionId?: string;
    sessionIds?: readonly string[];
    paymentId?: string;
    depositId?: string;
    range?: DateRange;
    kinds?: readonly TenderKind[];
  }): readonly TenderRow[];
  lines(query: { sessionId?: string; range?: DateRange; paymentId?: string }): readonly LineRow[];
  /** Earlier tenders with the same routing and number (checks) or number (money orders), not voided, since a date. */
  sameInstrument(query: {
    routing?: string;
    number: string;
    kind: TenderKind;
    since: BusinessDate;
  }): readonly TenderRow[];
  paymentsByHour(date: BusinessDate): readonly HourRow[];

  parked(query: { sessionId?: string }): readonly ParkedRow[];
  parkedOne(parkedId: string): ParkedRow | undefined;

  prints(query: {
    statuses?: readonly PrintStatus[];
    paymentId?: string;
    depositId?: string;
    sessionId?: string;
    limit: number;
  }): readonly PrintRow[];
  print(jobId: string): PrintRow | undefined;

  deposits(query: { range?: DateRange; open?: boolean }): readonly DepositState[];
  deposit(depositId: string): DepositState | undefined;
  /** Deposits that hold, or held before they were taken apart, money of a session. */
  depositsOf(sessionId: string): readonly DepositState[];
  bagNumberUsed(bagNumber: string): boolean;
  /** Cash of a session already put into deposits, by bank account. */
  depositedCash(sessionId: string): readonly { readonly bankAccount: string; readonly cents: Cents }[];

  /** Depositable money of approved closes that no deposit holds, by session, with the instant it was taken first. */
  undeposited(): readonly { readonly sessionId: string; readonly since: Instant; readonly cents: Cents }[];

  entries(query: {
    range?: DateRange;
    /** Which date the range is about: the entry's own (default) or the business date. */
    by?: 'date' | 'business-date';
    kinds?: readonly EntryKind[];
    released?: boolean;
    /** Made by this event or an earlier one. */
    throughSequence?: number;
    /** Released by this event or an earlier one. */
    releasedThrough?: number;
    sourceId?: string;
    exportedIn?: string;
    limit?: number;
  }): readonly EntryRow[];
  balances(query: {
    range: DateRange;
    by: 'date' | 'business-date';
    released?: boolean;
  }): readonly FundBalance[];

  /** Attempts that somebody still has to settle, oldest first: being asked, in doubt, charged without a receipt, or given back while the receipt stands. */
  waitingCards(query: { readonly sessionId?: string }): readonly string[];
  /** The newest request to each terminal, settled or not. */
  newestCards(): readonly string[];
  nextCardNumber(): number;
  /** Reports of counting machines that no count has taken in, oldest first. */
  proposedCounts(): readonly string[];

  exports(): readonly (ExportBuilt & { readonly builtAt: Instant; readonly delivered: boolean })[];
  /** Over and short of approved and balanced closes, oldest first: for the trend. */
  overShort(range: DateRange): readonly {
    readonly sessionId: string;
    readonly date: BusinessDate;
    readonly label: string;
    readonly kind: TenderKind;
    readonly differenceCents: Cents;
  }[];
}

/** One write transaction: everything inside is committed together, durably, or not at all. */
export interface BooksWriter extends BooksReader {
  /**
   * Appends to a stream and projects at once.
   * @param expectedVersion the stream's version as it was read; a mismatch is refused with STREAM_MOVED_ON
   */
  append(
    stream: string,
    expectedVersion: number,
    events: readonly DomainEvent[],
    context: AppendContext,
  ): Result<readonly Recorded[]>;
  rememberCommand(
    commandId: string,
    stored: StoredAnswer & { readonly channel: string; readonly at: Instant },
  ): void;

  /** Encrypted side table: personal and check data that never enter the journal's bytes. */
  putSecret(kind: 'user-secret' | 'check-account', key: string, plain: string): void;
  /** Puts the staged rows in the place of the present ones. */
  replaceExtract(importId: string, load: ExtractLoad): Result<{ rowsHash: string }>;
}

/** Rows of one extract, streamed into staging tables by `BooksStore.stageExtract` before the transaction swaps them in. */
export type ExtractLoad = {
  readonly stagingId: string;
  /** Set by a mapping whose layout cuts texts and loses letters: a poorer value never overwrites a richer one … */
  readonly lossyTextCutAt: number | null;
  /** … of the same as-of date. */
  readonly sameAsOf: boolean;
};

export interface BooksStore extends BooksReader {
  /** BEGIN IMMEDIATE … COMMIT with synchronous=FULL; a refusal rolls everything back and changes nothing. */
  transact<T>(work: (tx: BooksWriter) => Result<T>): Result<T>;

  secret(kind: 'user-secret' | 'check-account', key: string): string | undefined;
  /** Keyed hash (HMAC-SHA-256, hex) with the books' own key: lets the journal compare without holding the value. */
  digest(value: string): string;

  /** Streams rows into staging tables in bounded batches; nothing of it is visible until `replaceExtract`. */
  stageExtract(): {
    readonly stagingId: string;
    accounts(rows: readonly AccountRecord[]): void;
    charges(rows: readonly ChargeRecord[]): void;
    discard(): void;
  };

  verify(options: VerifyOptions): Promise<VerifyReport>;
  backup(toFile: string, onProgress?: (done: number, total: number) => void): Promise<Result<BackupReport>>;
  lastVerified(): { readonly at: Instant; readonly ok: boolean } | undefined;
  close(): void;
}

export type VerifyOptions = {
  readonly onProgress?: (step: string, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Also rebuild every projection and compare it with the stored one. Default true. */
  readonly projections?: boolean;
};

export type VerifyFinding = {
  readonly check:
    | 'pragma'
    | 'schema'
    | 'chain'
    | 'sequence'
    | 'anchor'
    | 'stream'
    | 'extract-rows'
    | 'projection'
    | 'ledger'
    | 'receipts'
    | 'side-table';
  /** What is wrong with what: `event 412 (payment.posted): its bytes do not match its hash`. */
  readonly text: string;
  readonly subject: string;
};

export type VerifyReport = {
  readonly ok: boolean;
  readonly events: number;
  readonly head: Head;
  readonly importedRows: number;
  readonly findings: readonly VerifyFinding[];
  /** Worth knowing and nothing wrong: values that only another side key opens, after a restore without the key. */
  readonly notes: readonly string[];
};

export type BackupReport = {
  readonly file: string;
  readonly head: Head;
  readonly bytes: number;
  readonly sha256: string;
};
