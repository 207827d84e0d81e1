/**
 * A payment is one visit of one payer: n lines and m tenders.
 * Sum of tenders − change = sum of lines, always; change ≥ 0, always drawer cash, never a tender row.
 */
import type { BusinessDate, Instant, Language } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { Posting } from '../ledger/types.ts';
import type { ChargeKey } from '../reference/charge-key.ts';
import type { Tender, TenderInput } from '../tender/types.ts';

export { chargeKeyText } from '../reference/charge-key.ts';
export type { ChargeKey } from '../reference/charge-key.ts';

/** What the cashier enters for one line. */
export type LineInput = {
  readonly receiptType: string;
  readonly amountCents: Cents;
  /** 9-digit account, for lines that pay a charge, a deposit or a credit on an account. */
  readonly account?: string;
  readonly charge?: ChargeKey;
  /** Permit, citation, serial, license number or description, as the receipt type asks. */
  readonly reference?: string;
};

export type Line = LineInput & {
  /** 1-based within its payment. */
  readonly lineNo: number;
  readonly name: string;
  readonly requiresGuaranteed: boolean;
  /** GL distribution, fixed when it was taken; sums to the line's amount. */
  readonly distribution: readonly { readonly glAccount: string; readonly amountCents: Cents }[];
  /** The bank account this receipt type belongs to on the business date. */
  readonly bankAccount: string;
};

/** Which tender funded which line: a later return reopens exactly what that tender funded. */
export type Funding = { readonly tenderNo: number; readonly lineNo: number; readonly amountCents: Cents };

export type Payer = {
  /** Empty for a walk-in who gives no name. */
  readonly name: string;
  readonly relation: 'holder' | 'third-party' | 'walk-in';
};

/** What the payment read from the imported account, recorded as a fact. */
export type AccountFact = {
  readonly account: string;
  readonly name: string;
  readonly confidential: boolean;
  readonly status: string;
  readonly importId: string;
  readonly asOf: string;
  readonly openBeforeCents: Cents;
  readonly openAfterCents: Cents;
  /** Earliest due date of what is left; absent when nothing is. */
  readonly nextDue?: BusinessDate;
  /** Present on a disconnected account: what had to be paid, and whether this payment reached it. */
  readonly reconnect?: { readonly neededCents: Cents; readonly reached: boolean };
};

/** A step outside the cashier's own authority, and who allowed it (absent where the cashier's own role does). */
export type Override = {
  readonly kind: 'allocation' | 'bankruptcy' | 'check-repeat' | 'over-limit' | 'own-account';
  readonly reason: string;
  readonly approvedBy?: string;
};

export type PaymentInput = {
  /** Client-made when the form opens: the same visit can never be posted twice. */
  readonly paymentId: string;
  readonly sessionId: string;
  readonly payer: Payer;
  readonly lines: readonly LineInput[];
  readonly tenders: readonly TenderInput[];
  /** When the city got it; equals the business date at a window, may be earlier for mail and drop box. */
  readonly receivedDate: BusinessDate;
  readonly language: Language;
  readonly overrides: readonly { readonly kind: Override['kind']; readonly reason: string }[];
};

export type PaymentPosted = {
  readonly type: 'payment.posted';
  readonly v: 1;
  readonly paymentId: string;
  readonly sessionId: string;
  readonly source: string;
  /** Dense per workstation: `03-018462`. */
  readonly receiptNumber: string;
  readonly cashier: string;
  readonly payer: Payer;
  readonly language: Language;
  readonly receivedDate: BusinessDate;
  readonly lines: readonly Line[];
  readonly tenders: readonly Tender[];
  readonly funding: readonly Funding[];
  readonly totalCents: Cents;
  readonly changeCents: Cents;
  readonly accounts: readonly AccountFact[];
  readonly overrides: readonly Override[];
  /** The receipts entry of this payment: it exists from the commit and is released when the close is approved. */
  readonly entry: readonly Posting[];
};

export type PaymentVoided = {
  readonly type: 'payment.voided';
  readonly v: 1;
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly reason: string;
  readonly receiptReturned: boolean;
  /** Cash to hand back: cash tendered − change. The other instruments are handed back as they are. */
  readonly cashReturnedCents: Cents;
  /** A card recorded from a stand-alone terminal is voided there first; the slip's number is kept. */
  readonly terminalVoidSlip?: string;
  readonly approvedBy?: string;
  readonly entry: readonly Posting[];
};

export type TenderCorrected = {
  readonly type: 'payment.tender-corrected';
  readonly v: 1;
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly reason: string;
  readonly correctedBy: string;
  /** All tenders and the change of the payment after the correction; the lines stand. */
  readonly before: readonly Tender[];
  readonly after: readonly Tender[];
  readonly changeBeforeCents: Cents;
  readonly changeAfterCents: Cents;
  readonly funding: readonly Funding[];
  /** Reverses the old debits and makes the new ones; empty when only a number was mended. */
  readonly entry: readonly Posting[];
};

export type PaymentEvent = PaymentPosted | PaymentVoided | TenderCorrected;

/** Parked payers hold no money: the draft keeps lines and what was found, never tenders. */
export type ParkedDraft = {
  readonly payer: Payer;
  readonly lines: readonly LineInput[];
  /** Accounts found, with the amount typed toward each as text, so that unfinished work comes back as it was. */
  readonly accounts: readonly { readonly account: string; readonly towardText: string }[];
  readonly language: Language;
  readonly totalCents: Cents;
};

export type Parked = {
  readonly type: 'parked.parked';
  readonly v: 1;
  readonly parkedId: string;
  readonly sessionId: string;
  readonly draft: ParkedDraft;
};
export type ParkedEnded = {
  readonly type: 'parked.recalled' | 'parked.discarded';
  readonly v: 1;
  readonly parkedId: string;
  readonly sessionId: string;
};
export type ParkedEvent = Parked | ParkedEnded;

export type PaymentStatus = 'posted' | 'voided';

/** The payment as it stands after all its events. */
export type PaymentState = {
  readonly status: PaymentStatus;
  readonly posted: PaymentPosted;
  readonly tenders: readonly Tender[];
  readonly funding: readonly Funding[];
  readonly changeCents: Cents;
  readonly corrections: readonly TenderCorrected[];
  readonly voided?: PaymentVoided;
  readonly postedAt?: Instant;
};
