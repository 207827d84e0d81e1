import { describe, expect, it } from 'vitest';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import {
  rangeOf,
  rangeText,
  sideDrill,
  signedText,
  stateTone,
  targetOf,
  verdictCents,
  verdictText,
} from './proof-words.ts';
import type { Proof } from './proof-words.ts';

const day = '2026-11-19' as BusinessDate;
const four = '2026-11-04' as BusinessDate;
const side = { side: 1, label: 'Lines', cents: 0, detail: [] };
const proof = (part: Partial<Proof>) =>
  ({ agrees: true, sides: Array(6).fill(side), differences: [], ...part }) as unknown as Proof;

describe('the verdict', () => {
  it('says that all six sides agree only when they do', () => {
    expect(verdictText(proof({}))).toBe('All six sides agree');
    const differences = [{ side: 4, cents: -500, text: 'Side 4 is 5.00 less' }];
    expect(verdictText(proof({ agrees: false, differences }))).toBe('One difference to find');
    expect(verdictText(proof({ agrees: false, differences: [...differences, ...differences] }))).toBe(
      '2 differences to find',
    );
  });
});

it('shows what the sides come to, or the difference to find', () => {
  const sides = [{ ...side, cents: 2_315_092 }];
  expect(verdictCents(proof({ sides }))).toBe(2_315_092);
  const differences = [{ side: 4, cents: -500, text: '' }];
  expect(verdictCents(proof({ agrees: false, sides, differences }))).toBe(-500);
});

describe('the range', () => {
  it('is the day, unless the address names a whole one', () => {
    expect(rangeOf([], day)).toEqual({ from: day, to: day });
    expect(rangeOf([four, day], day)).toEqual({ from: four, to: day });
    expect(rangeOf([day, four], day)).toEqual({ from: day, to: day });
    expect(rangeOf(['2026-02-30', day], day)).toEqual({ from: day, to: day });
  });

  it('carries the weekday of its business date', () => {
    expect(rangeText({ from: day, to: day })).toBe('Thu Nov 19, 2026');
    expect(rangeText({ from: four, to: day })).toBe('Nov 4 to Thu Nov 19, 2026');
  });
});

describe('drilling', () => {
  it('opens rows for a side of its own and stays with the terms for 4 and 5', () => {
    expect([1, 2, 3, 4, 5, 6].map(sideDrill)).toEqual(['side:1', 'side:2', 'side:3', null, null, 'side:6']);
  });

  it('leads to the receipt before the deposit before the close, and nowhere a person may not go', () => {
    const all = { receipts: true, deposits: true, closes: true };
    const row = { paymentId: 'p', depositId: 'd', sessionId: 's' };
    expect(targetOf(row, all)).toEqual({ room: 'receipts', rest: ['p'] });
    expect(targetOf(row, { ...all, receipts: false })).toEqual({ room: 'deposits', rest: ['d'] });
    expect(targetOf({ sessionId: 's' }, all)).toEqual({ room: 'supervisor', rest: ['close', 's'] });
    expect(targetOf({ sessionId: 's' }, { ...all, closes: false }).room).toBeNull();
    expect(targetOf({}, all).room).toBeNull();
  });
});

it('a short stands out whatever its account, a plain state stays quiet', () => {
  expect(stateTone('100-110-46900', '+ Short, cash, drawer 3')).toBe('danger');
  expect(stateTone('Bank credit', 'Deposit CB-1119-1')).toBe('ok');
  expect(stateTone('In the safe', 'Undeposited, drawer 4')).toBe('note');
});

it('corrections carry their sign', () => {
  expect([signedText(31_240), signedText(-100), signedText(0)]).toEqual(['+312.40', '−1.00', '0.00']);
});
