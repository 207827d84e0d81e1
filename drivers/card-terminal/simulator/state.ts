/** How a simulated terminal is steered, whatever protocol it speaks. Plain JSON, for a control page. */
import type { BankState, SimulatedBrand, SimulatedEntry } from './bank.ts';

export const NEXT_ENDINGS = [
  'approve',
  'decline',
  /** The bank approves half. */
  'partial',
  /** The customer presses the red key. */
  'cancel',
  /** The bank has approved; the terminal's answer never leaves it. */
  'lose-answer',
  /** Nothing is decided, ever: it waits for a card until it is told to stop. */
  'never',
  /** The bank approves while the terminal loses its power; it stays dark until `power` is set again. */
  'die',
  /** Bugs of a terminal: more than was asked for, another till's answer, an approval without card and authorization. */
  'more',
  'other',
  'nameless',
] as const;
export type NextEnding = (typeof NEXT_ENDINGS)[number];

export type TerminalSettings = {
  readonly power: boolean;
  /** What becomes of the next request only; then it is `approve` again. */
  readonly next: NextEnding;
  /** How long the customer takes with the card; nothing of it can be stopped once the bank is asked. */
  readonly cardMs: number;
  /** How long the bank takes. */
  readonly bankMs: number;
  readonly brand: SimulatedBrand;
  readonly last4: string;
  readonly entry: Exclude<SimulatedEntry, 'keyed'>;
  /** Something else hangs on this cable: it answers everything with what no terminal says. */
  readonly wrongDevice: boolean;
  /** Another till is being served. */
  readonly busy: boolean;
};

export const READY: TerminalSettings = {
  power: true,
  next: 'approve',
  cardMs: 0,
  bankMs: 0,
  brand: 'Visa',
  last4: '1117',
  entry: 'chip',
  wrongDevice: false,
  busy: false,
};

export type TerminalStage = 'idle' | 'card' | 'bank' | 'answering';

export type TerminalSimulatorState = TerminalSettings &
  BankState & {
    readonly stage: TerminalStage;
    /** Requests that would move money: sales, voids, refunds. Each of them arrived, whatever became of it. */
    readonly requests: number;
  };

/** Half of the amount, as a gift card with too little on it would give. */
export const partialCents = (cents: number): number => Math.max(1, Math.floor(cents / 2));

/** What hangs on the cable instead: a modem in a bad mood. */
export const NOT_A_TERMINAL = Uint8Array.from(Buffer.from('\r\nERROR\r\n', 'latin1'));
