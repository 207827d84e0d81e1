import { describe, expect, it } from 'vitest';
import { entryState, formatsOf, fundsOf, hashText } from './journal-words.ts';

const posting = (glAccount: string, debitCents: number, creditCents: number) => ({
  glAccount,
  accountName: '',
  debitCents,
  creditCents,
});

describe('the funds of one entry', () => {
  it('each balance by themselves, with the interfund legs that make them', () => {
    const funds = fundsOf([
      posting('900-000-10190', 189_88, 0),
      posting('900-000-20151', 0, 189_88),
      posting('510-000-13900', 189_88, 0),
      posting('510-000-11500', 0, 189_88),
    ]);
    expect(funds).toEqual([
      { fund: '900', debitCents: 189_88, creditCents: 189_88, balances: true },
      { fund: '510', debitCents: 189_88, creditCents: 189_88, balances: true },
    ]);
  });

  it('show the fund that does not balance although the entry does', () => {
    const funds = fundsOf([posting('900-000-10190', 100, 0), posting('510-000-11500', 0, 100)]);
    expect(funds.map((fund) => fund.balances)).toEqual([false, false]);
  });
});

it('an entry waits for its close, then for its batch', () => {
  expect(entryState({ released: false, exportedIn: null }).text).toBe('Not released');
  expect(entryState({ released: true, exportedIn: null }).text).toBe('Released');
  expect(entryState({ released: true, exportedIn: 'JRN-03-00001' }).text).toBe('JRN-03-00001');
});

it('billing reads one layout only', () => {
  expect(formatsOf('payments')).toEqual(['csv']);
  expect(formatsOf('journal')).toHaveLength(4);
});

it('a hash is read aloud in fours', () =>
  expect(hashText('7c1e90ab44d2f80399ff')).toBe('7c1e 90ab 44d2 f803'));
