/** What the counter holds while one payer is served. */
import type { Cents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { CardAsk, CardView } from '../card/card-dialogue.ts';
import type { Draft } from './draft.ts';

/** The tender being typed: its type, its amount, and what its reference asks for. */
export type TenderEntry = {
  readonly tenderType: string;
  /** Set while a tender that was taken is being mended. */
  readonly tenderId: string | null;
  /** `undefined`: what is still due is proposed. */
  readonly amountCents: Cents | null | undefined;
  readonly details: Readonly<Record<string, string>>;
  /** A check reader's doubts about what it filled in: compared with the check in hand before it is taken. */
  readonly doubts?: readonly string[];
  /** A card that was taken on a terminal of its own: recorded by its slip. */
  readonly standAlone?: true;
};

/** A request to the terminal that this payment waits for, or whose outcome it was told last. */
export type CardWork = {
  readonly ask: CardAsk;
  /**
   * `sending`: the desk has not said yet that it is written down; `lost`: its answer did not come; `followed`: it is
   * known to the desk; `settled`: its outcome is in the draft.
   */
  readonly at: 'sending' | 'lost' | 'followed' | 'settled';
  /** The outcome, once it is settled. */
  readonly outcome?: CardView;
};

/** What a scanner read, on its way to the find field. */
export type Scanned = { readonly text: string; readonly amountCents?: Cents };

export type PostedPayment = {
  readonly answer: Output<'payment.post'>;
  readonly payerName: string;
  readonly language: 'en' | 'es';
};

export type CounterState = {
  readonly draft: Draft;
  readonly find: string;
  readonly entry: TenderEntry | null;
  readonly card: CardWork | null;
  readonly scanned: Scanned | null;
  /** The payment just posted, on show until the next customer. */
  readonly posted: PostedPayment | null;
  /** The last one, for reprint and void. */
  readonly last: { readonly paymentId: string; readonly receiptNumber: string } | null;
};
