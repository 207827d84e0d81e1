/** What may be asked of a card terminal. One request per session at a time, and none while the truth of another is open. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { MAX_AMOUNT_CENTS, formatCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { may } from '../office/permissions.ts';
import type { Role } from '../office/types.ts';
import { tenderTypeOf } from '../reference/lookups.ts';
import type { TenderType } from '../reference/types.ts';
import { requireOpenSession, requireOwn, requireStatus } from '../session/require.ts';
import type { SessionState } from '../session/types.ts';
import type { CardAsked, CardState } from './types.ts';

export type SaleInput = {
  readonly attemptId: string;
  readonly sessionId: string;
  readonly paymentId: string;
  readonly tenderType: string;
  readonly amountCents: Cents;
  readonly entry: 'presented' | 'keyed';
};

export type AskFacts = {
  readonly session: SessionState | undefined;
  readonly person: string;
  /** The terminal that serves the session's drawer; null when none is set up. */
  readonly deviceId: string | null;
  /** Attempts of this session that are not settled, and of others at the same terminal that are being asked. */
  readonly open: readonly CardState[];
  readonly number: number;
  /** Two digits, as on its receipts. */
  readonly workstation: string;
};

/**
 * 12 digits: two of the workstation, then its attempts counted from 1, so that a terminal that serves two windows keeps
 * them apart.
 */
export const referenceOf = (workstation: string, number: number): string =>
  workstation + String(number).padStart(12 - workstation.length, '0');

/**
 * Errors: SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS, TERMINAL_NOT_SET_UP, TENDER_TYPE_UNKNOWN,
 * CARD_TENDER_EXPECTED, TENDER_AMOUNT, AMOUNT_TOO_LARGE, CARD_TERMINAL_BUSY, CARD_IN_DOUBT, CARD_UNRECEIPTED.
 */
export function decideSale(
  input: SaleInput,
  facts: AskFacts & { readonly tenderTypes: readonly TenderType[] },
): Result<CardAsked> {
  const session = requireOpenSession(facts.session, facts.person);
  if (!session.ok) return session;
  if (facts.deviceId === null) return refuse('TERMINAL_NOT_SET_UP');
  const type = tenderTypeOf(facts.tenderTypes, input.tenderType);
  if (!type) return refuse('TENDER_TYPE_UNKNOWN', { field: 'tenderType', value: input.tenderType });
  if (type.kind !== 'card') return refuse('CARD_TENDER_EXPECTED', { field: 'tenderType', value: type.name });
  if (!Number.isSafeInteger(input.amountCents) || input.amountCents <= 0)
    return refuse('TENDER_AMOUNT', { field: 'amountCents', params: { name: type.name } });
  if (input.amountCents > MAX_AMOUNT_CENTS)
    return refuse('AMOUNT_TOO_LARGE', { field: 'amountCents', value: formatCents(input.amountCents) });
  const clear = nothingOpen(facts.open, input.paymentId);
  if (!clear.ok) return clear;
  return ok({
    type: 'card.asked',
    v: 1,
    attemptId: input.attemptId,
    sessionId: input.sessionId,
    paymentId: input.paymentId,
    tenderType: input.tenderType,
    amountCents: input.amountCents,
    cardEntry: input.entry,
    kind: 'sale',
    number: facts.number,
    reference: referenceOf(facts.workstation, facts.number),
    deviceId: facts.deviceId,
    askedBy: facts.person,
  });
}

/**
 * Takes a captured card back at its terminal: `void` while its batch is open, `refund` afterwards. By whoever may void.
 * Errors: CARD_UNKNOWN, CARD_NOT_CAPTURED, SESSION_UNKNOWN, SESSION_STATUS, SESSION_NOT_YOURS, CARD_TERMINAL_BUSY,
 * CARD_IN_DOUBT.
 */
export function decideReversal(
  original: CardState | undefined,
  input: { readonly attemptId: string; readonly kind: 'void' | 'refund' },
  facts: AskFacts & { readonly role: Role; readonly isPaymentVoided: boolean },
): Result<CardAsked> {
  if (!original) return refuse('CARD_UNKNOWN');
  const { approval, asked, status } = original;
  if (!approval || asked.kind !== 'sale' || (status !== 'captured' && status !== 'receipted'))
    return refuse('CARD_NOT_CAPTURED', { value: asked.reference, params: { status: STATUS_WORDS[status] } });
  // Voided by the slip of the terminal's own void: the money went back there.
  if (facts.isPaymentVoided)
    return refuse('CARD_NOT_CAPTURED', { value: asked.reference, params: { status: STATUS_WORDS.reversed } });
  const open = requireStatus(facts.session, ['open']);
  const session = open.ok ? requireCardsOf(open.value, facts) : open;
  if (!session.ok) return session;
  const clear = nothingOpen(
    facts.open.filter(({ attemptId }) => attemptId !== original.attemptId),
    asked.paymentId,
  );
  if (!clear.ok && clear.error.code !== 'CARD_UNRECEIPTED') return clear;
  return ok({
    type: 'card.asked',
    v: 1,
    attemptId: input.attemptId,
    kind: input.kind,
    number: facts.number,
    reference: referenceOf(facts.workstation, facts.number),
    cardEntry: 'presented',
    sessionId: asked.sessionId,
    paymentId: asked.paymentId,
    tenderType: asked.tenderType,
    amountCents: approval.approvedCents,
    deviceId: asked.deviceId,
    originalAttemptId: original.attemptId,
    askedBy: facts.person,
  });
}

/**
 * The cards of a session are dealt with by its cashier, and by whoever may void for others.
 * Errors: SESSION_NOT_YOURS.
 */
export const requireCardsOf = (
  session: SessionState,
  { person, role }: { readonly person: string; readonly role: Role },
): Result<SessionState> => (may(role, 'payment.void-others') ? ok(session) : requireOwn(session, person));

/** How a person reads a status in the middle of a sentence. */
export const STATUS_WORDS: Readonly<Record<CardState['status'], string>> = {
  asked: 'being asked',
  'in-doubt': 'in doubt',
  captured: 'charged, without a receipt',
  receipted: 'on a receipt',
  reversed: 'given back',
  'not-charged': 'not charged',
};

/** Still to be settled before the session can be counted: asked, in doubt, or charged and on no receipt. */
export const isOpenCard = ({ status, asked }: CardState): boolean =>
  status === 'asked' || status === 'in-doubt' || (status === 'captured' && asked.kind === 'sale');

function nothingOpen(open: readonly CardState[], paymentId: string): Result<null> {
  const asked = open.find(({ status }) => status === 'asked');
  if (asked) return refuse('CARD_TERMINAL_BUSY', { value: formatCents(asked.asked.amountCents) });
  const doubt = open.find(({ status }) => status === 'in-doubt');
  if (doubt) return refuse('CARD_IN_DOUBT', { value: formatCents(doubt.asked.amountCents) });
  // Two cards for one visit are right; a card of the visit before is a charge that somebody forgot.
  const forgotten = open.find(
    ({ status, asked: { paymentId: other } }) => status === 'captured' && other !== paymentId,
  );
  if (forgotten)
    return refuse('CARD_UNRECEIPTED', {
      value: formatCents(forgotten.approval?.approvedCents ?? forgotten.asked.amountCents),
    });
  return ok(null);
}
