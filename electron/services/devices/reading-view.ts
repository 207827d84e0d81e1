import type { CheckDoubt, CheckReading } from '../../../shared/devices/check-reader.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Reading } from './live.ts';

type View = Output<'device.reading'>;

const DOUBT_WORDS: Readonly<Record<CheckDoubt, string>> = {
  'unreadable-character': 'A character could not be read: type what the check says.',
  'routing-check-digit': 'The routing number does not check: compare it with the check.',
  'no-serial-number': 'No check number was found: type it from the upper right of the check.',
  foreign: 'It is not a check of a United States bank.',
  'reader-reported': 'The reader itself reports a doubt: compare every number.',
  'unexpected-layout': 'The line is not laid out as usual: compare every number with the check.',
  'amount-encoded': 'An amount is encoded already: it may have been deposited before.',
};
const UNREADABLE_WORDS: Readonly<Record<Extract<CheckReading, { result: 'unreadable' }>['why'], string>> = {
  'no-line': 'No magnetic line was found: turn the check and read it again, or type it.',
  'no-transit': 'No routing number was found: read it again, or type it.',
  'card-discarded': 'A card was drawn through the check reader. Nothing of it was kept.',
  'reader-error': 'The reader could not read it: read it again, or type it.',
};

export function readingView(readingId: string, reading: Reading): View {
  if (reading.kind === 'scan') {
    const { symbology, text, slip } = reading.reading;
    return {
      kind: 'scan',
      readingId,
      symbology,
      text,
      slip: slip
        ? { payee: slip.payee, reference: slip.reference, amountCents: slip.amountCents ?? null }
        : null,
    };
  }
  const check = reading.reading;
  const nothing = { routing: '', number: '', accountLast4: '', business: false };
  if (check.result === 'unreadable')
    return {
      kind: 'check',
      readingId,
      result: 'unreadable',
      ...nothing,
      doubts: [UNREADABLE_WORDS[check.why]],
    };
  return {
    kind: 'check',
    readingId,
    result: check.result,
    routing: check.routing ?? '',
    number: check.number ?? '',
    accountLast4: check.account?.slice(-4) ?? '',
    business: check.business,
    doubts: check.result === 'read' ? [] : check.doubts.map((doubt) => DOUBT_WORDS[doubt]),
  };
}
