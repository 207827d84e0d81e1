/**
 * The blind count. Whoever counts learns after each attempt only which kinds disagree; the attempt that agrees, the last
 * one, or one accepted as final ends the counting. Attempts belong to the session: going back to open does not renew them.
 */
import { certain } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { expectedByKind } from '../close/expected.ts';
import type { SessionMoney } from '../close/expected.ts';
import type { ReceiptedItem } from '../close/match-items.ts';
import { closeResult, disagreeingKinds } from '../close/result.ts';
import type { CloseResult } from '../close/result.ts';
import { checkClosingCount, countedByKind } from '../count/closing.ts';
import type { ClosingCount } from '../count/types.ts';
import { may } from '../office/permissions.ts';
import type { Acting } from '../office/person.ts';
import { sessionLabel } from './label.ts';
import { requireStatus } from './require.ts';
import type { AttemptSealed, BackToOpen, BalancingBegun, SessionBalanced, SessionState } from './types.ts';

export type BeginBalancingFacts = {
  readonly person: Acting;
  /** Whoever signed in a second time on this screen. */
  readonly witness?: Acting | undefined;
  /** Parked payers of this session, and card tenders in doubt. */
  readonly parked: number;
  readonly inDoubt: number;
  /** Cards charged without a receipt, and cards given back whose receipt still stands. */
  readonly unsettledCards: number;
};

/**
 * By the session's cashier; or for an absent one by a supervisor with a witness, who may also take over a count.
 * Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS, APPROVAL_NEEDED, COUNT_LOOKED, PARKED_LEFT, IN_DOUBT_LEFT,
 * CARDS_LEFT.
 */
export function decideBeginBalancing(
  state: SessionState | undefined,
  facts: BeginBalancingFacts,
): Result<BalancingBegun> {
  const isOwn = state?.opened.cashier === facts.person.userName;
  const session = requireStatus(state, isOwn ? ['open', 'suspended'] : ['open', 'suspended', 'balancing']);
  if (!session.ok) return session;
  const { sessionId, opened, lookedBy } = session.value;
  const label = sessionLabel(opened);
  const witness = isOwn ? undefined : facts.witness;
  if (!isOwn) {
    if (!may(facts.person.role, 'session.count-others')) {
      return refuse('SESSION_NOT_YOURS', { value: label, params: { cashier: opened.cashier } });
    }
    if (!witness || witness.userName === facts.person.userName) {
      const params = { what: `Counting ${label} for an absent cashier`, who: 'a witness' };
      return refuse('APPROVAL_NEEDED', { field: 'approval', params });
    }
  }
  // A witness sees the count and could tell what it should be.
  const looked = [facts.person, witness].find((each) => each && lookedBy.includes(each.userName));
  if (looked) return refuse('COUNT_LOOKED', { value: looked.userName, params: { session: label } });
  if (facts.parked > 0) return refuse('PARKED_LEFT', { value: String(facts.parked) });
  if (facts.inDoubt > 0) return refuse('IN_DOUBT_LEFT', { value: String(facts.inDoubt) });
  if (facts.unsettledCards > 0) return refuse('CARDS_LEFT', { value: String(facts.unsettledCards) });
  return ok({
    type: 'session.balancing-begun',
    v: 1,
    sessionId,
    countedBy: facts.person.userName,
    ...(witness ? { witness: witness.userName } : {}),
  });
}

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, COUNT_NOT_YOURS, CLOSE_SEALED_ONCE, REASON_REQUIRED. */
export function decideBackToOpen(
  state: SessionState | undefined,
  input: { readonly reason: string },
  person: string,
): Result<BackToOpen> {
  const session = requireCounting(state, person);
  if (!session.ok) return session;
  const { sessionId, extraAttempts, opened } = session.value;
  // After a rejection or a reopening only a verifying count may follow: the result is known by then.
  if (extraAttempts > 0) return refuse('CLOSE_SEALED_ONCE', { value: sessionLabel(opened) });
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({ type: 'session.back-to-open', v: 1, sessionId, reason });
}

export type SealFacts = {
  readonly person: string;
  /** Policy's number; each rejection or reopening adds one. */
  readonly closeAttempts: number;
  readonly money: SessionMoney;
  /** Checks, money orders and vouchers of payments that are not void. */
  readonly receipted: readonly ReceiptedItem[];
  /** Over the session's events so far. */
  readonly seal: SessionBalanced['seal'];
};

export const attemptsAllowed = (state: Pick<SessionState, 'extraAttempts'>, closeAttempts: number): number =>
  closeAttempts + state.extraAttempts;

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, COUNT_NOT_YOURS, COUNT_LOOKED, those of `checkClosingCount`. */
export function decideSealAttempt(
  state: SessionState | undefined,
  input: { readonly count: ClosingCount },
  facts: SealFacts,
): Result<readonly [AttemptSealed] | readonly [AttemptSealed, SessionBalanced]> {
  const session = requireCounting(state, facts.person);
  if (!session.ok) return session;
  const count = checkClosingCount(input.count);
  if (!count.ok) return count;
  const result = resultOf(session.value, count.value, facts);
  const disagreeing = disagreeingKinds(result);
  const attempt = session.value.attempts.length + 1;
  const sealed: AttemptSealed = {
    type: 'session.attempt-sealed',
    v: 1,
    sessionId: session.value.sessionId,
    attempt,
    countedBy: facts.person,
    count: count.value,
    countedCents: countedByKind(count.value),
    disagreeing,
  };
  const isLast = attempt >= attemptsAllowed(session.value, facts.closeAttempts);
  return ok(
    isLast || disagreeing.length === 0
      ? [sealed, balancedOf(session.value, attempt, result, facts.seal)]
      : [sealed],
  );
}

/**
 * Accepts the last sealed attempt as final. It must have counted what is there now.
 * Errors: SESSION_UNKNOWN, SESSION_STATUS, COUNT_NOT_YOURS, NOTHING_TO_ACCEPT.
 */
export function decideAcceptAttempt(
  state: SessionState | undefined,
  facts: Omit<SealFacts, 'closeAttempts'>,
): Result<SessionBalanced> {
  const session = requireCounting(state, facts.person);
  if (!session.ok) return session;
  const { attempts, lastAttemptStands, opened } = session.value;
  const last = attempts.at(-1);
  if (!last || !lastAttemptStands) return refuse('NOTHING_TO_ACCEPT', { value: sessionLabel(opened) });
  return ok(balancedOf(session.value, last.attempt, resultOf(session.value, last.count, facts), facts.seal));
}

function requireCounting(state: SessionState | undefined, person: string): Result<SessionState> {
  const session = requireStatus(state, ['balancing']);
  if (!session.ok) return session;
  const countedBy = certain(session.value.countedBy, 'whoever counts a balancing session');
  const value = sessionLabel(session.value.opened);
  if (countedBy !== person) return refuse('COUNT_NOT_YOURS', { value, params: { countedBy } });
  if (session.value.lookedBy.includes(person)) {
    return refuse('COUNT_LOOKED', { value: person, params: { session: value } });
  }
  return session;
}

const resultOf = (
  { opened }: SessionState,
  count: ClosingCount,
  { money, receipted }: Pick<SealFacts, 'money' | 'receipted'>,
): CloseResult =>
  closeResult(count, {
    floatCents: opened.countedCents,
    expected: expectedByKind(opened.countedCents, money),
    receipted,
  });

const balancedOf = (
  state: SessionState,
  attempt: number,
  { results, items, floatCents, handInCashCents, floatMissingCents }: CloseResult,
  seal: SessionBalanced['seal'],
): SessionBalanced => ({
  type: 'session.balanced',
  v: 1,
  sessionId: state.sessionId,
  attempt,
  version: state.version,
  results,
  floatCents,
  handInCashCents,
  floatMissingCents,
  missing: items.missing,
  unexpected: items.unexpected,
  seal,
});
