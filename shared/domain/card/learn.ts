/** What the books learn about a request: from the terminal's answer, from asking it again, or from a person with its slip. */
import type { CardApproval, CardLookUp, CardOutcome } from '../../devices/card-terminal.ts';
import { assertNever } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { may } from '../office/permissions.ts';
import type { Acting } from '../office/person.ts';
import { STATUS_WORDS } from './ask.ts';
import type { CardApproved, CardInDoubt, CardNotCharged, CardState } from './types.ts';

export type Learned = CardApproved | CardNotCharged | CardInDoubt;

/** The terminal's answer to the request itself. */
export function learnAnswer(attemptId: string, outcome: CardOutcome): Learned {
  const known = { by: 'answer' } as const;
  switch (outcome.outcome) {
    case 'approved':
      return { type: 'card.approved', v: 1, attemptId, approval: outcome.approval, known };
    case 'declined': {
      const text = [outcome.text, outcome.code].filter((part) => part !== '').join(', code ');
      return { type: 'card.not-charged', v: 1, attemptId, why: 'declined', text, known };
    }
    case 'cancelled':
      return { type: 'card.not-charged', v: 1, attemptId, why: 'cancelled', text: '', known };
    case 'failed':
      return { type: 'card.not-charged', v: 1, attemptId, why: 'not-sent', text: outcome.fault, known };
    case 'unknown':
      return { type: 'card.in-doubt', v: 1, attemptId, fault: outcome.fault };
    default:
      return assertNever(outcome);
  }
}

/**
 * What the terminal has on record. For a void or refund, that its sale is no longer charged is the approval; the
 * record of the sale stands in for one of its own.
 * Errors: CARD_UNKNOWN, CARD_NOT_IN_DOUBT, TERMINAL_NO_ANSWER.
 */
export function decideLookedUp(state: CardState | undefined, found: CardLookUp): Result<Learned> {
  const doubted = inDoubt(state);
  if (!doubted.ok) return doubted;
  const { attemptId } = doubted.value;
  const known = { by: 'look-up' } as const;
  switch (found.found) {
    case 'approved':
      return ok({ type: 'card.approved', v: 1, attemptId, approval: found.approval, known });
    case 'voided':
    case 'nothing':
      return ok({ type: 'card.not-charged', v: 1, attemptId, why: 'not-found', text: '', known });
    case 'no-answer':
      return refuse('TERMINAL_NO_ANSWER', { value: doubted.value.asked.reference });
    default:
      return assertNever(found);
  }
}

export type SlipInput = {
  readonly charged: boolean;
  readonly reason: string;
  /** What the slip says; absent where it is what was asked for. */
  readonly amountCents?: Cents | undefined;
  /** From the terminal's slip or its own journal; only when it was charged. */
  readonly authorization?: string | undefined;
  readonly brand?: string | undefined;
  readonly last4?: string | undefined;
};

/**
 * The terminal is gone for good: a supervisor says what its slip or the processor's own list says, never of their own
 * drawer.
 * @param cashier of the session that the card belongs to
 * Errors: CARD_UNKNOWN, CARD_NOT_IN_DOUBT, CARD_RESOLVE_MAY_NOT, REASON_REQUIRED, CARD_DETAILS_WRONG,
 * CARD_SLIP_OVER.
 */
export function decideBySlip(
  state: CardState | undefined,
  input: SlipInput,
  person: Acting,
  cashier: string | undefined,
): Result<Learned> {
  const doubted = inDoubt(state);
  if (!doubted.ok) return doubted;
  if (!may(person.role, 'card.resolve') || person.userName === cashier) return refuse('CARD_RESOLVE_MAY_NOT');
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  const { attemptId } = doubted.value;
  const known = { by: 'person', person: person.userName, reason } as const;
  if (!input.charged)
    return ok({ type: 'card.not-charged', v: 1, attemptId, why: 'person', text: '', known });
  const approval = approvalFromSlip(doubted.value, input);
  return approval.ok
    ? ok({ type: 'card.approved', v: 1, attemptId, approval: approval.value, known })
    : approval;
}

function approvalFromSlip({ asked }: CardState, input: SlipInput): Result<CardApproval> {
  const authorization = oneLine(input.authorization ?? '').toUpperCase();
  const brand = oneLine(input.brand ?? '');
  const last4 = oneLine(input.last4 ?? '');
  const wrong = (field: string, value: string, expected: string) =>
    refuse('CARD_DETAILS_WRONG', { field, value, params: { expected } });
  if (!/^[A-Z0-9]{1,12}$/.test(authorization))
    return wrong('authorization', authorization, 'the authorization code, up to 12 letters and digits');
  if (brand === '' || brand.length > 20) return wrong('brand', brand, 'the brand of the card');
  if (!/^\d{4}$/.test(last4)) return wrong('last4', last4, 'the last four digits, nothing more');
  const approvedCents = input.amountCents ?? asked.amountCents;
  if (approvedCents > asked.amountCents)
    return refuse('CARD_SLIP_OVER', {
      field: 'amountCents',
      value: formatCents(approvedCents),
      params: { asked: formatCents(asked.amountCents) },
    });
  return ok({
    approvedCents,
    authorization,
    brand,
    last4,
    entryMode: 'unknown',
    hostReference: '',
    terminalId: '',
    trace: '',
    batch: '',
  });
}

function inDoubt(state: CardState | undefined): Result<CardState> {
  if (!state) return refuse('CARD_UNKNOWN');
  return state.status === 'in-doubt'
    ? ok(state)
    : refuse('CARD_NOT_IN_DOUBT', {
        value: state.asked.reference,
        params: { status: STATUS_WORDS[state.status] },
      });
}
