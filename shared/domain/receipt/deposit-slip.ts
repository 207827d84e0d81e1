/** The deposit slip: currency, coin, every item by number, count, total, bag, and the head of the journal when it was sealed. */
import type { Columns, Paper } from '../../devices/paper.ts';
import { formatDate } from '../../kernel/time.ts';
import { formatCentsAscii, sumCents } from '../../money/money.ts';
import { formCents } from '../count/cash.ts';
import type { DepositItem, DepositState } from '../deposit/types.ts';
import { newPage } from './layout.ts';

export type SlipOptions = { readonly columns: Columns; readonly training: boolean };

/** Sixteen digits of the head are enough to recognise it; the whole one is in the books. */
export const shortHead = (hash: string): string => (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ');

export function depositSlipPaper(
  { prepared, bagNumber, journalHead }: DepositState,
  options: SlipOptions,
): Paper {
  const page = newPage(options.columns);
  if (options.training) page.centered('TRAINING - NOT A DEPOSIT', { bold: true });
  page.centered(`DEPOSIT ${prepared.number}`, { bold: true });
  page.centered(prepared.bankAccount.name);
  page.pair(`Account ending ${prepared.bankAccount.accountEnding}`, formatDate(prepared.businessDate));
  page.pair('Bag', bagNumber ?? 'not sealed yet');
  page.rule();
  page.amount('Currency', formCents(prepared.cash, 'bill'));
  page.amount('Coin', formCents(prepared.cash, 'coin'));
  page.rule();
  for (const [index, item] of prepared.items.entries()) {
    page.pair(itemLine(item, index + 1), formatCentsAscii(item.amountCents).padStart(10));
  }
  if (prepared.items.length > 0) page.rule();
  page.amount(
    `${String(prepared.items.length)} items`,
    sumCents(prepared.items.map((item) => item.amountCents)),
  );
  page.amount('TOTAL', prepared.totalCents, { bold: true, tall: true });
  page.pair('Journal head', journalHead === undefined ? 'not sealed yet' : shortHead(journalHead));
  return page.paper();
}

const itemLine = (item: DepositItem, position: number): string =>
  `${String(position).padStart(2)} ${(item.routing ?? item.issuer ?? '').slice(0, 9).padEnd(9)} ${item.number.padStart(12)}`;
