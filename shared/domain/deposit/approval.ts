/**
 * Approval runs beside custody. It is never by someone who took, counted, witnessed, sealed or corrected any of the
 * money; having approved the close alone does not bar (product rules, who may do what).
 */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { actsInWords, barredFromApproval } from '../close/segregation.ts';
import type { ActorFact } from '../close/segregation.ts';
import { requireCustody } from './custody.ts';
import type { Approval, DepositApproved, DepositEvent, DepositSentBack, DepositState } from './types.ts';

/** Who prepared, counted a second time, sealed and witnessed, in every bag this deposit ever had. */
export function depositActors(events: readonly DepositEvent[]): readonly ActorFact[] {
  return events.flatMap((event): ActorFact[] => {
    switch (event.type) {
      case 'deposit.prepared':
        return [
          { user: event.preparedBy, act: 'prepared' },
          { user: event.secondCountBy, act: 'second-counted' },
        ];
      case 'deposit.sealed':
        return [
          { user: event.sealedBy, act: 'sealed' },
          { user: event.witness, act: 'witnessed' },
        ];
      default:
        return [];
    }
  });
}

export type ApprovalFacts = {
  readonly person: string;
  /** Of the deposit (`depositActors`) and of all its sessions. */
  readonly actors: readonly ActorFact[];
  /** Names of those who may, for the refusal's next step. */
  readonly othersWhoMay: readonly string[];
};

const APPROVAL_WORDS = {
  unapproved: 'not yet approved',
  approved: 'already approved',
  'sent-back': 'sent back',
} as const satisfies Record<Approval, string>;

/**
 * Any time after the seal, also when the bag has left.
 * Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, DEPOSIT_APPROVAL_STATE, DEPOSIT_APPROVAL_BARRED.
 */
export function decideApproveDeposit(
  state: DepositState | undefined,
  facts: ApprovalFacts,
): Result<DepositApproved> {
  const deposit = requireApprovable(state, ['sealed', 'sent', 'confirmed', 'adjusted'], facts);
  if (!deposit.ok) return deposit;
  return ok({
    type: 'deposit.approved',
    v: 1,
    depositId: deposit.value.depositId,
    approvedBy: facts.person,
  });
}

/** While the bag is still here. Errors: as `decideApproveDeposit`, and REASON_REQUIRED. */
export function decideSendBack(
  state: DepositState | undefined,
  input: { readonly reason: string },
  facts: ApprovalFacts,
): Result<DepositSentBack> {
  const deposit = requireApprovable(state, ['sealed'], facts);
  if (!deposit.ok) return deposit;
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({
    type: 'deposit.sent-back',
    v: 1,
    depositId: deposit.value.depositId,
    by: facts.person,
    reason,
  });
}

function requireApprovable(
  state: DepositState | undefined,
  custody: readonly DepositState['custody'][],
  { person, actors, othersWhoMay }: ApprovalFacts,
): Result<DepositState> {
  const deposit = requireCustody(state, custody);
  if (!deposit.ok) return deposit;
  const value = `Deposit ${deposit.value.prepared.number}`;
  if (deposit.value.approval !== 'unapproved') {
    return refuse('DEPOSIT_APPROVAL_STATE', {
      value,
      params: { approval: APPROVAL_WORDS[deposit.value.approval] },
    });
  }
  const acts = barredFromApproval(person, actors);
  if (acts.length > 0) {
    return refuse('DEPOSIT_APPROVAL_BARRED', {
      value,
      params: {
        acts: actsInWords(acts),
        others: othersWhoMay.length === 0 ? 'a supervisor who held none of it' : othersWhoMay.join(' or '),
      },
    });
  }
  return deposit;
}
