/** The slip of a voided payment: what was void, why, what was handed back; signed by the payer where one is there. */
import type { Paper } from '../../devices/paper.ts';
import { dateOf, formatDate, formatTime } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import type { PaymentState, PaymentVoided } from '../payment/types.ts';
import { newPage } from './layout.ts';
import { heading, shortName, tenderLine } from './receipt-paper.ts';
import type { ReceiptOptions } from './receipt-paper.ts';
import { WORDS } from './words.ts';

export function voidPaper(
  payment: PaymentState,
  voided: PaymentVoided,
  options: Pick<ReceiptOptions, 'policy' | 'training' | 'timeZone' | 'cashierName' | 'sourceName'> & {
    readonly voidedAt: Instant;
  },
): Paper {
  const { language, receiptNumber, totalCents } = payment.posted;
  const words = WORDS[language];
  const page = newPage(options.policy.receipt.columns);
  heading(page, options, language);
  page.centered(words.void, { bold: true });
  page.pair(
    `${words.receipt} ${receiptNumber}`,
    formatDate(dateOf(options.voidedAt, options.timeZone), language),
  );
  page.pair(
    `${words.cashier} ${shortName(options.cashierName)}  ${options.sourceName}`,
    formatTime(options.voidedAt, options.timeZone, true),
  );
  page.rule();
  page.amount(words.total, -totalCents, { bold: true, tall: true });
  page.wrapped(`${words.reason}: ${voided.reason}`);
  page.blank();
  page.text(words.returned);
  page.amount(`  ${words.cashReturned}`, voided.cashReturnedCents);
  for (const tender of payment.tenders) {
    if (tender.kind !== 'cash') page.amount(`  ${tenderLine(tender, language)}`, tender.amountCents);
  }
  page.blank();
  page.wrapped(words.voidText);
  page.blank();
  page.pair(words.signature, '_'.repeat(24));
  return page.paper();
}
