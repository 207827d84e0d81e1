/** A few random days with every test run; `npm run simulate` takes thousands. */
import { describe, expect, it } from 'vitest';
import type { ChannelName } from '../../shared/contract/index.ts';
import { simulate } from './simulate.ts';

const SEEDS = [1, 2, 3, 5, 23, 29];
const STEPS = 300;

/** Without these a day would prove nothing. */
const MUST_HAPPEN: readonly ChannelName[] = [
  'payment.post',
  'payment.void',
  'tender.correct',
  'payment.park',
  'payment.recall',
  'session.open',
  'session.begin-balancing',
  'session.seal-attempt',
  'session.submit',
  'session.approve',
  'session.reject',
  'deposit.prepare',
  'deposit.seal',
  'deposit.send',
  'export.build',
  'business-date.close',
  'print.resolve',
  'receipt.reprint',
  'card.sale',
  'card.reverse',
  'card.cancel',
  'card.look-up',
  'count.set-aside',
];

describe('random days in the lobby', () => {
  const happened = new Map<ChannelName, number>();

  it.each(SEEDS)('seed %i breaks no rule', async (seed) => {
    const { accepted } = await simulate({ seed, steps: STEPS });
    for (const [channel, count] of accepted) happened.set(channel, (happened.get(channel) ?? 0) + count);
  });

  it('they are whole days: everything that a lobby does was done in one of them', () => {
    expect(MUST_HAPPEN.filter((channel) => !happened.has(channel))).toEqual([]);
  });
});
