import { describe, expect, it } from 'vitest';
import { instantFromMs } from '../../kernel/time.ts';
import { decideFailure, evolveLock, isLockedOut, NOT_LOCKED } from './lock-out.ts';
import type { LockState } from './lock-out.ts';

const policy = { signInTries: 3, lockOutMs: 60_000 };
const at = (seconds: number) => instantFromMs(Date.UTC(2026, 10, 19, 15, 0, seconds));

const fail = (state: LockState, seconds: number): { state: LockState; triesLeft: number } => {
  const { event, triesLeft } = decideFailure('rosa', state, policy, at(seconds));
  return { state: evolveLock(state, event, at(seconds)), triesLeft };
};
const failTimes = (state: LockState, times: number, fromSecond: number): LockState => {
  let after = state;
  for (let n = 0; n < times; n += 1) after = fail(after, fromSecond + n).state;
  return after;
};

describe('lock-out', () => {
  it('counts down the tries and closes the name with the last', () => {
    expect(fail(NOT_LOCKED, 0).triesLeft).toBe(2);
    const last = fail(failTimes(NOT_LOCKED, 2, 0), 2);
    expect(last.triesLeft).toBe(0);
    expect(last.state.lockedUntil).toBe(at(62));
    expect(isLockedOut(last.state, at(61))).toBe(true);
    expect(isLockedOut(last.state, at(62))).toBe(false);
  });

  it('closes the name again after a lock has run out: the tries begin anew and do not stay at one', () => {
    const locked = failTimes(NOT_LOCKED, 3, 0);
    const first = fail(locked, 100);
    expect(first).toEqual({ triesLeft: 2, state: { failedTries: 1, lockedUntil: null } });
    const third = failTimes(first.state, 2, 101);
    expect(isLockedOut(third, at(103))).toBe(true);
  });

  it('forgets failures after a sign-in or a new secret, and after nothing else', () => {
    const twice = failTimes(NOT_LOCKED, 2, 0);
    expect(evolveLock(twice, { type: 'user.signed-in', v: 1, userName: 'rosa' }, at(3))).toEqual(NOT_LOCKED);
    expect(
      evolveLock(failTimes(twice, 1, 3), { type: 'user.secret-set', v: 1, userName: 'rosa' }, at(4)),
    ).toEqual(NOT_LOCKED);
    for (const type of ['user.signed-out', 'user.enabled', 'user.disabled'] as const) {
      expect(evolveLock(twice, { type, v: 1, userName: 'rosa' }, at(3))).toEqual(twice);
    }
  });
});
