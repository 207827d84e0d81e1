/**
 * What the counter is doing, outside of any screen: it stays through other rooms, the lock and a reload of a screen's
 * code, and belongs to one person.
 */
import { useSyncExternalStore } from 'react';
import type { Cents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
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
};

export type PostedPayment = {
  readonly answer: Output<'payment.post'>;
  readonly payerName: string;
  readonly language: 'en' | 'es';
};

export type CounterState = {
  readonly draft: Draft;
  readonly find: string;
  readonly entry: TenderEntry | null;
  /** The payment just posted, on show until the next customer. */
  readonly posted: PostedPayment | null;
  /** The last one, for reprint and void. */
  readonly last: { readonly paymentId: string; readonly receiptNumber: string } | null;
};

const fresh = (last: CounterState['last'] = null): CounterState => ({
  draft: emptyDraft(newId()),
  find: '',
  entry: null,
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
