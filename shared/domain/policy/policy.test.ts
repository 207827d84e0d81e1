import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import { stubScanline } from '../stub/stub.ts';
import { defaultPolicy } from './default-policy.ts';
import { scanlinesOf } from './scanlines.ts';
import type { Policy } from './types.ts';

describe('the policy', () => {
  it('by default is one that an office may work by', () => {
    expect(checkPolicy(defaultPolicy)).toEqual({ ok: true, value: defaultPolicy });
  });
  it('by default allows two attempts, notes 2.00 over or short, and locks after five minutes', () => {
    expect(defaultPolicy).toMatchObject({
      closeAttempts: 2,
      overShortToleranceCents: 2_00,
      lockAfterMs: 300_000,
      checkStaleDays: 180,
      undepositedAlarmHours: 24,
    });
  });
  it.each([
    ['closeAttempts', { closeAttempts: 0 }],
    ['closeAttempts', { closeAttempts: 1.5 }],
    ['overShortToleranceCents', { overShortToleranceCents: -1 }],
    ['signInTries', { signInTries: 0 }],
    ['lockAfterMs', { lockAfterMs: 0 }],
    ['maximumPaymentCents', { maximumLineCents: 10_00, maximumPaymentCents: 9_99 }],
    ['overpaymentReceiptType', { overpaymentReceiptType: 'util cr' }],
    ['reconnectService', { reconnectService: '' }],
    ['servicePriority', { servicePriority: ['EL', 'EL'] }],
    ['frequentReceiptTypes', { frequentReceiptTypes: Array.from({ length: 10 }, (_, n) => `T-${n}`) }],
    ['depositPrefix', { depositPrefix: 'cb/1' }],
    ['ledger.pooledFund', { ledger: { ...defaultPolicy.ledger, pooledFund: '90' } }],
    ['ledger.undeposited', { ledger: { ...defaultPolicy.ledger, undeposited: '10190' } }],
    [
      'ledger.overShort.cash',
      { ledger: { ...defaultPolicy.ledger, overShort: { ...defaultPolicy.ledger.overShort, cash: '' } } },
    ],
    ['receipt.columns', { receipt: { ...defaultPolicy.receipt, columns: 32 as 42 } }],
    ['receipt.heading.0', { receipt: { ...defaultPolicy.receipt, heading: ['x'.repeat(43)] } }],
    ['receipt.heading.0', { receipt: { ...defaultPolicy.receipt, heading: ['a\u001bpb'] } }],
  ] as const)('is refused for its %s: %j', (field, parts: Partial<Policy>) => {
    expect(checkPolicy({ ...defaultPolicy, ...parts })).toMatchObject({
      error: { code: 'POLICY_VALUE', field },
    });
  });
});

describe('the scan lines of a policy', () => {
  it('are the sample stub in a policy from before they were data, and none where none are set', () => {
    expect('scanlines' in defaultPolicy).toBe(false);
    expect(scanlinesOf(defaultPolicy)).toEqual([stubScanline()]);
    expect(scanlinesOf({ scanlines: [] })).toEqual([]);
  });

  it('are held to their rules with the rest of it', () => {
    const scanlines = [stubScanline(), { ...stubScanline(), name: 'Twin' }];
    expect(checkPolicy({ ...defaultPolicy, scanlines })).toMatchObject({
      ok: false,
      error: { code: 'SCANLINE_ALIKE', field: 'scanlines.1.length', value: '26' },
    });
  });
});
