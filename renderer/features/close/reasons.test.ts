import { describe, expect, it } from 'vitest';
import { chosenReasons, missingReason } from './reasons.ts';

describe('reasons for over and short', () => {
  const found = { reason: 'not-found', note: 'looked twice' } as const;

  it('are needed, with words, for each kind beyond the tolerance', () => {
    expect(missingReason({}, ['cash', 'check'], [])).toBe('Choose a reason for cash and checks');
    expect(missingReason({ cash: found }, ['cash', 'check'], [])).toBe('Choose a reason for checks');
    expect(missingReason({ cash: { ...found, note: '  ' } }, ['cash'], [])).toBe(
      'Say what happened with cash',
    );
    expect(missingReason({ cash: found }, ['cash'], [])).toBeNull();
    expect(missingReason({}, [], [])).toBeNull();
  });

  it('of equal and opposite differences can only be a suspected substitution', () => {
    const both = { cash: found, check: found };
    expect(missingReason(both, ['cash'], ['cash', 'check'])).toBe(
      'Only substitution explains cash and checks',
    );
    const said = { reason: 'substitution', note: 'a check of 20.00 lay in the till' } as const;
    expect(missingReason({ cash: said, check: said }, ['cash'], ['cash', 'check'])).toBeNull();
    expect(missingReason({ cash: said }, [], ['cash', 'check'])).toBe('Choose a reason for checks');
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
