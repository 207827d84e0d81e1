import { describe, expect, it } from 'vitest';
import { REFERENCE_TABLES } from '../../../shared/domain/office/types.ts';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import {
  fromMinutes,
  isChanged,
  POLICY_GROUPS,
  policyOf,
  rejectText,
  TABLES,
  toMinutes,
} from './setup-words.ts';
import type { Policy } from './setup-words.ts';

const policy: Policy = Object.fromEntries(
  POLICY_GROUPS.flatMap((group) => group.fields).map((field) => [field.name, defaultPolicy[field.name]]),
) as Policy;

it('names every table that can be imported', () => {
  expect(TABLES.map((row) => row.table).sort()).toEqual([...REFERENCE_TABLES].sort());
});

describe('the policy form', () => {
  it('sends nothing while a field is empty', () => {
    expect(policyOf({ ...policy, closeAttempts: null })).toBeNull();
    expect(policyOf(policy)).toEqual(policy);
  });

  it('knows what was changed', () => {
    expect(isChanged(policy, policy)).toBe(false);
    expect(isChanged({ ...policy, impliedDecimals: !policy.impliedDecimals }, policy)).toBe(true);
    expect(isChanged({ ...policy, voidLimitCents: null }, policy)).toBe(true);
  });

  it('types minutes and stores milliseconds', () => {
    expect(toMinutes(300_000)).toBe(5);
    expect(fromMinutes(15)).toBe(900_000);
    expect(fromMinutes(null)).toBeNull();
  });
});

it('says how many rejects there are, also when not all are listed', () => {
  expect(rejectText(1, 1)).toBe('1 reject');
  expect(rejectText(200, 1320)).toBe('1,320 rejects, the first 200 are listed');
});
