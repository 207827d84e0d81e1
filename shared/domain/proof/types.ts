/**
 * The proof (product rules): one equation of six sides, computed from six different places, so that a figure that went
 * astray in one of them shows as a side that differs. Side terms are named and never hide a difference.
 *
 *   1 lines = 2 tenders − change = 3 Δ drawers by tender, opening variance signed
 *   = 4 deposits + undeposited + card clearing + pledges billed + short − over
 *   = 5 bank credits + in transit + undeposited + card clearing + pledges billed + processor fees ± bank corrections + short − over
 *   = 6 journal credits by fund
 *
 * It is about a range of business dates: every session belongs to the one that was open when it opened, with all its
 * payments, voids, corrections and its close, whenever they happened. A deposit belongs with the part that those
 * sessions put into it; a settlement with the bank's own date.
 */
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { Custody } from '../deposit/types.ts';
import type { KindResult, SessionStatus } from '../session/types.ts';
import type { TenderKind } from '../tender/types.ts';

export type SideNumber = 1 | 2 | 3 | 4 | 5 | 6;

export type ProofSession = {
  readonly sessionId: string;
  /** `Drawer 3, session 2` */
  readonly label: string;
  readonly status: SessionStatus;
  readonly assignedFloatCents: Cents;
  /** counted in − assigned */
  readonly varianceCents: Cents;
  /** Side 3. What the session's events say is there, per kind, the float included in cash: the expected side of its close. */
  readonly expectedCents: Readonly<Record<TenderKind, Cents>>;
  /** Side 4. Its tenders as they stand, one by one, of payments that stand; cash less all change. */
  readonly takenCents: Readonly<Record<TenderKind, Cents>>;
  /** Side 4, instead of `takenCents` once approved: what was counted and handed in. */
  readonly close?: {
    readonly results: readonly Pick<KindResult, 'kind' | 'countedCents' | 'differenceCents'>[];
    readonly handInCashCents: Cents;
    readonly floatMissingCents: Cents;
  };
};

export type ProofDeposit = {
  readonly depositId: string;
  readonly number: string;
  /** Not `dissolved`: its money waits in its sessions again. */
  readonly custody: Exclude<Custody, 'dissolved'>;
  /** What each session of the range put in; sessions of other dates are left out. */
  readonly parts: readonly { readonly sessionId: string; readonly cents: Cents }[];
  readonly totalCents: Cents;
  /** Once the bank has credited it: how much, and what its entry posted to the bank's account as a correction. */
  readonly credited?: { readonly cents: Cents; readonly correctionCents: Cents };
  /** Its business date is within the range: then a bank's correction is shown here, else with that date. */
  readonly datedInRange: boolean;
};

/** As its entry posted it. */
export type ProofSettlement = {
  readonly settlementId: string;
  readonly reference: string;
  /** Taken out of card clearing. */
  readonly grossCents: Cents;
  readonly feeCents: Cents;
  /** Credited by the bank. */
  readonly netCents: Cents;
};

export type ProofFund = {
  readonly fund: string;
  readonly name: string;
  /** Side 6: what lines credited, less what voids took back, from the journal's entries. */
  readonly creditCents: Cents;
  /** Debit − credit over all entries of the range; 0 in a fund that balances. */
  readonly outOfBalanceCents: Cents;
};

export type ProofCorrection = {
  readonly label: string;
  /** Signed: what it added to or took from the range. */
  readonly cents: Cents;
  readonly drill: string;
};

export type ProofFacts = {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** Side 1: lines of payments that stand. */
  readonly lines: { readonly payments: number; readonly lines: number; readonly cents: Cents };
  /** Side 2: from payments that stand, tenders as corrected. */
  readonly tenders: { readonly tenderedCents: Cents; readonly changeCents: Cents };
  readonly sessions: readonly ProofSession[];
  readonly deposits: readonly ProofDeposit[];
  /** Card settlements with the bank's date in the range. */
  readonly settlements: readonly ProofSettlement[];
  readonly funds: readonly ProofFund[];
  /** Voids and tender corrections of the range, for people: they are in the figures already. */
  readonly corrections: readonly ProofCorrection[];
  /** `100-110-46900`, shown beside over and short. */
  readonly overShortAccount: Readonly<Record<TenderKind, string>>;
};

export type ProofSide = {
  readonly side: SideNumber;
  readonly label: string;
  readonly cents: Cents;
  /** Two short lines under the figure. */
  readonly detail: readonly string[];
};

export type ProofTerm = {
  readonly key: string;
  readonly label: string;
  /** Where it stands, in words: `Sealed, in transit`, `Close waits`, or the account that it posts to. */
  readonly state: string;
  /** Null where the term belongs to the other side only. */
  readonly depositsCents: Cents | null;
  readonly bankCents: Cents | null;
  /** Which rows are behind it: `deposit:<id>`, `session:<id>`, `tenders:check`, `counted:card`, `short:<session>:cash` … */
  readonly drill: string;
};

export type ProofDrawerRow = { readonly label: string; readonly cents: Cents; readonly drill: string };

export type ProofDifference = {
  readonly side: SideNumber;
  /** This side less what the others agree on; for a fund, its debit less its credit. */
  readonly cents: Cents;
  readonly text: string;
};

export type Proof = {
  readonly agrees: boolean;
  readonly sides: readonly ProofSide[];
  readonly terms: readonly ProofTerm[];
  /** Side 3, row by row. */
  readonly drawers: readonly ProofDrawerRow[];
  readonly funds: readonly (ProofFund & { readonly drill: string })[];
  readonly corrections: readonly ProofCorrection[];
  readonly differences: readonly ProofDifference[];
};
