/**
 * A drawer session is one accountability period of one tender source and one cashier, with a business date fixed when
 * it opens. assigned → open ⇄ suspended → balancing → balanced → approved; rejected and reopened go back to balancing.
 */
import type { BusinessDate, Instant } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { CashCount, ClosingCount } from '../count/types.ts';
import type { Posting } from '../ledger/types.ts';
import type { TenderSource } from '../reference/tender-source.ts';
import type { TenderKind } from '../tender/types.ts';

export type { TenderSource } from '../reference/tender-source.ts';

export type SessionOpened = {
  readonly type: 'session.opened';
  readonly v: 1;
  readonly sessionId: string;
  /** Per source and business date, from 1: `Drawer 3, session 2`. */
  readonly sessionNumber: number;
  readonly source: TenderSource;
  readonly cashier: string;
  readonly businessDate: BusinessDate;
  readonly assignedFloatCents: Cents;
  readonly limitCents?: Cents;
  readonly count: CashCount;
  readonly countedCents: Cents;
  /** counted − assigned; an event of its own weight: it posts at once, to the previous custodian, not to this cashier. */
  readonly varianceCents: Cents;
  readonly previousCustodian?: string;
  readonly entry: readonly Posting[];
};

export type SessionSuspended = {
  readonly type: 'session.suspended';
  readonly v: 1;
  readonly sessionId: string;
};
export type SessionResumed = { readonly type: 'session.resumed'; readonly v: 1; readonly sessionId: string };
export type NoSaleOpened = {
  readonly type: 'session.no-sale';
  readonly v: 1;
  readonly sessionId: string;
  readonly reason: string;
};
/** Whoever looked at live cash is recorded and may not count that session. */
export type CashLookedAt = {
  readonly type: 'session.cash-looked-at';
  readonly v: 1;
  readonly sessionId: string;
  readonly by: string;
};
export type BalancingBegun = {
  readonly type: 'session.balancing-begun';
  readonly v: 1;
  readonly sessionId: string;
  /** Differs from the cashier when a supervisor balances an absent cashier's drawer, with a witness. */
  readonly countedBy: string;
  readonly witness?: string;
};
export type BackToOpen = {
  readonly type: 'session.back-to-open';
  readonly v: 1;
  readonly sessionId: string;
  readonly reason: string;
};
export type AttemptSealed = {
  readonly type: 'session.attempt-sealed';
  readonly v: 1;
  readonly sessionId: string;
  /** 1-based; attempts belong to the session and are never renewed by going back to open. */
  readonly attempt: number;
  readonly countedBy: string;
  readonly count: ClosingCount;
  readonly countedCents: Readonly<Record<TenderKind, Cents>>;
  /** All that the person learns: which kinds disagree, not by how much or which way. */
  readonly disagreeing: readonly TenderKind[];
};

export type KindResult = {
  readonly kind: TenderKind;
  readonly expectedCents: Cents;
  readonly countedCents: Cents;
  readonly differenceCents: Cents;
  readonly expectedItems: number;
  readonly countedItems: number;
};

export type TenderRef = { readonly paymentId: string; readonly tenderNo: number };

/** Emitted with the attempt that ends the counting: it agreed, it was the last, or it was accepted as final. */
export type SessionBalanced = {
  readonly type: 'session.balanced';
  readonly v: 1;
  readonly sessionId: string;
  readonly attempt: number;
  readonly version: number;
  readonly results: readonly KindResult[];
  readonly floatCents: Cents;
  readonly handInCashCents: Cents;
  /** > 0 when less than the float was counted: then nothing is handed in and the float stays incomplete. */
  readonly floatMissingCents: Cents;
  /** Receipted items that were not counted, and counted items that no receipt names. */
  readonly missing: readonly (TenderRef & {
    readonly kind: TenderKind;
    readonly number: string;
    readonly amountCents: Cents;
  })[];
  readonly unexpected: readonly {
    readonly kind: TenderKind;
    readonly number: string;
    readonly amountCents: Cents;
  }[];
  /** The close is sealed by its events, not by a time window: how many, the last one's sequence, and SHA-256 over their hashes. */
  readonly seal: { readonly events: number; readonly lastSequence: number; readonly hash: string };
};

export type OverShortReason = {
  readonly kind: TenderKind;
  readonly reason: 'change-error' | 'not-found' | 'counterfeit' | 'substitution' | 'other';
  readonly note: string;
};
export type SessionSubmitted = {
  readonly type: 'session.submitted';
  readonly v: 1;
  readonly sessionId: string;
  readonly reasons: readonly OverShortReason[];
};
export type SessionApproved = {
  readonly type: 'session.approved';
  readonly v: 1;
  readonly sessionId: string;
  readonly version: number;
  readonly approvedBy: string;
  readonly note: string;
  readonly handInCashCents: Cents;
  readonly missing: readonly TenderRef[];
  /** Over and short per kind, each its own posting, never netted; empty when everything agreed. */
  readonly entry: readonly Posting[];
};
export type SessionRejected = {
  readonly type: 'session.rejected';
  readonly v: 1;
  readonly sessionId: string;
  readonly rejectedBy: string;
  readonly reason: string;
};
/** Only while its money is not in a sealed deposit; takes the over/short entry back. */
export type SessionReopened = {
  readonly type: 'session.reopened';
  readonly v: 1;
  readonly sessionId: string;
  readonly version: number;
  readonly reopenedBy: string;
  readonly reason: string;
  readonly entry: readonly Posting[];
};

export type SessionEvent =
  | SessionOpened
  | SessionSuspended
  | SessionResumed
  | NoSaleOpened
  | CashLookedAt
  | BalancingBegun
  | BackToOpen
  | AttemptSealed
  | SessionBalanced
  | SessionSubmitted
  | SessionApproved
  | SessionRejected
  | SessionReopened;

/** `submitted` is the balanced session whose cashier has explained it and handed it to the supervisor. */
export type SessionStatus = 'open' | 'suspended' | 'balancing' | 'balanced' | 'submitted' | 'approved';

export type SessionState = {
  readonly sessionId: string;
  readonly status: SessionStatus;
  readonly opened: SessionOpened;
  readonly openedAt?: Instant;
  readonly version: number;
  /** Attempts allowed in all: policy's number, plus one for each rejection (a verifying count that a supervisor orders). */
  readonly extraAttempts: number;
  readonly attempts: readonly AttemptSealed[];
  /** The last attempt counted what is there now: since it was sealed nobody went back to open, rejected or reopened. */
  readonly lastAttemptStands: boolean;
  readonly balanced?: SessionBalanced;
  readonly reasons: readonly OverShortReason[];
  readonly countedBy?: string;
  readonly witness?: string;
  /** Everyone who ever witnessed a count of this session. */
  readonly witnesses: readonly string[];
  readonly lookedBy: readonly string[];
  readonly approvedBy?: string;
  readonly approvalEntry: readonly Posting[];
  readonly noSales: number;
  readonly rejection?: string;
};
