import { expect, it } from 'vitest';
import { rove } from './roving.ts';

it('moves one stop and holds at both ends', () => {
  expect(rove('ArrowDown', 0, 3, 'vertical')).toBe(1);
  expect(rove('ArrowDown', 2, 3, 'vertical')).toBe(2);
  expect(rove('ArrowUp', 0, 3, 'vertical')).toBe(0);
});

it('leaves keys of the other direction alone', () => {
  expect(rove('ArrowRight', 0, 3, 'vertical')).toBeNull();
  expect(rove('ArrowRight', 0, 3, 'horizontal')).toBe(1);
});

it('enters the list at its first stop when nothing in it has the focus', () => {
  expect(rove('ArrowDown', -1, 3, 'vertical')).toBe(0);
});

it('does nothing in an empty list', () => expect(rove('End', -1, 0, 'vertical')).toBeNull());
