/** What the billing extract says, once its layout is forgotten: accounts, what they owe, and its control totals. */
import type { BusinessDate, Instant } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { ChargeKey } from './charge-key.ts';

export const ACCOUNT_STATUSES = ['active', 'disconnected', 'final', 'written-off', 'bankruptcy'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const ACCOUNT_CLASSES = ['residential', 'commercial'] as const;
export type AccountClass = (typeof ACCOUNT_CLASSES)[number];

export const CHARGE_KINDS = [
  'billed',
  'fee',
  'arrangement',
  'written-off',
  'credit',
] as const satisfies readonly ChargeKey['kind'][];

export type AccountRecord = {
  readonly account: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly status: AccountStatus;
  readonly class: AccountClass;
  /** Guaranteed funds only, through this date, inclusive. */
  readonly guaranteedUntil?: BusinessDate;
  readonly confidential: boolean;
  readonly cycle: string;
  /** The billing system's own figure; absent when it is to be computed. 0 is a figure. */
  readonly reconnectCents?: Cents;
  readonly petitionDate?: BusinessDate;
  readonly depositHeldCents: Cents;
  readonly creditClass: string;
  /** Digits only; empty when unknown. */
  readonly phone: string;
};

/** A charge is known by account, service, bill date, due date and kind. */
export type ChargeRecord = ChargeKey & {
  readonly account: string;
  /** Negative for kind `credit`, never otherwise. */
  readonly amountCents: Cents;
};

export type ExtractHeader = {
  readonly system: string;
  readonly asOf: BusinessDate;
  /** Present when the system says the instant: own payments up to it are in its balances. */
  readonly asOfInstant?: Instant;
  readonly layoutVersion?: string;
  /** The last posting batch of ours that its balances contain. */
  readonly lastPostingBatch?: string;
};

export type ExtractTotals = {
  readonly accounts: number;
  readonly charges: number;
  readonly amountCents: Cents;
};
