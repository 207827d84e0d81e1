/** The business date: the accounting day that new sessions take, opened and closed by a supervisor, not by the clock. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { formatBusinessDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { OfficeState } from './office-state.ts';
import type { BusinessDateClosed, BusinessDateOpened } from './types.ts';

type Dates = Pick<OfficeState, 'businessDate' | 'lastClosedDate'>;

/** Days follow each other: one at a time, and never back. Errors: BUSINESS_DATE_OPEN, BUSINESS_DATE_PAST. */
export function decideOpenDate(
  { businessDate, lastClosedDate }: Dates,
  date: BusinessDate,
): Result<BusinessDateOpened> {
  if (businessDate !== null) {
    return refuse('BUSINESS_DATE_OPEN', { field: 'date', value: formatBusinessDate(businessDate) });
  }
  if (lastClosedDate !== null && date <= lastClosedDate) {
    return refuse('BUSINESS_DATE_PAST', {
      field: 'date',
      value: formatBusinessDate(date),
      params: { closed: formatBusinessDate(lastClosedDate) },
    });
  }
  return ok({ type: 'office.business-date-opened', v: 1, date });
}

/** A session of the date that is not balanced yet. */
export type UnbalancedSession = {
  readonly source: string;
  readonly cashier: string;
  readonly status: string;
};

/**
 * Errors: NO_BUSINESS_DATE, BUSINESS_DATE_SESSIONS.
 * @param unbalanced a session of the open date that still takes payments or is being counted, if there is one
 */
export function decideCloseDate(
  { businessDate }: Dates,
  unbalanced: UnbalancedSession | undefined,
): Result<BusinessDateClosed> {
  if (businessDate === null) return refuse('NO_BUSINESS_DATE');
  if (unbalanced) {
    return refuse('BUSINESS_DATE_SESSIONS', {
      value: formatBusinessDate(businessDate),
      params: { ...unbalanced },
    });
  }
  return ok({ type: 'office.business-date-closed', v: 1, date: businessDate });
}
