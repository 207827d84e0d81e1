/** Coin sorters, coin counters and bill counters. What they count is a proposal: a person confirms it. */
import type { Cents } from '../money/money.ts';
import type { LinkFault } from './fault.ts';
import type { DeviceTransport } from './transport.ts';

/** How a machine that prints a batch report to its serial port is read. Regular expressions are JavaScript's, per line. */
export type ReportProfile = {
  readonly name: string;
  readonly medium: 'note' | 'coin';
  /** The first line of a report. */
  readonly start: string;
  /** One denomination: named groups `denom` and `pieces`, and `value` where the machine prints it. */
  readonly row: string;
  /** The grand total: named groups `value`, `pieces`, either or both. Null when the machine prints none. */
  readonly total: string | null;
  /** The machine's own number of the report: named group `number`. Null when it prints none. */
  readonly reportNumber: string | null;
  /** The last line; without it a report is not whole and is refused. */
  readonly end: string;
  /** Whether `denom` is printed in dollars (`20`, `0.25`) or in cents (`25`). */
  readonly denomUnit: 'dollars' | 'cents';
  /** A report whose next line does not come in this time is not whole. */
  readonly idleMs: number;
  /** The byte that the machine waits for after its report; null for none. */
  readonly acknowledge: number | null;
};

export type MoneyCounterSettings = {
  readonly kind: 'bill-counter' | 'coin-sorter';
  readonly transport: DeviceTransport;
  readonly protocol:
    | { readonly name: 'report'; readonly profile: ReportProfile }
    /** Scan Coin SC-350/360: counts pieces of one denomination, which the operator names. */
    | { readonly name: 'sc-350' };
};

export type MachineRow = {
  /** 25 is the quarter, 2000 the twenty. */
  readonly denominationCents: Cents;
  readonly pieces: number;
};

/** One whole report whose rows add up to what it says. */
export type MachineCount = {
  /** The machine's own number, or a hash of the report and its minute where it prints none. */
  readonly reportNumber: string;
  readonly medium: 'note' | 'coin';
  readonly rows: readonly MachineRow[];
  readonly totalPieces: number;
  readonly totalCents: Cents;
  /** The bytes as they came, notes' serial numbers taken out; base64. */
  readonly raw: string;
};

export type CountRefusal =
  'not-whole' | 'total-differs' | 'denomination-unknown' | 'row-unreadable' | 'too-long';

/** What a machine that speaks by itself said: a whole report, or one that cannot be believed. */
export type CounterEvent =
  | { readonly kind: 'count'; readonly count: MachineCount }
  | { readonly kind: 'refused'; readonly why: CountRefusal; readonly line: string };

export type PolledCount =
  | { readonly outcome: 'counted'; readonly count: MachineCount }
  | { readonly outcome: 'counting' }
  | { readonly outcome: 'failed'; readonly fault: LinkFault };
