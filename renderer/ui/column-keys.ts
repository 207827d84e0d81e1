import type { KeyboardEvent } from 'react';

/**
 * Up and down stay in their column of fields: the fields whose `data-field` begins with the same word, such as `loose-`.
 * @returns false when there is no field that way; the focus stays
 */
export function moveInColumn(event: KeyboardEvent<HTMLElement>, step: 1 | -1): boolean {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return false;
  const word = target.dataset['field']?.split('-')[0] ?? '';
  const column = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input[data-field^="${word}-"]`)];
  const next = column[column.indexOf(target) + step];
  next?.focus();
  return next !== undefined;
}

const ARROW_STEP: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

export const arrowStep = (key: string): 1 | -1 | undefined => ARROW_STEP[key];

/** Puts the focus on a field by its name, wherever it stands on the page. */
export function focusField(name: string): void {
  document.querySelector<HTMLInputElement>(`[data-field="${name}"]`)?.focus();
}
