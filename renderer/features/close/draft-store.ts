/**
 * Unfinished counts live while the page does: the lock, another room or a look at the keys never costs a count. They
 * are not written anywhere, and a seal ends them.
 */
import { useSyncExternalStore } from 'react';
import { EMPTY_DRAFT } from './count-draft.ts';
import type { CountDraft } from './count-draft.ts';

export type Unfinished = {
  /** The attempt that is being typed, 1-based. */
  readonly attempt: number;
  readonly draft: CountDraft;
};

let kept: ReadonlyMap<string, Unfinished> = new Map();
const listeners = new Set<() => void>();

const FIRST: Unfinished = { attempt: 1, draft: EMPTY_DRAFT };

export function keepCount(sessionId: string, unfinished: Unfinished | null): void {
  const next = new Map(kept);
  if (unfinished === null) next.delete(sessionId);
  else next.set(sessionId, unfinished);
  kept = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useUnfinished = (sessionId: string): Unfinished =>
  useSyncExternalStore(subscribe, () => kept.get(sessionId) ?? FIRST);
