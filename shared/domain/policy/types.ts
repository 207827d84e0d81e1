/** What an office may decide for itself. Every default is written once, in `defaultPolicy`. */
import type { Cents } from '../../money/money.ts';
import type { LedgerPolicy } from '../ledger/types.ts';
import type { ScanlineProfile } from '../stub/scanline.ts';

export type Policy = {
  readonly closeAttempts: number;
  /** Over/short within it is noted; beyond it needs a reason and a supervisor. */
  readonly overShortToleranceCents: Cents;
  readonly voidLimitCents: Cents;
  readonly allocationOverrideNeedsSupervisor: boolean;
  /** The receipt type that takes an overpayment on an account, or null when overpayments are refused. */
  readonly overpaymentReceiptType: string | null;
  readonly maximumLineCents: Cents;
  readonly maximumPaymentCents: Cents;
  /** More change than this is a digit too many, or a note to be looked at: a supervisor allows it. */
  readonly maximumChangeCents: Cents;
  readonly repeatPaymentDays: number;
  readonly checkRepeatDays: number;
  readonly checkStaleDays: number;
  readonly reconnectWholeAmountGuaranteed: boolean;
  readonly recallOthersParked: boolean;
  readonly lockAfterMs: number;
  readonly signInTries: number;
  readonly lockOutMs: number;
  readonly undepositedAlarmHours: number;
  readonly impliedDecimals: boolean;
  /** Ties of the same due date: earlier in this list is paid first. */
  readonly servicePriority: readonly string[];
  /** The extract's code of the reconnect fee: part of what reconnects, whatever its due date. */
  readonly reconnectService: string;
  readonly frequentReceiptTypes: readonly string[];
  readonly depositPrefix: string;
  /** Of the bills that are scanned here; absent in policies from before they were data (see `scanlinesOf`). */
  readonly scanlines?: readonly ScanlineProfile[];
  readonly ledger: LedgerPolicy;
  readonly receipt: {
    readonly columns: 42 | 48;
    /** Office name and address, centred at the top. */
    readonly heading: readonly string[];
    readonly closing: { readonly en: string; readonly es: string };
    readonly serviceReturns: { readonly en: string; readonly es: string };
  };
};
