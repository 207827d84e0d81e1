import { describe, expect, it } from 'vitest';
import { afterEvents, codeOf, misc, openSession, valueOf } from '../../../test/support/city.ts';
import { decideDiscard, decidePark, decideRecall, evolveParked } from './parked.ts';
import type { EndParkedFacts } from './parked.ts';
import type { ParkedDraft } from './types.ts';

const draft = (parts: Partial<ParkedDraft> = {}): ParkedDraft => ({
  payer: { name: 'Smith, Siobhán', relation: 'holder' },
  lines: [misc(61_32)],
  accounts: [],
  language: 'en',
  totalCents: 61_32,
  ...parts,
});
const park = (parts: Partial<ParkedDraft> = {}) =>
  decidePark(
    { parkedId: 'p1', sessionId: 'session-1', draft: draft(parts) },
    { session: openSession(), cashier: 'rosa' },
  );
const input = { parkedId: 'p1', sessionId: 'session-1' };
const facts = (parts: Partial<EndParkedFacts> = {}): EndParkedFacts => ({
  parked: { parkedId: 'p1', sessionId: 'session-1', by: 'rosa' },
  session: openSession(),
  cashier: 'rosa',
  mayRecallOthers: false,
  ...parts,
});

describe('a parked payer', () => {
  it('keeps lines and unfinished text, and no money', () => {
    const parked = valueOf(park({ accounts: [{ account: '100000008', towardText: '18.' }] }));
    expect(parked.draft.accounts).toEqual([{ account: '100000008', towardText: '18.' }]);
    expect(JSON.stringify(parked)).not.toContain('tender');
  });
  it('may be a name alone, not nothing', () => {
    expect(park({ lines: [], totalCents: 0 }).ok).toBe(true);
    const nobody = { name: ' ', relation: 'walk-in' } as const;
    expect(codeOf(park({ lines: [], totalCents: 0, payer: nobody }))).toBe('PARK_EMPTY');
  });
  it('has the total of its lines', () => {
    expect(codeOf(park({ totalCents: 61_33 }))).toBe('PARK_TOTAL');
  });
  it('holds no card number', () => {
    expect(codeOf(park({ lines: [misc(61_32, '4111111111111111')] }))).toBe('CARD_NUMBER_DISCARDED');
  });
  it('is parked in an open session of one’s own', () => {
    const other = { session: openSession(), cashier: 'mei' };
    expect(codeOf(decidePark({ ...input, draft: draft() }, other))).toBe('SESSION_NOT_YOURS');
  });
});

describe('recalling and discarding', () => {
  it('ends it once', () => {
    const parked = evolveParked(undefined, valueOf(park()), 'rosa');
    expect(parked).toMatchObject({ status: 'parked', by: 'rosa' });
    expect(evolveParked(parked, valueOf(decideRecall(input, facts())), 'rosa')?.status).toBe('recalled');
    expect(evolveParked(parked, valueOf(decideDiscard(input, facts())), 'rosa')?.status).toBe('discarded');
    expect(codeOf(decideRecall(input, facts({ parked: undefined })))).toBe('PARKED_GONE');
  });
  it('of another cashier’s payer is by policy or role', () => {
    const others = { parked: { parkedId: 'p1', sessionId: 'session-0', by: 'mei' } };
    expect(codeOf(decideRecall(input, facts(others)))).toBe('PARKED_NOT_YOURS');
    expect(codeOf(decideDiscard(input, facts(others)))).toBe('PARKED_NOT_YOURS');
    expect(decideRecall(input, facts({ ...others, mayRecallOthers: true })).ok).toBe(true);
  });
  it('recalls into an open session of one’s own; an absent cashier’s may be discarded for the count', () => {
    const suspended = afterEvents(openSession(), { type: 'session.suspended', v: 1, sessionId: 'session-1' });
    expect(codeOf(decideRecall(input, facts({ session: suspended })))).toBe('SESSION_STATUS');
    const absent = facts({ session: suspended, cashier: 'priya', mayRecallOthers: true });
    expect(decideDiscard(input, absent).ok).toBe(true);
  });
});
