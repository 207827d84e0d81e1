/** A parked payer holds no money: lines and what was found, never tenders; those are handed back first. */
import { findCardNumber } from '../../kernel/card-number.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import { requireOpenSession, requireStatus } from '../session/require.ts';
import type { SessionState } from '../session/types.ts';
import type { Parked, ParkedDraft, ParkedEnded, ParkedEvent } from './types.ts';

export type ParkedState = {
  readonly parkedId: string;
  readonly sessionId: string;
  readonly by: string;
  readonly status: 'parked' | 'recalled' | 'discarded';
  readonly draft: ParkedDraft;
};

export type ParkInput = {
  readonly parkedId: string;
  readonly sessionId: string;
  readonly draft: ParkedDraft;
};

export type ParkFacts = { readonly session: SessionState | undefined; readonly cashier: string };

/** Errors: the session's (`requireOpenSession`), CARD_NUMBER_DISCARDED, PARK_EMPTY, PARK_TOTAL. */
export function decidePark({ parkedId, sessionId, draft }: ParkInput, facts: ParkFacts): Result<Parked> {
  const session = requireOpenSession(facts.session, facts.cashier);
  if (!session.ok) return session;
  const cardField = findCardNumber(draft);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: `draft.${cardField}` });
  const name = oneLine(draft.payer.name);
  if (draft.lines.length === 0 && draft.accounts.length === 0 && name === '') return refuse('PARK_EMPTY');
  const totalCents = sumCents(draft.lines.map((line) => line.amountCents));
  if (totalCents !== draft.totalCents) {
    const params = { total: formatCents(totalCents) };
    return refuse('PARK_TOTAL', { field: 'draft.totalCents', value: formatCents(draft.totalCents), params });
  }
  const payer = { ...draft.payer, name };
  return ok({ type: 'parked.parked', v: 1, parkedId, sessionId, draft: { ...draft, payer } });
}

export type EndParkedInput = { readonly parkedId: string; readonly sessionId: string };

export type EndParkedFacts = {
  /** Undefined when it is not on the list of parked payers, or no longer. */
  readonly parked: Pick<ParkedState, 'parkedId' | 'sessionId' | 'by'> | undefined;
  /** The session that `sessionId` names: the one that serves the payer now. */
  readonly session: SessionState | undefined;
  readonly cashier: string;
  /** By policy, or by the person's role. */
  readonly mayRecallOthers: boolean;
};

/** Errors: PARKED_GONE, PARKED_NOT_YOURS, the session's (`requireOpenSession`). */
export function decideRecall(input: EndParkedInput, facts: EndParkedFacts): Result<ParkedEnded> {
  const parked = ownOrAllowed(facts);
  if (!parked.ok) return parked;
  const session = requireOpenSession(facts.session, facts.cashier);
  if (!session.ok) return session;
  return ok({ type: 'parked.recalled', v: 1, ...input });
}

/**
 * For a payer who left. Unlike a recall it may also happen in the session that parked it while that is suspended, so
 * that an absent cashier's drawer can be balanced.
 * Errors: PARKED_GONE, PARKED_NOT_YOURS, SESSION_UNKNOWN, SESSION_STATUS.
 */
export function decideDiscard(input: EndParkedInput, facts: EndParkedFacts): Result<ParkedEnded> {
  const parked = ownOrAllowed(facts);
  if (!parked.ok) return parked;
  const session = requireStatus(facts.session, ['open', 'suspended']);
  if (!session.ok) return session;
  return ok({ type: 'parked.discarded', v: 1, ...input });
}

function ownOrAllowed({ parked, cashier, mayRecallOthers }: EndParkedFacts): Result<true> {
  if (!parked) return refuse('PARKED_GONE');
  return parked.by === cashier || mayRecallOthers
    ? ok(true)
    : refuse('PARKED_NOT_YOURS', { value: parked.by });
}

/** @param by whoever parked it, as the journal says */
export function evolveParked(
  state: ParkedState | undefined,
  event: ParkedEvent,
  by: string,
): ParkedState | undefined {
  if (event.type === 'parked.parked') {
    const { parkedId, sessionId, draft } = event;
    return { parkedId, sessionId, draft, by, status: 'parked' };
  }
  return state && { ...state, status: event.type === 'parked.recalled' ? 'recalled' : 'discarded' };
}
