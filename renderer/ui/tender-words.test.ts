import { describe, expect, it } from 'vitest';
import { disagreeText, itemsText, kindsText } from './tender-words.ts';

describe('kinds of tender in words', () => {
  it('tells which kinds disagree, and nothing else', () => {
    expect(disagreeText(['cash'])).toBe('Cash does not agree.');
    expect(disagreeText(['check'])).toBe('Checks do not agree.');
    expect(disagreeText(['cash', 'item', 'card'])).toBe('Cash, money orders and cards do not agree.');
  });

  it('counts items in their own words', () => {
    expect(itemsText('check', 7)).toBe('7 items');
    expect(itemsText('voucher', 1)).toBe('1 voucher');
    expect(itemsText('card', 1200)).toBe('1,200 slips');
  });

  it('joins kinds as a sentence does', () => {
    expect(kindsText([])).toBe('');
    expect(kindsText(['cash', 'check'])).toBe('cash and checks');
  });
});
