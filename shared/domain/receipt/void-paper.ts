/** The slip of a void: what was handed back, why, and who allowed it; the customer signs for the money. */
import { dateOf, formatDate, formatTime } from '../../kernel/time.ts';
import type { Instant, Language } from '../../kernel/time.ts';
import type { Paper } from '../../devices/paper.ts';
import type { PaymentState, PaymentVoided } from '../payment/types.ts';
import type { Policy } from '../policy/types.ts';
import { shortName } from './layout.ts';
import type { PaperBuilder } from './layout.ts';
import { marked } from './marks.ts';
import { heading, tenderLine } from './receipt-paper.ts';
import { payerWords, sourceWords } from './words.ts';

export type VoidOptions = {
  readonly policy: Pick<Policy, 'receipt'>;
  readonly timeZone: string;
  readonly training: boolean;
  readonly cashierName: string;
  readonly sourceName: string;
  readonly voidedAt: Instant;
  /** Absent where the cashier’s own limit allowed it. */
  readonly approverName?: string;
  readonly copy?: number;
  readonly printedAt?: Instant;
  readonly printedBy?: string;
  readonly language?: Language;
};

export function voidPaper(payment: PaymentState, voided: PaymentVoided, options: VoidOptions): Paper {
  const { posted } = payment;
  const language = options.language ?? posted.language;
  const words = payerWords[language];
  const { receipt } = options.policy;
  return marked({ ...options, columns: receipt.columns }, language, (paper) => {
    heading(paper, receipt.heading);
    paper.pair(
      `${words.voidOf} ${posted.receiptNumber}`,
      formatDate(dateOf(options.voidedAt, options.timeZone), language),
    );
    paper.pair(
      `${words.cashier} ${shortName(options.cashierName)}  ${sourceWords(options.sourceName, language)}`,
      formatTime(options.voidedAt, options.timeZone, true),
    );
    paper.rule();
    paper.text(`${words.reason} ${voided.reason}`);
    if (options.approverName !== undefined) paper.text(`${words.approvedBy} ${options.approverName}`);
    paper.text(voided.receiptReturned ? words.receiptReturned : words.receiptNotReturned);
    paper.rule();
    paper.amount(words.total, -posted.totalCents, { bold: true, tall: true });
    paper.feed();
    handedBack(paper, payment, voided, language);
    paper.feed(2);
    paper.line('_'.repeat(receipt.columns));
    paper.text(words.signature);
  });
}

/** Cash is given back less the change that was given; every other instrument as it is; a card at its terminal. */
function handedBack(
  paper: PaperBuilder,
  payment: PaymentState,
  voided: PaymentVoided,
  language: Language,
): void {
  const words = payerWords[language];
  if (voided.cashReturnedCents !== 0) paper.amount(words.cashReturned, voided.cashReturnedCents);
  for (const tender of payment.tenders) {
    if (tender.kind === 'cash') continue;
    paper.amount(
      tender.kind === 'card'
        ? tenderLine(tender, language)
        : `${tenderLine(tender, language)}, ${words.handedBack}`,
      tender.amountCents,
    );
  }
  if (voided.terminalVoidSlip !== undefined) {
    paper.pair(words.terminalSlip, voided.terminalVoidSlip);
  }
}
