/**
 * Change is one amount ≥ 0 on the payment, always drawer cash. It is at most the cash tendered, plus what the change
 * limit of each non-cash tender's type allows (product rules, taking a payment).
 */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Denomination } from '../count/cash.ts';
import { DENOMINATIONS } from '../count/cash.ts';
import type { TenderType } from '../reference/types.ts';

export type ChangeSource = {
  readonly amountCents: Cents;
  readonly type: Pick<TenderType, 'kind' | 'changeLimitCents'>;
};

const mostChange = ({ amountCents, type }: ChangeSource): Cents =>
  type.changeLimitCents === 'any' ? amountCents : Math.min(amountCents, type.changeLimitCents);

/** The most change that these tenders allow together. */
export const changeAllowedCents = (sources: readonly ChangeSource[]): Cents =>
  sumCents(sources.map(mostChange));

/**
 * Tendered − due, and which part of it each tender gave: cash first, then the others in entry order.
 * Errors: UNDERPAID, CHANGE_TOO_LARGE.
 */
export function changeOf(
  sources: readonly ChangeSource[],
  dueCents: Cents,
): Result<{ readonly changeCents: Cents; readonly byTender: readonly Cents[] }> {
  const tenderedCents = sumCents(sources.map((source) => source.amountCents));
  const changeCents = tenderedCents - dueCents;
  if (changeCents < 0) {
    const params = { due: formatCents(dueCents), short: formatCents(-changeCents) };
    return refuse('UNDERPAID', { field: 'tenders', value: formatCents(tenderedCents), params });
  }
  const allowedCents = changeAllowedCents(sources);
  if (changeCents > allowedCents) {
    const params = { allowed: formatCents(allowedCents) };
    return refuse('CHANGE_TOO_LARGE', { field: 'tenders', value: formatCents(changeCents), params });
  }
  return ok({ changeCents, byTender: shareOut(sources, changeCents) });
}

function shareOut(sources: readonly ChangeSource[], changeCents: Cents): Cents[] {
  const byTender = sources.map(() => 0);
  const cashFirst = [...sources.entries()].sort(
    ([a, left], [b, right]) =>
      Number(right.type.kind === 'cash') - Number(left.type.kind === 'cash') || a - b,
  );
  let leftCents = changeCents;
  for (const [index, source] of cashFirst) {
    const givenCents = Math.min(leftCents, mostChange(source));
    byTender[index] = givenCents;
    leftCents -= givenCents;
  }
  return byTender;
}

/** Faces that drawers usually give change in: no 2.00 bill, no 1.00 or 0.50 coin. */
export const CHANGE_DENOMINATIONS: readonly Denomination[] = DENOMINATIONS.filter(
  ({ form, denominationCents }) =>
    form === 'bill' ? denominationCents !== 2_00 : denominationCents !== 1_00 && denominationCents !== 50,
);

export type ChangePiece = {
  readonly form: Denomination['form'];
  readonly denominationCents: Cents;
  readonly pieces: number;
};

/**
 * Which pieces to hand back, largest first; never how many the drawer holds, which would give the count away.
 * `leftCents` is what these faces cannot make (a drawer without pennies).
 */
export function suggestChange(
  changeCents: Cents,
  denominations: readonly Pick<Denomination, 'form' | 'denominationCents'>[] = CHANGE_DENOMINATIONS,
): { readonly pieces: readonly ChangePiece[]; readonly leftCents: Cents } {
  const pieces: ChangePiece[] = [];
  let leftCents = changeCents;
  const largestFirst = [...denominations].sort((a, b) => b.denominationCents - a.denominationCents);
  for (const { form, denominationCents } of largestFirst) {
    const count = Math.floor(leftCents / denominationCents);
    if (count === 0) continue;
    pieces.push({ form, denominationCents, pieces: count });
    leftCents -= count * denominationCents;
  }
  return { pieces, leftCents };
}
