import type { KeyboardEvent } from 'react';

export type Direction = 'vertical' | 'horizontal';

const STEP: Readonly<Record<Direction, Readonly<Record<string, number>>>> = {
  vertical: { ArrowDown: 1, ArrowUp: -1 },
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
};

/**
 * Where the arrows lead from `index` among `length` stops; null when the key is not for us. The ends hold: nobody who
 * keeps an arrow down ends up at the other end of a list of money.
 */
export function rove(key: string, index: number, length: number, direction: Direction): number | null {
  if (length === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = STEP[direction][key];
  if (step === undefined) return null;
  return Math.max(0, Math.min(length - 1, index + step));
}

/** Moves the focus among the `[data-stop]` elements inside the event's element. @returns the new index, or null. */
export function roveFocus(event: KeyboardEvent<HTMLElement>, direction: Direction): number | null {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
  const index = stops.findIndex((stop) => stop.contains(event.target as Node));
  const next = rove(event.key, index, stops.length, direction);
  if (next === null) return null;
  event.preventDefault();
  stops[next]?.focus();
  return next;
}
