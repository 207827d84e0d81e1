import type { Refusal } from '../kernel/result.ts';
import { errorEntry } from './codes.ts';

/** What a person reads: what happened, to what, what to do next; the code last, small, for the help desk. */
export type ErrorText = { readonly what: string; readonly next: string; readonly code: string };

export function describeRefusal(refusal: Refusal): ErrorText {
  const entry = errorEntry(refusal.code);
  const values: Record<string, string | undefined> = {
    field: refusal.field,
    value: refusal.value,
    ...refusal.params,
  };
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '—');
  return { what: fill(entry.text), next: fill(entry.next), code: refusal.code };
}
