/** Lines for paper that a person inserts: the validation on a bill's stub and the endorsement on the back of a check. */
import type { Instant } from '../../kernel/time.ts';
import { dateOf, formatDate, formatTime } from '../../kernel/time.ts';
import { formatCents } from '../../money/money.ts';
import type { BankAccount } from '../reference/types.ts';
import type { PaymentPosted } from '../payment/types.ts';
import type { Tender } from '../tender/types.ts';
import { cut, shortName } from './layout.ts';

/** Slip stations print 42 columns or more (TM-H5000, TM-U675, iTherm). */
const COLUMNS = 42;

export type SlipFacts = {
  readonly city: string;
  readonly timeZone: string;
  readonly training: boolean;
  readonly postedAt: Instant;
  readonly cashierName: string;
  readonly copy: number;
};

const marks = ({ training, copy }: SlipFacts): readonly string[] =>
  [training ? 'TRAINING' : '', copy > 0 ? `DUPLICATE ${String(copy)}` : ''].filter((mark) => mark !== '');

/** Two lines: that it was paid, when, by which receipt, to whom; and how much. */
export function validationLines(posted: PaymentPosted, facts: SlipFacts): readonly string[] {
  const day = formatDate(dateOf(facts.postedAt, facts.timeZone));
  const time = formatTime(facts.postedAt, facts.timeZone);
  const amount = formatCents(posted.totalCents);
  const behind = marks(facts)
    .map((mark) => ` ${mark}`)
    .join('');
  // A long name gives way; that it is a copy, or no receipt at all, never does.
  const name = cut(shortName(facts.cashierName), COLUMNS - amount.length - 1 - behind.length);
  return [cut(`PAID ${posted.receiptNumber} ${day} ${time}`, COLUMNS), `${amount} ${name}${behind}`];
}

/** For deposit only, to whom, by which receipt. The account number itself is the bank's business, by its code. */
export function endorsementLines(
  posted: PaymentPosted,
  tender: Pick<Tender, 'amountCents'>,
  bankAccount: Pick<BankAccount, 'name'> | undefined,
  facts: SlipFacts,
): readonly string[] {
  return [
    'FOR DEPOSIT ONLY',
    facts.city,
    ...(bankAccount ? [bankAccount.name] : []),
    `${posted.receiptNumber} ${formatDate(dateOf(facts.postedAt, facts.timeZone))} ${formatCents(tender.amountCents)}`,
    ...marks(facts),
  ].map((line) => cut(line, COLUMNS));
}
