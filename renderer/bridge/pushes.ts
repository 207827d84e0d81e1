/** Pushes say what changed, never a figure: the answers that depend on it are asked again. */
import { useEffect, useSyncExternalStore } from 'react';
import type { ChangedTopic, Push } from '../../shared/contract/envelope.ts';
import type { QueryName } from './bridge.ts';
import { queryClient } from './hooks.ts';
import { transport } from './transport.ts';

/** Which answers a change makes old. */
const STALE: Readonly<Record<ChangedTopic, readonly QueryName[]>> = {
  desk: ['desk.status', 'access.who', 'device.state', 'session.sources'],
  payments: [
    'account.show',
    'account.search',
    'receipt.search',
    'receipt.show',
    'supervisor.overview',
    'proof.show',
    'proof.rows',
    'journal.by-fund',
    'journal.entries',
  ],
  parked: ['parked.list', 'session.mine', 'supervisor.overview'],
  prints: ['print.list', 'print.show', 'receipt.show'],
  sessions: [
    'session.mine',
    // Which terminal is asked depends on the drawer.
    'counter.setup',
    'session.sources',
    'session.result',
    'session.review',
    'supervisor.overview',
    'desk.status',
    'access.who',
    'receipt.show',
    'deposit.candidates',
    'proof.show',
  ],
  deposits: [
    'deposit.list',
    'deposit.show',
    'deposit.candidates',
    'supervisor.overview',
    'proof.show',
    'proof.rows',
    'receipt.show',
  ],
  journal: ['journal.entries', 'journal.by-fund', 'proof.show', 'proof.rows', 'books.events', 'desk.status'],
  exports: ['export.list'],
  setup: [
    'setup.overview',
    'counter.setup',
    'desk.status',
    'session.sources',
    'account.search',
    'account.show',
  ],
  users: ['users.list', 'users.permissions', 'desk.status'],
  cards: ['card.show', 'card.open', 'receipt.show'],
  counts: ['count.proposals'],
  devices: ['device.list', 'device.traffic', 'counter.setup'],
};

export type ProgressState = Extract<Push, { topic: 'progress' }>['payload'];

export type ReadingPush = Extract<Push, { topic: 'reading' }>['payload'];

/** Whoever wants to know what a reader read: the screen in front decides what it means. */
const readings = new Set<(reading: ReadingPush) => void>();

export function onReading(listener: (reading: ReadingPush) => void): () => void {
  readings.add(listener);
  return () => readings.delete(listener);
}

let progress: ReadonlyMap<string, ProgressState> = new Map();
const listeners = new Set<() => void>();

/**
 * Asks again what a change made old. The library does not ask again while a first answer is under way, and that answer
 * may have been given before the change: then it is asked again as soon as it is here.
 */
function askAgain(stale: ReadonlySet<string>): void {
  const isStale = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
    stale.has(String(queryKey[0]));
  const firstUnderWay = queryClient
    .getQueryCache()
    .findAll({ predicate: isStale, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined);
  void queryClient.invalidateQueries({ predicate: isStale });
  for (const query of firstUnderWay) {
    const again = () => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, again);
  }
}

function take(push: Push): void {
  switch (push.topic) {
    case 'changed': {
      askAgain(new Set(push.payload.what.flatMap((topic) => STALE[topic])));
      return;
    }
    case 'printer':
      askAgain(new Set(['desk.status', 'device.state', 'print.show', 'print.list']));
      return;
    case 'reading':
      readings.forEach((listener) => listener(push.payload));
      return;
    case 'customer':
      askAgain(new Set(['customer.view']));
      return;
    case 'progress': {
      progress = new Map(progress).set(push.payload.task, push.payload);
      for (const listener of listeners) listener();
    }
  }
}

/** Mounted once, by the root. */
export function usePushes(): void {
  useEffect(() => transport.subscribe(take), []);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Long work by its task name; `null` asks for whichever is running. */
export function useProgress(task: string | null): ProgressState | null {
  const all = useSyncExternalStore(subscribe, () => progress);
  if (task !== null) return all.get(task) ?? null;
  return [...all.values()].findLast((state) => !state.ended) ?? null;
}
