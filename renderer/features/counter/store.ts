/**
 * What the counter is doing, outside of any screen: it stays through other rooms, the lock and a reload of a screen's
 * code, and belongs to one person.
 */
import { useSyncExternalStore } from 'react';
import type { Cents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { CardAsk, CardView } from '../card/card-dialogue.ts';
import { settled } from './card-settle.ts';
import { emptyDraft } from './draft.ts';
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

const fresh = (last: CounterState['last'] = null): CounterState => ({
  draft: emptyDraft(newId()),
  find: '',
  entry: null,
  card: null,
  scanned: null,
  posted: null,
  last,
});

let owner: string | null = null;
let state: CounterState = fresh();
const listeners = new Set<() => void>();

function set(next: CounterState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Another person at this desk starts with an empty counter; parked payers are kept by the desk itself. */
export function ownCounter(userName: string): void {
  if (owner === userName) return;
  owner = userName;
  set(fresh());
}

export const counter = {
  get: (): CounterState => state,
  change: (change: (draft: Draft) => Draft): void => set({ ...state, draft: change(state.draft) }),
  find: (find: string): void => set({ ...state, find }),
  entry: (entry: TenderEntry | null): void => set({ ...state, entry }),
  /** Follows a request; what was told about the one before is over. */
  card: (card: CardWork | null): void => set({ ...state, card }),
  /** What became of the request that is followed: its money becomes a tender, or leaves the tenders, exactly once. */
  settleCard: (outcome: CardView): void => set(settled(state, outcome)),
  /** A scan starts the next payment at once while the last one is on show. */
  scanned: (scanned: Scanned | null): void =>
    set(
      state.posted === null || scanned === null ? { ...state, scanned } : { ...fresh(state.last), scanned },
    ),
  /** A payment that came back from its parking place. */
  serve: (draft: Draft): void => set({ ...fresh(state.last), draft, find: draft.current ?? '' }),
  posted: (posted: PostedPayment): void => {
    const { paymentId, receiptNumber } = posted.answer;
    set({ ...fresh({ paymentId, receiptNumber }), posted });
  },
  /** An empty counter for the next payer; `find` is what was already typed for it. */
  next: (find = ''): void => set({ ...fresh(state.last), find }),
};

export const useCounter = (): CounterState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
