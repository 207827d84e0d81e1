/** The adding tape: kept until it is torn off, whatever screen one is on. */
import { useSyncExternalStore } from 'react';
import { sumCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';

export type TapeState = { readonly entries: readonly Cents[]; readonly totalCents: Cents };

let state: TapeState = { entries: [], totalCents: 0 };
/** What had the focus when the tape was opened; when it is an amount field, Enter fills it. */
let origin: HTMLElement | null = null;
const listeners = new Set<() => void>();

function set(entries: readonly Cents[]): void {
  state = { entries, totalCents: sumCents(entries) };
  for (const listener of listeners) listener();
}

export const pushOnTape = (parts: readonly Cents[]): void => set([...state.entries, ...parts]);
export const tearTape = (): void => set([]);

export function rememberOrigin(): void {
  const at = document.activeElement;
  origin = at instanceof HTMLElement && at !== document.body ? at : null;
}

/** Types the total into the field it came from, as a person would. @returns false when there is none. */
export function fillOrigin(text: string): boolean {
  const field = origin;
  if (!(field instanceof HTMLInputElement) || field.dataset['amount'] === undefined || !field.isConnected)
    return false;
  field.focus();
  // React listens to the native setter, not to an assignment of its own property.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

export const focusOrigin = (): void => {
  if (origin?.isConnected) origin.focus();
};

export const useTape = (): TapeState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
