/** After the seal: the cashier explains and submits, a supervisor who held none of the money approves or sends back. */
import { certain } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { findCardNumber } from '../../kernel/card-number.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { differentKinds, kindsNeedingReason, oppositeKinds } from '../close/result.ts';
import { actsInWords, barredFromApproval } from '../close/segregation.ts';
import type { ActorFact } from '../close/segregation.ts';
import { KIND_WORDS, overShortEntry, reverseEntry } from '../ledger/entries.ts';
import type { InterfundAccounts, LedgerPolicy } from '../ledger/types.ts';
import type { TenderKind } from '../reference/tender-kind.ts';
import { sessionLabel } from './label.ts';
import { requireStatus } from './require.ts';
import type {
  OverShortReason,
  SessionApproved,
  SessionBalanced,
  SessionRejected,
  SessionReopened,
  SessionState,
  SessionSubmitted,
} from './types.ts';

const MAX_NOTE_CHARS = 400;

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, COUNT_NOT_YOURS, CARD_NUMBER_DISCARDED, OPPOSITE_DIFFERENCES, REASON_FOR_DIFFERENCE, NOTE_TOO_LONG. */
export function decideSubmit(
  state: SessionState | undefined,
  input: { readonly reasons: readonly OverShortReason[] },
  facts: { readonly person: string; readonly toleranceCents: Cents },
): Result<SessionSubmitted> {
  const session = requireStatus(state, ['balanced']);
  if (!session.ok) return session;
  const { sessionId, opened, countedBy = opened.cashier } = session.value;
  if (facts.person !== countedBy && facts.person !== opened.cashier) {
    return refuse('COUNT_NOT_YOURS', { value: sessionLabel(opened), params: { countedBy } });
  }
  const balanced = certain(session.value.balanced, 'the result of a balanced session');
  const cardField = findCardNumber(input);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: cardField });
  const reasons = checkReasons(input.reasons, balanced, facts.toleranceCents);
  if (!reasons.ok) return reasons;
  return ok({ type: 'session.submitted', v: 1, sessionId, reasons: reasons.value });
}

function checkReasons(
  given: readonly OverShortReason[],
  balanced: SessionBalanced,
  toleranceCents: Cents,
): Result<readonly OverShortReason[]> {
  const different = differentKinds(balanced);
  const reasons = new Map<TenderKind, OverShortReason>();
  for (const [index, reason] of given.entries()) {
    if (!different.includes(reason.kind)) continue;
    const note = oneLine(reason.note);
    if (note.length > MAX_NOTE_CHARS) {
      const params = { limit: String(MAX_NOTE_CHARS) };
      return refuse('NOTE_TOO_LONG', { field: `reasons.${index}.note`, params });
    }
    reasons.set(reason.kind, { ...reason, note });
  }
  const opposite = oppositeKinds(balanced.results);
  const isExplained = opposite.every((kind) => reasons.get(kind)?.reason === 'substitution');
  if (!isExplained) {
    const kinds = opposite.map((kind) => KIND_WORDS[kind]).join(' and ');
    const first = balanced.results.find((result) => result.kind === opposite[0]);
    const value = formatCents(Math.abs(first?.differenceCents ?? 0));
    return refuse('OPPOSITE_DIFFERENCES', { field: 'reasons', value, params: { kinds } });
  }
  const needed = new Set([...kindsNeedingReason(balanced, toleranceCents), ...opposite]);
  for (const kind of needed) {
    const reason = reasons.get(kind);
    if (!reason || reason.note === '') {
      return refuse('REASON_FOR_DIFFERENCE', { field: 'reasons', value: KIND_WORDS[kind] });
    }
  }
  return ok(different.flatMap((kind) => reasons.get(kind) ?? []));
}

/** Who took, counted and witnessed, as far as the session's own events say; corrections and voids are in its payments'. */
export const closeActors = (state: SessionState): readonly ActorFact[] => [
  { user: state.opened.cashier, act: 'took' },
  ...state.attempts.map(({ countedBy }): ActorFact => ({ user: countedBy, act: 'counted' })),
  ...state.witnesses.map((user): ActorFact => ({ user, act: 'witnessed' })),
];

export type ApproveFacts = {
  readonly person: string;
  /** Besides `closeActors`: whoever corrected or voided a payment of the session. */
  readonly actors: readonly ActorFact[];
  /** Where the tenders of each kind were debited: `debitAccountsByKind`. */
  readonly debitAccountByKind: Readonly<Record<TenderKind, string>>;
  readonly interfund: InterfundAccounts;
  readonly ledger: LedgerPolicy;
};

/** Errors: SESSION_UNKNOWN, SESSION_STATUS, APPROVAL_BARRED, CLOSE_UNEXPECTED, NOTE_TOO_LONG. */
export function decideApprove(
  state: SessionState | undefined,
  input: { readonly note: string },
  facts: ApproveFacts,
): Result<SessionApproved> {
  const session = requireStatus(state, ['submitted']);
  if (!session.ok) return session;
  const barred = barredFromApproval(facts.person, [...closeActors(session.value), ...facts.actors]);
  if (barred.length > 0) {
    return refuse('APPROVAL_BARRED', {
      value: sessionLabel(session.value.opened),
      params: { acts: actsInWords(barred) },
    });
  }
  const balanced = certain(session.value.balanced, 'the result of a submitted session');
  const [unexpected] = balanced.unexpected;
  if (unexpected) {
    const params = { number: unexpected.number, amount: formatCents(unexpected.amountCents) };
    return refuse('CLOSE_UNEXPECTED', { value: KIND_WORDS[unexpected.kind], params });
  }
  const note = oneLine(input.note);
  if (note.length > MAX_NOTE_CHARS) {
    return refuse('NOTE_TOO_LONG', { field: 'note', params: { limit: String(MAX_NOTE_CHARS) } });
  }
  return ok({
    type: 'session.approved',
    v: 1,
    sessionId: session.value.sessionId,
    version: session.value.version,
    approvedBy: facts.person,
    note,
    handInCashCents: balanced.handInCashCents,
    missing: balanced.missing.map(({ paymentId, tenderNo }) => ({ paymentId, tenderNo })),
    entry: overShortEntry(
      balanced.results,
      balanced.floatMissingCents,
      facts.debitAccountByKind,
      facts.interfund,
      facts.ledger,
    ),
  });
}

/**
 * Sends the close back for a verifying count: one more attempt. Not by whoever counted, who would gain one so.
 * Errors: SESSION_UNKNOWN, SESSION_STATUS, APPROVAL_BARRED, REASON_REQUIRED.
 */
export function decideReject(
  state: SessionState | undefined,
  input: { readonly reason: string },
  person: string,
): Result<SessionRejected> {
  const session = requireReviewer(requireStatus(state, ['balanced', 'submitted']), person);
  if (!session.ok) return session;
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({
    type: 'session.rejected',
    v: 1,
    sessionId: session.value.sessionId,
    rejectedBy: person,
    reason,
  });
}

/**
 * Only while its money is not in a sealed deposit; one that is being prepared is taken apart first.
 * Errors: SESSION_UNKNOWN, SESSION_STATUS, APPROVAL_BARRED, REASON_REQUIRED, CLOSE_DEPOSITED.
 * @param facts.depositNumber a deposit that is not dissolved and holds money of the session
 */
export function decideReopen(
  state: SessionState | undefined,
  input: { readonly reason: string },
  facts: { readonly person: string; readonly depositNumber?: string | undefined },
): Result<SessionReopened> {
  const session = requireReviewer(requireStatus(state, ['approved']), facts.person);
  if (!session.ok) return session;
  const { sessionId, version, approvalEntry, opened } = session.value;
  if (facts.depositNumber !== undefined) {
    return refuse('CLOSE_DEPOSITED', {
      value: sessionLabel(opened),
      params: { deposit: facts.depositNumber },
    });
  }
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({
    type: 'session.reopened',
    v: 1,
    sessionId,
    version: version + 1,
    reopenedBy: facts.person,
    reason,
    entry: reverseEntry(approvalEntry),
  });
}

function requireReviewer(session: Result<SessionState>, person: string): Result<SessionState> {
  if (!session.ok) return session;
  const acts = barredFromApproval(person, closeActors(session.value));
  return acts.length === 0
    ? session
    : refuse('APPROVAL_BARRED', {
        value: sessionLabel(session.value.opened),
        params: { acts: actsInWords(acts) },
      });
}
