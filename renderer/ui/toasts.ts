/**
 * Good news that needs no answer: shown five seconds, the newest alone, and nothing is lost when it goes. What a device
 * says of itself comes here too, where no screen is about it: a note, or a warning that stays until it is understood.
 * Anything else is a notice.
 */
export type ToastTone = 'ok' | 'note' | 'danger';
export type Toast = { readonly id: number; readonly text: string; readonly tone: ToastTone };

const TOAST_MS = 5_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function toast(text: string, tone: ToastTone = 'ok'): void {
  const id = nextId;
  nextId += 1;
  // A warning gives way only to another one.
  const kept = tone === 'danger' ? [] : toasts.filter((shown) => shown.tone === 'danger');
  set([...kept, { id, text, tone }]);
  if (tone !== 'danger') setTimeout(() => dismissToast(id), TOAST_MS);
}

export const dismissToast = (id: number): void => set(toasts.filter((shown) => shown.id !== id));

/** What was warned of is done right now: read again, swiped where it belongs. */
export const clearWarnings = (): void => set(toasts.filter(({ tone }) => tone !== 'danger'));

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Toast[] => toasts,
};
