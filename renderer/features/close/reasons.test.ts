import { describe, expect, it } from 'vitest';
import { chosenReasons, missingReason } from './reasons.ts';

describe('reasons for over and short', () => {
  it('are needed for each kind beyond the tolerance', () => {
    expect(missingReason({}, ['cash', 'check'])).toBe('Choose a reason for cash and checks');
    expect(missingReason({ cash: { reason: 'not-found', note: '' } }, ['cash', 'check'])).toBe(
      'Choose a reason for checks',
    );
    expect(missingReason({}, [])).toBeNull();
  });

  it('need words when they are “other”, which says nothing by itself', () => {
    expect(missingReason({ cash: { reason: 'other', note: '  ' } }, ['cash'])).toBe(
      'Say what happened with cash',
    );
    expect(missingReason({ cash: { reason: 'other', note: 'torn bill' } }, ['cash'])).toBeNull();
  });

  it('are sent for what was chosen, also within the tolerance, and for nothing else', () => {
    const drafts = {
      check: { reason: null, note: 'typed before choosing' },
      cash: { reason: 'change-error', note: ' gave 20.00 for 15.00 ' },
    } as const;
    expect(chosenReasons(drafts, ['cash', 'check'])).toEqual([
      { kind: 'cash', reason: 'change-error', note: 'gave 20.00 for 15.00' },
    ]);
  });
});
