/** What must hold of every payment, whoever wrote its events; each error says what is wrong. Empty means whole. */
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { entryImbalance, signedCents } from '../ledger/entries.ts';
import { balanceErrors, postingErrors } from '../ledger/invariants.ts';
import { entryOf } from './evolve.ts';
import type { Funding, PaymentState } from './types.ts';

export const paymentInvariants = (state: PaymentState): string[] =>
  [sums, lines, fundingErrors, bankAccounts, entries].flatMap((check) => check(state));

function sums({ posted, tenders, changeCents }: PaymentState): string[] {
  const errors: string[] = [];
  const linesCents = sumCents(posted.lines.map((line) => line.amountCents));
  const tenderedCents = sumCents(tenders.map((tender) => tender.amountCents));
  if (tenderedCents - changeCents !== linesCents) {
    errors.push(
      `tenders ${formatCents(tenderedCents)} − change ${formatCents(changeCents)} is not the lines, ${formatCents(linesCents)}`,
    );
  }
  if (posted.totalCents !== linesCents) errors.push(`the total is not the sum of the lines`);
  if (changeCents < 0) errors.push(`change is ${formatCents(changeCents)}`);
  if (sumCents(tenders.map((tender) => tender.changeCents)) !== changeCents) {
    errors.push('the change of the tenders is not the change of the payment');
  }
  for (const tender of tenders) {
    const { tenderNo } = tender;
    if (tender.amountCents <= 0) errors.push(`tender ${tenderNo} has no amount`);
    if (tender.changeCents < 0 || tender.changeCents > tender.amountCents) {
      errors.push(`tender ${tenderNo} gives ${formatCents(tender.changeCents)} of its amount back`);
    }
  }
  return errors;
}

const lines = ({ posted }: PaymentState): string[] =>
  posted.lines.flatMap((line) => {
    const distributed = sumCents(line.distribution.map((part) => part.amountCents));
    const errors = distributed === line.amountCents ? [] : [`line ${line.lineNo} is not distributed whole`];
    return line.amountCents > 0 ? errors : [...errors, `line ${line.lineNo} has no amount`];
  });

const fundedBy = (funding: readonly Funding[], which: (part: Funding) => boolean): Cents =>
  sumCents(funding.filter(which).map((part) => part.amountCents));

function fundingErrors({ posted, tenders, funding }: PaymentState): string[] {
  const errors: string[] = [];
  for (const line of posted.lines) {
    if (fundedBy(funding, (part) => part.lineNo === line.lineNo) !== line.amountCents) {
      errors.push(`line ${line.lineNo} is not funded whole`);
    }
  }
  for (const tender of tenders) {
    const net = tender.amountCents - tender.changeCents;
    if (fundedBy(funding, (part) => part.tenderNo === tender.tenderNo) !== net) {
      errors.push(`tender ${tender.tenderNo} does not fund what it left`);
    }
  }
  for (const { tenderNo, lineNo, amountCents } of funding) {
    const tender = tenders.find((each) => each.tenderNo === tenderNo);
    const line = posted.lines.find((each) => each.lineNo === lineNo);
    if (!tender || !line) errors.push(`funding names tender ${tenderNo} and line ${lineNo}`);
    if (amountCents <= 0) errors.push(`tender ${tenderNo} funds line ${lineNo} with nothing`);
    if (line?.requiresGuaranteed === true && tender?.guaranteed === false) {
      errors.push(`line ${lineNo} needs guaranteed funds; tender ${tenderNo} is not`);
    }
  }
  return errors;
}

function bankAccounts({ posted, tenders, funding }: PaymentState): string[] {
  return tenders.flatMap((tender) => {
    if (!tender.depositable) {
      return tender.bankAccount === null
        ? []
        : [`tender ${tender.tenderNo} is not deposited, yet has a bank account`];
    }
    if (tender.bankAccount === null) return [`tender ${tender.tenderNo} has no bank account`];
    const accounts = new Set(
      funding
        .filter((part) => part.tenderNo === tender.tenderNo)
        .map((part) => posted.lines.find((line) => line.lineNo === part.lineNo)?.bankAccount),
    );
    return accounts.size === 1 && !accounts.has(tender.bankAccount)
      ? [`tender ${tender.tenderNo} does not go where all its lines belong`]
      : [];
  });
}

function entries(state: PaymentState): string[] {
  const posted = entryOf(state);
  const all = [...posted, ...(state.voided?.entry ?? [])];
  const errors = [...postingErrors(all), ...balanceErrors(all)];
  const undone = new Map<string, Cents>();
  if (state.voided) {
    for (const posting of all) {
      undone.set(posting.glAccount, (undone.get(posting.glAccount) ?? 0) + signedCents(posting));
    }
  }
  for (const [glAccount, cents] of undone) {
    if (cents !== 0) errors.push(`after the void ${formatCents(cents)} is left on ${glAccount}`);
  }
  if (entryImbalance(posted).size > 0) errors.push('the entry does not balance in each fund');
  return errors;
}
