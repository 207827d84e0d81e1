import type { KeyboardEvent } from 'react';

/**
 * For forms that found, sign or send: Enter goes to the next field and from the last to the button, which alone acts.
 * Put it on the form’s `onKeyDown`.
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.shiftKey || !(event.target instanceof HTMLInputElement))
    return;
  event.preventDefault();
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      'input:not([disabled]), select, textarea, button[data-next]',
    ),
  ];
  stops[stops.indexOf(event.target) + 1]?.focus();
}
