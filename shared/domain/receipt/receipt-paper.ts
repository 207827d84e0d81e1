/**
 * The receipt: office, number and time, cashier and drawer, payer and lines, TOTAL, tenders, change, what is left,
 * closing line. A copy says DUPLICATE with its number, the time and the name, first and last.
 */
import type { Paper } from '../../devices/paper.ts';
import { dateOf, formatDate, formatDayMonth, formatTime } from '../../kernel/time.ts';
import type { Instant, Language } from '../../kernel/time.ts';
import { sumCents } from '../../money/money.ts';
import type { Line, PaymentState } from '../payment/types.ts';
import type { Policy } from '../policy/types.ts';
import type { Tender } from '../tender/types.ts';
import { newPage } from './layout.ts';
import type { Page } from './layout.ts';
import { WORDS } from './words.ts';

export type ReceiptOptions = {
  readonly policy: Policy;
  readonly timeZone: string;
  readonly training: boolean;
  readonly cashierName: string;
  /** `Window 3` */
  readonly sourceName: string;
  readonly postedAt: Instant;
  /** 0 is the original. */
  readonly copy: number;
  /** Who prints the copy, and when. */
  readonly printedBy: string;
  readonly printedAt: Instant;
  /** Instead of the payment's own language. */
  readonly language?: Language;
};

export function receiptPaper(payment: PaymentState, options: ReceiptOptions): Paper {
  const { posted } = payment;
  const language = options.language ?? posted.language;
  const words = WORDS[language];
  const page = newPage(options.policy.receipt.columns);
  const copyLine = (): void => {
    if (options.copy === 0) return;
    page.centered(words.duplicate(options.copy), { bold: true });
    const { printedAt, timeZone, printedBy } = options;
    page.centered(`${words.printed} ${formatTime(printedAt, timeZone)} ${words.by} ${printedBy}`);
  };

  copyLine();
  heading(page, options, language);
  // The calendar day in the office's zone: what the customer's own calendar says.
  const day = dateOf(options.postedAt, options.timeZone);
  page.pair(`${words.receipt} ${posted.receiptNumber}`, formatDate(day, language));
  page.pair(
    `${words.cashier} ${shortName(options.cashierName)}  ${options.sourceName}`,
    formatTime(options.postedAt, options.timeZone, true),
  );
  if (payment.status === 'voided') page.centered(words.void, { bold: true });
  page.rule();
  payerAndLines(page, payment, language);
  page.rule();
  page.amount(words.total, posted.totalCents, { bold: true, tall: true });
  page.blank();
  tenders(page, payment, language);
  whatIsLeft(page, payment, options, language);
  page.blank();
  page.centered(options.policy.receipt.closing[language]);
  copyLine();
  return page.paper();
}

export function heading(
  page: Page,
  options: Pick<ReceiptOptions, 'policy' | 'training'>,
  language: Language,
): void {
  if (options.training) page.centered(WORDS[language].training, { bold: true });
  for (const line of options.policy.receipt.heading) page.centered(line);
  page.blank();
}

/** `Rosa Delgado` → `Rosa D.`: enough to ask for, no more. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const initial = [...(rest.at(-1) ?? '')][0];
  return initial === undefined ? first : `${first} ${initial}.`;
}

export const lastFour = (account: string): string => account.slice(-4);

function payerAndLines(page: Page, { posted }: PaymentState, language: Language): void {
  const words = WORDS[language];
  const confidential = posted.accounts.some((account) => account.confidential);
  if (posted.payer.name !== '' && !confidential) page.wrapped(posted.payer.name);
  const byAccount = new Map<string | undefined, Line[]>();
  for (const line of posted.lines)
    byAccount.set(line.account, [...(byAccount.get(line.account) ?? []), line]);
  for (const [account, lines] of byAccount) {
    if (account !== undefined) page.text(`${words.accountEnding} ${lastFour(account)}`);
    for (const line of lines) {
      page.amount(account === undefined ? freeLine(line) : accountLine(line, language), line.amountCents);
    }
  }
}

const accountLine = (line: Line, language: Language): string =>
  line.charge === undefined || line.charge.kind === 'fee'
    ? `  ${line.name}`
    : `  ${line.name}, ${WORDS[language].due} ${formatDayMonth(line.charge.dueDate, language)}`;

const freeLine = (line: Line): string =>
  line.reference === undefined || line.reference === '' ? line.name : `${line.name}  ${line.reference}`;

function tenders(
  page: Page,
  { posted, tenders: taken, changeCents }: PaymentState,
  language: Language,
): void {
  const words = WORDS[language];
  for (const tender of taken) page.amount(tenderLine(tender, language), tender.amountCents);
  const tenderedCents = sumCents(taken.map((tender) => tender.amountCents));
  if (taken.length > 1 || tenderedCents !== posted.totalCents) page.amount(words.tendered, tenderedCents);
  if (changeCents > 0) page.amount(words.change, changeCents, { bold: true });
}

export function tenderLine(
  tender: Pick<Tender, 'kind' | 'name' | 'check' | 'item' | 'card' | 'pledge'>,
  language: Language,
): string {
  const name = language === 'en' ? tender.name : WORDS[language].tenders[tender.kind];
  const number =
    tender.check?.number ??
    tender.item?.number ??
    (tender.card ? `${tender.card.brand} ${tender.card.last4}` : undefined) ??
    tender.pledge?.number;
  return number === undefined ? name : `${name} ${number}`;
}

function whatIsLeft(
  page: Page,
  { posted }: PaymentState,
  { policy }: ReceiptOptions,
  language: Language,
): void {
  const words = WORDS[language];
  if (posted.accounts.length > 0) page.rule();
  for (const account of posted.accounts) {
    const ending = lastFour(account.account);
    if (account.openAfterCents < 0) page.amount(`${words.credit} ${ending}`, -account.openAfterCents);
    else page.amount(`${words.leftOnAccount} ${ending}`, account.openAfterCents);
    if (account.nextDue !== undefined && account.openAfterCents > 0) {
      page.text(`  ${words.due} ${formatDate(account.nextDue, language)}`);
    }
  }
  if (posted.accounts.some((account) => account.reconnect?.reached === true)) {
    page.blank();
    page.wrapped(policy.receipt.serviceReturns[language]);
  }
}
