import { focusTenderAmount } from './focus.ts';
import { entryForCheck } from './reading-entry.ts';
import type { CheckFacts } from './reading-entry.ts';
import { counter } from './store.ts';
import { doubtfulField } from './tender-fields.ts';
import type { CheckRead } from './tender-fields.ts';

/** Whoever draws a check through the reader goes on where the check needs them. @returns why it was not taken */
export function takeCheck(read: CheckRead, facts: Omit<CheckFacts, 'entry'>): string | null {
  const entry = entryForCheck(read, { ...facts, entry: counter.get().entry });
  if (typeof entry === 'string') return entry;
  counter.entry(entry);
  const doubtful = doubtfulField(read);
  setTimeout(() => {
    if (doubtful === null) {
      focusTenderAmount();
      return;
    }
    const field = document.querySelector<HTMLInputElement>(`[data-field="tender-${doubtful}"]`);
    field?.focus();
    field?.select();
  }, 0);
  return null;
}
