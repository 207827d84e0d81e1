/** The proof, drillable to rows: every figure on the screen opens what it is made of. */
import { proofOf } from '../../../shared/domain/proof/proof.ts';
import type { Proof } from '../../../shared/domain/proof/types.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { decimalText, sumCents } from '../../../shared/money/money.ts';
import { requireNothingHidden } from '../drawer/blind.ts';
import { csvFile } from '../files.ts';
import type { QueryContext, QueryHandler } from '../handler.ts';
import type { DateRange } from '../ports.ts';
import { proofFacts } from './proof-facts.ts';
import { proofRows } from './proof-rows.ts';

/** Errors: LOOK_BLIND, LOOK_FIRST: the drawers' side of the proof is what somebody still has to count. */
function proofFor(ctx: QueryContext, range: DateRange): Result<Proof> {
  const seen = requireNothingHidden(ctx, range);
  return seen.ok ? ok(proofOf(proofFacts(ctx.books, ctx.office, range))) : seen;
}

export const show: QueryHandler<'proof.show'> = (ctx, { range }) => {
  const made = proofFor(ctx, range);
  if (!made.ok) return made;
  const proof = made.value;
  return ok({
    agrees: proof.agrees,
    checkedAt: ctx.at,
    events: ctx.books.head().sequence,
    sides: proof.sides,
    terms: proof.terms,
    drawers: proof.drawers,
    funds: proof.funds.map(({ fund, name, creditCents, drill }) => ({
      fund,
      name,
      cents: creditCents,
      drill,
    })),
    corrections: proof.corrections.map(({ label, cents }) => ({ label, cents })),
    differences: proof.differences,
  });
};

export const rows: QueryHandler<'proof.rows'> = (ctx, { range, drill }) => {
  const seen = requireNothingHidden(ctx, range);
  if (!seen.ok) return seen;
  const found = proofRows(ctx, range, drill);
  if (!found.ok) return found;
  const { title, rows: list } = found.value;
  return ok({ title, rows: list, totalCents: sumCents(list.map((row) => row.cents)) });
};

/** One row per side and per term, then the rows behind each term. */
export const exportCsv: QueryHandler<'proof.export'> = (ctx, { range }) => {
  const made = proofFor(ctx, range);
  if (!made.ok) return made;
  const proof = made.value;
  const lines: (readonly (string | number)[])[] = [
    ...proof.sides.map((side) => [
      'side',
      side.side,
      side.label,
      side.detail.join(' '),
      decimalText(side.cents),
    ]),
    ...proof.terms.map((term) => [
      'term',
      term.key,
      term.label,
      term.state,
      decimalText(term.bankCents ?? 0),
    ]),
    ...proof.drawers.map((row) => ['drawers', '', row.label, '', decimalText(row.cents)]),
    ...proof.funds.map((fund) => ['fund', fund.fund, fund.name, '', decimalText(fund.creditCents)]),
    ...proof.differences.map((row) => ['difference', row.side, row.text, '', decimalText(row.cents)]),
  ];
  for (const { key, label, drill } of proof.terms) {
    const found = proofRows(ctx, range, drill);
    if (!found.ok) continue;
    for (const row of found.value.rows)
      lines.push(['row', key, `${label}: ${row.label}`, row.detail, decimalText(row.cents)]);
  }
  const text = ctx.desk.files.csv(['kind', 'key', 'what', 'detail', 'amount'], lines);
  return ok(csvFile(`proof-${range.from}${range.to === range.from ? '' : `-${range.to}`}.csv`, text));
};
