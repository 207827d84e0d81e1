/**
 * Which tender funded which line, stored at posting so that a later return reopens exactly what that tender funded:
 * non-guaranteed tenders go to non-guaranteed lines first, in entry order (product rules, taking a payment).
 */
import { assert } from '../../kernel/assert.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Funding, Line } from './types.ts';

export type FundedLine = Pick<Line, 'lineNo' | 'amountCents' | 'requiresGuaranteed'>;
/** @property netCents amount less the part given back as change */
export type FundingTender = {
  readonly tenderNo: number;
  readonly guaranteed: boolean;
  readonly netCents: Cents;
};

/** What guaranteed tenders, less the change on them, do not cover of the lines that require them; 0 when they do. */
export function guaranteedShortCents(lines: readonly FundedLine[], tenders: readonly FundingTender[]): Cents {
  const neededCents = sumCents(
    lines.filter((line) => line.requiresGuaranteed).map((line) => line.amountCents),
  );
  const givenCents = sumCents(tenders.filter((tender) => tender.guaranteed).map((tender) => tender.netCents));
  return Math.max(0, neededCents - givenCents);
}

/**
 * @param tenders whose net amounts sum to the lines, with guaranteed funds enough for the lines that require them
 * @throws InvariantError when they do not
 */
export function assignFunding(
  lines: readonly FundedLine[],
  tenders: readonly FundingTender[],
): readonly Funding[] {
  const openCents = lines.map((line) => line.amountCents);
  const funding: Funding[] = [];
  const fund = (tender: FundingTender, mayFund: (line: FundedLine) => boolean): void => {
    let leftCents = tender.netCents;
    for (const [index, line] of lines.entries()) {
      const amountCents = mayFund(line) ? Math.min(leftCents, openCents[index] ?? 0) : 0;
      if (amountCents === 0) continue;
      openCents[index] = (openCents[index] ?? 0) - amountCents;
      leftCents -= amountCents;
      funding.push({ tenderNo: tender.tenderNo, lineNo: line.lineNo, amountCents });
    }
    assert(leftCents === 0, `tender ${tender.tenderNo} funds nothing with ${leftCents} cents`);
  };
  for (const tender of tenders) if (!tender.guaranteed) fund(tender, (line) => !line.requiresGuaranteed);
  for (const tender of tenders) if (tender.guaranteed) fund(tender, () => true);
  assert(
    openCents.every((cents) => cents === 0),
    'a line is left without funds',
  );
  return funding.sort((a, b) => a.tenderNo - b.tenderNo || a.lineNo - b.lineNo);
}

/**
 * A tender goes whole: to the bank account that all the lines it funded share, else to the pooled one. One that funded
 * nothing (given back as change) is pooled too.
 */
export function bankAccountOf(
  tenderNo: number,
  funding: readonly Funding[],
  lines: readonly Pick<Line, 'lineNo' | 'bankAccount'>[],
  pooledBankAccount: string,
): string {
  const accounts = new Set(
    funding
      .filter((part) => part.tenderNo === tenderNo)
      .map((part) => lines.find((line) => line.lineNo === part.lineNo)?.bankAccount),
  );
  const [only, ...others] = accounts;
  return only === undefined || others.length > 0 ? pooledBankAccount : only;
}
