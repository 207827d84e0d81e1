import { describe, expect, it } from 'vitest';
import { codeOf, valueOf } from '../../../test/support/city.ts';
import { decideAccept, decideSetAside } from './decide.ts';
import { evolveMachineCount } from './evolve.ts';
import type { MachineCountReported } from './types.ts';

const reported: MachineCountReported = {
  type: 'machine-count.reported',
  v: 1,
  countId: 'm1',
  deviceId: 'sorter',
  deviceName: 'Coin sorter',
  reportNumber: '00007',
  medium: 'coin',
  rows: [
    { denominationCents: 25, pieces: 43 },
    { denominationCents: 10, pieces: 7 },
  ],
  totalPieces: 50,
  totalCents: 11_45,
  raw: 'QkFUQ0g=',
};
const proposed = evolveMachineCount(undefined, reported);
const facts = {
  field: 'machineCounts.0',
  sessionId: 's1',
  attempt: 1,
  person: 'rosa',
  cash: [
    { form: 'coin', denominationCents: 25, loose: 2, bundles: 1 },
    { form: 'coin', denominationCents: 5, loose: 3, bundles: 0 },
    { form: 'bill', denominationCents: 2_000, loose: 15, bundles: 0 },
  ],
} as const;

describe('a machine’s report', () => {
  it('is kept beside what a person sealed of its denominations', () => {
    expect(valueOf(decideAccept(proposed, facts))).toMatchObject({
      sessionId: 's1',
      acceptedBy: 'rosa',
      rows: [{ form: 'coin', denominationCents: 25, loose: 2, bundles: 1 }],
    });
  });

  it('counts in one session only, in as many attempts as that takes', () => {
    const accepted = evolveMachineCount(proposed, valueOf(decideAccept(proposed, facts)));
    expect(decideAccept(accepted, { ...facts, attempt: 2 }).ok).toBe(true);
    expect(codeOf(decideAccept(accepted, { ...facts, sessionId: 's2' }))).toBe('MACHINE_COUNT_USED');
  });

  it('may be set aside with a reason, and counts nowhere then', () => {
    expect(codeOf(decideSetAside(proposed, { reason: ' ' }, 'rosa'))).toBe('REASON_REQUIRED');
    const aside = evolveMachineCount(
      proposed,
      valueOf(decideSetAside(proposed, { reason: 'A test' }, 'rosa')),
    );
    expect(codeOf(decideAccept(aside, facts))).toBe('MACHINE_COUNT_USED');
    expect(codeOf(decideSetAside(aside, { reason: 'Again' }, 'rosa'))).toBe('MACHINE_COUNT_USED');
    expect(codeOf(decideAccept(undefined, facts))).toBe('MACHINE_COUNT_UNKNOWN');
  });
});
