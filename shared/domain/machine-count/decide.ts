/** A machine's report counts once: in one session's count, whatever number of attempts that takes. */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import type { CashCount } from '../count/types.ts';
import type { MachineCountAccepted, MachineCountSetAside, MachineCountState } from './types.ts';

/**
 * Errors: MACHINE_COUNT_UNKNOWN, MACHINE_COUNT_USED.
 * @param field where it is named in the input
 */
export function decideAccept(
  state: MachineCountState | undefined,
  facts: {
    readonly field: string;
    readonly sessionId: string;
    readonly attempt: number;
    readonly person: string;
    readonly cash: CashCount;
  },
): Result<MachineCountAccepted> {
  if (!state) return refuse('MACHINE_COUNT_UNKNOWN', { field: facts.field });
  const { reported, status, sessionId } = state;
  // The second attempt of the same count may hold the same coins.
  if (status !== 'proposed' && sessionId !== facts.sessionId)
    return refuse('MACHINE_COUNT_USED', {
      field: facts.field,
      value: reported.reportNumber,
      params: { device: reported.deviceName },
    });
  const counted = new Set(reported.rows.map((row) => row.denominationCents));
  const form = reported.medium === 'note' ? 'bill' : 'coin';
  return ok({
    type: 'machine-count.accepted',
    v: 1,
    countId: reported.countId,
    sessionId: facts.sessionId,
    attempt: facts.attempt,
    acceptedBy: facts.person,
    rows: facts.cash.filter((row) => row.form === form && counted.has(row.denominationCents)),
  });
}

/** Errors: MACHINE_COUNT_UNKNOWN, MACHINE_COUNT_USED, REASON_REQUIRED. */
export function decideSetAside(
  state: MachineCountState | undefined,
  input: { readonly reason: string },
  person: string,
): Result<MachineCountSetAside> {
  if (!state) return refuse('MACHINE_COUNT_UNKNOWN', { field: 'countId' });
  const { reported } = state;
  if (state.status !== 'proposed')
    return refuse('MACHINE_COUNT_USED', {
      field: 'countId',
      value: reported.reportNumber,
      params: { device: reported.deviceName },
    });
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({ type: 'machine-count.set-aside', v: 1, countId: reported.countId, by: person, reason });
}
