/**
 * The receipt. Order: office, number and time, cashier and drawer, payer and lines, TOTAL, tenders, change, what is
 * left, closing line. Accounts show their last four digits; a confidential account shows no name.
 */
import { dateOf, formatDate, formatTime } from '../../kernel/time.ts';
import type { Instant, Language } from '../../kernel/time.ts';
import { sumCents } from '../../money/money.ts';
import type { Paper } from '../../devices/paper.ts';
import type { AccountFact, Line, PaymentState } from '../payment/types.ts';
import type { Policy } from '../policy/types.ts';
import type { Tender } from '../tender/types.ts';
import { shortName } from './layout.ts';
import type { PaperBuilder } from './layout.ts';
import { marked } from './marks.ts';
import { dueText, lineName, payerWords, sourceWords, tenderName } from './words.ts';

export type ReceiptOptions = {
  readonly policy: Pick<Policy, 'receipt'>;
  readonly timeZone: string;
  readonly training: boolean;
  /** Full name; the receipt prints `Rosa D.` */
  readonly cashierName: string;
  /** `Drawer 3` */
  readonly sourceName: string;
  readonly postedAt: Instant;
  /** 0 is the original. */
  readonly copy: number;
  readonly printedAt: Instant;
  readonly printedBy: string;
  /** Another language than the payer chose, for a preview. */
  readonly language?: Language;
  /** A logo stored in the printer stands above the office. */
  readonly logo?: boolean;
};

export function receiptPaper(payment: PaymentState, options: ReceiptOptions): Paper {
  const { posted } = payment;
  const language = options.language ?? posted.language;
  const { receipt } = options.policy;
  return marked({ ...options, columns: receipt.columns }, language, (paper) => {
    if (options.logo === true) paper.logo();
    if (payment.status === 'voided') paper.centre(payerWords[language].voided, { bold: true });
    heading(paper, receipt.heading);
    numberAndTime(paper, payment, options, language);
    paper.rule();
    payerAndLines(paper, payment, language);
    paper.rule();
    paper.amount(payerWords[language].total, posted.totalCents, { bold: true, tall: true });
    paper.feed();
    tendersAndChange(paper, payment, language);
    whatIsLeft(paper, posted.accounts, language);
    if (posted.accounts.some((account) => account.reconnect?.reached === true)) {
      paper.feed();
      paper.text(receipt.serviceReturns[language]);
    }
    paper.feed();
    paper.centre(receipt.closing[language]);
  });
}

export function heading(paper: PaperBuilder, lines: readonly string[]): void {
  for (const line of lines) paper.centre(line);
  if (lines.length > 0) paper.feed();
}

function numberAndTime(
  paper: PaperBuilder,
  { posted, corrections }: PaymentState,
  options: ReceiptOptions,
  language: Language,
): void {
  const words = payerWords[language];
  const postedOn = dateOf(options.postedAt, options.timeZone);
  paper.pair(`${words.receipt} ${posted.receiptNumber}`, formatDate(postedOn, language));
  paper.pair(
    `${words.cashier} ${shortName(options.cashierName)}  ${sourceWords(options.sourceName, language)}`,
    formatTime(options.postedAt, options.timeZone, true),
  );
  // Mail and drop box: the day the city got it decides penalties, so the payer sees it.
  if (posted.receivedDate !== postedOn) {
    paper.text(`${words.received} ${formatDate(posted.receivedDate, language)}`);
  }
  if (corrections.length > 0) paper.text(words.corrected);
}

/** `100002596` → `2596` */
export const ending = (account: string): string => account.slice(-4);

function payerAndLines(paper: PaperBuilder, { posted }: PaymentState, language: Language): void {
  const confidential = posted.accounts.some((account) => account.confidential);
  if (posted.payer.name !== '' && !confidential) paper.text(posted.payer.name);
  for (const [account, lines] of Map.groupBy(posted.lines, (line) => line.account)) {
    if (account === undefined) continue;
    paper.text(`${payerWords[language].accountEnding} ${ending(account)}`);
    for (const line of lines) paper.amount(labelOf(line, language), line.amountCents, { indent: 2 });
  }
  for (const line of posted.lines) {
    if (line.account === undefined) paper.amount(labelOf(line, language), line.amountCents);
  }
}

function labelOf(line: Line, language: Language): string {
  const name = lineName(line.name, line.charge?.dueDate, language);
  // Two blanks, so that a number is not read as part of the name.
  return line.reference === undefined || line.reference === '' ? name : `${name}  ${line.reference}`;
}

function tendersAndChange(paper: PaperBuilder, payment: PaymentState, language: Language): void {
  const words = payerWords[language];
  const { tenders, changeCents } = payment;
  for (const tender of tenders) {
    paper.amount(tenderLine(tender, language), tender.amountCents);
    for (const line of terminalLines(tender, language)) paper.text(`  ${line}`);
  }
  if (tenders.length > 1) {
    paper.amount(words.tendered, sumCents(tenders.map((tender) => tender.amountCents)));
  }
  if (changeCents > 0 || tenders.some((tender) => tender.kind === 'cash')) {
    paper.amount(words.change, changeCents);
  }
}

/** `Personal check 1288`, `Money order 22108834197`, `Visa ending 4242, 083112`, `Agency pledge SM-118, St. Mark’s`. */
export function tenderLine(
  tender: Pick<Tender, 'kind' | 'name' | 'check' | 'item' | 'card' | 'pledge'>,
  language: Language,
): string {
  const name = tenderName(tender, language);
  if (tender.check) return `${name} ${tender.check.number}`;
  if (tender.item) return `${name} ${tender.item.number}`;
  if (tender.pledge) return `${name} ${tender.pledge.number}, ${tender.pledge.agency}`;
  if (tender.card) {
    const { brand, last4, authorization } = tender.card;
    const card = `${brand} ${payerWords[language].ending} ${last4}, ${authorization}`;
    return language === 'es' ? `${name} ${card}` : card;
  }
  return name;
}

/** What a chip card's receipt must name: the application by its label and identifier, and the terminal's own number. */
function terminalLines({ card }: Pick<Tender, 'card'>, language: Language): readonly string[] {
  const terminal = card?.terminal;
  if (!terminal) return [];
  const words = payerWords[language];
  const { emv, entryMode, trace, terminalId } = terminal;
  return [
    [emv?.label, words.entryModes[entryMode]].filter(Boolean).join(', '),
    emv?.aid === undefined ? '' : `AID ${emv.aid}`,
    [terminalId && `${words.terminal} ${terminalId}`, trace && `${words.trace} ${trace}`]
      .filter(Boolean)
      .join(', '),
  ].filter((line) => line !== '');
}

function whatIsLeft(paper: PaperBuilder, accounts: readonly AccountFact[], language: Language): void {
  const words = payerWords[language];
  if (accounts.length === 0) return;
  paper.rule();
  for (const { account, openAfterCents, nextDue } of accounts) {
    const label = openAfterCents < 0 ? words.credit : words.left;
    paper.amount(`${label} ${ending(account)}`, Math.abs(openAfterCents));
    if (nextDue !== undefined && openAfterCents > 0) paper.text(`  ${dueText(nextDue, language)}`);
  }
}
