/** What a decision reads about an account beforehand, and what the account owes by it. */
import type { BusinessDate } from '../../kernel/time.ts';
import type { Policy } from '../policy/types.ts';
import type { AccountRecord, ChargeRecord } from '../reference/extract.ts';
import type { ServiceMapping } from '../reference/types.ts';
import { openAccount } from './open-account.ts';
import type { AllocationRules, OpenAccount, OwnPaid } from './open-account.ts';

export type AccountFacts = {
  readonly record: AccountRecord;
  readonly charges: readonly ChargeRecord[];
  /** Own payments that the extract does not contain yet. */
  readonly ownPayments: readonly OwnPaid[];
  readonly importId: string;
  readonly asOf: BusinessDate;
  /** User names for whom this account is listed as their own, a relative's or a colleague's. */
  readonly related?: readonly string[];
};

export const allocationRules = (
  record: Pick<AccountRecord, 'petitionDate'>,
  policy: Pick<Policy, 'servicePriority'>,
  serviceMap: readonly ServiceMapping[],
  today: BusinessDate,
): AllocationRules => ({
  today,
  servicePriority: policy.servicePriority,
  serviceMap,
  ...(record.petitionDate === undefined ? {} : { petitionDate: record.petitionDate }),
});

/** @param today the business date */
export const openAccountOf = (
  facts: AccountFacts,
  policy: Pick<Policy, 'servicePriority'>,
  serviceMap: readonly ServiceMapping[],
  today: BusinessDate,
): OpenAccount =>
  openAccount(facts.charges, facts.ownPayments, allocationRules(facts.record, policy, serviceMap, today));
