/**
 * The slip of a deposit: currency, coin, each item (routing or issuer, number, amount), how many, the total, the bag
 * and the head of the journal. `slipOf` is the slip as figures; the printer and the PDF lay out the same ones.
 */
import { formatDate } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import { formatCentsAscii, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Columns, Paper } from '../../devices/paper.ts';
import { formCents } from '../count/cash.ts';
import type { DepositState } from '../deposit/types.ts';
import { AMOUNT_COLUMNS, cut } from './layout.ts';
import type { PaperBuilder } from './layout.ts';
import { marked } from './marks.ts';

export type SlipItem = {
  /** From 1. */
  readonly position: number;
  /** Routing number of a check, issuer of a money order; empty when neither is known. */
  readonly from: string;
  readonly number: string;
  readonly amountCents: Cents;
};

export type DepositSlip = {
  readonly number: string;
  readonly bankName: string;
  readonly accountEnding: string;
  readonly date: string;
  readonly bagNumber: string | null;
  /** `7c1e 90ab 44d2 f803`: the first 16 hexadecimal digits; null until the bag is sealed. */
  readonly journalHead: string | null;
  readonly currencyCents: Cents;
  readonly coinCents: Cents;
  readonly items: readonly SlipItem[];
  readonly itemsCents: Cents;
  readonly totalCents: Cents;
};

/** The total is added up from what stands on the slip, so that a slip can never say a total that is not its own. */
export function slipOf(deposit: DepositState): DepositSlip {
  const { prepared } = deposit;
  const currencyCents = formCents(prepared.cash, 'bill');
  const coinCents = formCents(prepared.cash, 'coin');
  const items = prepared.items.map((item, index) => ({
    position: index + 1,
    from: item.routing ?? item.issuer ?? '',
    number: item.number,
    amountCents: item.amountCents,
  }));
  const itemsCents = sumCents(items.map((item) => item.amountCents));
  return {
    number: prepared.number,
    bankName: prepared.bankAccount.name,
    accountEnding: prepared.bankAccount.accountEnding,
    date: formatDate(prepared.businessDate),
    bagNumber: deposit.bagNumber ?? null,
    journalHead: deposit.journalHead === undefined ? null : groupsOfFour(deposit.journalHead.slice(0, 16)),
    currencyCents,
    coinCents,
    items,
    itemsCents,
    totalCents: currencyCents + coinCents + itemsCents,
  };
}

/** `7c1e90ab44d2f803` → `7c1e 90ab 44d2 f803` */
export const groupsOfFour = (digits: string): string => digits.replace(/(.{4})(?=.)/gu, '$1 ');

export type SlipOptions = {
  readonly columns: Columns;
  readonly timeZone: string;
  readonly training: boolean;
  readonly copy?: number;
  readonly printedAt?: Instant;
  readonly printedBy?: string;
};

export function depositSlipPaper(deposit: DepositState, options: SlipOptions): Paper {
  const slip = slipOf(deposit);
  return marked(options, 'en', (paper) => {
    paper.centre(`DEPOSIT ${slip.number}`, { bold: true });
    paper.centre(slip.bankName);
    paper.pair(`Account ending ${slip.accountEnding}`, slip.date);
    paper.pair('Bag', slip.bagNumber ?? 'not sealed yet');
    paper.rule();
    paper.amount('Currency', slip.currencyCents);
    paper.amount('Coin', slip.coinCents);
    paper.rule();
    const positionWidth = Math.max(2, String(slip.items.length).length);
    for (const item of slip.items) itemLine(paper, item, positionWidth);
    if (slip.items.length > 0) paper.rule();
    paper.amount(slip.items.length === 1 ? '1 item' : `${String(slip.items.length)} items`, slip.itemsCents);
    paper.amount('TOTAL', slip.totalCents, { bold: true, tall: true });
    paper.pair('Journal head', slip.journalHead ?? 'when sealed');
  });
}

/** ` 1 122199912        1288            204.18`; a number that needs the room stands alone, its amount below. */
function itemLine(paper: PaperBuilder, item: SlipItem, positionWidth: number): void {
  const left = `${String(item.position).padStart(positionWidth)} ${cut(item.from, 9).padEnd(9)}`;
  const money = formatCentsAscii(item.amountCents);
  const moneyWidth = Math.max(AMOUNT_COLUMNS, money.length);
  const numberColumn = left.length + 1 + 11;
  const number = item.number.padStart(numberColumn - left.length);
  if (left.length + number.length + 1 + moneyWidth <= paper.columns) {
    paper.line(left + number + money.padStart(paper.columns - left.length - number.length));
    return;
  }
  paper.pair(left.trimEnd(), item.number);
  paper.line(money.padStart(paper.columns));
}
