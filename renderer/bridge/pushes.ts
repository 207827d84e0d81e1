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
};

export type ProgressState = Extract<Push, { topic: 'progress' }>['payload'];

let progress: ReadonlyMap<string, ProgressState> = new Map();
const listeners = new Set<() => void>();

function take(push: Push): void {
  switch (push.topic) {
    case 'changed': {
      const stale = new Set(push.payload.what.flatMap((topic) => STALE[topic]));
      void queryClient.invalidateQueries({ predicate: (query) => stale.has(query.queryKey[0] as QueryName) });
      return;
    }
    case 'printer':
      void queryClient.invalidateQueries({
        predicate: (query) =>
          ['desk.status', 'device.state', 'print.show', 'print.list'].includes(query.queryKey[0] as string),
      });
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
