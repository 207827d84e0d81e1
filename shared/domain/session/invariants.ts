/** What must hold of every session, whoever wrote its events; each error says what is wrong. Empty means whole. */
import { formatCents } from '../../money/money.ts';
import { cashCountCents } from '../count/cash.ts';
import { countedByKind } from '../count/closing.ts';
import { balanceErrors, postingErrors } from '../ledger/invariants.ts';
import { TENDER_KINDS } from '../reference/tender-kind.ts';
import { isSealed } from './during.ts';
import type { SessionBalanced, SessionState } from './types.ts';

export const sessionInvariants = (state: SessionState): string[] =>
  [opening, counting, result, entries].flatMap((check) => check(state));

function opening({ opened }: SessionState): string[] {
  const errors: string[] = [];
  if (cashCountCents(opened.count) !== opened.countedCents) errors.push('the opening count is not its total');
  if (opened.countedCents - opened.assignedFloatCents !== opened.varianceCents) {
    errors.push('the opening variance is not counted − assigned');
  }
  if ((opened.varianceCents === 0) !== (opened.entry.length === 0)) {
    errors.push(`an opening variance of ${formatCents(opened.varianceCents)} has the wrong entry`);
  }
  return errors;
}

function counting(state: SessionState): string[] {
  const errors: string[] = [];
  for (const [index, attempt] of state.attempts.entries()) {
    if (attempt.attempt !== index + 1) errors.push(`attempt ${attempt.attempt} stands at place ${index + 1}`);
    if (state.lookedBy.includes(attempt.countedBy) && state.lastAttemptStands) {
      errors.push(`${attempt.countedBy} looked at the cash and counted`);
    }
    const counted = countedByKind(attempt.count);
    if (TENDER_KINDS.some((kind) => counted[kind] !== attempt.countedCents[kind])) {
      errors.push(`attempt ${attempt.attempt} is not the total of its count`);
    }
  }
  if (state.status === 'balancing' && state.countedBy === undefined) errors.push('nobody counts');
  return errors;
}

function result(state: SessionState): string[] {
  if (isSealed(state) !== (state.balanced !== undefined)) {
    return [`a session that is ${state.status} ${state.balanced ? 'has' : 'lacks'} a result`];
  }
  return state.balanced ? resultErrors(state, state.balanced) : [];
}

function resultErrors(state: SessionState, balanced: SessionBalanced): string[] {
  const errors: string[] = [];
  const counted = state.attempts.find((attempt) => attempt.attempt === balanced.attempt)?.countedCents;
  if (balanced.version !== state.version) errors.push('the result is of another version');
  for (const each of balanced.results) {
    if (each.countedCents - each.expectedCents !== each.differenceCents) {
      errors.push(`the difference of ${each.kind} is not counted − expected`);
    }
    if (counted?.[each.kind] !== each.countedCents) errors.push(`${each.kind} is not what was counted`);
  }
  const cash = balanced.results.find((each) => each.kind === 'cash');
  const { floatCents, handInCashCents, floatMissingCents } = balanced;
  if (floatCents !== state.opened.countedCents) errors.push('the float is not the one counted in');
  if (handInCashCents < 0 || floatMissingCents < 0 || (handInCashCents > 0 && floatMissingCents > 0)) {
    errors.push('cash is handed in while the float is missing');
  }
  if ((cash?.countedCents ?? 0) - floatCents !== handInCashCents - floatMissingCents) {
    errors.push('cash handed in and float are not the cash counted');
  }
  return errors;
}

const entries = ({ opened, approvalEntry }: SessionState): string[] =>
  [opened.entry, approvalEntry].flatMap((entry) => [...postingErrors(entry), ...balanceErrors(entry)]);
