import { expect, it } from 'vitest';
import { countOf, spokenCents } from './spoken.ts';

it.each([
  [68_078, '680 dollars and 78 cents'],
  [100, '1 dollar'],
  [1, '1 cent'],
  [0, '0 dollars'],
  [-500, 'minus 5 dollars'],
])('%i cents are spoken as “%s”', (cents, words) => expect(spokenCents(cents)).toBe(words));

it('counts in words that fit the number', () => {
  expect(countOf(1, 'item')).toBe('1 item');
  expect(countOf(2_500, 'account')).toBe('2,500 accounts');
  expect(countOf(2, 'penny', 'pennies')).toBe('2 pennies');
});
