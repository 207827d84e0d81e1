/**
 * One request to a card terminal, from its intent to what became of the money. The intent is journaled before the
 * terminal is contacted and its answer before it is acknowledged, so that a charge is never unknown to the books:
 * asked → captured | not charged | in doubt → captured | not charged; captured → receipted → reversed.
 */
import type { CardApproval, CardRequest } from '../../devices/card-terminal.ts';
import type { LinkFault } from '../../devices/fault.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';

export type CardAsked = {
  readonly type: 'card.asked';
  readonly v: 1;
  readonly attemptId: string;
  /** Dense from 1 per workstation: the reference that the terminal knows it by. */
  readonly number: number;
  readonly reference: string;
  readonly kind: CardRequest['kind'];
  readonly cardEntry: CardRequest['entry'];
  readonly sessionId: string;
  /** The visit it was begun for; a captured card may be receipted on another one of the same session. */
  readonly paymentId: string;
  readonly tenderType: string;
  readonly amountCents: Cents;
  readonly deviceId: string;
  /** The attempt that a void or refund takes back. */
  readonly originalAttemptId?: string;
  readonly askedBy: string;
};

/** How the books know: the terminal's answer, its answer to a later question, or a supervisor with its slip in hand. */
export type CardKnownBy =
  | { readonly by: 'answer' | 'look-up' }
  | { readonly by: 'person'; readonly person: string; readonly reason: string };

export type CardApproved = {
  readonly type: 'card.approved';
  readonly v: 1;
  readonly attemptId: string;
  readonly approval: CardApproval;
  readonly known: CardKnownBy;
};

export type CardNotCharged = {
  readonly type: 'card.not-charged';
  readonly v: 1;
  readonly attemptId: string;
  readonly why: 'declined' | 'cancelled' | 'not-sent' | 'not-found' | 'person';
  /** What the terminal said, or the fault of its line. */
  readonly text: string;
  readonly known: CardKnownBy;
};

export type CardInDoubt = {
  readonly type: 'card.in-doubt';
  readonly v: 1;
  readonly attemptId: string;
  /** `restart`: the program stopped while the terminal was being asked. */
  readonly fault: LinkFault | 'restart';
};

/** In the transaction of the payment that it pays. */
export type CardReceipted = {
  readonly type: 'card.receipted';
  readonly v: 1;
  readonly attemptId: string;
  readonly paymentId: string;
  readonly tenderNo: number;
};

/** On the sale, in the transaction of the approval of its void or refund. */
export type CardReversed = {
  readonly type: 'card.reversed';
  readonly v: 1;
  readonly attemptId: string;
  readonly byAttemptId: string;
};

/** Where the protocol knows no reference of ours: what the terminal had last done before it was asked, to compare with. */
export type CardMarked = {
  readonly type: 'card.marked';
  readonly v: 1;
  readonly attemptId: string;
  readonly mark: string;
};

export type CardEvent =
  CardAsked | CardMarked | CardApproved | CardNotCharged | CardInDoubt | CardReceipted | CardReversed;

/**
 * `captured`: the card is charged and no receipt says so yet, or, for a void or refund, the money is back.
 * `receipted`: it is a tender of a posted payment.
 */
export type CardStatus = 'asked' | 'in-doubt' | 'captured' | 'receipted' | 'reversed' | 'not-charged';

export type CardState = {
  readonly attemptId: string;
  readonly status: CardStatus;
  readonly asked: CardAsked;
  readonly askedAt?: Instant;
  readonly mark?: string;
  readonly approval?: CardApproval;
  readonly notCharged?: CardNotCharged;
  readonly fault?: CardInDoubt['fault'];
  /** The posted payment that it is a tender of. */
  readonly paymentId?: string;
  readonly reversedBy?: string;
};

/** What the terminal's own batch said, when it was asked after a count was sealed, or as it was closed. */
export type TerminalBatchRead = {
  readonly type: 'terminal.batch-read' | 'terminal.batch-closed';
  readonly v: 1;
  readonly deviceId: string;
  readonly batch: string;
  readonly saleCount: number;
  readonly saleCents: Cents;
  readonly refundCount: number;
  readonly refundCents: Cents;
  /** The session whose close asked; absent when the batch was asked for by itself. */
  readonly sessionId?: string;
};
