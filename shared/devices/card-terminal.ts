/**
 * A semi-integrated card terminal: it is told an amount and answers with an approval. The card itself, its number and
 * its track never reach this program.
 */
import type { Cents } from '../money/money.ts';
import type { LinkFault } from './fault.ts';
import type { DeviceTransport } from './transport.ts';

export type CardTerminalSettings = {
  readonly kind: 'card-terminal';
  /** `pax`: PAX POSLINK style; `zvt`: ZVT of the German-speaking countries. */
  readonly protocol: 'pax' | 'zvt';
  readonly transport: DeviceTransport;
  /** ZVT registration and end-of-day ask for it: six digits. PAX asks for none. */
  readonly password?: string;
};

export type CardRequest = {
  readonly kind: 'sale' | 'void' | 'refund';
  /** What is asked for; for a void the amount of the original. Tips are off. */
  readonly amountCents: Cents;
  /** Unique over all requests of the office, 1–12 digits: what the terminal is asked about afterwards. */
  readonly reference: string;
  /** `keyed`: somebody on the telephone reads the card aloud and it is typed into the terminal itself. */
  readonly entry: 'presented' | 'keyed';
  /** The sale that a void or a linked refund is about. */
  readonly original?: CardOriginal;
};
export type CardOriginal = {
  readonly reference: string;
  readonly trace: string;
  readonly authorization: string;
  readonly hostReference: string;
};

/** Tags that a receipt of a chip card must or may show; hexadecimal texts as the terminal says them. */
export type EmvDetails = {
  readonly aid?: string;
  readonly label?: string;
  readonly tvr?: string;
  readonly tsi?: string;
  readonly arc?: string;
  readonly cvm?: string;
};

/** All that is kept of a card. */
export type CardApproval = {
  /** May be less than asked for (partial approval); never more, except for a bug of the terminal, which is refused. */
  readonly approvedCents: Cents;
  readonly brand: string;
  readonly last4: string;
  readonly entryMode: 'chip' | 'contactless' | 'swipe' | 'keyed' | 'unknown';
  readonly authorization: string;
  readonly hostReference: string;
  readonly terminalId: string;
  /** The terminal's own number of the transaction: a void names it. */
  readonly trace: string;
  readonly batch: string;
  readonly token?: string;
  readonly emv?: EmvDetails;
};

export type CardOutcome =
  | { readonly outcome: 'approved'; readonly approval: CardApproval }
  /** The terminal or the bank said no: nothing is charged. */
  | { readonly outcome: 'declined'; readonly code: string; readonly text: string }
  /** Ended at the terminal or from here before anything was charged, and the terminal said so. */
  | { readonly outcome: 'cancelled' }
  /** Nothing of the request left this machine: nothing is charged. */
  | { readonly outcome: 'failed'; readonly fault: LinkFault }
  /** The card may have been charged. Only the terminal knows: it is asked by `lookUp` before anything else. */
  | { readonly outcome: 'unknown'; readonly fault: LinkFault };

/** What the terminal has on record about one request. */
export type CardLookUp =
  | { readonly found: 'approved'; readonly approval: CardApproval }
  | { readonly found: 'voided'; readonly approval: CardApproval }
  /** The terminal is sure that it has charged nothing under this reference. */
  | { readonly found: 'nothing' }
  | { readonly found: 'no-answer'; readonly fault: LinkFault };

export type BatchTotals = {
  readonly batch: string;
  readonly saleCount: number;
  readonly saleCents: Cents;
  /** Refunds and voids, as a positive sum; zero where the terminal nets them itself. */
  readonly refundCount: number;
  readonly refundCents: Cents;
};
export type BatchOutcome =
  | { readonly outcome: 'done'; readonly totals: BatchTotals }
  | { readonly outcome: 'refused'; readonly code: string; readonly text: string }
  | { readonly outcome: 'failed'; readonly fault: LinkFault }
  | { readonly outcome: 'unknown'; readonly fault: LinkFault };

export type TerminalStep = 'connecting' | 'sent' | 'card' | 'pin' | 'host' | 'remove-card';

export type CardRun = {
  /**
   * Called at most once, with a final answer of the terminal, before that answer is acknowledged to it. It returns when
   * the answer is safe on disk; when it throws, nothing is acknowledged and the outcome is unknown.
   *
   * What `run` resolves with is later, and may take it back: a ZVT terminal that does not hear our acknowledgement
   * reverses what it has approved, so `approved` may be persisted and `unknown` be the outcome.
   */
  readonly persist: (outcome: CardOutcome) => void;
  /**
   * Called at most once, before the request is sent, where the protocol knows no reference of ours (ZVT): what `lookUp`
   * will compare with. Kept by the driver too; to be kept by others so that it outlives the program. At most 60 characters.
   */
  readonly remember?: (mark: string) => void;
  /** Settles when the cashier gives up: the terminal is told; what it answers then is still the truth. */
  readonly cancelled: Promise<void>;
  /** For the person who waits. */
  readonly progress: (step: TerminalStep) => void;
};

export type TerminalState = {
  readonly connection: 'ready' | 'no-answer' | 'refused';
  readonly fault?: LinkFault;
  /** As the terminal calls itself; empty when it does not say. */
  readonly model: string;
  readonly serial: string;
};

export interface CardTerminal {
  /** One request, sent at most once. Resolves with what is true; never rejects. One at a time; others wait. */
  run(request: CardRequest, run: CardRun): Promise<CardOutcome>;
  /**
   * Asks about an earlier request; changes nothing.
   * @param expected what was asked for: an answer about something else is not taken for it
   * @param remembered what `CardRun.remember` was given for it, when it was, for a driver that has been started since
   */
  lookUp(reference: string, expected: CardRequest, remembered?: string): Promise<CardLookUp>;
  batchTotals(): Promise<BatchOutcome>;
  /** Closes the batch and gives its totals. Sent at most once. */
  closeBatch(): Promise<BatchOutcome>;
  state(): Promise<TerminalState>;
  close(): Promise<void>;
}
