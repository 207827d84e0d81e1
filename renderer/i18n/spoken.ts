/** Money as it is said, so that a screen reader speaks an amount and not its digits. */
import type { Cents } from '../../shared/money/money.ts';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `680 dollars and 78 cents`, `minus 5 dollars`, `1 cent`. */
export function spokenCents(cents: Cents): string {
  const whole = Math.floor(Math.abs(cents) / 100);
  const rest = Math.abs(cents) % 100;
  const parts = [
    whole > 0 || rest === 0 ? counted(whole, 'dollar') : '',
    rest > 0 ? counted(rest, 'cent') : '',
  ];
  return `${cents < 0 ? 'minus ' : ''}${parts.filter((part) => part !== '').join(' and ')}`;
}

/** `1 item`, `3 items`. */
export const countOf = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;
