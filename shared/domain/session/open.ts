/** Opening: counted against the assigned float; a difference is an opening variance, to the previous custodian. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import { cashCountCents, checkCashCount } from '../count/cash.ts';
import type { CashCount } from '../count/types.ts';
import { openingVarianceEntry } from '../ledger/entries.ts';
import type { InterfundAccounts, LedgerPolicy } from '../ledger/types.ts';
import type { TenderSource } from '../reference/tender-source.ts';
import { sourceLabel } from './label.ts';
import { STATUS_WORDS } from './require.ts';
import type { SessionOpened, SessionState, SessionStatus } from './types.ts';

export type OpenInput = {
  readonly sessionId: string;
  /** What the drawer holds; empty for a source without one. */
  readonly count: CashCount;
};

/** A session that is not approved yet, of this source or of this cashier. */
export type UnfinishedSession = {
  readonly source: TenderSource;
  readonly cashier: string;
  readonly status: SessionStatus;
};

export type OpenFacts = {
  /** The session of this id, when there is one already. */
  readonly existing?: SessionState | undefined;
  readonly cashier: string;
  readonly source: TenderSource | undefined;
  /** See `assignedFloatCents`; 0 for a source without a drawer. */
  readonly assignedFloatCents: Cents;
  readonly limitCents?: Cents | undefined;
  readonly unfinished: readonly UnfinishedSession[];
  readonly businessDate: BusinessDate | null;
  /** The next of this source on this date. */
  readonly sessionNumber: number;
  readonly previousCustodian?: string | undefined;
  readonly interfund: InterfundAccounts;
  readonly ledger: LedgerPolicy;
};

/**
 * What should be in the drawer: its float, or what the last close left of it until a replenishment makes it whole.
 * @param last the drawer's last session: the float as it was counted in, and what its close found missing
 */
export const assignedFloatCents = (
  drawerFloatCents: Cents,
  last?: { readonly floatCents: Cents; readonly floatMissingCents: Cents },
): Cents => (last ? last.floatCents - last.floatMissingCents : drawerFloatCents);

/** Its money is still in the drawer: nobody else may begin there. */
const isInDrawer = (status: SessionStatus): boolean =>
  status === 'open' || status === 'suspended' || status === 'balancing' || status === 'balanced';

/**
 * Errors: SESSION_EXISTS, NO_BUSINESS_DATE, SOURCE_UNKNOWN, SOURCE_TAKEN, DRAWER_ALREADY_OPEN, COUNT_NOT_HERE,
 * those of `checkCashCount`.
 */
export function decideOpen(input: OpenInput, facts: OpenFacts): Result<SessionOpened> {
  const { source, businessDate, cashier } = facts;
  if (facts.existing) return refuse('SESSION_EXISTS');
  if (businessDate === null) return refuse('NO_BUSINESS_DATE');
  if (!source) return refuse('SOURCE_UNKNOWN', { field: 'source' });
  const free = checkFree(source, facts);
  if (!free.ok) return free;
  const isDrawer = source.kind === 'drawer';
  if (!isDrawer && input.count.length > 0) {
    return refuse('COUNT_NOT_HERE', { field: 'count', value: sourceLabel(source) });
  }
  const count = checkCashCount(input.count, 'count');
  if (!count.ok) return count;
  const countedCents = cashCountCents(count.value);
  const assignedCents = isDrawer ? facts.assignedFloatCents : 0;
  const varianceCents = countedCents - assignedCents;
  return ok({
    type: 'session.opened',
    v: 1,
    sessionId: input.sessionId,
    sessionNumber: facts.sessionNumber,
    source,
    cashier,
    businessDate,
    assignedFloatCents: assignedCents,
    ...(facts.limitCents === undefined || !isDrawer ? {} : { limitCents: facts.limitCents }),
    count: count.value,
    countedCents,
    varianceCents,
    ...(facts.previousCustodian === undefined ? {} : { previousCustodian: facts.previousCustodian }),
    entry: openingVarianceEntry(varianceCents, facts.interfund, facts.ledger),
  });
}

function checkFree(source: TenderSource, { unfinished, cashier }: OpenFacts): Result<true> {
  const inDrawer = unfinished.filter((session) => isInDrawer(session.status));
  const taken = inDrawer.find((session) => session.source.code === source.code);
  if (taken) {
    const params = { cashier: taken.cashier, status: STATUS_WORDS[taken.status] };
    return refuse('SOURCE_TAKEN', { field: 'source', value: sourceLabel(source), params });
  }
  // A cashier answers for one drawer at a time; mail or the drop box may be posted beside it.
  const own = inDrawer.find(
    (session) => session.cashier === cashier && session.source.kind === 'drawer' && source.kind === 'drawer',
  );
  if (own) {
    const params = { status: STATUS_WORDS[own.status] };
    return refuse('DRAWER_ALREADY_OPEN', { field: 'source', value: sourceLabel(own.source), params });
  }
  return ok(true);
}
