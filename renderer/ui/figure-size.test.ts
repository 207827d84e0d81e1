import { expect, it, describe } from 'vitest';
import { figureSize } from './figure-size.ts';

describe('figures step down a size instead of leaving the slab', () => {
  it('keeps 88 px up to nine characters and steps to 54 px at the tenth', () => {
    expect(figureSize('99,999.99', 'xl')).toBe('xl');
    expect(figureSize('999,999.99', 'xl')).toBe('lg');
  });

  it('keeps 54 px up to twelve characters and steps to 36 px at the thirteenth', () => {
    expect(figureSize('1,234,567.89', 'lg')).toBe('lg');
    expect(figureSize('−1,234,567.89', 'lg')).toBe('md');
  });

  it('steps more than once for the largest amount there is', () => {
    expect(figureSize('999,999,999.99', '2xl')).toBe('md');
  });

  it('never grows a figure beyond the size asked for', () => {
    expect(figureSize('0.01', 'lg')).toBe('lg');
  });
});
