/**
 * A deposit is what goes to one bank account in one sealed bag. Custody (preparing → sealed → sent → confirmed) and
 * approval (unapproved → approved | sent back) run in parallel: a bag never misses the courier for want of a signature.
 */
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { CashCount } from '../count/types.ts';
import type { Posting } from '../ledger/types.ts';
import type { TenderKind } from '../tender/types.ts';

export type DepositItem = {
  readonly paymentId: string;
  readonly tenderNo: number;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly kind: TenderKind;
  readonly routing?: string;
  readonly issuer?: string;
  readonly number: string;
  readonly amountCents: Cents;
};

/** One row of the composition: what was receipted, what came between, what is in the bag. They always agree, term by term. */
export type CompositionRow = {
  readonly kind: TenderKind;
  readonly receiptedCents: Cents;
  readonly receiptedItems: number;
  /** Named side terms, signed; see `BETWEEN` in contents.ts. receipted + between = in the bag. */
  readonly between: readonly { readonly term: string; readonly amountCents: Cents }[];
  readonly inBagCents: Cents;
  readonly inBagItems: number;
};

export type DepositPrepared = {
  readonly type: 'deposit.prepared';
  readonly v: 1;
  readonly depositId: string;
  /** `CB-1119-2`: office prefix, month and day, dense within the date. */
  readonly number: string;
  readonly bankAccount: {
    readonly code: string;
    readonly name: string;
    readonly accountEnding: string;
    readonly routing: string;
    readonly cashAccount: string;
  };
  /** The latest business date of its sessions. */
  readonly businessDate: BusinessDate;
  readonly sessions: readonly {
    readonly sessionId: string;
    readonly label: string;
    readonly cashier: string;
    readonly cashCents: Cents;
    readonly itemsCents: Cents;
  }[];
  readonly cash: CashCount;
  readonly cashCents: Cents;
  readonly items: readonly DepositItem[];
  readonly totalCents: Cents;
  readonly composition: readonly CompositionRow[];
  readonly preparedBy: string;
  /** The second person who counted the hand-over. */
  readonly secondCountBy: string;
};
export type DepositSealed = {
  readonly type: 'deposit.sealed';
  readonly v: 1;
  readonly depositId: string;
  readonly bagNumber: string;
  readonly sealedBy: string;
  readonly witness: string;
  /** Head of the journal when it was sealed, printed on the slip. */
  readonly journalHead: string;
};
export type DepositUnsealed = {
  readonly type: 'deposit.unsealed';
  readonly v: 1;
  readonly depositId: string;
  readonly bagNumber: string;
  readonly reason: string;
  readonly by: string;
};
export type DepositSent = {
  readonly type: 'deposit.sent';
  readonly v: 1;
  readonly depositId: string;
  readonly date: BusinessDate;
  readonly courier: string;
  readonly by: string;
  /** True when it left without approval: an exception that stays visible. */
  readonly asException: boolean;
  readonly entry: readonly Posting[];
};
export type DepositApproved = {
  readonly type: 'deposit.approved';
  readonly v: 1;
  readonly depositId: string;
  readonly approvedBy: string;
};
export type DepositSentBack = {
  readonly type: 'deposit.sent-back';
  readonly v: 1;
  readonly depositId: string;
  readonly by: string;
  readonly reason: string;
};
/** Taken apart again before it left: its money is waiting for a deposit once more. */
export type DepositDissolved = {
  readonly type: 'deposit.dissolved';
  readonly v: 1;
  readonly depositId: string;
  readonly by: string;
  readonly reason: string;
};
export type DepositConfirmed = {
  readonly type: 'deposit.confirmed';
  readonly v: 1;
  readonly depositId: string;
  readonly date: BusinessDate;
  readonly creditedCents: Cents;
  readonly by: string;
  readonly note: string;
  /** The bank's correction, when it credited another amount; empty otherwise. */
  readonly entry: readonly Posting[];
};

export type DepositEvent =
  | DepositPrepared
  | DepositSealed
  | DepositUnsealed
  | DepositSent
  | DepositApproved
  | DepositSentBack
  | DepositDissolved
  | DepositConfirmed;

export type Custody = 'preparing' | 'sealed' | 'sent' | 'confirmed' | 'adjusted' | 'dissolved';
export type Approval = 'unapproved' | 'approved' | 'sent-back';

export type DepositState = {
  readonly depositId: string;
  readonly custody: Custody;
  readonly approval: Approval;
  readonly prepared: DepositPrepared;
  readonly bagNumber?: string;
  readonly journalHead?: string;
  readonly sealedBy?: string;
  readonly witness?: string;
  readonly sent?: DepositSent;
  readonly approvedBy?: string;
  readonly sentBack?: DepositSentBack;
  readonly confirmed?: DepositConfirmed;
  /** Every bag number it ever had: none is used twice. */
  readonly bags: readonly string[];
};
