/** The tenders of a payment against its lines: each by its type, then change, guaranteed funds, funding, bank accounts. */
import { certain } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Refused, Result } from '../../kernel/result.ts';
import { formatDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Policy } from '../policy/types.ts';
import { pooledBankAccount, tenderTypeOf } from '../reference/lookups.ts';
import type { BankAccount, TenderType } from '../reference/types.ts';
import type { TenderSource } from '../session/types.ts';
import { changeOf } from '../tender/change.ts';
import { checkTenderInput, instrumentNumber, isOverMaximum } from '../tender/check-input.ts';
import type { Tender, TenderInput } from '../tender/types.ts';
import { assignFunding, bankAccountOf, guaranteedShortCents } from './funding.ts';
import type { Funding, Line } from './types.ts';

export type TenderTableFacts = {
  readonly businessDate: BusinessDate;
  readonly source: TenderSource['kind'];
  readonly policy: Pick<Policy, 'checkStaleDays'>;
  readonly tenderTypes: readonly TenderType[];
  readonly bankAccounts: readonly BankAccount[];
  /** The latest date until which one of the accounts takes guaranteed funds only. */
  readonly guaranteedUntil?: BusinessDate;
};

export type SettledTenders = {
  readonly tenders: readonly Tender[];
  readonly changeCents: Cents;
  readonly funding: readonly Funding[];
  /** The first tender above its type's maximum, as what the person is told. */
  readonly overMaximum?: Refused;
};

type Checked = { readonly type: TenderType; readonly input: TenderInput };

/**
 * Errors: TENDER_TYPE_UNKNOWN, those of `checkTenderInput`, TENDER_NOT_HERE, INSTRUMENT_TWICE, UNDERPAID,
 * CHANGE_TOO_LARGE, CHANGE_NOT_HERE, GUARANTEED_UNTIL, GUARANTEED_SHORT, BANK_ACCOUNT_MISSING.
 * @param lines whose amounts are due
 */
export function settleTenders(
  inputs: readonly TenderInput[],
  lines: readonly Line[],
  facts: TenderTableFacts,
): Result<SettledTenders> {
  const checked = checkAll(inputs, facts);
  if (!checked.ok) return checked;
  const sources = checked.value.map(({ type, input }) => ({ type, amountCents: input.amountCents }));
  const change = changeOf(sources, sumCents(lines.map((line) => line.amountCents)));
  if (!change.ok) return change;
  const { changeCents, byTender } = change.value;
  // Change is drawer cash; the mail desk has none.
  if (changeCents > 0 && facts.source !== 'drawer') {
    return refuse('CHANGE_NOT_HERE', { field: 'tenders', value: formatCents(changeCents) });
  }
  const bare = checked.value.map(({ type, input }, index) =>
    tenderOf(type, input, index + 1, certain(byTender[index], 'change of a tender')),
  );
  const nets = bare.map(netOf);
  const shortCents = guaranteedShortCents(lines, nets);
  if (shortCents > 0) return guaranteedRefusal(lines, checked.value, shortCents, facts);
  const funding = assignFunding(lines, nets);
  const pooled = pooledBankAccount(facts.bankAccounts)?.code;
  if (pooled === undefined)
    return refuse('BANK_ACCOUNT_MISSING', { field: 'tenders', value: 'everything else' });
  const tenders = bare.map((tender) => ({
    ...tender,
    bankAccount: tender.depositable ? bankAccountOf(tender.tenderNo, funding, lines, pooled) : null,
  }));
  const over = checked.value.findIndex(({ type, input }) => isOverMaximum(type, input.amountCents));
  const overType = checked.value[over];
  return ok({
    tenders,
    changeCents,
    funding,
    ...(overType ? { overMaximum: overMaximumRefusal(overType, over) } : {}),
  });
}

/** What a tender leaves for the lines. */
export const netOf = (
  tender: Pick<Tender, 'tenderNo' | 'guaranteed' | 'amountCents' | 'changeCents'>,
): { readonly tenderNo: number; readonly guaranteed: boolean; readonly netCents: Cents } => ({
  tenderNo: tender.tenderNo,
  guaranteed: tender.guaranteed,
  netCents: tender.amountCents - tender.changeCents,
});

function checkAll(inputs: readonly TenderInput[], facts: TenderTableFacts): Result<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const [index, raw] of inputs.entries()) {
    const field = `tenders.${index}`;
    const type = tenderTypeOf(facts.tenderTypes, raw.tenderType);
    if (!type) return refuse('TENDER_TYPE_UNKNOWN', { field: `${field}.tenderType`, value: raw.tenderType });
    if (facts.source === 'telephone' && type.kind !== 'card') {
      return refuse('TENDER_NOT_HERE', { field, value: type.name });
    }
    const { businessDate, policy } = facts;
    const input = checkTenderInput(type, raw, {
      field,
      businessDate,
      checkStaleDays: policy.checkStaleDays,
    });
    if (!input.ok) return input;
    const twice = checked.some((earlier) => isSameInstrument(earlier, { type, input: input.value }));
    if (twice) {
      const value = instrumentNumber(input.value) ?? '';
      return refuse('INSTRUMENT_TWICE', { field, value, params: { name: type.name } });
    }
    checked.push({ type, input: input.value });
  }
  return ok(checked);
}

/** The same piece of paper twice: a check by routing and number, a money order or pledge by its number. Cards may repeat. */
const isSameInstrument = (a: Checked, b: Checked): boolean =>
  a.type.kind === b.type.kind &&
  a.type.kind !== 'card' &&
  instrumentNumber(a.input) !== undefined &&
  instrumentNumber(a.input) === instrumentNumber(b.input) &&
  a.input.check?.routing === b.input.check?.routing &&
  a.input.pledge?.agency === b.input.pledge?.agency;

const tenderOf = (
  type: TenderType,
  input: TenderInput,
  tenderNo: number,
  changeCents: Cents,
): Omit<Tender, 'bankAccount'> => ({
  ...input,
  tenderNo,
  name: type.name,
  kind: type.kind,
  guaranteed: type.guaranteedFunds,
  depositable: type.depositable,
  opensDrawer: type.opensDrawer,
  debitAccount: type.debitAccount,
  changeCents,
});

const overMaximumRefusal = ({ type, input }: Checked, index: number): Refused =>
  refuse('TENDER_OVER_LIMIT', {
    field: `tenders.${index}.amountCents`,
    value: formatCents(input.amountCents),
    params: { name: type.name, limit: formatCents(type.maximumCents ?? 0) },
  });

function guaranteedRefusal(
  lines: readonly Line[],
  checked: readonly Checked[],
  shortCents: Cents,
  facts: TenderTableFacts,
): Refused {
  const needed = sumCents(lines.filter((line) => line.requiresGuaranteed).map((line) => line.amountCents));
  const take = inWords(facts.tenderTypes.filter((type) => type.guaranteedFunds).map((type) => type.name));
  const index = checked.findIndex(({ type }) => !type.guaranteedFunds);
  const field = index < 0 ? 'tenders' : `tenders.${index}`;
  if (facts.guaranteedUntil !== undefined) {
    const until = formatDate(facts.guaranteedUntil);
    const value = checked[index]?.type.name ?? 'This tender';
    return refuse('GUARANTEED_UNTIL', { field, value, params: { until, take } });
  }
  const params = { needed: formatCents(needed), take };
  return refuse('GUARANTEED_SHORT', { field, value: formatCents(shortCents), params });
}

/** `cash, money order or card` */
function inWords(names: readonly string[]): string {
  const words = names.map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
