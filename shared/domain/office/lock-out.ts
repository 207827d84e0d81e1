/**
 * Lock-out after failures: so many wrong secrets in a row close a name for a while. A lock that has run out, a sign-in
 * or a new secret begins the count again.
 */
import { assertNever } from '../../kernel/assert.ts';
import { instantFromMs, instantToMs } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Policy } from '../policy/types.ts';
import type { UserEvent, UserSignInFailed } from './types.ts';

export type LockState = { readonly failedTries: number; readonly lockedUntil: Instant | null };

export const NOT_LOCKED: LockState = { failedTries: 0, lockedUntil: null };

export const isLockedOut = ({ lockedUntil }: LockState, at: Instant): boolean =>
  lockedUntil !== null && instantToMs(lockedUntil) > instantToMs(at);

/** Failures that count at this instant: none once a lock has run out. */
const countedTries = (state: LockState, at: Instant): number =>
  state.lockedUntil !== null && !isLockedOut(state, at) ? 0 : state.failedTries;

/** @param at when the event was recorded */
export function evolveLock(state: LockState, event: UserEvent, at: Instant): LockState {
  switch (event.type) {
    case 'user.sign-in-failed':
      return {
        failedTries: countedTries(state, at) + 1,
        lockedUntil: event.lockedUntil ?? (isLockedOut(state, at) ? state.lockedUntil : null),
      };
    case 'user.signed-in':
    case 'user.secret-set':
      return NOT_LOCKED;
    case 'user.added':
    case 'user.disabled':
    case 'user.enabled':
    case 'user.signed-out':
      return state;
    default:
      return assertNever(event);
  }
}

/** What one more wrong secret makes: the event to record, and how many tries are left before the name is closed. */
export function decideFailure(
  userName: string,
  state: LockState,
  policy: Pick<Policy, 'signInTries' | 'lockOutMs'>,
  at: Instant,
): { readonly event: UserSignInFailed; readonly triesLeft: number } {
  const triesLeft = Math.max(0, policy.signInTries - (countedTries(state, at) + 1));
  const lockedUntil = triesLeft === 0 ? instantFromMs(instantToMs(at) + policy.lockOutMs) : undefined;
  return {
    event: {
      type: 'user.sign-in-failed',
      v: 1,
      userName,
      ...(lockedUntil === undefined ? {} : { lockedUntil }),
    },
    triesLeft,
  };
}
