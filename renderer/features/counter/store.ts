/**
 * What the counter is doing, outside of any screen: it stays through other rooms, the lock and a reload of a screen's
 * code, and belongs to one person.
 */
import { useSyncExternalStore } from 'react';
import { newId } from '../../bridge/bridge.ts';
import type { CardView } from '../card/card-dialogue.ts';
import { settled } from './card-settle.ts';
import type { CardWork, CounterState, PostedPayment, Scanned, TenderEntry } from './counter-state.ts';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';

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
