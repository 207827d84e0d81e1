/** Steps outside a cashier's own authority: which need another person, who that may be, and what is recorded. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Refused, Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { may } from '../office/permissions.ts';
import type { Acting } from '../office/person.ts';
import type { Policy } from '../policy/types.ts';
import type { Override, PaymentInput } from './types.ts';

export type OverrideKind = Override['kind'];

/** Completes “{what} needs …” in a refusal. */
export const OVERRIDE_WORDS: Readonly<Record<OverrideKind, string>> = {
  allocation: 'Another order than the usual one',
  bankruptcy: 'A charge that bankruptcy protects',
  'check-repeat': 'A number that was taken before',
  'over-limit': 'An amount above the limit',
  'own-account': 'An account of your own, a relative’s or a colleague’s',
};

export const needsApproval = (kind: OverrideKind, policy: Policy): boolean => {
  switch (kind) {
    case 'allocation':
      return policy.allocationOverrideNeedsSupervisor;
    case 'check-repeat':
      return false;
    case 'bankruptcy':
    case 'over-limit':
    case 'own-account':
      return true;
  }
};

const SUPERVISORS_ONLY: readonly OverrideKind[] = ['bankruptcy', 'over-limit'];

export const mayApproveOverride = (kind: OverrideKind, { role }: Acting): boolean =>
  may(role, 'override.approve') && (!SUPERVISORS_ONLY.includes(kind) || role === 'supervisor');

export type OverrideFacts = {
  readonly policy: Policy;
  readonly cashier: string;
  /** Whoever signed in a second time on this screen. */
  readonly approver?: Acting;
};

/**
 * Every step that this payment takes outside the usual has a reason and, where policy says so, another person. A reason
 * given for a step that was not taken is left out: the record says only what happened.
 * Errors: the one that each needed step carries, OVERRIDE_REASON, APPROVAL_NEEDED, APPROVAL_NOT_YOURS, APPROVER_MAY_NOT.
 * @param needed per step, what the person is told when no reason was given
 */
export function resolveOverrides(
  needed: ReadonlyMap<OverrideKind, Refused>,
  given: PaymentInput['overrides'],
  facts: OverrideFacts,
): Result<readonly Override[]> {
  const overrides: Override[] = [];
  for (const [kind, refusal] of needed) {
    const index = given.findIndex((override) => override.kind === kind);
    const override = given[index];
    if (!override) return refusal;
    const reason = oneLine(override.reason);
    if (reason === '') {
      const params = { what: OVERRIDE_WORDS[kind] };
      return refuse('OVERRIDE_REASON', { field: `overrides.${index}.reason`, params });
    }
    if (!needsApproval(kind, facts.policy)) {
      overrides.push({ kind, reason });
      continue;
    }
    const approved = approvedBy(kind, facts);
    if (!approved.ok) return approved;
    overrides.push({ kind, reason, approvedBy: approved.value });
  }
  return ok(overrides);
}

function approvedBy(kind: OverrideKind, { approver, cashier }: OverrideFacts): Result<string> {
  const who = SUPERVISORS_ONLY.includes(kind) ? 'a supervisor' : 'a lead or supervisor';
  const params = { what: OVERRIDE_WORDS[kind], who };
  if (!approver) return refuse('APPROVAL_NEEDED', { field: 'approval', params });
  if (approver.userName === cashier) return refuse('APPROVAL_NOT_YOURS', { field: 'approval', params });
  if (!mayApproveOverride(kind, approver)) {
    return refuse('APPROVER_MAY_NOT', { field: 'approval', value: approver.userName, params });
  }
  return ok(approver.userName);
}
