/**
 * A journal entry is balanced debits and credits, in total and in each fund. Three kinds, each with its own date:
 * receipts (the business date), deposit (the day it is sent), settlement and bank (the bank's date).
 */
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';

export type Posting = {
  /** `fund-department-account`, such as `510-000-11500`. */
  readonly glAccount: string;
  /** Exactly one of the two is > 0. */
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  /** For people: `Short, cash`, `Due to fund 510`. */
  readonly memo?: string;
  /** What a payment's posting stands for; the proof's sixth side adds up the lines. A leg faces another fund. */
  readonly role?: 'tender' | 'line' | 'leg';
};

export type EntryKind = 'receipts' | 'deposit' | 'settlement';

export type JournalEntry = {
  /** `<event sequence>` of its workstation, dense enough to find the event: `03-000412`. */
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly date: BusinessDate;
  readonly businessDate: BusinessDate;
  readonly description: string;
  readonly source: {
    readonly type: 'payment' | 'session' | 'deposit' | 'settlement';
    readonly id: string;
    /** `Receipt 03-018462`, `Deposit CB-1119-2`: what a person looks for. */
    readonly label: string;
  };
  readonly postings: readonly Posting[];
};

/** The accounts that policy names for what no line carries. */
export type LedgerPolicy = {
  /** The fund that holds pooled cash: `900`. */
  readonly pooledFund: string;
  readonly undeposited: string;
  readonly changeFunds: string;
  readonly cardClearing: string;
  readonly cardFees: string;
  /** Over/short per kind of tender, each to its own account. */
  readonly overShort: {
    readonly cash: string;
    readonly check: string;
    readonly item: string;
    readonly card: string;
    readonly voucher: string;
  };
};

/** fund → its due-to account in the pooled fund, and its own due-from. */
export type InterfundAccounts = Readonly<
  Record<string, { readonly dueTo: string; readonly dueFrom: string } | undefined>
>;

export type SettlementRecorded = {
  readonly type: 'settlement.recorded';
  readonly v: 1;
  readonly settlementId: string;
  readonly bankAccount: string;
  /** The bank's date. */
  readonly date: BusinessDate;
  readonly reference: string;
  readonly grossCents: Cents;
  readonly feeCents: Cents;
  readonly entry: readonly Posting[];
};
