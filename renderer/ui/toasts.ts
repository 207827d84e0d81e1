/**
 * Good news that needs no answer: shown five seconds, the newest alone, and nothing is lost when it goes. Anything else
 * is a notice.
 */
export type Toast = { readonly id: number; readonly text: string };

const TOAST_MS = 5_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function toast(text: string): void {
  const id = nextId;
  nextId += 1;
  set([{ id, text }]);
  setTimeout(() => set(toasts.filter((shown) => shown.id !== id)), TOAST_MS);
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Toast[] => toasts,
};
