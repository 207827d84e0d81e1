import { describe, expect, it } from 'vitest';
import { BARRING_ACTS, actsInWords, barredFromApproval, whoMayApprove } from './segregation.ts';
import type { ActorFact } from './segregation.ts';

const actors: readonly ActorFact[] = [
  { user: 'rosa', act: 'counted' },
  { user: 'rosa', act: 'took' },
  { user: 'rosa', act: 'took' },
  { user: 'omar', act: 'sealed' },
  { user: 'omar', act: 'second-counted' },
  { user: 'luis', act: 'witnessed' },
  { user: 'priya', act: 'corrected' },
  { user: 'dana', act: 'approved-close' },
  { user: 'lena', act: 'overrode' },
];

describe('segregation of duties', () => {
  it.each(BARRING_ACTS)('bars whoever %s any of the money', (act) => {
    expect(barredFromApproval('ann', [...actors, { user: 'ann', act }])).toEqual([act]);
  });
  it('says what a person did, once and in a fixed order', () => {
    expect(barredFromApproval('rosa', actors)).toEqual(['took', 'counted']);
    expect(actsInWords(barredFromApproval('rosa', actors))).toBe('took and counted this money');
    expect(actsInWords(['took', 'counted', 'corrected'])).toBe(
      'took, counted and corrected a tender of this money',
    );
  });
  it('does not bar for having approved the close or an override', () => {
    expect(barredFromApproval('dana', actors)).toEqual([]);
    expect(barredFromApproval('lena', actors)).toEqual([]);
  });
  it('says of each candidate whether and why', () => {
    expect(whoMayApprove(['dana', 'priya', 'lena', 'noor'], actors)).toEqual([
      { userName: 'dana', may: true, acts: ['approved-close'], reason: 'approved the close of this money' },
      { userName: 'priya', may: false, acts: ['corrected'], reason: 'corrected a tender of this money' },
      { userName: 'lena', may: true, acts: ['overrode'], reason: 'approved an override on this money' },
      { userName: 'noor', may: true, acts: [], reason: 'held none of this money' },
    ]);
  });
});
